package store

import (
	"context"
	"fmt"
	"time"
)

// Extend implements Queue.
func (s *Store) Extend(ctx context.Context, job *Job, lease time.Duration) error {
	var until time.Time
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		until = t.now.Add(lease)
		return t.leave(ctx, job, `leased_until = ?`, ms(until))
	})
	if err != nil {
		return fmt.Errorf("extend a lease: %w", err)
	}
	job.LeasedUntil = until
	return nil
}

// Release implements Queue.
func (s *Store) Release(ctx context.Context, job *Job) error {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		if err := t.leave(ctx, job, `state = 'available', tries = tries - 1`); err != nil {
			return err
		}
		t.appended = true // nothing to tell, but claimers should look
		return nil
	})
	if err != nil {
		return fmt.Errorf("release a job: %w", err)
	}
	return nil
}

// NextRunAt implements Queue.
func (s *Store) NextRunAt(ctx context.Context) (at time.Time, ok bool, err error) {
	err = s.readers.QueryRowContext(ctx,
		`SELECT min(run_at) FROM jobs WHERE state IN ('available', 'retryable')`).Scan(atTime{&at})
	if err != nil {
		return time.Time{}, false, coded(fmt.Errorf("find the next job's time: %w", err))
	}
	return at, !at.IsZero(), nil
}

// DeadLetters implements Queue.
func (s *Store) DeadLetters(ctx context.Context) ([]Job, error) {
	jobs, err := collect(ctx, s.readers, scanJob, `SELECT `+jobColumns+jobsOfDocuments+`
		WHERE jobs.state = 'discarded' AND jobs.attempt = documents.attempt
		ORDER BY jobs.ended_at DESC, jobs.id DESC`)
	if err != nil {
		return nil, coded(fmt.Errorf("list dead letters: %w", err))
	}
	return jobs, nil
}
