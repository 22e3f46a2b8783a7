package store

import (
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"

	"deskclerk/backend/doc"
)

// NewBatch makes an open group that documents can be admitted to; only its name,
// metadata and correlation id are heeded.
func (s *Store) NewBatch(ctx context.Context, b doc.Batch) (doc.Batch, error) {
	id, err := newID()
	if err != nil {
		return doc.Batch{}, err
	}
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		err := t.exec(ctx, `INSERT INTO batches (id, name, created_at, metadata, correlation_id, created_by) VALUES (?, ?, ?, ?, ?, ?)`,
			id, b.Name, ms(t.now), asJSON{b.Metadata}, b.CorrelationID, doc.ActorOf(ctx))
		if err != nil {
			return err
		}
		return t.append(ctx, doc.EventBatchOpen, "", id, map[string]any{"status": doc.BatchProcessing})
	})
	if err != nil {
		return doc.Batch{}, fmt.Errorf("make a batch: %w", err)
	}
	return s.Batch(ctx, id)
}

// CloseBatch lets no more into the group. When the machine is done with all of
// it already, the event that says so is part of the same transaction. Closing
// twice is harmless. Errors: not_found.
func (s *Store) CloseBatch(ctx context.Context, id string) (doc.Batch, error) {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		known, err := t.changed(ctx, `UPDATE batches SET closed_at = CASE closed_at WHEN 0 THEN ? ELSE closed_at END WHERE id = ?`,
			ms(t.now), id)
		if err != nil {
			return err
		}
		if !known {
			return notFound("batch", id)
		}
		return t.settle(ctx, []string{id})
	})
	if err != nil {
		return doc.Batch{}, fmt.Errorf("close a batch: %w", err)
	}
	return s.Batch(ctx, id)
}

// Refuse notes that a file of the group was not taken in. Errors: not_found,
// batch_closed.
func (s *Store) Refuse(ctx context.Context, batchID, name string, f *doc.Failure) error {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		if err := t.checkBatch(ctx, &batchID); err != nil {
			return err
		}
		return t.exec(ctx, `INSERT INTO refusals (batch_id, at, name, error) VALUES (?, ?, ?, ?)`, batchID, ms(t.now), name, asJSON{f})
	})
	if err != nil {
		return fmt.Errorf("note a refusal: %w", err)
	}
	return nil
}

// Batch gives a group and how many of its documents stand where. Errors:
// not_found.
func (s *Store) Batch(ctx context.Context, id string) (b doc.Batch, err error) {
	err = s.read(ctx, func(q querier) (err error) {
		b, err = batch(ctx, q, id)
		return err
	})
	if err != nil {
		return doc.Batch{}, fmt.Errorf("read a batch: %w", err)
	}
	return b, nil
}

func batch(ctx context.Context, q querier, id string) (doc.Batch, error) {
	b := doc.Batch{ID: id}
	var closed, settled int64
	var metadata *string
	err := q.QueryRowContext(ctx, `SELECT name, created_at, closed_at, settled_at, metadata, correlation_id FROM batches WHERE id = ?`, id).
		Scan(&b.Name, atTime{&b.CreatedAt}, &closed, &settled, &metadata, &b.CorrelationID)
	if errors.Is(err, sql.ErrNoRows) {
		return b, notFound("batch", id)
	}
	if err != nil {
		return b, err
	}
	b.ClosedAt, b.SettledAt = timeOrNil(closed), timeOrNil(settled)
	if metadata != nil {
		b.Metadata = []byte(*metadata)
	}
	b.Documents, err = counts(ctx, q, `SELECT status, count(*) FROM documents
		WHERE n IN (SELECT document FROM sightings WHERE batch_id = ?) GROUP BY status`, id)
	if err != nil {
		return b, err
	}
	b.Refused, err = collect(ctx, q, func(r scanner) (f doc.Refusal, err error) {
		return f, r.Scan(&f.Name, atTime{&f.At}, asJSON{&f.Error})
	}, `SELECT name, at, error FROM refusals WHERE batch_id = ? ORDER BY id`, id)
	if err != nil {
		return b, err
	}
	sum(&b)
	b.Containers, err = containersIn(ctx, q, id)
	return b, err
}

// sum adds up how a batch stands.
func sum(b *doc.Batch) {
	b.Total, b.Finished, b.Failed = len(b.Refused), len(b.Refused), len(b.Refused)
	for status, n := range b.Documents {
		b.Total += n
		if status.Finished() {
			b.Finished += n
		}
		if status == doc.StatusFailedTerminal {
			b.Failed += n
		}
	}
	switch {
	case b.ClosedAt == nil || b.Finished < b.Total:
		b.Status = doc.BatchProcessing
	case b.Failed == 0:
		b.Status = doc.BatchProcessed
	case b.Failed == b.Total:
		b.Status = doc.BatchFailed
	default:
		b.Status = doc.BatchPartial
	}
}

// settleBatches tells of the document's batches that the machine is done with
// now.
func (t *tx) settleBatches(ctx context.Context, n int64) error {
	open, err := t.openBatches(ctx, n)
	if err != nil {
		return err
	}
	return t.settle(ctx, open)
}

// openBatches are those of the document that nothing was told of yet.
func (t *tx) openBatches(ctx context.Context, n int64) ([]string, error) {
	return collect(ctx, t, func(r scanner) (id string, err error) { return id, r.Scan(&id) },
		`SELECT DISTINCT batches.id FROM sightings JOIN batches ON batches.id = sightings.batch_id
		WHERE sightings.document = ? AND batches.closed_at > 0 AND batches.settled_at = 0`, n)
}

// unfinished looks from the last that came in, which is mostly the last to be
// done, so that it need not look at all of them each time.
const unfinished = `SELECT 1 FROM sightings JOIN documents ON documents.n = sightings.document
	WHERE sightings.batch_id = ?1 AND documents.status IN
		('received', 'validated', 'queued', 'processing', 'failed_retryable')
	ORDER BY sightings.id DESC LIMIT 1`

// settle appends the event of each closed batch that has nothing left to do.
func (t *tx) settle(ctx context.Context, ids []string) error {
	for _, id := range slices.Compact(ids) {
		now, err := t.changed(ctx, `UPDATE batches SET settled_at = ?2
			WHERE id = ?1 AND closed_at > 0 AND settled_at = 0 AND NOT EXISTS (`+unfinished+`)`, id, ms(t.now))
		if err != nil {
			return fmt.Errorf("settle batch %s: %w", id, err)
		}
		if !now {
			continue
		}
		b, err := batch(ctx, t, id)
		if err != nil {
			return err
		}
		data := map[string]any{"status": b.Status, "total": b.Total, "failed": b.Failed}
		if b.CorrelationID != "" {
			data["correlation_id"] = b.CorrelationID
		}
		if err := t.append(ctx, b.Status.Event(), "", id, data); err != nil {
			return err
		}
	}
	return nil
}

// Batches lists groups, newest first, by a cursor that inserts do not shift.
// Errors: invalid_request for a cursor that is none.
func (s *Store) Batches(ctx context.Context, after string, limit int) (doc.BatchListing, error) {
	if limit <= 0 || limit > maxLimit {
		limit = defaultLimit
	}
	from := "\xff"
	if after != "" {
		text, err := base64.RawURLEncoding.DecodeString(after)
		if err != nil || len(text) < 2 || text[0] != 'b' {
			return doc.BatchListing{}, doc.Errorf(doc.CodeInvalid, "the cursor %q is not one of ours", after)
		}
		from = string(text[1:])
	}
	l := doc.BatchListing{Batches: []doc.Batch{}}
	err := s.read(ctx, func(q querier) error {
		// Ids are UUIDv7: their order is that of their making.
		ids, err := collect(ctx, q, func(r scanner) (id string, err error) { return id, r.Scan(&id) },
			`SELECT id FROM batches WHERE id < ? ORDER BY id DESC LIMIT ?`, from, limit+1)
		if err != nil {
			return err
		}
		if len(ids) > limit {
			ids = ids[:limit]
			l.Next = base64.RawURLEncoding.EncodeToString([]byte("b" + ids[limit-1]))
		}
		for _, id := range ids {
			b, err := batch(ctx, q, id)
			if err != nil {
				return err
			}
			l.Batches = append(l.Batches, b)
		}
		return nil
	})
	if err != nil {
		return doc.BatchListing{}, fmt.Errorf("list batches: %w", err)
	}
	return l, nil
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

// checkBatch refuses a batch that is not there or is closed.
func (t *tx) checkBatch(ctx context.Context, id *string) error {
	if id == nil {
		return nil
	}
	var closed int64
	err := t.QueryRowContext(ctx, `SELECT closed_at FROM batches WHERE id = ?`, *id).Scan(&closed)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return notFound("batch", *id)
	case err != nil:
		return err
	case closed > 0:
		return doc.Errorf(doc.CodeBatchClosed, "batch %q", *id)
	}
	return nil
}
