package client

import (
	"io"
	"math"
	"net/http"
	"strconv"
	"time"
)

const (
	mostWaits   = 30               // for one request
	longestWait = 10 * time.Second // a longer one is its caller's to wait
)

// patiently sends the request and, when it comes too soon, waits as long as it is
// told and sends it again. The API refuses for that before it reads a body, so
// nothing happens twice. A body that cannot be sent again is sent once.
func (c *Client) patiently(req *http.Request) (*http.Response, error) {
	again := replay(req)
	for waits := 0; ; waits++ {
		res, err := c.http.Do(req)
		if err != nil || res.StatusCode != http.StatusTooManyRequests || again == nil || waits == mostWaits {
			return res, err
		}
		seconds, err := strconv.Atoi(res.Header.Get("Retry-After"))
		wait := time.Duration(seconds) * time.Second
		if err != nil || wait > longestWait || again() != nil {
			return res, nil //nolint:nilerr // the answer says what is wrong
		}
		_ = res.Body.Close()
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-req.Context().Done():
			timer.Stop()
			return nil, req.Context().Err()
		}
	}
}

// replay makes the body ready to be sent once more; nil when it cannot be.
func replay(req *http.Request) func() error {
	if req.Body == nil || req.Body == http.NoBody {
		return func() error { return nil }
	}
	if req.GetBody != nil {
		return func() (err error) {
			req.Body, err = req.GetBody()
			return err
		}
	}
	file, ok := req.Body.(interface {
		io.ReaderAt
		io.Seeker
	})
	if !ok {
		return nil
	}
	start, err := file.Seek(0, io.SeekCurrent)
	if err != nil {
		return nil
	}
	// Each sending has a place of its own in the file: the transport may still
	// read for the one before.
	again := func() error {
		req.Body = io.NopCloser(io.NewSectionReader(file, start, math.MaxInt64-start))
		return nil
	}
	_ = again()
	return again
}
