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

// Claim implements Queue. The document of a job that waited for a retry passes
// through queued.
func (s *Store) Claim(ctx context.Context, kinds []string, lease time.Duration) (job *Job, err error) {
	if len(kinds) == 0 {
		return nil, nil
	}
	// Mostly there is none; to see that needs no turn to write.
	var due bool
	err = s.readers.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM json_each(?1) AS kinds JOIN jobs ON jobs.kind = kinds.value
		WHERE jobs.state IN ('available', 'retryable') AND jobs.run_at <= ?2)`, asJSON{kinds}, ms(s.now())).Scan(&due)
	if err != nil || !due {
		return nil, coded(err)
	}
	err = s.write(ctx, func(ctx context.Context, t *tx) (err error) {
		job, err = t.claim(ctx, kinds, lease)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("claim: %w", err)
	}
	return job, nil
}

func (t *tx) claim(ctx context.Context, kinds []string, lease time.Duration) (*Job, error) {
	args := []any{ms(t.now.Add(lease)), ms(t.now)}
	for _, kind := range kinds {
		args = append(args, kind)
	}
	var id int64
	err := t.QueryRowContext(ctx, claimQuery(len(kinds)), args...).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	job, err := t.job(ctx, id)
	if err != nil {
		return nil, err
	}
	return job, t.startWork(ctx, job)
}

// claimQuery takes the first due job of n kinds. Each kind is looked up by
// itself, so that the index gives its first one without a sort, however many
// wait behind it.
func claimQuery(n int) string {
	first := make([]string, n)
	for i := range first {
		first[i] = fmt.Sprintf(`SELECT * FROM (SELECT id, priority, run_at FROM jobs
			WHERE state IN ('available', 'retryable') AND kind = ?%d AND run_at <= ?2
			ORDER BY priority DESC, run_at, id LIMIT 1)`, i+3)
	}
	return `UPDATE jobs SET state = 'running', generation = generation + 1, tries = tries + 1, leased_until = ?1
		WHERE id = (SELECT id FROM (` + strings.Join(first, " UNION ALL ") + `)
			ORDER BY priority DESC, run_at, id LIMIT 1)
		RETURNING id`
}

// startWork moves the claimed job's document to processing and notes when the
// attempt began. That a page is begun is told by itself: a document is in
// processing from its inspection on, and may wait long for its pages' turn.
func (t *tx) startWork(ctx context.Context, job *Job) error {
	h, err := t.head(ctx, job.DocumentID)
	if err != nil {
		return err
	}
	if h.status == doc.StatusFailedRetryable {
		if err := t.move(ctx, h, doc.StatusQueued, nil); err != nil {
			return err
		}
	}
	if h.status == doc.StatusProcessing {
		return t.tellOfPage(ctx, h, job)
	}
	if err := t.move(ctx, h, doc.StatusProcessing, nil); err != nil {
		return err
	}
	if err := t.tellOfPage(ctx, h, job); err != nil {
		return err
	}
	return t.exec(ctx, `UPDATE attempts SET started_at = ? WHERE document = ? AND number = ? AND started_at IS NULL`,
		ms(t.now), h.n, h.attempt)
}

func (t *tx) tellOfPage(ctx context.Context, h *head, job *Job) error {
	if job.Kind != KindPage {
		return nil
	}
	return t.tell(ctx, h, doc.EventPageBegun, map[string]any{"page": job.Page})
}
