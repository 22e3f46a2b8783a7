package store

import (
	"context"
	"fmt"

	"deskclerk/backend/doc"
)

// seenAgain records another sighting of a document that is here already.
func (t *tx) seenAgain(ctx context.Context, id string, a doc.Admission) error {
	h, err := t.head(ctx, id)
	if err != nil {
		return err
	}
	if err := t.insertSighting(ctx, h.n, a); err != nil {
		return err
	}
	// The file is here again, whatever a rule removed.
	if err := t.exec(ctx, `UPDATE documents SET original_removed_at = 0 WHERE n = ?`, h.n); err != nil {
		return err
	}
	more := map[string]any{}
	if a.CorrelationID != "" {
		more["correlation_id"] = a.CorrelationID // of this time, not of the first
	}
	return t.tell(ctx, h, doc.EventSighting, more)
}

func (t *tx) insertSighting(ctx context.Context, n int64, a doc.Admission) error {
	err := t.exec(ctx, `INSERT INTO sightings
		(document, name, batch_id, source_kind, source_detail, received_at, correlation_id, folder)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		n, a.Name, a.BatchID, a.Source.Kind, a.Source.Detail, ms(a.Source.ReceivedAt), a.CorrelationID, folderOf(a))
	if err != nil {
		return fmt.Errorf("record a sighting: %w", err)
	}
	return nil
}

// folderOf is the id of the watched folder that an admission comes from.
func folderOf(a doc.Admission) string {
	if a.Journal == nil {
		return ""
	}
	return a.Journal.FolderID
}

// Sightings lists each time the document's content came in, oldest first.
// Errors: not_found.
func (s *Store) Sightings(ctx context.Context, id string) ([]doc.Sighting, error) {
	var all []doc.Sighting
	err := s.read(ctx, func(q querier) error {
		n, err := number(ctx, q, id)
		if err != nil {
			return err
		}
		all, err = collect(ctx, q, func(row scanner) (doc.Sighting, error) {
			g := doc.Sighting{DocumentID: id}
			err := row.Scan(&g.Name, &g.BatchID, &g.Source.Kind, &g.Source.Detail, atTime{&g.Source.ReceivedAt})
			return g, err
		}, `SELECT name, batch_id, source_kind, source_detail, received_at FROM sightings WHERE document = ? ORDER BY id`, n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list sightings: %w", err)
	}
	return all, nil
}
