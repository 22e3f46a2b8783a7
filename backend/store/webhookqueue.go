package store

import (
	"context"
	"fmt"
	"time"

	"deskclerk/backend/doc"
)

// DueEndpoints lists the active endpoints that something waits for, and when
// the first of it is to be tried.
func (s *Store) DueEndpoints(ctx context.Context) ([]doc.EndpointDue, error) {
	due, err := collect(ctx, s.readers, func(r scanner) (d doc.EndpointDue, err error) {
		return d, r.Scan(&d.ID, atTime{&d.At})
	}, `SELECT id, at FROM (SELECT id, (SELECT min(run_at) FROM webhook_deliveries
			WHERE endpoint = webhook_endpoints.id AND state IN ('available', 'retryable')) AS at
		FROM webhook_endpoints WHERE state = 'active') WHERE at IS NOT NULL ORDER BY at, id`)
	if err != nil {
		return nil, coded(fmt.Errorf("find due deliveries: %w", err))
	}
	return due, nil
}

// ClaimDeliveries leases up to n due deliveries of an active endpoint, the
// longest due first.
func (s *Store) ClaimDeliveries(ctx context.Context, endpointID string, n int, lease time.Duration) (leases []doc.DeliveryLease, err error) {
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		e, err := endpoint(ctx, t, endpointID)
		if doc.CodeOf(err) == doc.CodeNotFound || err == nil && e.State != doc.EndpointActive {
			return nil // deleted or paused a moment ago
		}
		if err != nil {
			return err
		}
		leases, err = collect(ctx, t, func(r scanner) (doc.DeliveryLease, error) {
			l := doc.DeliveryLease{Endpoint: e}
			return l, r.Scan(&l.N, &l.Generation, &l.Tries, atTime{&l.FirstTryAt}, &l.ID, &l.Type, &l.Body)
		}, `UPDATE webhook_deliveries SET state = 'running', generation = generation + 1, tries = tries + 1,
			leased_until = ?1, first_try_at = coalesce(first_try_at, ?2)
			WHERE n IN (SELECT n FROM webhook_deliveries
				WHERE endpoint = ?3 AND state IN ('available', 'retryable') AND run_at <= ?2
				ORDER BY run_at, n LIMIT ?4)
			RETURNING n, generation, tries, first_try_at, id, type, body`,
			ms(t.now.Add(lease)), ms(t.now), endpointID, n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claim deliveries: %w", err)
	}
	return leases, nil
}

// leaveDelivery takes a held delivery out of the state running; set names the
// columns to change. Errors: conflict when the lease was given away.
func (t *tx) leaveDelivery(ctx context.Context, l *doc.DeliveryLease, set string, args ...any) error {
	held, err := t.changed(ctx, `UPDATE webhook_deliveries SET `+set+` WHERE n = ? AND state = 'running' AND generation = ?`,
		append(args, l.N, l.Generation)...)
	if err != nil {
		return fmt.Errorf("update delivery %s: %w", l.ID, err)
	}
	if !held {
		return doc.Errorf(doc.CodeConflict, "the lease on delivery %s was given away", l.ID)
	}
	return nil
}

// ReleaseDelivery gives a delivery back untried, not to be taken again before
// at; the try does not count. why is a short name for the log, or empty. Errors:
// conflict.
func (s *Store) ReleaseDelivery(ctx context.Context, l *doc.DeliveryLease, at time.Time, why string) error {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		return t.leaveDelivery(ctx, l, `tries = tries - 1, run_at = max(run_at, ?1),
			last_error = CASE WHEN ?2 = '' THEN last_error ELSE ?2 END,
			state = CASE WHEN tries > 1 THEN 'retryable' ELSE 'available' END`, ms(at), why)
	})
	if err != nil {
		return fmt.Errorf("release a delivery: %w", err)
	}
	return nil
}

// RescueDeliveries takes back running deliveries whose sender is gone: all of
// them at the start, else those whose lease has run out. They are sent again
// under the same id, for nobody knows whether they arrived.
func (s *Store) RescueDeliveries(ctx context.Context, all bool) (n int, err error) {
	until := ms(s.now())
	if all {
		until = 1<<63 - 1
	}
	var some bool
	err = s.readers.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM webhook_deliveries
		WHERE state = 'running' AND leased_until < ?)`, until).Scan(&some)
	if err != nil || !some {
		return 0, coded(err)
	}
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		result, err := t.ExecContext(ctx, `UPDATE webhook_deliveries SET state = 'available', tries = tries - 1
			WHERE state = 'running' AND leased_until < ?`, until)
		if err != nil {
			return err
		}
		changed, err := result.RowsAffected()
		n = int(changed)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("rescue deliveries: %w", err)
	}
	return n, nil
}
