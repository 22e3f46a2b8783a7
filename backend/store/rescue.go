package store

import (
	"context"
	"fmt"
	"strconv"

	"deskclerk/backend/doc"
)

// RescueAll implements Queue. Requests that were in flight when the program
// ended will not be answered any more; their keys are free again.
func (s *Store) RescueAll(ctx context.Context) (int, error) {
	if err := s.freeKeys(ctx); err != nil {
		return 0, err
	}
	return s.rescue(ctx, `jobs.state = 'running'`)
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
		return t.leave(ctx, job, `state = 'available', run_at = ?, tries = tries - 1`, ms(t.now))
	}
	ended := func(code doc.Code) *doc.Failure {
		return doc.FailureOf(doc.Refuse(code, "program_ended", "count", strconv.Itoa(job.Rescues+1)))
	}
	return t.bury(ctx, job, ended(doc.CodeWorkerCrash), ended(doc.CodeAttemptsSpent))
}
