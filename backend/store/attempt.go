package store

import (
	"context"
	"fmt"
)

// addToAttempt adds a stage's times to the attempt, and who did it; an empty
// engine or model leaves what is there.
func (t *tx) addToAttempt(ctx context.Context, h *head, engine, model string, stages map[string]int64) error {
	total := map[string]int64{}
	err := t.QueryRowContext(ctx, `SELECT stages_ms FROM attempts WHERE document = ? AND number = ?`, h.n, h.attempt).
		Scan(asJSON{&total})
	if err != nil {
		return fmt.Errorf("read attempt %d: %w", h.attempt, err)
	}
	for stage, took := range stages {
		total[stage] += took
	}
	err = t.exec(ctx, `UPDATE attempts SET stages_ms = ?,
		engine = CASE WHEN ?2 = '' THEN engine ELSE ?2 END,
		model = CASE WHEN ?3 = '' THEN model ELSE ?3 END
		WHERE document = ?4 AND number = ?5`, asJSON{total}, engine, model, h.n, h.attempt)
	if err != nil {
		return fmt.Errorf("update attempt %d: %w", h.attempt, err)
	}
	return nil
}
