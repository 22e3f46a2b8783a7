package pipeline

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

// How long the book-keeping after a job may take, how often expired leases are
// looked for, and how long a trouble with the store makes a loop pause.
const (
	bookkeeping = 10 * time.Second
	rescueEvery = 2 * time.Second
	pause       = time.Second
)

// Runner works through the jobs. Start and Stop may each be called twice; Stop
// waits until nothing of it runs.
type Runner struct {
	store           Store
	reader          Reader
	understandPages Understand
	o               Options
	log             *slog.Logger

	mu      sync.Mutex
	stop    context.CancelFunc
	done    sync.WaitGroup
	running map[int64]running // by job id
	stirred chan struct{}     // closed and replaced when jobs may have appeared
}

// running is a job under way.
type running struct {
	document string
	cancel   context.CancelCauseFunc
}

// New makes a runner; it starts nothing.
func New(s Store, r Reader, u Understand, o Options) *Runner {
	o = o.withDefaults()
	return &Runner{
		store: s, reader: r, understandPages: u, o: o, log: o.Logger,
		running: map[int64]running{}, stirred: make(chan struct{}),
	}
}

// Start begins to work. It returns at once.
func (r *Runner) Start(ctx context.Context) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stop != nil {
		return
	}
	ctx, r.stop = context.WithCancel(context.WithoutCancel(ctx))
	// Opening goes before reading, so that a person soon sees what came in.
	for range r.o.Readers {
		r.done.Go(func() { r.loop(ctx, []string{store.KindInspect, store.KindPage}) })
	}
	r.done.Go(func() { r.loop(ctx, []string{store.KindUnderstand}) })
	r.done.Go(func() { r.listen(ctx) })
	r.done.Go(func() { r.rescue(ctx) })
}

// Stop ends all work and waits for it. Jobs under way go back to the queue.
func (r *Runner) Stop() {
	r.mu.Lock()
	stop := r.stop
	r.mu.Unlock()
	if stop != nil {
		stop()
	}
	r.done.Wait()
}

// errCancelled ends a job whose document a person cancelled or deleted.
var errCancelled = errors.New("the document was cancelled")

// Interrupt ends what runs for the document at once. The store has already
// taken its jobs away.
func (r *Runner) Interrupt(documentID string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, j := range r.running {
		if j.document == documentID {
			j.cancel(errCancelled)
		}
	}
}

// loop claims and does jobs of the kinds until ctx ends.
func (r *Runner) loop(ctx context.Context, kinds []string) {
	for ctx.Err() == nil {
		stirred := r.nextStir() // before the claim, so that no job slips between
		job, err := r.store.Claim(ctx, kinds, r.o.Lease)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			r.log.Error("claim a job", "error", err)
			sleep(ctx, pause)
		case job == nil:
			r.wait(ctx, stirred)
		default:
			r.do(ctx, job)
		}
	}
}

// do runs one job under its lease and writes down how it ended.
func (r *Runner) do(ctx context.Context, job *store.Job) {
	jobCtx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r.mu.Lock()
	r.running[job.ID] = running{job.DocumentID, cancel}
	r.mu.Unlock()
	defer func() {
		r.mu.Lock()
		delete(r.running, job.ID)
		r.mu.Unlock()
	}()
	stopBeating := r.beat(jobCtx, job, cancel)
	err := r.stage(jobCtx, job)
	stopBeating()
	switch {
	case err == nil:
	case ctx.Err() != nil:
		r.release(ctx, job)
	case context.Cause(jobCtx) != nil: // the lease is no longer ours
		r.logOf(job).Info("a job was taken away")
	default:
		r.fail(ctx, job, err)
	}
}

// release gives a job back that the end of the program interrupted.
func (r *Runner) release(ctx context.Context, job *store.Job) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), bookkeeping)
	defer cancel()
	if err := r.store.Release(ctx, job); err != nil && doc.CodeOf(err) != doc.CodeConflict {
		r.log.Error("give a job back", "error", err) // the next start takes it back
	}
}

// stage does the job's work; a panic in pure code is an error of this job only.
func (r *Runner) stage(ctx context.Context, job *store.Job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("stage %s: panic: %v", job.Kind, p)
		}
	}()
	switch job.Kind {
	case store.KindInspect:
		return r.inspect(ctx, job)
	case store.KindPage:
		return r.readPage(ctx, job)
	case store.KindUnderstand:
		return r.understand(ctx, job)
	default:
		return fmt.Errorf("no stage for jobs of kind %q", job.Kind)
	}
}

// logOf is the log with what leads from a line to its document and to whoever
// handed it in.
func (r *Runner) logOf(job *store.Job) *slog.Logger {
	log := r.log.With(slog.Int64("job", job.ID), slog.String("kind", job.Kind), slog.String("document", job.DocumentID))
	if job.CorrelationID != "" {
		log = log.With(slog.String("correlation_id", job.CorrelationID))
	}
	return log
}

// fail writes a failure down. Where even that is impossible, as on a full disk,
// the lease runs out and the job comes back by itself.
func (r *Runner) fail(ctx context.Context, job *store.Job, cause error) {
	log := r.logOf(job)
	if doc.CodeOf(cause) == doc.CodeConflict {
		log.Info("the lease was given away")
		return
	}
	log.Warn("a job failed", "tries", job.Tries, "error", cause)
	bookCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), bookkeeping)
	defer cancel()
	if err := r.store.Fail(bookCtx, job, cause); err != nil && doc.CodeOf(err) != doc.CodeConflict {
		log.Error("write down a failure", "error", err)
		sleep(ctx, pause)
	}
}

// beat renews the lease until the returned function is called; when the lease
// is lost, the job is cancelled.
func (r *Runner) beat(ctx context.Context, job *store.Job, lost context.CancelCauseFunc) (stop func()) {
	quit, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		tick := time.NewTicker(r.o.Lease / 4)
		defer tick.Stop()
		for {
			select {
			case <-quit:
				return
			case <-ctx.Done():
				return
			case <-tick.C:
				if err := r.store.Extend(ctx, job, r.o.Lease); doc.CodeOf(err) == doc.CodeConflict {
					lost(err)
					return
				}
			}
		}
	}()
	return func() { close(quit); <-gone }
}
