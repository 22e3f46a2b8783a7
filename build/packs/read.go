package packs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/sync/errgroup"

	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
	"deskclerk/backend/worker"
)

// Reader reads documents in worker processes of a built program.
type Reader struct {
	Program string          // path of the program
	Cache   string          // folder of the workers' caches
	Keep    string          // folder where pages are kept; empty: nowhere
	Options doc.ReadOptions // how to read
	Jobs    int             // workers; default one for each core
}

// Read gives the pages of the cases, in their order; progress may be nil. A
// document that cannot be read ends it.
func (r Reader) Read(ctx context.Context, cases []Case, progress func(done int)) ([][]doc.Page, error) {
	pool := worker.NewPool(worker.PoolOptions{Command: []string{r.Program, "worker", "--cache", r.Cache}, Size: r.Jobs})
	if err := pool.Start(ctx); err != nil {
		return nil, err
	}
	out := make([][]doc.Page, len(cases))
	done := make(chan struct{})
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(4)
	go func() {
		n := 0
		for range done {
			if n++; progress != nil {
				progress(n)
			}
		}
	}()
	for i, c := range cases {
		g.Go(func() error {
			pages, err := r.pages(ctx, pool, c)
			out[i] = pages
			done <- struct{}{}
			if err != nil {
				return fmt.Errorf("%s/%s: %w", c.Pack, c.Stem, err)
			}
			return nil
		})
	}
	err := g.Wait()
	close(done)
	if stop := pool.Stop(); err == nil {
		err = stop
	}
	return out, err
}

// pages of one case, kept or read.
func (r Reader) pages(ctx context.Context, pool *worker.Pool, c Case) ([]doc.Page, error) {
	keep := ""
	if r.Keep != "" {
		keep = filepath.Join(r.Keep, c.Pack, c.Stem+".json")
		if data, err := os.ReadFile(keep); err == nil {
			var pages []doc.Page
			return pages, json.Unmarshal(data, &pages)
		}
	}
	pages, err := r.fresh(ctx, pool, c.Path)
	if err != nil || keep == "" {
		return pages, err
	}
	data, err := json.Marshal(pages)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(keep), 0o755); err != nil {
		return nil, err
	}
	return pages, os.WriteFile(keep, data, 0o644)
}

func (r Reader) fresh(ctx context.Context, pool *worker.Pool, path string) ([]doc.Page, error) {
	mime, err := sniff(path)
	if err != nil {
		return nil, err
	}
	open := doc.OpenOptions{MIME: mime}
	i, err := pool.Inspect(ctx, path, open)
	if err != nil {
		return nil, err
	}
	var pages []doc.Page
	for n := 1; n <= i.Pages; n++ {
		p, err := pool.ReadPage(ctx, path, n, open, r.Options)
		if err != nil {
			return nil, err
		}
		pages = append(pages, p.Page)
	}
	return pages, nil
}

func sniff(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close() //nolint:errcheck // only read
	head := make([]byte, 4096)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", err
	}
	return intake.Sniff(head[:n])
}
