package store

import (
	"context"
	"fmt"

	"deskclerk/backend/doc"
)

// FinishDelivery writes what came of a try into the log, moves the delivery on
// and counts it on the endpoint, which may be disabled by it; disabled says why.
// Errors: conflict when the lease was given away; then nothing is written.
func (s *Store) FinishDelivery(ctx context.Context, l *doc.DeliveryLease, o doc.DeliveryOutcome, p doc.FailingPolicy) (disabled string, err error) {
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		if err := t.moveDelivery(ctx, l, o); err != nil {
			return err
		}
		if err := t.logAttempt(ctx, l.N, o.Attempt); err != nil {
			return err
		}
		if o.Received {
			return t.endpointWorks(ctx, l.Endpoint.ID, p)
		}
		if disabled, err = t.endpointFails(ctx, l.Endpoint.ID, o.Gone, p); err != nil {
			return err
		}
		// Another try may have had the endpoint disabled while this one was out.
		return t.exec(ctx, `UPDATE webhook_deliveries SET state = 'discarded', ended_at = ? WHERE n = ? AND state = 'retryable'
			AND EXISTS (SELECT 1 FROM webhook_endpoints WHERE id = ? AND state = 'disabled')`, ms(t.now), l.N, l.Endpoint.ID)
	})
	if err != nil {
		return "", fmt.Errorf("finish a delivery: %w", err)
	}
	return disabled, nil
}

func (t *tx) moveDelivery(ctx context.Context, l *doc.DeliveryLease, o doc.DeliveryOutcome) error {
	const last = `last_status = ?, last_error = ?`
	a := o.Attempt
	switch {
	case o.Received:
		return t.leaveDelivery(ctx, l, `state = 'completed', ended_at = ?, received_at = coalesce(received_at, ?), `+last,
			ms(t.now), ms(t.now), a.Status, a.Error)
	case o.RetryAt.IsZero():
		return t.leaveDelivery(ctx, l, `state = 'discarded', ended_at = ?, `+last, ms(t.now), a.Status, a.Error)
	default:
		return t.leaveDelivery(ctx, l, `state = 'retryable', run_at = ?, `+last, ms(o.RetryAt), a.Status, a.Error)
	}
}

func (t *tx) logAttempt(ctx context.Context, delivery int64, a doc.DeliveryAttempt) error {
	err := t.exec(ctx, `INSERT INTO webhook_attempts
		(delivery, number, at, took_ms, status, error, request_headers, response_headers, response_body, truncated)
		VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM webhook_attempts WHERE delivery = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
		delivery, ms(a.At), a.TookMS, a.Status, a.Error, asJSON{orNone(a.RequestHeaders)}, asJSON{orNone(a.ResponseHeaders)},
		[]byte(a.ResponseBody), a.Truncated)
	if err != nil {
		return fmt.Errorf("log an attempt: %w", err)
	}
	return nil
}

func orNone(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return m
}

// endpointWorks ends a time of failure. After a long one, what waits for a retry
// need not wait any longer.
func (t *tx) endpointWorks(ctx context.Context, id string, p doc.FailingPolicy) error {
	err := t.exec(ctx, `UPDATE webhook_deliveries SET run_at = ?1 WHERE endpoint = ?2 AND state = 'retryable' AND run_at > ?1
		AND (SELECT failing_since <= ?3 FROM webhook_endpoints WHERE id = ?2)`, ms(t.now), id, ms(t.now.Add(-p.FlushAfter)))
	if err != nil {
		return err
	}
	return t.exec(ctx, `UPDATE webhook_endpoints SET failing_since = NULL, failing_ms = 0, last_success_at = ? WHERE id = ?`,
		ms(t.now), id)
}

// endpointFails adds to a time of failure, and ends the endpoint's work when it
// lasted too long or the receiver said that it is gone.
func (t *tx) endpointFails(ctx context.Context, id string, gone bool, p doc.FailingPolicy) (disabled string, err error) {
	var failed int64 // ms
	err = t.QueryRowContext(ctx, `UPDATE webhook_endpoints SET
		failing_ms = CASE WHEN failing_since IS NULL THEN 0 ELSE failing_ms + max(0, min(?1 - last_failure_at, ?2)) END,
		failing_since = coalesce(failing_since, ?1), last_failure_at = ?1
		WHERE id = ?3 RETURNING failing_ms`, ms(t.now), p.MaxGap.Milliseconds(), id).Scan(&failed)
	if err != nil {
		return "", err
	}
	switch {
	case gone:
		disabled = doc.DisabledGone
	case failed >= p.DisableAfter.Milliseconds():
		disabled = doc.DisabledFailing
	default:
		return "", nil
	}
	active, err := t.changed(ctx, `UPDATE webhook_endpoints SET state = 'disabled', reason = ?, updated_at = ?
		WHERE id = ? AND state = 'active'`, disabled, ms(t.now), id)
	if err != nil || !active {
		return "", err
	}
	err = t.exec(ctx, `UPDATE webhook_deliveries SET state = 'discarded', ended_at = ?1,
		last_error = CASE last_error WHEN '' THEN 'endpoint_disabled' ELSE last_error END
		WHERE endpoint = ?2 AND state IN ('available', 'retryable')`, ms(t.now), id)
	if err != nil {
		return "", err
	}
	return disabled, t.tellOfEndpoint(ctx, doc.Endpoint{ID: id, State: doc.EndpointDisabled, Reason: disabled}, doc.EventWebhookDisabled)
}
