package api

import (
	"context"
	"strconv"
	"time"

	"deskclerk/backend/doc"
)

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

// await reads the document once it is no longer as before, or when the time is
// over. While it waits it is woken by this document's events alone, and then
// looks at one number.
func (s *Server) await(ctx context.Context, id string, wait time.Duration, asBefore func(doc.Standing) bool) (doc.Document, error) {
	if wait <= 0 {
		return s.o.Library.Document(ctx, id)
	}
	rung, stop, err := s.bell.listen(ctx, id)
	if err != nil {
		return doc.Document{}, err
	}
	defer stop()
	timer := time.NewTimer(wait)
	defer timer.Stop()
	for {
		now, err := s.o.Library.Standing(ctx, id)
		if err != nil {
			return doc.Document{}, err
		}
		if !asBefore(now) {
			return s.o.Library.Document(ctx, id)
		}
		select {
		case <-rung:
		case <-timer.C:
			return s.o.Library.Document(ctx, id)
		case <-s.done:
			return s.o.Library.Document(ctx, id)
		case <-ctx.Done():
			return doc.Document{}, ctx.Err()
		}
	}
}

func reading(d doc.Standing) bool { return !d.Status.Finished() }
