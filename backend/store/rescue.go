package store

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"deskclerk/backend/doc"
)

// RescueAll implements Queue. Requests that were in flight when the program
// ended will not be answered any more; their keys are free again.
func (s *Store) RescueAll(ctx context.Context) (int, error) {
	if err := s.freeKeys(ctx); err != nil {
		return 0, err
	}
	n, err := s.rescue(ctx, `jobs.state = 'running'`)
	if err != nil {
		return n, err
	}
	return n, s.holdSuspects(ctx)
}

// A job that was there when the program died, and died again, may be what kills
// it: it waits until the program has lived a while. So one that only happened to
// run when a program was killed over and over is not taken for the cause.
const (
	suspect = 2 // rescues
	calm    = 3 * time.Second
)

// holdSuspects lets the suspects that wait since an earlier life wait anew.
func (s *Store) holdSuspects(ctx context.Context) error {
	const held = `state IN ('available', 'retryable') AND rescues >= ? AND run_at < ?`
	until := ms(s.now().Add(calm))
	var some bool
	err := s.readers.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM jobs WHERE `+held+`)`, suspect, until).Scan(&some)
	if err != nil || !some {
		return coded(err)
	}
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		return t.exec(ctx, `UPDATE jobs SET run_at = ? WHERE `+held, until, suspect, until)
	})
	if err != nil {
		return fmt.Errorf("hold suspected jobs: %w", err)
	}
	return nil
}

// RescueExpired implements Queue.
func (s *Store) RescueExpired(ctx context.Context) (int, error) {
	return s.rescue(ctx, `jobs.state = 'running' AND jobs.leased_until < ?`, ms(s.now()))
}

// rescue takes back the running jobs that the condition names. It looks first
// without the writer, since mostly there are none.
func (s *Store) rescue(ctx context.Context, condition string, args ...any) (int, error) {
	var some bool
	err := s.readers.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM jobs WHERE `+condition+`)`, args...).Scan(&some)
	if err != nil || !some {
		return 0, coded(err)
	}
	n := 0
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		jobs, err := collect(ctx, t, scanJob, `SELECT `+jobColumns+jobsOfDocuments+`WHERE `+condition, args...)
		if err != nil {
			return err
		}
		for i := range jobs {
			if err := t.rescueJob(ctx, &jobs[i]); err != nil {
				return err
			}
		}
		n, t.appended = len(jobs), t.appended || len(jobs) > 0
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("rescue jobs: %w", err)
	}
	return n, nil
}

// rescueJob puts a job back whose claimer is gone. The try does not count, a
// program may be stopped at any time; but a job that was there each time it
// died may be what kills it, so rescues are counted and come to an end. It goes
// behind what waits already, so that others get their turn first.
func (t *tx) rescueJob(ctx context.Context, job *Job) error {
	held, err := t.changed(ctx, `UPDATE jobs SET rescues = rescues + 1
		WHERE id = ? AND state = 'running' AND generation = ?`, job.ID, job.Generation)
	if err != nil || !held { // taken away a moment ago, with another job of its document
		return err
	}
	if job.Rescues+1 < t.s.o.MaxRescues {
		at := t.now
		if job.Rescues+1 >= suspect {
			at = at.Add(calm)
		}
		return t.leave(ctx, job, `state = 'available', run_at = ?, tries = tries - 1`, ms(at))
	}
	ended := func(code doc.Code) *doc.Failure {
		return doc.FailureOf(doc.Refuse(code, "program_ended", "count", strconv.Itoa(job.Rescues+1)))
	}
	return t.bury(ctx, job, ended(doc.CodeWorkerCrash), ended(doc.CodeAttemptsSpent))
}
