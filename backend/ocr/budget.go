package ocr

import (
	"context"
	"errors"
	"image"
	"time"
)

// Times that nothing readable comes near: the slowest of some 500 pages takes
// three seconds of processor time a pass. Whoever asks for a page waits two
// minutes by default and then has nothing of it, so reading ends before.
const (
	passTime = 30 * time.Second // for one pass, look or trial
	pageTime = 75 * time.Second // after which nothing more is begun
)

// errSlow says that the engine was stopped because it took too long.
var errSlow = errors.New("ocr: the engine took too long")

// recognize has the engine read the image within the time for it. After it was
// stopped once, what has been read already has to do.
func (r *reading) recognize(img *image.Gray, segmentation int) (string, time.Duration, error) {
	ctx, cancel := context.WithTimeoutCause(r.ctx, r.passTime, errSlow)
	defer cancel()
	tsv, took, err := r.engine.read(ctx, img, segmentation)
	if err != nil && r.ctx.Err() == nil && errors.Is(context.Cause(ctx), errSlow) {
		r.slow = true
		return "", took, nil
	}
	return tsv, took, err
}

// over reports whether the page has had its time.
func (r *reading) over() bool { return r.slow || time.Since(r.began) > pageTime }
