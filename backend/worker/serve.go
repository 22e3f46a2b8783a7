package worker

import (
	"context"
	"errors"
	"io"
)

// Serve answers requests from in on out, one at a time, until in ends.
func Serve(ctx context.Context, in io.Reader, out io.Writer, r Rasterizer, newEngine func() (Engine, error)) error {
	return errors.New("worker: not built yet")
}

// Main is the whole of a worker process: it confines itself, finds the
// protocol's pipes and serves until the parent closes them or dies. The hidden
// command `worker` calls it and ends when it returns.
func Main(ctx context.Context, r Rasterizer, newEngine func() (Engine, error)) error {
	return Serve(ctx, nil, nil, r, newEngine)
}
