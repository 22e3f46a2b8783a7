package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"deskclerk/backend/doc"
)

// NewBatch makes a group that documents can be admitted to.
func (s *Store) NewBatch(ctx context.Context, name string) (doc.Batch, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return doc.Batch{}, fmt.Errorf("make an id: %w", err)
	}
	b := doc.Batch{ID: id.String(), Name: name, Documents: map[doc.Status]int{}}
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		b.CreatedAt = t.now
		return t.exec(ctx, `INSERT INTO batches (id, name, created_at) VALUES (?, ?, ?)`, b.ID, b.Name, ms(t.now))
	})
	if err != nil {
		return doc.Batch{}, fmt.Errorf("make a batch: %w", err)
	}
	return b, nil
}

// Batch gives a group and how many of its documents stand where. Errors:
// not_found.
func (s *Store) Batch(ctx context.Context, id string) (doc.Batch, error) {
	b := doc.Batch{ID: id}
	err := s.read(ctx, func(q querier) error {
		err := q.QueryRowContext(ctx, `SELECT name, created_at FROM batches WHERE id = ?`, id).
			Scan(&b.Name, atTime{&b.CreatedAt})
		if errors.Is(err, sql.ErrNoRows) {
			return notFound("batch", id)
		}
		if err != nil {
			return err
		}
		b.Documents, err = counts(ctx, q, `SELECT status, count(*) FROM documents WHERE batch_id = ? GROUP BY status`, id)
		return err
	})
	if err != nil {
		return doc.Batch{}, fmt.Errorf("read a batch: %w", err)
	}
	return b, nil
}

// Counts says how many documents stand where; a status that none has is left
// out.
func (s *Store) Counts(ctx context.Context) (map[doc.Status]int, error) {
	all, err := counts(ctx, s.readers, `SELECT status, count(*) FROM documents GROUP BY status`)
	if err != nil {
		return nil, coded(fmt.Errorf("count documents: %w", err))
	}
	return all, nil
}

func counts(ctx context.Context, q querier, query string, args ...any) (map[doc.Status]int, error) {
	type count struct {
		status doc.Status
		n      int
	}
	rows, err := collect(ctx, q, func(row scanner) (c count, err error) {
		return c, row.Scan(&c.status, &c.n)
	}, query, args...)
	if err != nil {
		return nil, err
	}
	all := make(map[doc.Status]int, len(rows))
	for _, c := range rows {
		all[c.status] = c.n
	}
	return all, nil
}

// checkBatch refuses a batch that is not there.
func (t *tx) checkBatch(ctx context.Context, id *string) error {
	if id == nil {
		return nil
	}
	var there bool
	if err := t.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM batches WHERE id = ?)`, *id).Scan(&there); err != nil {
		return err
	}
	if !there {
		return notFound("batch", *id)
	}
	return nil
}
