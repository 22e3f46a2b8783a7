package api

import (
	"context"
	"time"

	"deskclerk/backend/doc"
)

type eventsInput struct {
	After int64 `query:"after" minimum:"0" doc:"Only events after this sequence number; 0 for all that are kept"`
	Limit int   `query:"limit" minimum:"1" maximum:"1000" default:"500"`

	Wait string `query:"wait" maxLength:"16" doc:"When there are none, wait so long for the next" example:"30s"`
}

type eventsOutput struct {
	Body EventList
}

// EventList is a part of what happened, oldest first.
type EventList struct {
	Events []doc.Event `json:"events"`
	Next   int64       `json:"next" doc:"Where to go on: after of the next request"`
	First  int64       `json:"first" doc:"The oldest event that is kept, 0 when there is none; at least thirty days are"`
	Last   int64       `json:"last" doc:"The newest event there is. If it is below after, the events began anew: fetch everything"`
}

// listEvents gives every event once to who goes on from next. When events after
// that number are no longer kept it is events_gone, never a gap.
func (s *Server) listEvents(ctx context.Context, in *eventsInput) (*eventsOutput, error) {
	wait, err := s.parseWait(in.Wait)
	if err != nil {
		return nil, err
	}
	last, err := s.awaitEvent(ctx, in.After, wait)
	if err != nil {
		return nil, err
	}
	events, err := s.o.Events.Events(ctx, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	first, err := s.o.Events.FirstEvent(ctx) // after they were read: pruning must leave no gap unseen
	if err != nil {
		return nil, err
	}
	if gone(in.After, first) {
		return nil, doc.Errorf(doc.CodeEventsGone, "the oldest that is kept is %d", first)
	}
	body := EventList{Events: append([]doc.Event{}, events...), Next: in.After, First: first, Last: last}
	if n := len(events); n > 0 {
		body.Next = events[n-1].Seq
		body.Last = max(last, body.Next)
	}
	return &eventsOutput{Body: body}, nil
}

// gone reports that events between the two numbers were pruned; whoever starts
// at 0 takes what there is.
func gone(after, first int64) bool { return after > 0 && after+1 < first }

// awaitEvent waits for an event after the number, at most so long, and gives the
// newest.
func (s *Server) awaitEvent(ctx context.Context, after int64, wait time.Duration) (int64, error) {
	if wait <= 0 {
		return s.o.Events.LastEvent(ctx)
	}
	pokes, stop := s.o.Events.Subscribe()
	defer stop()
	timer := time.NewTimer(wait)
	defer timer.Stop()
	for {
		last, err := s.o.Events.LastEvent(ctx)
		if err != nil || last != after { // below it, the events began anew
			return last, err
		}
		select {
		case <-pokes:
		case <-timer.C:
			return last, nil
		case <-s.done:
			return last, nil
		case <-ctx.Done():
			return last, ctx.Err()
		}
	}
}
