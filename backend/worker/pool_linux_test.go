package worker

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

// options are small and quick; WarmUp off makes time-outs exact.
func options(role string) PoolOptions {
	return PoolOptions{
		Command: []string{os.Args[0]}, Env: []string{envRole + "=" + role},
		Size: 2, WarmUp: -1, MaxMemory: 500 << 20, SoftMemory: 400 << 20,
	}
}

// startPool gives a running pool that leaves no process behind.
func startPool(t *testing.T, o PoolOptions) *Pool {
	t.Helper()
	p := NewPool(o)
	if err := p.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Stop(); err != nil {
			t.Error("stop:", err)
		}
		if left := children(t); len(left) > 0 {
			t.Errorf("processes left: %v", left)
		}
	})
	return p
}

// children are the living processes this one has started.
func children(t *testing.T) []int {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	var pids []int
	for _, path := range stats {
		pid, parent, state := procStat(path)
		if parent == os.Getpid() && state != "Z" {
			pids = append(pids, pid)
		}
	}
	return pids
}

func procStat(path string) (pid, parent int, state string) {
	data, err := os.ReadFile(path)
	if err != nil {
		return 0, 0, ""
	}
	head, rest, _ := strings.Cut(string(data), " ")
	pid, _ = strconv.Atoi(head)
	fields := strings.Fields(rest[strings.LastIndexByte(rest, ')')+1:])
	parent, _ = strconv.Atoi(fields[1])
	return pid, parent, fields[0]
}

func running(pid int) bool {
	_, _, state := procStat("/proc/" + strconv.Itoa(pid) + "/stat")
	return state != "" && state != "Z"
}

// eventually waits for a state of the system that nobody announces.
func eventually(t *testing.T, limit time.Duration, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Errorf("not within %s: %s", limit, what)
}

func inspect(t *testing.T, p *Pool, path string) (string, error) {
	t.Helper()
	i, err := p.Inspect(t.Context(), path, doc.OpenOptions{})
	return i.MIME, err
}

func TestPoolAnswers(t *testing.T) {
	p := startPool(t, options(roleWorker))
	t.Run("an inspection comes back", func(t *testing.T) {
		i, err := p.Inspect(t.Context(), "answer", doc.OpenOptions{})
		if err != nil || i.MIME != "done" || i.Pages == os.Getpid() || i.Pages < 1 {
			t.Errorf("got %+v, %v", i, err)
		}
	})
	t.Run("a page that has to be read goes through the engine", func(t *testing.T) {
		r, err := p.ReadPage(t.Context(), "scan", 7, doc.OpenOptions{}, doc.ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		info := doc.PageInfo{Number: 7, Width: 20, Height: 10, DPI: 300, Rotation: 90, Skew: -0.5, TextSource: doc.TextOCR, MeanWordConfidence: 0.5}
		if r.Page.PageInfo != info || len(r.Page.Words) != 1 || r.Page.Words[0].Text != "read" {
			t.Errorf("page %+v", r.Page)
		}
		if r.Engine != "fake 1" || string(r.Raw) != "raw\x00output" || len(r.Warnings) != 2 {
			t.Errorf("reading %+v", r)
		}
		if _, ok := r.StagesMS["rasterize"]; !ok || r.StagesMS["prepare"] != 1 || r.StagesMS["orient"] != 2 || r.StagesMS["ocr"] != 3 {
			t.Errorf("stages %v", r.StagesMS)
		}
	})
	t.Run("a page whose embedded words are trusted needs no engine", func(t *testing.T) {
		r, err := p.ReadPage(t.Context(), "embedded", 1, doc.OpenOptions{}, doc.ReadOptions{})
		if err != nil || r.Engine != "" || r.Page.TextSource != doc.TextEmbedded || r.Page.Width != 10 || r.Page.MeanWordConfidence != 1 {
			t.Errorf("got %+v, %v", r, err)
		}
		r, err = p.ReadPage(t.Context(), "embedded", 1, doc.OpenOptions{}, doc.ReadOptions{ForceOCR: true})
		if err != nil || r.Page.TextSource != doc.TextOCR {
			t.Errorf("forced: got %+v, %v", r, err)
		}
	})
	t.Run("a picture comes back whole", func(t *testing.T) {
		jpeg, err := p.RenderPage(t.Context(), "answer", 1, doc.OpenOptions{}, doc.RenderOptions{Width: 1 << 20})
		if err != nil || !bytes.Equal(jpeg, bytes.Repeat([]byte{0xff, 0xd8}, 1<<20)) {
			t.Errorf("got %d bytes, %v", len(jpeg), err)
		}
	})
	t.Run("the engine tells of itself", func(t *testing.T) {
		info, err := p.EngineInfo(t.Context())
		if err != nil || info.Version != "fake 1" {
			t.Errorf("got %+v, %v", info, err)
		}
	})
	t.Run("the workers' state can be seen", func(t *testing.T) {
		s := p.Stats()
		if s.Size != 2 || s.Alive != 2 || s.Busy != 0 || s.Pages != 3 || s.Crashes != 0 || s.PeakRSS < 1<<20 || s.RSS < 1<<20 || !s.Isolation.Known {
			t.Errorf("got %+v", s)
		}
	})
}

func TestPoolSurvivesItsWorkers(t *testing.T) {
	p := startPool(t, PoolOptions{
		Command: []string{os.Args[0]}, Env: []string{envRole + "=" + roleWorker},
		Size: 1, WarmUp: -1, MaxMemory: 300 << 20, InspectTimeout: 700 * time.Millisecond, RenderTimeout: 5 * time.Second,
	})
	inspectFault := func(ctx context.Context, path string) error {
		_, err := p.Inspect(ctx, path, doc.OpenOptions{})
		return err
	}
	for _, c := range []struct {
		name, path string
		code       doc.Code
		survives   bool
	}{
		{"a segmentation fault is a crash", "segv", doc.CodeWorkerCrash, false},
		{"an abort is a crash", "abort", doc.CodeWorkerCrash, false},
		{"a kill from outside is a crash", "kill", doc.CodeWorkerCrash, false},
		{"an exit is a crash", "exit", doc.CodeWorkerCrash, false},
		{"a panic is a crash", "panic", doc.CodeWorkerCrash, false},
		{"a hang is a time-out", "hang", doc.CodeWorkerTimeout, false},
		{"an endless loop is a time-out", "spin", doc.CodeWorkerTimeout, false},
		{"a stopped worker is a time-out", "stop", doc.CodeWorkerTimeout, false},
		{"a worker that eats memory is killed for it", "eat", doc.CodeWorkerMemory, false},
		{"a frame without its mark is a crash", "garble", doc.CodeWorkerCrash, false},
		{"a frame of four gigabytes is a crash", "endless", doc.CodeWorkerCrash, false},
		{"a frame that is no JSON is a crash", "not json", doc.CodeWorkerCrash, false},
		{"an answer to nobody is a crash", "other id", doc.CodeWorkerCrash, false},
		{"an unasked reply is a crash", "unasked", doc.CodeWorkerCrash, false},
		{"a closed pipe is a crash", "close", doc.CodeWorkerCrash, false},
		{"a typed error keeps its code and the worker", "typed", doc.CodePDFPassword, true},
		{"a foreign error is internal and keeps the worker", "foreign", doc.CodeInternal, true},
		{"prints do not disturb the protocol", "print", "", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, err := p.Inspect(t.Context(), "answer", doc.OpenOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if err := inspectFault(t.Context(), c.path); doc.CodeOf(err) != c.code {
				t.Errorf("got %v, want %s", err, c.code)
			}
			began := time.Now()
			after, err := p.Inspect(t.Context(), "answer", doc.OpenOptions{})
			if err != nil {
				t.Fatal("the next request:", err)
			}
			if took := time.Since(began); took > 2*time.Second {
				t.Errorf("a new worker took %s", took)
			}
			if kept := before.Pages == after.Pages; kept != c.survives {
				t.Errorf("worker kept: %v, want %v", kept, c.survives)
			}
			eventually(t, time.Second, "one worker alive", func() bool { return len(children(t)) == 1 })
		})
	}
}

func TestIdleWorkerKilledFromOutsideCostsNoRequest(t *testing.T) {
	o := options(roleWorker)
	o.Size = 1
	p := startPool(t, o)
	for range 3 {
		if _, err := inspect(t, p, "answer"); err != nil {
			t.Fatal(err)
		}
		for _, pid := range p.Stats().PIDs {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
		eventually(t, time.Second, "the worker is gone", func() bool { return p.Stats().Alive == 0 })
	}
	if s := p.Stats(); s.Crashes != 2 || s.Starts != 3 {
		t.Errorf("stats %+v", s)
	}
}

func TestErrorsKeepSecrets(t *testing.T) {
	var written bytes.Buffer
	o := options(roleWorker)
	o.Logger = slog.New(slog.NewTextHandler(&written, &slog.HandlerOptions{Level: slog.LevelInfo}))
	p := startPool(t, o)
	t.Run("a typed error keeps its detail without the file's path", func(t *testing.T) {
		_, err := inspect(t, p, "typed:/data/originals/ab")
		var typed *doc.Error
		if !errors.As(err, &typed) || typed.Detail != "needed for the file" {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a foreign error's text stands in the log alone, under the error's id", func(t *testing.T) {
		_, err := inspect(t, p, "foreign:/data/originals/ab")
		var typed *doc.Error
		if !errors.As(err, &typed) || strings.Contains(err.Error(), "map") {
			t.Fatalf("got %v", err)
		}
		id := strings.TrimPrefix(typed.Detail, "log id ")
		if !strings.Contains(written.String(), id) || !strings.Contains(written.String(), "cannot map the file") {
			t.Errorf("id %q, log %s", id, written.String())
		}
	})
	t.Run("what a crashed worker printed is not logged", func(t *testing.T) {
		if _, err := inspect(t, p, "panic:/data/originals/ab"); doc.CodeOf(err) != doc.CodeWorkerCrash {
			t.Errorf("got %v", err)
		}
		if _, err := inspect(t, p, "abort"); doc.CodeOf(err) != doc.CodeWorkerCrash {
			t.Errorf("got %v", err)
		}
	})
	for _, secret := range []string{"/data/originals", "goroutine", "SIGABRT"} {
		if strings.Contains(written.String(), secret) {
			t.Errorf("the log holds %q: %s", secret, written.String())
		}
	}
}

func TestRepliesThatCannotBeSent(t *testing.T) {
	p := startPool(t, options(roleWorker))
	if _, err := p.RenderPage(t.Context(), "large", 1, doc.OpenOptions{}, doc.RenderOptions{}); doc.CodeOf(err) != doc.CodeTooComplex {
		t.Errorf("a picture over the frame's limit: got %v", err)
	}
	if _, err := p.ReadPage(t.Context(), "no number", 1, doc.OpenOptions{}, doc.ReadOptions{}); doc.CodeOf(err) != doc.CodeInternal {
		t.Errorf("a confidence that is no number: got %v", err)
	}
	if _, err := inspect(t, p, strings.Repeat("x", maxRequest)); doc.CodeOf(err) != doc.CodeInvalid {
		t.Errorf("a request over the frame's limit: got %v", err)
	}
	if _, err := inspect(t, p, "answer"); err != nil {
		t.Error("the next request:", err)
	}
}

func TestCancelKillsTheWorker(t *testing.T) {
	p := startPool(t, options(roleWorker))
	for _, path := range []string{"hang", "spin", "stop"} {
		t.Run("a request given up ends within two seconds: "+path, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(300*time.Millisecond, cancel)
			began := time.Now()
			_, err := p.ReadPage(ctx, path, 1, doc.OpenOptions{}, doc.ReadOptions{})
			if !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
			if took := time.Since(began); took > 2*time.Second {
				t.Errorf("took %s", took)
			}
			if _, err := inspect(t, p, "answer"); err != nil {
				t.Error("the next request:", err)
			}
		})
	}
	t.Run("a request whose time is over gives the deadline's error", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer cancel()
		if _, err := p.ReadPage(ctx, "hang", 1, doc.OpenOptions{}, doc.ReadOptions{}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a request given up in the queue costs no worker", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var busy sync.WaitGroup
		for range 2 {
			busy.Go(func() { _, _ = inspect(t, p, "sleep:500ms") })
		}
		eventually(t, time.Second, "both busy", func() bool { return p.Stats().Busy == 2 })
		starts := p.Stats().Starts
		time.AfterFunc(100*time.Millisecond, cancel)
		if _, err := p.Inspect(ctx, "answer", doc.OpenOptions{}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		busy.Wait()
		if now := p.Stats().Starts; now != starts {
			t.Errorf("%d starts became %d", starts, now)
		}
	})
}

func TestWorkersAreReplacedBetweenRequests(t *testing.T) {
	pids := func(t *testing.T, p *Pool, path string, n int) []int {
		t.Helper()
		var seen []int
		for range n {
			if _, err := p.ReadPage(t.Context(), path, 1, doc.OpenOptions{}, doc.ReadOptions{}); err != nil {
				t.Fatal(err)
			}
			i, err := p.Inspect(t.Context(), "answer", doc.OpenOptions{})
			if err != nil {
				t.Fatal(err)
			}
			seen = append(seen, i.Pages)
		}
		return slices.Compact(seen)
	}
	t.Run("after so many pages", func(t *testing.T) {
		o := options(roleWorker)
		o.Size, o.MaxPages = 1, 4
		p := startPool(t, o)
		if got := pids(t, p, "scan", 12); len(got) != 4 { // the 4th, 8th and 12th page end a worker
			t.Errorf("%d workers read twelve pages", len(got))
		}
		if s := p.Stats(); s.Recycled != 3 || s.Crashes != 0 || s.Pages != 12 {
			t.Errorf("stats %+v", s)
		}
	})
	t.Run("when it has grown over the soft mark", func(t *testing.T) {
		o := options(roleWorker)
		o.Size, o.SoftMemory, o.MaxMemory = 1, 200<<20, 2<<30
		p := startPool(t, o)
		if got := pids(t, p, "eat and answer:100", 4); len(got) < 3 {
			t.Errorf("%d workers read four hungry pages", len(got))
		}
		if s := p.Stats(); s.Recycled < 2 || s.MemoryKills != 0 || s.PeakRSS < 200<<20 {
			t.Errorf("stats %+v", s)
		}
	})
}

func TestInspectionsGoAheadOfPages(t *testing.T) {
	o := options(roleWorker)
	o.Size = 1
	p := startPool(t, o)
	if _, err := inspect(t, p, "answer"); err != nil {
		t.Fatal(err)
	}
	var pages sync.WaitGroup
	for range 50 {
		pages.Go(func() { _, _ = p.ReadPage(t.Context(), "sleep:30ms", 1, doc.OpenOptions{}, doc.ReadOptions{}) })
	}
	eventually(t, time.Second, "the pages wait", func() bool { return p.Stats().Waiting == 49 })
	if _, err := inspect(t, p, "answer"); err != nil {
		t.Error(err)
	}
	if read := p.Stats().Pages; read > 10 {
		t.Errorf("the inspection waited for %d pages", read)
	}
	pages.Wait()
}

func TestRenderingNeverWaitsForPages(t *testing.T) {
	o := options(roleWorker)
	o.Size, o.InteractiveIdle = 1, 300*time.Millisecond
	p := startPool(t, o)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var reading sync.WaitGroup
	reading.Go(func() { _, _ = p.ReadPage(ctx, "hang", 1, doc.OpenOptions{}, doc.ReadOptions{}) })
	eventually(t, 2*time.Second, "the page is being read", func() bool { return p.Stats().Busy == 1 })
	if alive := p.Stats().Alive; alive != 1 {
		t.Errorf("%d workers before anything was drawn", alive)
	}
	if _, err := p.RenderPage(t.Context(), "answer", 1, doc.OpenOptions{}, doc.RenderOptions{}); err != nil {
		t.Error(err)
	}
	eventually(t, 3*time.Second, "the idle interactive worker ended", func() bool { return p.Stats().Alive == 1 })
	if _, err := p.RenderPage(t.Context(), "answer", 1, doc.OpenOptions{}, doc.RenderOptions{}); err != nil {
		t.Error("drawn again:", err)
	}
	cancel()
	reading.Wait()
}

func TestWorkersThatCannotStart(t *testing.T) {
	t.Run("a program that ends at once is a start error with a hint", func(t *testing.T) {
		p := startPool(t, options(roleBroken))
		began := time.Now()
		for range 4 {
			_, err := inspect(t, p, "answer")
			if doc.CodeOf(err) != doc.CodeWorkerStart || !strings.Contains(err.Error(), "exit status 9") {
				t.Errorf("got %v", err)
			}
			if f := doc.FailureOf(err); f.Hint == "" || f.Class != doc.ClassRetryable {
				t.Errorf("failure %+v", f)
			}
		}
		if took := time.Since(began); took < 700*time.Millisecond { // 100 + 200 + 400 ms
			t.Errorf("four starts took %s, with no pause between them", took)
		}
	})
	t.Run("a program that says nothing is a start error in time", func(t *testing.T) {
		o := options(roleMute)
		o.StartTimeout = 300 * time.Millisecond
		p := startPool(t, o)
		if _, err := inspect(t, p, "answer"); doc.CodeOf(err) != doc.CodeWorkerStart {
			t.Errorf("got %v", err)
		}
	})
	t.Run("a program that is missing is found out at the pool's start", func(t *testing.T) {
		p := NewPool(PoolOptions{Command: []string{filepath.Join(t.TempDir(), "nothing")}})
		if err := p.Start(t.Context()); doc.CodeOf(err) != doc.CodeWorkerStart {
			t.Errorf("got %v", err)
		}
		if err := p.Stop(); err != nil {
			t.Error(err)
		}
	})
	t.Run("a worker started by hand says so", func(t *testing.T) {
		cmd := exec.Command(os.Args[0])
		cmd.Env = []string{envRole + "=" + roleWorker}
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), string(doc.CodeInvalid)) {
			t.Errorf("got %v: %s", err, out)
		}
	})
}

func TestStartAndStop(t *testing.T) {
	t.Run("a pool that is not started is busy", func(t *testing.T) {
		p := NewPool(options(roleWorker))
		if _, err := inspect(t, p, "answer"); doc.CodeOf(err) != doc.CodeBusy {
			t.Errorf("got %v", err)
		}
		if err := p.Stop(); err != nil {
			t.Error(err)
		}
	})
	t.Run("both can be done twice and a stopped pool stays so", func(t *testing.T) {
		p := startPool(t, options(roleWorker))
		if err := p.Start(t.Context()); err != nil {
			t.Error(err)
		}
		for range 2 {
			if err := p.Stop(); err != nil {
				t.Error(err)
			}
		}
		if err := p.Start(t.Context()); doc.CodeOf(err) != doc.CodeBusy {
			t.Errorf("got %v", err)
		}
	})
	t.Run("stopping ends what hangs, what waits and what starts within three seconds", func(t *testing.T) {
		p := startPool(t, options(roleWorker))
		errs := make(chan error, 8)
		for range cap(errs) {
			go func() {
				_, err := p.ReadPage(context.Background(), "spin", 1, doc.OpenOptions{}, doc.ReadOptions{})
				errs <- err
			}()
		}
		eventually(t, 2*time.Second, "a page is being read", func() bool { return p.Stats().Busy >= 1 })
		began := time.Now()
		if err := p.Stop(); err != nil {
			t.Error(err)
		}
		if took := time.Since(began); took > 3*time.Second {
			t.Errorf("took %s", took)
		}
		for range cap(errs) {
			if err := <-errs; doc.CodeOf(err) != doc.CodeBusy {
				t.Errorf("got %v", err)
			}
		}
	})
}

func TestManyPagesLeaveNothingBehind(t *testing.T) {
	o := options(roleWorker)
	p := startPool(t, o)
	read := func(n int) {
		var all sync.WaitGroup
		places := make(chan struct{}, 8)
		for range n {
			places <- struct{}{}
			all.Go(func() {
				defer func() { <-places }()
				if _, err := p.ReadPage(t.Context(), "scan", 1, doc.OpenOptions{}, doc.ReadOptions{}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	}
	read(20)
	settled := func() (fds, threads int) {
		entries, _ := os.ReadDir("/proc/self/fd")
		return len(entries), runtime.NumGoroutine()
	}
	fds, before := settled()
	read(500)
	eventually(t, 2*time.Second, "descriptors and goroutines as before", func() bool {
		nowFDs, now := settled()
		return nowFDs <= fds && now <= before
	})
	if s := p.Stats(); s.Pages != 520 || s.Recycled < 9 || s.Crashes != 0 || s.Alive > 2 {
		t.Errorf("stats %+v", s)
	}
}
