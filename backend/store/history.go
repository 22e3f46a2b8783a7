package store

import (
	"context"
	"fmt"

	"deskclerk/backend/doc"
)

// actorMachine stands in a field's history for what nobody changed by hand.
const actorMachine = "machine"

// FieldHistory lists the values that a field of the document has had, oldest
// first, over all attempts. Errors: not_found for an unknown document.
func (s *Store) FieldHistory(ctx context.Context, id, field string) ([]doc.FieldChange, error) {
	var all []doc.FieldChange
	err := s.read(ctx, func(q querier) error {
		n, err := number(ctx, q, id)
		if err != nil {
			return err
		}
		all, err = collect(ctx, q, func(r scanner) (c doc.FieldChange, err error) {
			return c, r.Scan(atTime{&c.At}, &c.Actor, &c.Attempt, &c.Value, &c.Raw, &c.Confidence, &c.Origin, &c.Before, &c.Why)
		}, `SELECT at, actor, attempt, value, raw, confidence, origin, before, why FROM field_history
			WHERE document = ? AND field = ? ORDER BY id`, n, field)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read a field's history: %w", err)
	}
	return all, nil
}
