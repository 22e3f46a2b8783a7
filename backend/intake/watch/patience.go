package watch

import (
	"context"
	"errors"
	"time"
)

// errNoAnswer is a disk or server that does not answer.
var errNoAnswer = errors.New("the file system does not answer")

type answer[T any] struct {
	v   T
	err error
}

// within does something that may hang, elsewhere, and waits for it no longer
// than the patience and ctx last. A value that comes too late goes to late.
func within[T any](ctx context.Context, patience time.Duration, do func() (T, error), late func(T)) (T, error) {
	done := make(chan answer[T], 1)
	go func() {
		v, err := do()
		done <- answer[T]{v, err}
	}()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	var err error
	select {
	case a := <-done:
		return a.v, a.err
	case <-timer.C:
		err = errNoAnswer
	case <-ctx.Done():
		err = ctx.Err()
	}
	if late != nil {
		go func() {
			if a := <-done; a.err == nil {
				late(a.v)
			}
		}()
	}
	var none T
	return none, err
}

// rest waits, unless ctx or an alarm ends it sooner.
func rest(ctx context.Context, d time.Duration, alarm <-chan struct{}) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-alarm:
	case <-ctx.Done():
	}
}
