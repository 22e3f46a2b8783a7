package store

import (
	"context"
	"fmt"

	"deskclerk/backend/doc"
)

// ReplayDeliveries makes the chosen deliveries of an endpoint due at once, under
// their old ids and with their old bytes, and says how many. One that is being
// sent is left alone. Errors: not_found for an endpoint or an id that is not
// there; conflict for a disabled endpoint, and for an id whose content was
// deleted with its document.
func (s *Store) ReplayDeliveries(ctx context.Context, endpointID string, r doc.Replay) (n int, err error) {
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		e, err := endpoint(ctx, t, endpointID)
		if err != nil {
			return err
		}
		if e.State == doc.EndpointDisabled {
			return doc.Refuse(doc.CodeConflict, "hook_resume")
		}
		for _, id := range r.IDs {
			if err := t.checkReplay(ctx, endpointID, id); err != nil {
				return err
			}
		}
		c := replayConditions(endpointID, r)
		result, err := t.ExecContext(ctx, `UPDATE webhook_deliveries SET
			tries = CASE WHEN state IN ('available', 'retryable') THEN tries ELSE 0 END,
			first_try_at = CASE WHEN state IN ('available', 'retryable') THEN first_try_at END,
			state = CASE WHEN state IN ('available', 'retryable') THEN state ELSE 'available' END,
			replays = replays + 1, ended_at = NULL, run_at = ? WHERE `+c.sql(), append([]any{ms(t.now)}, c.args...)...)
		if err != nil {
			return err
		}
		changed, err := result.RowsAffected()
		n, t.appended = int(changed), changed > 0 // the sender should look
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("replay deliveries: %w", err)
	}
	return n, nil
}

func (t *tx) checkReplay(ctx context.Context, endpointID, id string) error {
	var there, whole bool
	err := t.QueryRowContext(ctx, `SELECT count(*) > 0, count(body) > 0 FROM webhook_deliveries WHERE endpoint = ? AND id = ?`,
		endpointID, id).Scan(&there, &whole)
	switch {
	case err != nil:
		return err
	case !there:
		return notFound("delivery", id)
	case !whole:
		return doc.Refuse(doc.CodeConflict, "hook_deleted", "id", id)
	default:
		return nil
	}
}

func replayConditions(endpointID string, r doc.Replay) (c conditions) {
	c.add("body IS NOT NULL AND state <> 'running' AND endpoint = ?", endpointID)
	if len(r.IDs) > 0 {
		c.add("id IN (SELECT value FROM json_each(?))", asJSON{r.IDs})
	}
	if r.Failed {
		c.add("state = 'discarded'")
	}
	if r.From > 0 {
		c.add("seq >= ?", r.From)
	}
	if r.To > 0 {
		c.add("seq <= ?", r.To)
	}
	c.between("happened_at >= ?", "happened_at <= ?", msOrEmpty(r.Since), msOrEmpty(r.Until))
	return c
}

// Exported tells that documents were exported. Errors: none for an id that is
// gone meanwhile; it is passed over.
func (s *Store) Exported(ctx context.Context, ids []string, format string) error {
	if len(ids) == 0 {
		return nil
	}
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		for _, id := range ids {
			h, err := t.head(ctx, id)
			if doc.CodeOf(err) == doc.CodeNotFound {
				continue
			}
			if err != nil {
				return err
			}
			if err := t.tell(ctx, h, doc.EventExported, map[string]any{"format": format}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("note an export: %w", err)
	}
	return nil
}
