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

// Read gives the pages of the cases, in their order, kept or read. A document
// that cannot be read ends it.
func (r Reader) Read(ctx context.Context, cases []Case) ([][]doc.Page, error) {
	return each(ctx, r, cases, r.pages)
}

// ReadAnew gives the pages of the cases, in their order, with the engine's own
// output; nothing is kept.
func (r Reader) ReadAnew(ctx context.Context, cases []Case) ([][]doc.PageReading, error) {
	return each(ctx, r, cases, r.anew)
}

// each reads the cases in a pool of workers, some at a time.
func each[T any](ctx context.Context, r Reader, cases []Case, read func(context.Context, *worker.Pool, Case) (T, error)) ([]T, error) {
	pool := worker.NewPool(worker.PoolOptions{Command: []string{r.Program, "worker", "--cache", r.Cache}, Size: r.Jobs})
	if err := pool.Start(ctx); err != nil {
		return nil, err
	}
	out := make([]T, len(cases))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(4)
	for i, c := range cases {
		g.Go(func() (err error) {
			if out[i], err = read(ctx, pool, c); err != nil {
				return fmt.Errorf("%s/%s: %w", c.Pack, c.Stem, err)
			}
			return nil
		})
	}
	err := g.Wait()
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
	readings, err := r.anew(ctx, pool, c)
	if err != nil {
		return nil, err
	}
	pages := make([]doc.Page, len(readings))
	for i := range readings {
		pages[i] = readings[i].Page
	}
	if keep == "" {
		return pages, nil
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

func (r Reader) anew(ctx context.Context, pool *worker.Pool, c Case) ([]doc.PageReading, error) {
	mime, err := sniff(c.Path)
	if err != nil {
		return nil, err
	}
	open := doc.OpenOptions{MIME: mime}
	i, err := pool.Inspect(ctx, c.Path, open)
	if err != nil {
		return nil, err
	}
	out := make([]doc.PageReading, i.Pages)
	for n := range out {
		if out[n], err = pool.ReadPage(ctx, c.Path, n+1, open, r.Options); err != nil {
			return nil, err
		}
	}
	return out, nil
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
