package watch

import (
	"context"
	"io"
	"os"

	"deskclerk/backend/doc"
)

// steadyBody reads a file and breaks off when it turns out to be another than
// the one that is meant: shorter, longer, or changed by its end. It never waits
// longer than the patience for a disk or server that does not answer.
type steadyBody struct {
	ctx     context.Context //nolint:containedctx // io.Reader has none
	w       *watcher
	p       *place
	file    *os.File
	version doc.FileVersion
	read    int64
	lost    bool // a read hangs: the file is closed when it comes back
}

// bodyStep is how much is read at once, in bytes.
const bodyStep = 256 << 10

// Read implements io.Reader.
func (b *steadyBody) Read(into []byte) (int, error) {
	if b.lost {
		return 0, errNoAnswer
	}
	// The buffer is our own: a read that comes too late must not write into one
	// that is used for something else by then.
	own := make([]byte, min(len(into), bodyStep))
	end := false
	n, err := do(b.ctx, b.w, b.p, func() (int, error) {
		n, err := b.file.Read(own)
		if err == io.EOF { //nolint:errorlint // os.File returns it bare
			end, err = true, steady(b.file, b.p.kind, b.version)
		}
		return n, err
	}, func(int) { _ = b.file.Close() })
	if err != nil {
		b.lost = isGivenUp(b.ctx, err)
		return 0, err
	}
	b.read += int64(n)
	switch {
	case b.read > b.version.Size, end && b.read < b.version.Size:
		return 0, errAnother
	case end:
		return 0, io.EOF
	}
	return copy(into, own[:n]), nil
}

// isGivenUp tells an answer that was not waited for from one that was an error.
func isGivenUp(ctx context.Context, err error) bool {
	return err == errNoAnswer || ctx.Err() != nil //nolint:errorlint // that very one
}

func (b *steadyBody) close() {
	if !b.lost {
		_ = b.file.Close() // it was only read
	}
}
