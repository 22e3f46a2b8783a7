package pipeline

import (
	"context"
	"time"
)

// longest is how long a loop waits for jobs without asking again.
const longest = time.Second

// listen stirs the loops after each commit of the store.
func (r *Runner) listen(ctx context.Context) {
	commits, unsubscribe := r.store.Subscribe()
	defer unsubscribe()
	for {
		select {
		case <-ctx.Done():
			return
		case <-commits:
			r.mu.Lock()
			close(r.stirred)
			r.stirred = make(chan struct{})
			r.mu.Unlock()
		}
	}
}

func (r *Runner) nextStir() <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.stirred
}

// wait returns when jobs may have appeared or the next one's time has come.
func (r *Runner) wait(ctx context.Context, stirred <-chan struct{}) {
	span := longest
	if at, ok, err := r.store.NextRunAt(ctx); err == nil && ok {
		if d := at.Sub(r.o.Clock()); d > 0 { // what is due and was not claimed is of another kind
			span = min(span, d)
		}
	}
	timer := time.NewTimer(span)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-stirred:
	case <-timer.C:
	}
}

// rescue takes jobs back whose lease ran out.
func (r *Runner) rescue(ctx context.Context) {
	for sleep(ctx, rescueEvery) {
		n, err := r.store.RescueExpired(ctx)
		switch {
		case ctx.Err() != nil:
		case err != nil:
			r.log.Error("rescue expired jobs", "error", err)
		case n > 0:
			r.log.Warn("rescued expired jobs", "jobs", n)
		}
	}
}

// sleep waits and reports whether ctx is still alive.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
