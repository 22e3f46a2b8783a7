package store

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"deskclerk/backend/doc"
)

// elsewhere is how long a job waits when the fault lies with the machine, not
// with the document: a full disk or a busy store. The wait does not grow, so
// that work goes on soon after there is room again.
const elsewhere = 10 * time.Second

// Fail implements Queue. An error without a code of ours may be of the moment
// too, so it is tried again like a retryable one.
func (s *Store) Fail(ctx context.Context, job *Job, cause error) error {
	failure := doc.FailureOf(cause)
	if failure.Class == doc.ClassInternal { // the contract knows three classes
		failure.Class = doc.ClassRetryable
	}
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		switch {
		case failure.Code == doc.CodeDiskFull || failure.Code == doc.CodeBusy:
			return t.retry(ctx, job, failure, 1, Backoff{Base: elsewhere, Max: elsewhere}.After(1, s.o.Rand()))
		case failure.Class == doc.ClassTerminal || failure.Class == doc.ClassReview:
			return t.bury(ctx, job, failure, failure)
		case job.Tries >= job.MaxTries:
			return t.bury(ctx, job, failure, spent(job, failure))
		default:
			return t.retry(ctx, job, failure, 0, s.o.Backoff.After(job.Tries, s.o.Rand()))
		}
	})
	if err != nil {
		return fmt.Errorf("fail job %d: %w", job.ID, err)
	}
	return nil
}

// retry lets the job wait and gives back that many tries.
func (t *tx) retry(ctx context.Context, job *Job, failure *doc.Failure, back int, wait time.Duration) error {
	err := t.leave(ctx, job, `state = 'retryable', run_at = ?, tries = tries - ?, last_error = ?`,
		ms(t.now.Add(wait)), back, asJSON{failure})
	if err != nil {
		return err
	}
	h, err := t.head(ctx, job.DocumentID)
	if err != nil {
		return err
	}
	if h.status == doc.StatusFailedRetryable { // another page's doing
		return nil
	}
	return t.move(ctx, h, doc.StatusFailedRetryable, failure)
}

// bury makes the job a dead letter with its own last error and ends its
// document with the other; the document's further jobs are taken away.
func (t *tx) bury(ctx context.Context, job *Job, last, final *doc.Failure) error {
	err := t.leave(ctx, job, `state = 'discarded', ended_at = ?, last_error = ?`, ms(t.now), asJSON{last})
	if err != nil {
		return err
	}
	h, err := t.head(ctx, job.DocumentID)
	if err != nil {
		return err
	}
	return t.failForGood(ctx, h, final)
}

// failForGood ends the document's attempt without a result.
func (t *tx) failForGood(ctx context.Context, h *head, failure *doc.Failure) error {
	if err := t.cancelJobs(ctx, h); err != nil {
		return err
	}
	err := t.exec(ctx, `UPDATE attempts SET finished_at = ? WHERE document = ? AND number = ?`, ms(t.now), h.n, h.attempt)
	if err != nil {
		return fmt.Errorf("end attempt %d: %w", h.attempt, err)
	}
	return t.move(ctx, h, doc.StatusFailedTerminal, failure)
}

// spent says that the tries are used up, and on what.
func spent(job *Job, last *doc.Failure) *doc.Failure {
	said := doc.Refuse(doc.CodeAttemptsSpent, "attempts", "count", strconv.Itoa(job.Tries), "code", string(last.Code))
	if last.Detail != "" {
		said.Detail += ": " + last.Detail
	}
	return doc.FailureOf(said)
}
