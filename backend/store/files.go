package store

import (
	"context"

	"deskclerk/backend/doc"
)

// keptFiles are the hashes of all files that stay, each with its size and the id
// of the document or container that it belongs to.
const keptFiles = `
	SELECT sha256, id, bytes FROM containers WHERE kept = 1
	UNION ALL SELECT document_files.sha256, documents.id, document_files.bytes FROM document_files
		JOIN documents ON documents.n = document_files.document WHERE original_removed_at = 0
	UNION ALL SELECT sha256, id, bytes FROM documents WHERE original_removed_at = 0`

// filesOf gives the hashes of all files that a document keeps which is about to
// be deleted, or they are: its original, those that its pages are of, and the containers it came
// in, which it leaves.
func (t *tx) filesOf(ctx context.Context, h *head) ([]string, error) {
	sums, err := collect(ctx, t, func(r scanner) (sum string, err error) { return sum, r.Scan(&sum) },
		`SELECT sha256 FROM document_files WHERE document = ?`, h.n)
	if err != nil {
		return nil, err
	}
	containers, err := t.leaveContainers(ctx, h.n)
	return append(append(sums, containers...), h.sha256), err
}

// removeAllUnused removes those of a document's files that nothing is made of any
// more. What it was for is committed, so what fails here is left to Sweep.
func (s *Store) removeAllUnused(ctx context.Context, documentID string, sums []string) {
	ctx = context.WithoutCancel(ctx)
	for _, sum := range sums {
		if _, err := s.removeUnused(ctx, sum); err != nil {
			s.log.Warn("a file of no more use is left behind until the next start", "document", documentID, "error", err)
		}
	}
}

// holder finds the document that is made of the file, first the one whose
// original it is. Errors: not_found.
func holder(ctx context.Context, q querier, sum string) (id string, err error) {
	err = q.QueryRowContext(ctx, `SELECT id FROM documents WHERE sha256 = ?1
		UNION ALL SELECT id FROM (SELECT documents.id FROM document_files JOIN documents ON documents.n = document_files.document
			WHERE document_files.sha256 = ?1 ORDER BY documents.n)
		LIMIT 1`, sum).Scan(&id)
	return id, err
}

// containersIn sums up the containers of a batch.
func containersIn(ctx context.Context, q querier, batchID string) ([]doc.ContainerSummary, error) {
	return collect(ctx, q, func(r scanner) (c doc.ContainerSummary, err error) {
		return c, r.Scan(&c.ID, &c.Name, &c.Documents, &c.PassedOver, &c.Failed)
	}, `SELECT containers.id, containers.name,
			count(document), sum(passed_over <> ''), sum(document IS NULL AND passed_over = '')
		FROM containers JOIN container_entries ON container = containers.id
		WHERE batch_id = ? GROUP BY containers.id ORDER BY containers.id`, batchID)
}
