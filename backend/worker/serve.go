package worker

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"deskclerk/backend/doc"
)

// callGrace is how long a call that is nearly over may take when the input ends.
const callGrace = 100 * time.Millisecond

// Serve answers requests from in on out, one at a time, until in ends, which is
// no error. newEngine is called at the first request that needs words read, and
// again later if it failed.
//
// Serve closes r and the engine before it returns, unless in ended in the middle
// of a call: then it returns soon and the process should end, as a native call
// can be neither interrupted nor closed underneath.
func Serve(ctx context.Context, in io.Reader, out io.Writer, r Rasterizer, newEngine func() (Engine, error)) error {
	_, err := serve(ctx, in, out, r, newEngine)
	return err
}

// serve also tells whether a call goes on.
func serve(ctx context.Context, in io.Reader, out io.Writer, r Rasterizer, newEngine func() (Engine, error)) (calling bool, err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := &server{out: out, rasterizer: r, newEngine: newEngine}
	requests, ended := listen(ctx, in)
	for {
		select {
		case <-ctx.Done():
			return false, errors.Join(ctx.Err(), s.close())
		case err := <-ended:
			return false, errors.Join(err, s.close())
		case req := <-requests:
			var failed error
			answered := make(chan struct{})
			go func() { defer close(answered); failed = s.answer(ctx, req) }()
			select {
			case <-answered:
				if failed == nil {
					continue
				}
				return false, errors.Join(failed, s.close())
			case err = <-ended:
			case <-ctx.Done():
				err = ctx.Err()
			}
			cancel() // what can be interrupted is
			select {
			case <-answered:
				return false, errors.Join(err, s.close())
			case <-time.After(callGrace):
				return true, err
			}
		}
	}
}

// listen reads in on its own, so that its end is noticed during a request too.
func listen(ctx context.Context, in io.Reader) (<-chan request, <-chan error) {
	requests, ended := make(chan request), make(chan error, 1)
	go func() {
		in := bufio.NewReader(in)
		for {
			req, err := readRequest(in)
			if errors.Is(err, io.EOF) {
				ended <- nil
				return
			}
			if err != nil {
				ended <- err
				return
			}
			select {
			case requests <- req:
			case <-ctx.Done():
				return
			}
		}
	}()
	return requests, ended
}

func readRequest(in io.Reader) (request, error) {
	message, _, err := readFrame(in, maxRequest)
	if err != nil {
		return request{}, err
	}
	var req request
	if err := json.Unmarshal(message, &req); err != nil {
		return request{}, fmt.Errorf("%w: %w", errGarbled, err)
	}
	return req, nil
}

// server is the child's side of one connection.
type server struct {
	out        io.Writer
	rasterizer Rasterizer
	newEngine  func() (Engine, error)
	engine     Engine // nil until it is needed
}

// answer fails only when the reply cannot be written.
func (s *server) answer(ctx context.Context, req request) error {
	rep, tail := s.handle(ctx, req)
	message, err := json.Marshal(rep)
	if err != nil { // a value JSON does not know, such as a confidence that is no number
		tail = nil
		message, err = json.Marshal(reply{ID: req.ID, Error: failureOf(err, req.Path)})
	}
	if err != nil {
		return fmt.Errorf("encode reply: %w", err)
	}
	err = writeFrame(s.out, message, tail, maxReply)
	if errors.Is(err, errOversize) {
		tooMuch := doc.Errorf(doc.CodeTooComplex, "the page holds more than can be passed on")
		message, _ = json.Marshal(reply{ID: req.ID, Error: failureOf(tooMuch, req.Path)})
		err = writeFrame(s.out, message, nil, maxReply)
	}
	return err
}

func (s *server) close() error {
	var errs []error
	if s.engine != nil {
		errs = append(errs, s.engine.Close())
	}
	return errors.Join(append(errs, s.rasterizer.Close())...)
}
