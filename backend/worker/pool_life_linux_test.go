package worker

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

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
	eventually(t, 10*time.Second, "the pages wait", func() bool { return p.Stats().Waiting == 49 })
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
	eventually(t, 10*time.Second, "the page is being read", func() bool { return p.Stats().Busy == 1 })
	if alive := p.Stats().Alive; alive != 1 {
		t.Errorf("%d workers before anything was drawn", alive)
	}
	if _, err := p.RenderPage(t.Context(), "answer", 1, doc.OpenOptions{}, doc.RenderOptions{}); err != nil {
		t.Error(err)
	}
	eventually(t, 10*time.Second, "the idle interactive worker ended", func() bool { return p.Stats().Alive == 1 })
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
		eventually(t, 10*time.Second, "a page is being read", func() bool { return p.Stats().Busy >= 1 })
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
	eventually(t, 10*time.Second, "descriptors and goroutines as before", func() bool {
		nowFDs, now := settled()
		return nowFDs <= fds && now <= before
	})
	if s := p.Stats(); s.Pages != 520 || s.Recycled < 9 || s.Crashes != 0 || s.Alive > 2 {
		t.Errorf("stats %+v", s)
	}
}
