package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"deskclerk/backend/doc"
)

// WebhookCursor is the sequence number up to which events have become
// deliveries.
func (s *Store) WebhookCursor(ctx context.Context) (seq int64, err error) {
	if err := s.readers.QueryRowContext(ctx, `SELECT seq FROM webhook_cursor`).Scan(&seq); err != nil {
		return 0, coded(fmt.Errorf("read the webhooks' place: %w", err))
	}
	return seq, nil
}

// FanOut makes the deliveries of the events after from up to to, and moves the
// cursor, in one transaction. A delivery whose endpoint began later or is gone
// is left out; that of a disabled one is a dead letter from the start. Errors:
// conflict when the cursor is elsewhere.
func (s *Store) FanOut(ctx context.Context, from, to int64, deliveries []doc.NewDelivery) error {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		moved, err := t.changed(ctx, `UPDATE webhook_cursor SET seq = ? WHERE seq = ?`, to, from)
		if err != nil {
			return err
		}
		if !moved {
			return doc.Errorf(doc.CodeConflict, "the webhooks are not at event %d", from)
		}
		for _, d := range deliveries {
			if err := t.insertDelivery(ctx, d); err != nil {
				return err
			}
		}
		gone, err := t.changed(ctx, `DELETE FROM webhook_departed WHERE seq <= ?1 AND NOT EXISTS (SELECT 1 FROM events
			WHERE events.seq > ?1 AND events.type = ?2 AND events.document_id = webhook_departed.document_id)`, to, doc.EventDeleted)
		if gone {
			s.untidy.Store(true)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("make deliveries: %w", err)
	}
	return nil
}

func (t *tx) insertDelivery(ctx context.Context, d doc.NewDelivery) error {
	full := d.Thin != nil
	if full {
		var there bool
		err := t.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM documents WHERE id = ?)`, d.Event.DocumentID).Scan(&there)
		if err != nil {
			return err
		}
		if !there { // deleted since its content was read
			d.Body, full = d.Thin, false
		}
	}
	err := t.exec(ctx, `INSERT INTO webhook_deliveries
		(id, endpoint, seq, type, document_id, batch_id, full, body, happened_at, created_at, run_at, state, ended_at, last_error)
		SELECT ?1, id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9,
			CASE state WHEN 'disabled' THEN 'discarded' ELSE 'available' END,
			CASE state WHEN 'disabled' THEN ?9 END,
			CASE state WHEN 'disabled' THEN 'endpoint_disabled' ELSE '' END
		FROM webhook_endpoints WHERE id = ?10 AND after_seq < ?2
		ON CONFLICT DO NOTHING`,
		d.ID, d.Event.Seq, d.Type, d.Event.DocumentID, d.Event.BatchID, full, d.Body,
		ms(d.Event.At), ms(t.now), d.EndpointID)
	if err != nil {
		return fmt.Errorf("make delivery %s: %w", d.ID, err)
	}
	return nil
}

// WebhookFacts tells what scopes need to know of a document or, when that is
// empty, of a batch. A deleted document is known until its last event has become
// deliveries; of what is not known there are no facts.
func (s *Store) WebhookFacts(ctx context.Context, documentID, batchID string) (f doc.WebhookFacts, err error) {
	err = s.read(ctx, func(q querier) error {
		if documentID == "" {
			f, err = factsOfBatch(ctx, q, batchID)
			return err
		}
		err := q.QueryRowContext(ctx, `SELECT facts FROM webhook_departed WHERE document_id = ?`, documentID).Scan(asJSON{&f})
		if errors.Is(err, sql.ErrNoRows) {
			f, err = factsOf(ctx, q, documentID)
		}
		return err
	})
	if err != nil {
		return doc.WebhookFacts{}, fmt.Errorf("read what webhooks are about: %w", err)
	}
	return f, nil
}

func factsOf(ctx context.Context, q querier, documentID string) (f doc.WebhookFacts, err error) {
	if f.Sources, err = origins(ctx, q, `documents.id = ?`, documentID); err != nil {
		return f, err
	}
	for _, o := range f.Sources {
		f.Type = o.Type
	}
	return f, nil
}

// factsOfBatch are its documents' and, because it may have none that was taken in,
// who made it.
func factsOfBatch(ctx context.Context, q querier, batchID string) (f doc.WebhookFacts, err error) {
	if f.Sources, err = origins(ctx, q, `sightings.batch_id = ?`, batchID); err != nil {
		return f, err
	}
	makers, err := collect(ctx, q, func(r scanner) (o doc.WebhookOrigin, err error) {
		o.Kind = doc.SourceUpload
		return o, r.Scan(&o.Detail)
	}, `SELECT created_by FROM batches WHERE id = ? AND created_by <> ''`, batchID)
	f.Sources = append(f.Sources, makers...)
	return f, err
}

func origins(ctx context.Context, q querier, condition string, arg any) ([]doc.WebhookOrigin, error) {
	return collect(ctx, q, func(r scanner) (o doc.WebhookOrigin, err error) {
		return o, r.Scan(&o.Kind, &o.Detail, &o.Type, &o.CorrelationID, &o.Folder)
	}, `SELECT sightings.source_kind, sightings.source_detail, documents.type, sightings.correlation_id, sightings.folder
		FROM sightings JOIN documents ON documents.n = sightings.document WHERE `+condition+`
		GROUP BY 1, 2, 3, 4, 5 ORDER BY max(sightings.id)`, arg)
}

// depart notes what scopes need to know of a document that is being deleted, and
// takes its content out of the webhooks: what still waits with it is cancelled,
// for the event of the deletion follows. It comes before the rows go.
func (t *tx) depart(ctx context.Context, h *head) error {
	var some bool
	if err := t.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM webhook_endpoints)`).Scan(&some); err != nil || !some {
		return err
	}
	facts, err := factsOf(ctx, t, h.id)
	if err != nil {
		return fmt.Errorf("note a deleted document: %w", err)
	}
	err = t.exec(ctx, `INSERT INTO webhook_departed (document_id, seq, facts)
		VALUES (?, (SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'events'), ?)`, h.id, asJSON{facts})
	if err != nil {
		return fmt.Errorf("note a deleted document: %w", err)
	}
	// An answer may repeat what was sent or fetched.
	err = t.exec(ctx, `UPDATE webhook_attempts SET response_body = NULL, response_headers = '{}'
		WHERE delivery IN (SELECT n FROM webhook_deliveries WHERE document_id = ?)`, h.id)
	if err != nil {
		return fmt.Errorf("empty the webhooks' log: %w", err)
	}
	err = t.exec(ctx, `UPDATE webhook_deliveries SET body = NULL, generation = generation + 1, ended_at = coalesce(ended_at, ?1),
		last_error = CASE WHEN state IN ('available', 'running', 'retryable') THEN 'document_deleted' ELSE last_error END,
		state = CASE WHEN state IN ('available', 'running', 'retryable') THEN 'cancelled' ELSE state END
		WHERE document_id = ?2 AND full`, ms(t.now), h.id)
	if err != nil {
		return fmt.Errorf("empty webhooks: %w", err)
	}
	return nil
}
