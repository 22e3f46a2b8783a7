package worker

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

func TestPoolSurvivesItsWorkers(t *testing.T) {
	p := startPool(t, PoolOptions{
		Command: []string{os.Args[0]}, Env: []string{envRole + "=" + roleWorker},
		Size: 1, WarmUp: -1, MaxMemory: 300 << 20, PageTimeout: 700 * time.Millisecond,
	})
	// Only what is to run out of time is done in little of it: the other faults,
	// and new workers, take their time on a busy machine.
	fault := func(ctx context.Context, path string, code doc.Code) error {
		if code == doc.CodeWorkerTimeout {
			_, err := p.ReadPage(ctx, path, 1, doc.OpenOptions{}, doc.ReadOptions{})
			return err
		}
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
			if err := fault(t.Context(), c.path, c.code); doc.CodeOf(err) != c.code {
				t.Errorf("got %v, want %s", err, c.code)
			}
			began := time.Now()
			after, err := p.Inspect(t.Context(), "answer", doc.OpenOptions{})
			if err != nil {
				t.Fatal("the next request:", err)
			}
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("a new worker took %s", took)
			}
			if kept := before.Pages == after.Pages; kept != c.survives {
				t.Errorf("worker kept: %v, want %v", kept, c.survives)
			}
			eventually(t, 10*time.Second, "one worker alive", func() bool { return len(children(t)) == 1 })
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
		eventually(t, 10*time.Second, "the worker is gone", func() bool { return p.Stats().Alive == 0 })
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
