package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"deskclerk/backend/doc"
)

// enqueue makes a job of the document's attempt that may run at once. A job
// that is there already stays the only one.
func (t *tx) enqueue(ctx context.Context, h *head, kind string, page int) error {
	key := fmt.Sprintf("%s/%s/%d/%d", kind, h.id, h.attempt, page)
	err := t.exec(ctx, `INSERT INTO jobs
		(kind, document, attempt, page, unique_key, priority, state, run_at, max_tries, created_at)
		VALUES (?, ?, ?, ?, ?, ?, 'available', ?, ?, ?)
		ON CONFLICT DO NOTHING`,
		kind, h.n, h.attempt, page, key, h.options.Priority, ms(t.now), t.s.o.MaxTries, ms(t.now))
	if err != nil {
		return fmt.Errorf("make a job %s: %w", key, err)
	}
	return nil
}

const jobColumns = `jobs.id, jobs.kind, documents.id, jobs.attempt, jobs.page, jobs.unique_key, jobs.priority,
	jobs.state, jobs.tries, jobs.max_tries, jobs.rescues, jobs.generation, jobs.run_at, jobs.leased_until,
	jobs.last_error, documents.correlation_id, documents.sha256, documents.mime, documents.options,
	documents.source_kind, documents.password_sealed IS NOT NULL,
	EXISTS (SELECT 1 FROM warnings WHERE warnings.document = jobs.document AND warnings.attempt = jobs.attempt)`

const jobsOfDocuments = ` FROM jobs JOIN documents ON documents.n = jobs.document `

func scanJob(r scanner) (j Job, err error) {
	return j, r.Scan(&j.ID, &j.Kind, &j.DocumentID, &j.Attempt, &j.Page, &j.UniqueKey, &j.Priority,
		&j.State, &j.Tries, &j.MaxTries, &j.Rescues, &j.Generation, atTime{&j.RunAt}, atTime{&j.LeasedUntil},
		asJSON{&j.LastError}, &j.CorrelationID, &j.SHA256, &j.MIME, asJSON{&j.Options}, &j.Source, &j.Locked, &j.Warned)
}

func (t *tx) job(ctx context.Context, id int64) (*Job, error) {
	j, err := scanJob(t.QueryRowContext(ctx, `SELECT `+jobColumns+jobsOfDocuments+`WHERE jobs.id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errFenced(id)
	}
	if err != nil {
		return nil, fmt.Errorf("read job %d: %w", id, err)
	}
	return &j, nil
}

// leave takes a held job out of the state running, in one statement that checks
// the lease: set names the columns to change. Errors: conflict when the lease
// was given away.
func (t *tx) leave(ctx context.Context, job *Job, set string, args ...any) error {
	held, err := t.changed(ctx, `UPDATE jobs SET `+set+` WHERE id = ? AND state = 'running' AND generation = ?`,
		append(args, job.ID, job.Generation)...)
	if err != nil {
		return fmt.Errorf("update job %d: %w", job.ID, err)
	}
	if !held {
		return errFenced(job.ID)
	}
	return nil
}

func errFenced(id int64) error {
	return doc.Errorf(doc.CodeConflict, "the lease on job %d was given away", id)
}

// cancelJobs takes every job of the document away that has not ended. Who holds
// one of them can write no more.
func (t *tx) cancelJobs(ctx context.Context, h *head) error {
	err := t.exec(ctx, `UPDATE jobs SET state = 'cancelled', ended_at = ?, generation = generation + 1
		WHERE document = ? AND state IN ('available', 'running', 'retryable')`, ms(t.now), h.n)
	if err != nil {
		return fmt.Errorf("cancel the jobs of document %s: %w", h.id, err)
	}
	return nil
}
