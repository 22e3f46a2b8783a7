package worker

import (
	"context"
	"slices"
	"sync"
	"time"

	"deskclerk/backend/doc"
)

const (
	backoffFirst = 100 * time.Millisecond
	backoffMost  = 5 * time.Second
)

// lane is a set of workers of one kind: the batch workers, or the interactive
// one. Whoever holds a place of its gate may use, start or replace one worker.
type lane struct {
	pool    *Pool
	gate    *gate
	spawner *spawner
	idleFor time.Duration // until an unused worker is stopped

	mu     sync.Mutex
	idle   []*resting // the one used last at the end, as it is the warmest
	failed int        // starts that failed in a row
	next   time.Time  // no start before it
}

type resting struct {
	worker *process
	sleep  *time.Timer
}

// take gives the warmest idle worker, or starts one.
func (l *lane) take(ctx context.Context) (*process, error) {
	for ctx.Err() == nil {
		w := l.pop()
		if w == nil {
			return l.start(ctx)
		}
		if w.alive() {
			return w, nil
		}
		l.pool.tally.crashes.Add(1) // died while nobody looked, of the kernel's hand perhaps
		l.discard(w)
	}
	return nil, ctx.Err()
}

func (l *lane) pop() *process {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.idle) == 0 {
		return nil
	}
	r := l.idle[len(l.idle)-1]
	l.idle = l.idle[:len(l.idle)-1]
	r.sleep.Stop()
	return r.worker
}

// rest keeps w for the next request and stops it when none comes for long.
func (l *lane) rest(w *process) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := &resting{worker: w}
	r.sleep = time.AfterFunc(l.idleFor, func() {
		l.mu.Lock()
		i := slices.Index(l.idle, r)
		if i >= 0 {
			l.idle = slices.Delete(l.idle, i, i+1)
		}
		l.mu.Unlock()
		if i >= 0 {
			l.discard(w)
		}
	})
	l.idle = append(l.idle, r)
}

// release gives back a used worker with its place. A dead or worn one is
// replaced first, in the background: the next request finds a new one ready.
func (l *lane) release(w *process, worn bool) {
	if w.alive() && !worn {
		l.rest(w)
		l.gate.leave()
		return
	}
	l.discard(w)
	if !l.pool.background(l.renew) {
		l.gate.leave()
	}
}

// renew starts a worker ahead of its request. Failure is told to the request
// that comes next and fails likewise.
func (l *lane) renew() {
	defer l.gate.leave()
	w, err := l.start(context.Background())
	if err != nil {
		return
	}
	l.pool.tally.restarts.Add(1)
	l.rest(w)
}

// start launches a worker, no sooner than earlier failures allow.
func (l *lane) start(ctx context.Context) (*process, error) {
	if err := l.pause(ctx); err != nil {
		return nil, err
	}
	w, err := l.pool.launch(ctx, l.spawner)
	l.mu.Lock()
	defer l.mu.Unlock()
	if err == nil {
		l.failed, l.next = 0, time.Time{}
		return w, nil
	}
	if doc.CodeOf(err) == doc.CodeWorkerStart {
		l.failed++
		l.next = time.Now().Add(min(backoffMost, backoffFirst<<min(l.failed-1, 10)))
	}
	return nil, err
}

func (l *lane) pause(ctx context.Context) error {
	l.mu.Lock()
	wait := time.Until(l.next)
	l.mu.Unlock()
	if wait <= 0 {
		return nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-l.pool.over:
		return errStopped
	}
}

// discard ends w without making anyone wait for it.
func (l *lane) discard(w *process) {
	if !l.pool.background(func() { w.retire(); l.pool.forget(w) }) {
		w.kill()
		l.pool.forget(w)
	}
}

// empty forgets all idle workers, which the pool has killed.
func (l *lane) empty() {
	for l.pop() != nil {
	}
}
