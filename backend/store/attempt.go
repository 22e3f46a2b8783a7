package store

import (
	"context"
	"fmt"
	"time"

	"deskclerk/backend/doc"
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

// Attempts lists every run over the document, oldest first, with what ended
// those that failed. Errors: not_found.
func (s *Store) Attempts(ctx context.Context, id string) (all []doc.PastAttempt, err error) {
	err = s.read(ctx, func(q querier) error {
		n, err := number(ctx, q, id)
		if err != nil {
			return err
		}
		all, err = collect(ctx, q, scanAttempt, `SELECT number, engine, model, started_at, finished_at, stages_ms,
			(SELECT last_error FROM jobs WHERE jobs.document = attempts.document AND jobs.attempt = attempts.number
				AND jobs.state = 'discarded' ORDER BY id LIMIT 1)
			FROM attempts WHERE document = ? ORDER BY number`, n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list attempts: %w", err)
	}
	return all, nil
}

func scanAttempt(r scanner) (a doc.PastAttempt, err error) {
	a.StagesMS = map[string]int64{}
	var finished time.Time
	err = r.Scan(&a.Number, &a.Engine, &a.Model, atTime{&a.StartedAt}, atTime{&finished}, asJSON{&a.StagesMS}, asJSON{&a.Error})
	if !finished.IsZero() {
		a.FinishedAt = &finished
	}
	return a, err
}
