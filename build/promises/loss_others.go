package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"deskclerk/internal/paper"
	"deskclerk/internal/served"
)

// trySecond starts a second one on the folder, lets a command hand its files over,
// and kills the first.
func trySecond(ctx context.Context, b bench) (string, error) {
	p, o, err := b.serveWarm(ctx)
	if err != nil {
		return "", err
	}
	defer p.Kill()
	time.Sleep(time.Second) // it is quiet now
	before, err := fingerprint(o.Data)
	if err != nil {
		return "", err
	}
	begin := time.Now()
	out, err := served.Command(ctx, o, "serve", "--addr", "127.0.0.1:0").CombinedOutput()
	took := time.Since(begin)
	if err == nil || !strings.Contains(string(out), "already running") {
		return "", fmt.Errorf("the second one said %q (%w)", out, err)
	}
	after, err := fingerprint(o.Data)
	if err != nil {
		return "", err
	}
	if before != after {
		return "", errors.New("the second one changed the data folder")
	}
	papers := filepath.Join(b.dir, "papers")
	if _, err := paper.Folder(papers, 1); err != nil {
		return "", err
	}
	if out, err := served.Command(ctx, o, "import", papers).CombinedOutput(); err != nil {
		return "", fmt.Errorf("hand over: %w\n%s", err, out)
	}
	var list struct {
		Total int `json:"total"`
	}
	if _, err := p.Get(ctx, "/documents", &list); err != nil || list.Total != 1 {
		return "", fmt.Errorf("%d documents were handed over (%w)", list.Total, err)
	}
	p.Kill()
	next, err := served.Start(ctx, o)
	if err != nil {
		return "", fmt.Errorf("after kill -9: %w", err)
	}
	next.Kill()
	figure := fmt.Sprintf("left after %s, nothing written, one file handed over, no stale lock after kill -9", took.Round(time.Millisecond))
	if took > 2*time.Second {
		return figure, errors.New("too late")
	}
	return figure, nil
}

// fingerprint is of every file's content, the log aside.
func fingerprint(dir string) (string, error) {
	h := sha256.New()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !e.Type().IsRegular() || strings.HasSuffix(path, "deskclerk.log") {
			return err
		}
		text, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		_, _ = fmt.Fprintf(h, "%s %d\n", path, len(text))
		h.Write(text)
		return err
	})
	return fmt.Sprintf("%x", h.Sum(nil)), err
}

// tryBackup backs up while documents come in, are read and are deleted.
func tryBackup(ctx context.Context, b bench) (string, error) {
	p, o, err := b.serveWarm(ctx)
	if err != nil {
		return "", err
	}
	defer p.Kill()
	var mu sync.Mutex
	acknowledged := map[string]bool{}
	var sent, deleted atomic.Int64
	loading, enough := context.WithCancel(ctx)
	defer enough()
	var load sync.WaitGroup
	for range 4 {
		load.Go(func() {
			for loading.Err() == nil {
				n := sent.Add(1)
				id, err := submitPrinted(ctx, p, int(n))
				if err != nil {
					return
				}
				if n%5 == 0 { // not one that must be in the backup
					_, _ = p.Do(ctx, http.MethodDelete, "/documents/"+id, nil, "If-Match", "*")
					deleted.Add(1)
					continue
				}
				mu.Lock()
				acknowledged[id] = true
				mu.Unlock()
			}
		})
	}
	figures := []string{}
	for i, target := range []string{"folder", "b.tar.zst"} {
		time.Sleep(3 * time.Second)
		mu.Lock()
		before := make(map[string]bool, len(acknowledged))
		for id := range acknowledged {
			before[id] = true
		}
		mu.Unlock()
		figure, err := b.backUp(ctx, o, target, fmt.Sprint("restored", i), before)
		if err != nil {
			return "", err
		}
		figures = append(figures, figure)
	}
	enough()
	load.Wait()
	return fmt.Sprintf("%s; meanwhile %d handed in, %d deleted", strings.Join(figures, "; "), sent.Load(), deleted.Load()), nil
}

// backUp backs up, restores and looks whether everything acknowledged before is
// there.
func (b bench) backUp(ctx context.Context, o served.Options, target, restored string, before map[string]bool) (string, error) {
	backup := filepath.Join(b.dir, target)
	if out, err := served.Command(ctx, o, "backup", backup).CombinedOutput(); err != nil {
		return "", fmt.Errorf("backup: %w\n%s", err, out)
	}
	back := b.program(restored, "DESKCLERK_SECRETS_KEY_STORE=file")
	if out, err := served.Command(ctx, back, "restore", backup).CombinedOutput(); err != nil {
		return "", fmt.Errorf("restore: %w\n%s", err, out)
	}
	if err := verified(ctx, back); err != nil {
		return "", err
	}
	there, err := listed(ctx, back)
	if err != nil {
		return "", err
	}
	for id := range before {
		if !there[id] {
			return "", fmt.Errorf("%s was acknowledged before the backup and is not in %s", id, target)
		}
	}
	return fmt.Sprintf("%s: %d acknowledged before, %d restored and verified", target, len(before), len(there)), nil
}

// tryCrowd has 16 write and 32 read through the API, and holds every answer
// against what may be said.
func tryCrowd(ctx context.Context, b bench) (string, error) {
	p, _, err := b.serveWarm(ctx, "DESKCLERK_API_REQUESTS=0")
	if err != nil {
		return "", err
	}
	defer p.Kill()
	limited, enough := context.WithTimeout(ctx, time.Duration(b.size.seconds)*time.Second)
	defer enough()
	var all sync.WaitGroup
	var written, read, next atomic.Int64
	failed := make(chan error, 100)
	report := func(err error) {
		if limited.Err() == nil {
			select {
			case failed <- err:
			default:
			}
		}
	}
	for range 16 {
		all.Go(func() {
			for limited.Err() == nil {
				content, err := printed(int(next.Add(1)))
				if err != nil {
					report(err)
					return
				}
				a, err := p.Do(limited, http.MethodPost, "/documents?filename=a.pdf", bytes.NewReader(content))
				if err != nil || a.Status != http.StatusAccepted {
					report(fmt.Errorf("a writer got %d %s (%w)", a.Status, a.Body, err))
					continue
				}
				written.Add(1)
			}
		})
	}
	for i := range 32 {
		path := []string{"/documents?limit=20", "/documents?q=total", "/events?after=0&limit=50", "/status"}[i%4]
		all.Go(func() {
			for limited.Err() == nil {
				a, err := p.Do(limited, http.MethodGet, path, nil)
				if err != nil || a.Status != http.StatusOK {
					report(fmt.Errorf("a reader of %s got %d %s (%w)", path, a.Status, a.Body, err))
					continue
				}
				read.Add(1)
			}
		})
	}
	all.Wait()
	figure := fmt.Sprintf("%d s (60 is the whole try: -seconds): %d writes, %d reads, no lock", b.size.seconds, written.Load(), read.Load())
	select {
	case err := <-failed:
		return "", err
	default:
		return figure, nil
	}
}
