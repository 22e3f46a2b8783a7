package store

import "context"

// AllJobs lists every job there is, oldest first.
func (s *Store) AllJobs(ctx context.Context) ([]Job, error) {
	return collect(ctx, s.readers, scanJob, `SELECT `+jobColumns+jobsOfDocuments+`ORDER BY jobs.id`)
}

// NewestVersion is the schema that this program writes.
func NewestVersion() (int64, error) { return newestVersion() }

// HeaderVersion reads a database's version without opening it.
func HeaderVersion(path string) (int64, error) { return headerVersion(path) }

// Multiply copies the only document until there are n, each with a text of its
// own.
func (s *Store) Multiply(ctx context.Context, n int, text func(n int) string) error {
	return s.write(ctx, func(ctx context.Context, t *tx) error {
		for i := 2; i <= n; i++ {
			for _, query := range []string{
				`INSERT INTO documents (n, id, sha256, bytes, mime, name, batch_id,
					source_kind, source_detail, received_at, options, status, revision, attempt, pages_total, pages_read,
					text_source, type, type_confidence, language, main_fields, error,
					postponed_at, decided_at, decided_by, decision, metadata, correlation_id, party, dated)
					SELECT ?1, printf('%036d', ?1), printf('%064d', ?1), bytes, mime, name, batch_id,
					source_kind, source_detail, received_at, options, status, revision, attempt, pages_total, pages_read,
					text_source, type, type_confidence, language, main_fields, error,
					postponed_at, decided_at, decided_by, decision, metadata, correlation_id, party, dated, original_removed_at FROM documents WHERE n = 1`,
				`INSERT INTO attempts SELECT ?1, number, engine, model, started_at, finished_at, stages_ms, pairs FROM attempts WHERE document = 1`,
				`INSERT INTO fields SELECT ?1, attempt, name, value, raw, confidence, flagged, reasons, page, box, origin, candidates
					FROM fields WHERE document = 1`,
				`INSERT INTO texts VALUES (?1, 'scan.pdf', ?2)`,
			} {
				if _, err := t.ExecContext(ctx, query, i, text(i)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}
