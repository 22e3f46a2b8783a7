package worker

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"sync"
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
		if !reflect.DeepEqual(r.Page.PageInfo, info) || len(r.Page.Words) != 1 || r.Page.Words[0].Text != "read" {
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
		hanging, release := context.WithCancel(t.Context())
		var busy sync.WaitGroup
		for range 2 {
			busy.Go(func() { _, _ = p.ReadPage(hanging, "hang", 1, doc.OpenOptions{}, doc.ReadOptions{}) })
		}
		eventually(t, 10*time.Second, "both busy", func() bool { return p.Stats().Busy == 2 })
		starts := p.Stats().Starts
		time.AfterFunc(100*time.Millisecond, cancel)
		if _, err := p.Inspect(ctx, "answer", doc.OpenOptions{}); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if now := p.Stats().Starts; now != starts {
			t.Errorf("%d starts became %d", starts, now)
		}
		release()
		busy.Wait()
	})
}

func TestASearchableCopyIsWrittenByAWorker(t *testing.T) {
	p := startPool(t, options(roleWorker))
	to := filepath.Join(t.TempDir(), "out.pdf")
	made, err := p.Searchable(t.Context(), "scan", doc.OpenOptions{}, doc.SearchableJob{To: to})
	if err != nil || made.Pages != 2 || made.Layered != 1 {
		t.Errorf("%+v, %v", made, err)
	}
	if data, err := os.ReadFile(to); err != nil || string(data) != "%PDF-" {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := p.Searchable(t.Context(), "signed", doc.OpenOptions{}, doc.SearchableJob{To: to}); doc.CodeOf(err) != doc.CodePDFSigned {
		t.Errorf("a signed file: %v", err)
	}
}
