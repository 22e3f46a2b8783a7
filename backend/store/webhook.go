package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"deskclerk/backend/doc"
)

const settableColumns = `description, url, addresses, plain_http, events, scope_kind, scope_value, payload,
	auth_kind, auth_name, auth_sealed, secret_sealed, previous_sealed, previous_until, state, reason, created_at, updated_at`

const endpointColumns = `id, ` + settableColumns + `, failing_since, last_success_at, last_failure_at`

func scanEndpoint(r scanner) (e doc.KeptEndpoint, err error) {
	err = r.Scan(&e.ID, &e.Description, &e.URL, asJSON{&e.Addresses}, &e.PlainHTTP, asJSON{&e.Events},
		&e.Scope.Kind, &e.Scope.Value, &e.Payload, &e.Auth.Kind, &e.Auth.Name,
		&e.Keys.Auth, &e.Keys.Secret, &e.Keys.Previous, maybeTime{&e.PreviousSecretUntil}, &e.State, &e.Reason,
		atTime{&e.CreatedAt}, atTime{&e.UpdatedAt}, maybeTime{&e.FailingSince},
		maybeTime{&e.LastSuccessAt}, maybeTime{&e.LastFailureAt})
	e.Addresses, e.Events = orEmpty(e.Addresses), orEmpty(e.Events)
	return e, err
}

// NewWebhookEndpoint keeps a new endpoint. It hears of what happens from now on.
func (s *Store) NewWebhookEndpoint(ctx context.Context, e doc.KeptEndpoint) (doc.KeptEndpoint, error) {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		e.CreatedAt, e.UpdatedAt = t.now, t.now
		// Without endpoints nobody follows the events; the first one begins here.
		err := t.exec(ctx, `UPDATE webhook_cursor SET seq = (SELECT coalesce(max(seq), 0) FROM events)
			WHERE NOT EXISTS (SELECT 1 FROM webhook_endpoints)`)
		if err != nil {
			return err
		}
		err = t.exec(ctx, `INSERT INTO webhook_endpoints (id, `+settableColumns+`, after_seq)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
			(SELECT coalesce(max(seq), 0) FROM events))`, append([]any{e.ID}, endpointValues(e)...)...)
		if err != nil {
			return err
		}
		return t.tellOfEndpoint(ctx, e.Endpoint, doc.EventWebhookChanged)
	})
	if err != nil {
		return doc.KeptEndpoint{}, fmt.Errorf("keep an endpoint: %w", err)
	}
	return e, nil
}

// endpointValues are the values of settableColumns.
func endpointValues(e doc.KeptEndpoint) []any {
	return []any{
		e.Description, e.URL,
		asJSON{orEmpty(e.Addresses)},
		e.PlainHTTP,
		asJSON{orEmpty(e.Events)},
		e.Scope.Kind, e.Scope.Value, e.Payload, e.Auth.Kind, e.Auth.Name,
		e.Keys.Auth, e.Keys.Secret, e.Keys.Previous, orNull(e.PreviousSecretUntil), e.State, e.Reason,
		ms(e.CreatedAt), ms(e.UpdatedAt),
	}
}

// WebhookEndpoint gives one endpoint, without its counts. Errors: not_found.
func (s *Store) WebhookEndpoint(ctx context.Context, id string) (doc.KeptEndpoint, error) {
	e, err := endpoint(ctx, s.readers, id)
	if err != nil {
		return doc.KeptEndpoint{}, coded(fmt.Errorf("read an endpoint: %w", err))
	}
	return e, nil
}

// WebhookEndpoints lists every endpoint, oldest first, without their counts.
func (s *Store) WebhookEndpoints(ctx context.Context) ([]doc.KeptEndpoint, error) {
	all, err := collect(ctx, s.readers, scanEndpoint, `SELECT `+endpointColumns+` FROM webhook_endpoints ORDER BY id`)
	if err != nil {
		return nil, coded(fmt.Errorf("list endpoints: %w", err))
	}
	return all, nil
}

// CountDeliveries fills in how many deliveries of the endpoint stand where.
func (s *Store) CountDeliveries(ctx context.Context, e *doc.Endpoint) error {
	err := s.readers.QueryRowContext(ctx, `SELECT
		count(*) FILTER (WHERE state IN ('available', 'running', 'retryable')),
		count(*) FILTER (WHERE state = 'completed'),
		count(*) FILTER (WHERE state = 'discarded')
		FROM webhook_deliveries WHERE endpoint = ?`, e.ID).Scan(&e.Waiting, &e.Delivered, &e.DeadLetters)
	if err != nil {
		return coded(fmt.Errorf("count deliveries: %w", err))
	}
	return nil
}

// ChangeWebhookEndpoint has change edit an endpoint in one transaction; an error
// of it changes nothing. Errors: not_found.
func (s *Store) ChangeWebhookEndpoint(ctx context.Context, id string, change func(*doc.KeptEndpoint) error) error {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		e, err := endpoint(ctx, t, id)
		if err != nil {
			return err
		}
		before := e.State
		if err := change(&e); err != nil {
			return err
		}
		e.UpdatedAt = t.now
		err = t.exec(ctx, `UPDATE webhook_endpoints SET (`+settableColumns+`) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			WHERE id = ?`, append(endpointValues(e), id)...)
		if err != nil {
			return err
		}
		if before != doc.EndpointActive && e.State == doc.EndpointActive { // a fresh start
			err = t.exec(ctx, `UPDATE webhook_endpoints SET failing_since = NULL, failing_ms = 0 WHERE id = ?`, id)
			if err != nil {
				return err
			}
		}
		return t.tellOfEndpoint(ctx, e.Endpoint, doc.EventWebhookChanged)
	})
	if err != nil {
		return fmt.Errorf("change an endpoint: %w", err)
	}
	return nil
}

// DeleteWebhookEndpoint removes an endpoint with its log. What is being sent to
// it can write no more. Errors: not_found.
func (s *Store) DeleteWebhookEndpoint(ctx context.Context, id string) error {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		there, err := t.changed(ctx, `DELETE FROM webhook_endpoints WHERE id = ?`, id)
		if err != nil {
			return err
		}
		if !there {
			return notFound("endpoint", id)
		}
		return t.append(ctx, doc.EventWebhookChanged, "", "", map[string]any{"endpoint_id": id, "state": "deleted"})
	})
	if err != nil {
		return fmt.Errorf("delete an endpoint: %w", err)
	}
	return nil
}

func endpoint(ctx context.Context, q querier, id string) (doc.KeptEndpoint, error) {
	e, err := scanEndpoint(q.QueryRowContext(ctx, `SELECT `+endpointColumns+` FROM webhook_endpoints WHERE id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return e, notFound("endpoint", id)
	}
	return e, err
}

// tellOfEndpoint appends an event for those who show endpoints.
func (t *tx) tellOfEndpoint(ctx context.Context, e doc.Endpoint, kind string) error {
	data := map[string]any{"endpoint_id": e.ID, "state": e.State}
	if e.Reason != "" {
		data["reason"] = e.Reason
	}
	return t.append(ctx, kind, "", "", data)
}
