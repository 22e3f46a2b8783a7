package worker

import (
	"cmp"
	"log/slog"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
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
	WarmUp          time.Duration // added for a worker's first request, which may compile PDFium; default 20 s, negative none
	MaxMemory       int64         // resident bytes over which a worker is killed, default 700 MB
	SoftMemory      int64         // resident bytes over which it is replaced after a request, default 450 MB
	MaxPages        int           // pages after which it is replaced, default 50
	InteractiveIdle time.Duration // until the interactive worker is stopped, default 60 s
	BatchIdle       time.Duration // until an idle batch worker is stopped, default 10 min
	Logger          *slog.Logger  // default none
}

func (o PoolOptions) withDefaults() PoolOptions {
	o.Size = cmp.Or(max(o.Size, 0), runtime.NumCPU())
	o.PageTimeout = cmp.Or(o.PageTimeout, 120*time.Second)
	o.InspectTimeout = cmp.Or(o.InspectTimeout, 20*time.Second)
	o.RenderTimeout = cmp.Or(o.RenderTimeout, 20*time.Second)
	o.StartTimeout = cmp.Or(o.StartTimeout, 20*time.Second)
	o.WarmUp = max(0, cmp.Or(o.WarmUp, 20*time.Second))
	o.MaxMemory = cmp.Or(o.MaxMemory, 700<<20)
	o.SoftMemory = cmp.Or(o.SoftMemory, 450<<20)
	o.MaxPages = cmp.Or(o.MaxPages, 50)
	o.InteractiveIdle = cmp.Or(o.InteractiveIdle, time.Minute)
	o.BatchIdle = cmp.Or(o.BatchIdle, 10*time.Minute)
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o
}

// environment is a worker's whole environment. It inherits only what libraries
// need to find their files, so that no secret of the parent reaches the process
// that opens foreign files.
func (o PoolOptions) environment() []string {
	var env []string
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		if inherited(name) {
			env = append(env, v)
		}
	}
	env = append(env, o.Env...)
	return append(env,
		envParent+"="+strconv.Itoa(os.Getpid()),
		// Tesseract's own threads fight over the cores; two limited processes
		// read twice as fast as one unlimited. Read before main begins.
		"OMP_THREAD_LIMIT=1",
		"GOMAXPROCS=2", // one for the work, one for the collector and the pipe
		// Makes the collector work harder before the limit is reached; what
		// native code takes is outside of it.
		"GOMEMLIMIT="+strconv.FormatInt(o.MaxMemory/2, 10),
		// Calls into C come from changing threads; a heap for each would grow
		// to the sum of their peaks.
		"MALLOC_ARENA_MAX=2",
	)
}

func inherited(name string) bool {
	names := []string{
		"PATH", "HOME", "USER", "LANG", "LANGUAGE", "TZ", "TMPDIR", "TMP", "TEMP",
		"LD_LIBRARY_PATH", "TESSDATA_PREFIX", "GOCOVERDIR", "GOTRACEBACK",
		"DESKCLERK_DATA", "DESKCLERK_CONFIG",
	}
	return slices.Contains(names, name) || strings.HasPrefix(name, "LC_") || strings.HasPrefix(name, "XDG_")
}
