package api

import (
	"context"
	"strconv"
	"time"

	"deskclerk/backend/doc"
)

const eventBatch = 500 // events read at once

// parseWait reads "30s" or a number of seconds; more than the longest wait is
// the longest wait.
func (s *Server) parseWait(text string) (time.Duration, error) {
	if text == "" {
		return 0, nil
	}
	if seconds, err := strconv.Atoi(text); err == nil && seconds >= 0 {
		return min(time.Duration(min(seconds, 1<<20))*time.Second, s.o.MaxWait), nil
	}
	wait, err := time.ParseDuration(text)
	if err != nil || wait < 0 {
		return 0, doc.Errorf(doc.CodeInvalid, "query.wait: %q is no time span; write it as in 30s", text)
	}
	return min(wait, s.o.MaxWait), nil
}

// await reads the document until it is no longer as before, at most so long. It
// follows the events, so that waiting costs next to nothing while others change.
func (s *Server) await(ctx context.Context, id string, wait time.Duration, asBefore func(doc.Document) bool) (doc.Document, error) {
	if wait <= 0 {
		return s.o.Library.Document(ctx, id)
	}
	pokes, stop := s.o.Events.Subscribe()
	defer stop()
	seq, err := s.o.Events.LastEvent(ctx)
	if err != nil {
		return doc.Document{}, err
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	for {
		d, err := s.o.Library.Document(ctx, id)
		if err != nil || !asBefore(d) {
			return d, err
		}
		if seq, err = s.nextTouch(ctx, id, seq, pokes, timer.C); err != nil || seq < 0 {
			return d, err
		}
	}
}

// nextTouch returns after an event of the document; -1 when the time is over.
func (s *Server) nextTouch(ctx context.Context, id string, seq int64, pokes <-chan struct{}, over <-chan time.Time) (int64, error) {
	for {
		select {
		case <-pokes:
		case <-over:
			return -1, nil
		case <-s.done:
			return -1, nil
		case <-ctx.Done():
			return -1, ctx.Err()
		}
		touched := false
		for more := true; more; {
			events, err := s.o.Events.Events(ctx, seq, eventBatch)
			if err != nil {
				return -1, err
			}
			for _, e := range events {
				seq, touched = e.Seq, touched || e.DocumentID == id
			}
			more = len(events) == eventBatch
		}
		if touched {
			return seq, nil
		}
	}
}
