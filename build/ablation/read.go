package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
	"deskclerk/backend/worker"
	"deskclerk/build/packs"
)

// reader reads documents in workers.
type reader struct {
	program, cache string
	options        doc.ReadOptions
}

// read gives the pages of the cases, in their order, and the processor time that
// the workers spent.
func (r reader) read(ctx context.Context, cases []packs.Case) ([][]doc.PageReading, time.Duration, error) {
	before := childrenTime()
	pool := worker.NewPool(worker.PoolOptions{Command: []string{r.program, "worker", "--cache", r.cache}})
	if err := pool.Start(ctx); err != nil {
		return nil, 0, err
	}
	out := make([][]doc.PageReading, len(cases))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(4)
	for i, c := range cases {
		g.Go(func() (err error) {
			if out[i], err = r.document(ctx, pool, c.Path); err != nil {
				return fmt.Errorf("%s/%s: %w", c.Pack, c.Stem, err)
			}
			return nil
		})
	}
	err := g.Wait()
	if stop := pool.Stop(); err == nil {
		err = stop
	}
	return out, childrenTime() - before, err
}

func (r reader) document(ctx context.Context, pool *worker.Pool, path string) ([]doc.PageReading, error) {
	mime, err := sniff(path)
	if err != nil {
		return nil, err
	}
	open := doc.OpenOptions{MIME: mime}
	i, err := pool.Inspect(ctx, path, open)
	if err != nil {
		return nil, err
	}
	out := make([]doc.PageReading, i.Pages)
	for n := range out {
		if out[n], err = pool.ReadPage(ctx, path, n+1, open, r.options); err != nil {
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
	n, err := io.ReadAtLeast(f, head, 1)
	if err != nil {
		return "", err
	}
	return intake.Sniff(head[:n])
}

// childrenTime is the processor time of the processes that were waited for.
func childrenTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_CHILDREN, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
