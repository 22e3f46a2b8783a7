package worker

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"deskclerk/backend/doc"
)

// PoolOptions says how many workers there are and what one may cost. Zero means
// the default.
type PoolOptions struct {
	Command         []string      // argv of a worker, default this program with the argument "worker"
	Env             []string      // NAME=value, added to the few variables a worker inherits
	Size            int           // batch workers, default one for each core
	PageTimeout     time.Duration // reading one page, default 120 s
	InspectTimeout  time.Duration // opening a file, default 20 s
	RenderTimeout   time.Duration // drawing one page, default 20 s
	StartTimeout    time.Duration // until a new worker answers, default 20 s
	WarmUp          time.Duration // added for a worker's first request, default 20 s, negative none
	MaxMemory       int64         // resident bytes over which a worker is killed, default 700 MB
	SoftMemory      int64         // resident bytes over which it is replaced after a request, default 450 MB
	MaxPages        int           // pages after which it is replaced, default 50
	InteractiveIdle time.Duration // until the interactive worker is stopped, default 60 s
	BatchIdle       time.Duration // until an idle batch worker is stopped, default 10 min
	Logger          *slog.Logger  // default none
}

// Pool runs requests in child processes, one at a time in each. Every method
// may be called by many goroutines at once.
//
// Requests fail with worker_crash, worker_timeout, worker_memory, worker_start
// or busy (not started, or stopped), with the typed error the worker met, with
// internal for anything else, or with ctx.Err() when ctx ends first; the worker
// is then killed, because a native call cannot be interrupted.
type Pool struct{ o PoolOptions }

// Stats is a snapshot of the pool; counters run from the start.
type Stats struct {
	Size        int       `json:"size"`    // batch workers there may be
	Alive       int       `json:"alive"`   // processes, the interactive one included
	Busy        int       `json:"busy"`    // of them with a request
	Waiting     int       `json:"waiting"` // requests without a worker yet
	Starts      int64     `json:"starts"`
	Restarts    int64     `json:"restarts"` // starts that replaced a worker
	Recycled    int64     `json:"recycled"` // replaced for their pages or memory
	Crashes     int64     `json:"crashes"`
	Timeouts    int64     `json:"timeouts"`
	MemoryKills int64     `json:"memory_kills"`
	Pages       int64     `json:"pages"`    // read
	PeakRSS     int64     `json:"peak_rss"` // bytes, the most any worker ever held
	Isolation   Isolation `json:"isolation"`
}

// Isolation is what the workers of this machine are cut off from, as far as is
// known: nothing is before the first worker has started.
type Isolation struct {
	Known      bool   `json:"known"`
	Network    bool   `json:"network"`      // no network at all
	NoNewPrivs bool   `json:"no_new_privs"` // cannot gain privileges
	NoCore     bool   `json:"no_core"`      // leaves no memory dump behind
	Note       string `json:"note"`         // why something is not so
}

// NewPool makes a pool; it starts nothing.
func NewPool(o PoolOptions) *Pool { return &Pool{o: o} }

var errNotBuilt = errors.New("worker: not built yet")

// Start makes the pool ready; workers start with the first requests. ctx bounds
// the start only. Starting twice is harmless, starting after Stop is an error.
func (p *Pool) Start(ctx context.Context) error { return errNotBuilt }

// Stop kills all workers and waits for their end, at most 3 s. Requests under
// way fail as busy. Stopping twice is harmless.
func (p *Pool) Stop() error { return nil }

// Inspect opens the file and counts its pages. It goes ahead of waiting pages.
func (p *Pool) Inspect(ctx context.Context, path string, o doc.OpenOptions) (doc.Inspection, error) {
	return doc.Inspection{}, errNotBuilt
}

// ReadPage reads one page (1-based).
func (p *Pool) ReadPage(ctx context.Context, path string, number int, o doc.OpenOptions, r doc.ReadOptions) (doc.PageReading, error) {
	return doc.PageReading{}, errNotBuilt
}

// RenderPage draws one page as a JPEG, on the interactive worker, so that it
// never waits behind the reading of pages.
func (p *Pool) RenderPage(ctx context.Context, path string, number int, o doc.OpenOptions, r doc.RenderOptions) ([]byte, error) {
	return nil, errNotBuilt
}

// EngineInfo asks the interactive worker about its engine.
func (p *Pool) EngineInfo(ctx context.Context) (doc.EngineInfo, error) {
	return doc.EngineInfo{}, errNotBuilt
}

// Stats is a snapshot for status pages, the doctor and benchmarks.
func (p *Pool) Stats() Stats { return Stats{} }
