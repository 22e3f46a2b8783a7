package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"deskclerk/backend/doc"
)

const deliveryColumns = `n, id, endpoint, seq, type, document_id, batch_id, state, tries, replays, happened_at, created_at,
	CASE WHEN state IN ('available', 'retryable') THEN run_at END, received_at, ended_at, last_status, last_error`

type deliveryRow struct {
	n int64
	doc.Delivery
}

func scanDelivery(r scanner) (d deliveryRow, err error) {
	err = r.Scan(&d.n, &d.ID, &d.EndpointID, &d.Sequence, &d.Type, &d.DocumentID, &d.BatchID, &d.State, &d.Tries, &d.Replays,
		atTime{&d.HappenedAt}, atTime{&d.CreatedAt}, maybeTime{&d.NextAt}, maybeTime{&d.ReceivedAt}, maybeTime{&d.EndedAt},
		&d.LastStatus, &d.LastError)
	if d.ReceivedAt != nil {
		lag := d.ReceivedAt.Sub(d.HappenedAt).Milliseconds()
		d.LagMS = &lag
	}
	return d, err
}

// Deliveries lists deliveries, newest first, without bodies and attempts.
// Errors: invalid_request for a cursor that is none.
func (s *Store) Deliveries(ctx context.Context, q doc.DeliveryQuery) (doc.DeliveryList, error) {
	limit := q.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	limit = min(limit, maxLimit)
	c := conditions{where: []string{"1"}}
	if q.EndpointID != "" {
		c.add("endpoint = ?", q.EndpointID)
	}
	if len(q.State) > 0 {
		c.add("state IN (SELECT value FROM json_each(?))", asJSON{q.State})
	}
	if q.Type != "" {
		c.add("type = ?", q.Type)
	}
	if q.DocumentID != "" {
		c.add("document_id = ?", q.DocumentID)
	}
	if q.After != "" {
		n, err := parseCursor(q.After)
		if err != nil {
			return doc.DeliveryList{}, err
		}
		c.add("n < ?", n)
	}
	rows, err := collect(ctx, s.readers, scanDelivery, `SELECT `+deliveryColumns+` FROM webhook_deliveries
		WHERE `+c.sql()+` ORDER BY n DESC LIMIT ?`, append(c.args, limit+1)...)
	if err != nil {
		return doc.DeliveryList{}, coded(fmt.Errorf("list deliveries: %w", err))
	}
	list := doc.DeliveryList{Deliveries: []doc.Delivery{}}
	if len(rows) > limit {
		rows = rows[:limit]
		list.Next = cursorOf(rows[limit-1].n)
	}
	for _, r := range rows {
		list.Deliveries = append(list.Deliveries, r.Delivery)
	}
	return list, nil
}

// Delivery gives one delivery of an endpoint with its body and every attempt.
// Errors: not_found.
func (s *Store) Delivery(ctx context.Context, endpointID, id string) (d doc.Delivery, err error) {
	err = s.read(ctx, func(q querier) error {
		row, err := scanDelivery(q.QueryRowContext(ctx, `SELECT `+deliveryColumns+` FROM webhook_deliveries
			WHERE endpoint = ? AND id = ?`, endpointID, id))
		if errors.Is(err, sql.ErrNoRows) {
			return notFound("delivery", id)
		}
		if err != nil {
			return err
		}
		d = row.Delivery
		var body []byte
		if err := q.QueryRowContext(ctx, `SELECT body FROM webhook_deliveries WHERE n = ?`, row.n).Scan(&body); err != nil {
			return err
		}
		d.Body = string(body)
		d.Attempts, err = collect(ctx, q, scanTry, `SELECT number, at, took_ms, status, error, request_headers,
			response_headers, coalesce(response_body, x''), truncated FROM webhook_attempts WHERE delivery = ? ORDER BY number`, row.n)
		return err
	})
	if err != nil {
		return doc.Delivery{}, fmt.Errorf("read a delivery: %w", err)
	}
	return d, nil
}

func scanTry(r scanner) (a doc.DeliveryAttempt, err error) {
	var body []byte
	err = r.Scan(&a.Number, atTime{&a.At}, &a.TookMS, &a.Status, &a.Error, asJSON{&a.RequestHeaders},
		asJSON{&a.ResponseHeaders}, &body, &a.Truncated)
	a.ResponseBody = strings.ToValidUTF8(string(body), "�")
	return a, err
}

// PruneDeliveries removes the log of what ended before the time, and what has
// waited since before it at an endpoint that nobody resumed.
func (s *Store) PruneDeliveries(ctx context.Context, before time.Time) (n int, err error) {
	const old = `created_at < ?1 AND state <> 'running' AND (ended_at < ?1 OR ended_at IS NULL)`
	var some bool
	err = s.readers.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM webhook_deliveries WHERE `+old+`)`, ms(before)).Scan(&some)
	if err != nil || !some {
		return 0, coded(err)
	}
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		result, err := t.ExecContext(ctx, `DELETE FROM webhook_deliveries WHERE `+old, ms(before))
		if err != nil {
			return err
		}
		removed, err := result.RowsAffected()
		n = int(removed)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("prune the webhooks' log: %w", err)
	}
	return n, nil
}
