package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"deskclerk/backend/doc"
)

// KeepContainer stores the record of a container whose original is committed,
// with what became of its entries. A container of the same content that is there
// already keeps its id and takes the new list. From then on its original is
// kept, and the line of the journal that it comes from is taken. Errors: conflict
// when that does not wait any more.
func (s *Store) KeepContainer(ctx context.Context, c doc.Container) (doc.Container, error) {
	id, err := newID()
	if err != nil {
		return c, err
	}
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		if c.ReceivedAt.IsZero() {
			c.ReceivedAt = t.now
		}
		c.ID, c.Kept = id, true
		if err := t.putContainer(ctx, &c); err != nil {
			return err
		}
		for i, e := range c.Entries {
			if err := t.putEntry(ctx, c.ID, i, e); err != nil {
				return err
			}
		}
		return t.takeContainer(ctx, c)
	})
	if err == nil {
		s.originals.unpin(c.SHA256)
		return c, nil
	}
	return c, fmt.Errorf("keep a container: %w", err)
}

// putContainer writes the row, and takes the id of one that is there.
func (t *tx) putContainer(ctx context.Context, c *doc.Container) error {
	err := t.QueryRowContext(ctx, `INSERT INTO containers
		(id, sha256, name, bytes, mime, batch_id, source_kind, source_detail, received_at, mail)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (sha256) DO UPDATE SET name = excluded.name, kept = 1, batch_id = excluded.batch_id,
			received_at = excluded.received_at RETURNING id`,
		c.ID, c.SHA256, c.Name, c.Bytes, c.MIME, c.BatchID, c.Source.Kind, c.Source.Detail, ms(c.ReceivedAt), asJSON{c.Mail}).Scan(&c.ID)
	if err != nil {
		return err
	}
	return t.exec(ctx, `DELETE FROM container_entries WHERE container = ?`, c.ID)
}

func (t *tx) putEntry(ctx context.Context, container string, position int, e doc.Entry) error {
	var document *int64
	if e.DocumentID != "" {
		n, err := number(ctx, t, e.DocumentID)
		if doc.CodeOf(err) == doc.CodeNotFound { // deleted at this very moment
			return t.exec(ctx, `UPDATE containers SET kept = 0 WHERE id = ?`, container)
		}
		if err != nil {
			return err
		}
		document = &n
	}
	return t.exec(ctx, `INSERT INTO container_entries (container, position, name, document, passed_over, error) VALUES (?, ?, ?, ?, ?, ?)`,
		container, position, e.Name, document, e.PassedOver, asJSON{e.Error})
}

// DropOriginal gives up a committed original that nothing was made of.
func (s *Store) DropOriginal(ctx context.Context, sum string) error {
	s.originals.unpin(sum)
	_, err := s.removeUnused(ctx, sum)
	return err
}

// Containers lists the containers that a batch's documents came in.
func (s *Store) Containers(ctx context.Context, batchID string) (all []doc.Container, err error) {
	err = s.read(ctx, func(q querier) error {
		ids, err := collect(ctx, q, func(r scanner) (id string, err error) { return id, r.Scan(&id) },
			`SELECT id FROM containers WHERE batch_id = ? ORDER BY id`, batchID)
		if err != nil {
			return err
		}
		all = make([]doc.Container, len(ids))
		for i, id := range ids {
			if all[i], err = container(ctx, q, id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list containers: %w", err)
	}
	return all, nil
}

// Container gives one container with what became of its entries. Errors:
// not_found.
func (s *Store) Container(ctx context.Context, id string) (c doc.Container, err error) {
	err = s.read(ctx, func(q querier) (err error) {
		c, err = container(ctx, q, id)
		return err
	})
	if err != nil {
		return c, fmt.Errorf("read a container: %w", err)
	}
	return c, nil
}

func container(ctx context.Context, q querier, id string) (doc.Container, error) {
	c := doc.Container{ID: id}
	err := q.QueryRowContext(ctx, `SELECT sha256, name, bytes, mime, kept, batch_id, received_at, mail FROM containers WHERE id = ?`, id).
		Scan(&c.SHA256, &c.Name, &c.Bytes, &c.MIME, &c.Kept, &c.BatchID, atTime{&c.ReceivedAt}, asJSON{&c.Mail})
	if errors.Is(err, sql.ErrNoRows) {
		return c, notFound("container", id)
	}
	if err != nil {
		return c, err
	}
	c.Entries, err = collect(ctx, q, func(r scanner) (e doc.Entry, err error) {
		return e, r.Scan(&e.Name, &e.DocumentID, &e.PassedOver, asJSON{&e.Error})
	}, `SELECT container_entries.name, coalesce(documents.id, ''), passed_over, container_entries.error
		FROM container_entries LEFT JOIN documents ON documents.n = container_entries.document
		WHERE container = ? ORDER BY position`, id)
	return c, err
}

// leaveContainers takes a document that is about to be deleted out of its
// containers: nothing of its content may stay, so their files go, and a
// container none of whose documents is left goes whole. It gives the hashes of
// the files.
func (t *tx) leaveContainers(ctx context.Context, n int64) ([]string, error) {
	const of = `id IN (SELECT container FROM container_entries WHERE document = ?)`
	sums, err := collect(ctx, t, func(r scanner) (sum string, err error) { return sum, r.Scan(&sum) },
		`UPDATE containers SET kept = 0 WHERE `+of+` RETURNING sha256`, n)
	if err != nil || len(sums) == 0 {
		return nil, err
	}
	err = t.exec(ctx, `DELETE FROM containers WHERE `+of+` AND NOT EXISTS
		(SELECT 1 FROM container_entries WHERE container = id AND document IS NOT NULL AND document <> ?)`, n, n)
	return sums, err
}
