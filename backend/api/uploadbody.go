package api

import (
	"errors"
	"io"
	"net/http"
	"os"
	"strconv"
	"time"

	"deskclerk/backend/doc"
)

// patientBody reads a request's body as long as it moves: a slow one is fine,
// a silent one is cut.
type patientBody struct {
	body    io.Reader
	control *http.ResponseController
	idle    time.Duration
	failed  error
}

// Read gives request_timeout after the silence, and invalid_request when the
// client broke off.
func (b *patientBody) Read(p []byte) (int, error) {
	if b.failed != nil {
		return 0, b.failed
	}
	// A connection without deadlines is one of a test's; nothing is lost there.
	_ = b.control.SetReadDeadline(time.Now().Add(b.idle))
	n, err := b.body.Read(p)
	if err == nil || errors.Is(err, io.EOF) {
		return n, err
	}
	b.failed = broken(err)
	return n, b.failed
}

// rest takes the deadline away: the server watches the connection for the
// client's leaving, and a deadline would look like it.
func (b *patientBody) rest() {
	_ = b.control.SetReadDeadline(time.Time{})
}

// broken gives an error of reading the body its code.
func broken(err error) error {
	var known *doc.Error
	switch {
	case errors.As(err, &known):
		return err
	case errors.Is(err, os.ErrDeadlineExceeded):
		return &doc.Error{Code: doc.CodeTimeout, Detail: "the upload was silent for too long", Err: err}
	}
	return &doc.Error{Code: doc.CodeInvalid, Detail: "the body broke off or is not well-formed", Err: err}
}

// limitedBody is file_too_large after its last allowed byte.
type limitedBody struct {
	r    io.Reader
	left int64
	most int64
}

// Read reads one byte more than is allowed, to know.
func (l *limitedBody) Read(p []byte) (int, error) {
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.r.Read(p)
	if int64(n) > l.left {
		return int(l.left), doc.Refuse(doc.CodeTooLarge, "bytes", "bytes", strconv.FormatInt(l.most, 10))
	}
	l.left -= int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		err = broken(err) // a form may end in the middle of a file
	}
	return n, err
}
