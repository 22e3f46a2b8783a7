package worker

import (
	"context"
	"crypto/rand"
	"maps"
	"os"
	"os/exec"
	"slices"
	"sync"
	"time"

	"deskclerk/backend/doc"
)

const (
	batchNice   = 5 // the window and the server stay quick while pages are read
	stopGrace   = 3 * time.Second
	interactive = 1 // workers
)

// Error values a pool gives when it does not run; both pass by themselves once
// it does.
var (
	errStopped    = doc.Errorf(doc.CodeBusy, "the reader is stopped")
	errNotStarted = doc.Errorf(doc.CodeBusy, "the reader is not started")
)

// Pool runs requests in child processes, one at a time in each. Every method
// may be called by many goroutines at once.
//
// Requests fail with worker_crash, worker_timeout, worker_memory, worker_start
// or busy (not started, or stopped), with the typed error the worker met, with
// internal for anything else (its text is in the log under the id that the
// detail names), or with ctx.Err() when ctx ends first. A request given up is a
// worker killed, because a native call cannot be interrupted.
type Pool struct {
	o    PoolOptions
	argv []string
	env  []string

	over    chan struct{} // closed when the pool stops
	batch   *lane
	desk    *lane // the interactive worker
	tally   tally
	running sync.WaitGroup

	stopOnce sync.Once
	stopErr  error

	mu        sync.Mutex
	started   bool
	stopped   bool
	living    map[*process]struct{}
	isolation Isolation
}

// NewPool makes a pool; it starts nothing.
func NewPool(o PoolOptions) *Pool {
	p := &Pool{o: o.withDefaults(), over: make(chan struct{}), living: map[*process]struct{}{}}
	p.batch = &lane{pool: p, gate: newGate(p.o.Size), idleFor: p.o.BatchIdle}
	p.desk = &lane{pool: p, gate: newGate(interactive), idleFor: p.o.InteractiveIdle}
	return p
}

// Start makes the pool ready; workers start with the first requests. ctx bounds
// the start only. Starting twice is harmless, starting after Stop is an error.
// A worker program that does not exist is a worker_start error.
func (p *Pool) Start(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stopped {
		return errStopped
	}
	if p.started {
		return nil
	}
	argv, err := p.o.command()
	if err != nil {
		return err
	}
	p.argv, p.env = argv, p.o.environment()
	p.batch.spawner, p.desk.spawner = newSpawner(batchNice), newSpawner(0)
	p.started = true
	return nil
}

func (o PoolOptions) command() ([]string, error) {
	if len(o.Command) > 0 {
		if _, err := exec.LookPath(o.Command[0]); err != nil {
			return nil, doc.Errorf(doc.CodeWorkerStart, "the worker's program: %w", err)
		}
		return o.Command, nil
	}
	self, err := os.Executable()
	if err != nil {
		return nil, doc.Errorf(doc.CodeWorkerStart, "this program's own path: %w", err)
	}
	return []string{self, "worker"}, nil
}

// Stop kills all workers and waits for their end, at most 3 s. Requests under
// way fail as busy. Stopping twice is harmless.
func (p *Pool) Stop() error {
	p.stopOnce.Do(func() { p.stopErr = p.stop() })
	return p.stopErr
}

func (p *Pool) stop() error {
	p.mu.Lock()
	p.stopped = true
	workers := slices.Collect(maps.Keys(p.living))
	started := p.started
	p.mu.Unlock()
	close(p.over)
	if !started {
		return nil
	}
	for _, w := range workers {
		_ = w.cmd.Process.Kill()
	}
	err := p.settle(workers)
	p.batch.empty()
	p.desk.empty()
	p.batch.spawner.stop()
	p.desk.spawner.stop()
	return err
}

// settle waits for the workers and for everything that runs on the pool's
// behalf.
func (p *Pool) settle(workers []*process) error {
	quiet := make(chan struct{})
	go func() {
		for _, w := range workers {
			<-w.exited
		}
		p.running.Wait()
		close(quiet)
	}()
	select {
	case <-quiet:
		return nil
	case <-time.After(stopGrace):
		return doc.Errorf(doc.CodeWorkerTimeout, "a worker did not end within %s", stopGrace)
	}
}

// begin counts a piece of work in, so that Stop waits for it.
func (p *Pool) begin() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.stopped:
		return errStopped
	case !p.started:
		return errNotStarted
	}
	p.running.Add(1)
	return nil
}

// background runs f unless the pool is stopped.
func (p *Pool) background(f func()) bool {
	if p.begin() != nil {
		return false
	}
	go func() { defer p.running.Done(); f() }()
	return true
}

// logID makes an id that leads from an error to its line in the log.
func logID() string { return rand.Text()[:8] }
