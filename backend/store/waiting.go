package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"deskclerk/backend/doc"
)

// NextInReview gives the document that waits for a person behind the one named,
// or the first, and the id of the one behind it: oldest first, those put off
// last. After the last one it begins anew, but never gives the one named. One
// that is gone is like none.
func (s *Store) NextInReview(ctx context.Context, after string) (w doc.Waiting, err error) {
	err = s.read(ctx, func(q querier) error {
		var n, postponed int64
		err := q.QueryRowContext(ctx, `SELECT n, postponed_at FROM documents WHERE id = ?`, after).Scan(&n, &postponed)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if err := q.QueryRowContext(ctx, `SELECT count(*) FROM documents WHERE status = 'needs_review'`).Scan(&w.Count); err != nil {
			return err
		}
		ids, err := collect(ctx, q, func(r scanner) (id string, err error) { return id, r.Scan(&id) }, nextQuery, postponed, n)
		if err != nil || len(ids) == 0 {
			return err
		}
		d, err := documentRow(ctx, q, ids[0])
		if err != nil {
			return err
		}
		if err := d.complete(ctx, q); err != nil {
			return err
		}
		w.Document = &d.doc
		if len(ids) > 1 {
			w.Then = &ids[1]
		}
		return nil
	})
	if err != nil {
		return doc.Waiting{}, fmt.Errorf("find the next document: %w", err)
	}
	return w, nil
}

// nextQuery takes two behind the place ?1, ?2 and, where there are fewer, the
// first ones. Each half is a walk along documents_review.
const nextQuery = `SELECT id FROM (
	SELECT * FROM (SELECT id, 0 AS turn, postponed_at, n FROM documents INDEXED BY documents_review
		WHERE status = 'needs_review' AND (postponed_at, n) > (?1, ?2) ORDER BY postponed_at, n LIMIT 2)
	UNION ALL
	SELECT * FROM (SELECT id, 1, postponed_at, n FROM documents INDEXED BY documents_review
		WHERE status = 'needs_review' AND (postponed_at, n) < (?1, ?2) ORDER BY postponed_at, n LIMIT 2)
	ORDER BY turn, postponed_at, n) LIMIT 2`
