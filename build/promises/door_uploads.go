package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
)

// tryUploads sends 2 GB where that is allowed and where it is not, and then a
// slow upload and a silent one beside each other.
func tryUploads(ctx context.Context, b bench) (string, error) {
	grown, err := tryLarge(ctx, b)
	if err != nil {
		return "", err
	}
	if err := tryTooLarge(ctx, b); err != nil {
		return "", err
	}
	slow, silent, err := trySlowUploads(ctx, b)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("2 GB taken in with %d MB more memory; over the limit 413 and nothing stored; 10 kB/s for %s taken; silence cut after %s",
		grown>>20, slow.Round(time.Second), silent.Round(100*time.Millisecond)), nil
}

func tryLarge(ctx context.Context, b bench) (grown int64, err error) {
	p, err := begin(ctx, b.program("large", "DESKCLERK_LIMITS_MAX_BYTES=3GiB"))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, p.Stop()) }()
	before, err := p.Memory("VmRSS")
	if err != nil {
		return 0, err
	}
	id, err := p.Submit(ctx, "filename=a.pdf", io.LimitReader(io.MultiReader(strings.NewReader("%PDF-1.4\n"), zeros{}), 2<<30))
	if err != nil {
		return 0, err
	}
	after, err := p.Memory("VmHWM")
	if err != nil {
		return 0, err
	}
	if _, _, err := p.ask(ctx, http.MethodDelete, "/api/v1/documents/"+id, p.Token); err != nil {
		return 0, err
	}
	if grown = after - before; grown >= 64<<20 {
		return 0, fmt.Errorf("2 GB took %d MB of memory", grown>>20)
	}
	return grown, nil
}

func tryTooLarge(ctx context.Context, b bench) (err error) {
	p, err := begin(ctx, b.program("too-large"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Stop()) }()
	a, err := p.Do(ctx, http.MethodPost, "/documents?filename=a.pdf", io.LimitReader(io.MultiReader(strings.NewReader("%PDF-1.4\n"), zeros{}), 2<<30))
	if err != nil || a.Status != http.StatusRequestEntityTooLarge {
		return errors.Join(fmt.Errorf("2 GB over the limit: %d %s", a.Status, a.Body), err)
	}
	return filepath.WalkDir(p.Data, func(path string, e os.DirEntry, err error) error {
		below, _ := filepath.Rel(p.Data, path)
		if err == nil && !e.IsDir() && (strings.HasPrefix(below, "incoming") || strings.HasPrefix(below, "originals")) {
			return fmt.Errorf("a 413 left %s behind", below)
		}
		return err
	})
}

// trySlowUploads sends 10 kB a second for longer than silence is borne, and beside it a
// few bytes and then nothing.
func trySlowUploads(ctx context.Context, b bench) (slow, silent time.Duration, err error) {
	p, err := begin(ctx, b.program("slow"))
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, p.Stop()) }()
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		start := time.Now()
		_, err := p.Submit(ctx, "filename=a.pdf", &drip{every: time.Second, bytes: 10_000, left: 65})
		slow = time.Since(start)
		return err
	})
	group.Go(func() error {
		start := time.Now()
		body, w := io.Pipe()
		defer func() { _ = w.Close() }()
		go func() { _, _ = io.WriteString(w, "%PDF-1.4\n") }()
		a, err := p.Do(ctx, http.MethodPost, "/documents?filename=a.pdf", body)
		silent = time.Since(start)
		if err != nil || a.Status != http.StatusRequestTimeout || silent < 59*time.Second || silent > 62*time.Second {
			return errors.Join(fmt.Errorf("a silent upload: %d %s after %s", a.Status, a.Body, silent), err)
		}
		return nil
	})
	return slow, silent, group.Wait()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// drip gives so many bytes at a time.
type drip struct {
	every       time.Duration
	bytes, left int
}

func (d *drip) Read(p []byte) (int, error) {
	if d.left == 0 {
		return 0, io.EOF
	}
	d.left--
	time.Sleep(d.every)
	n := copy(p, "%PDF-1.4\n"+strings.Repeat("x", d.bytes))
	return n, nil
}
