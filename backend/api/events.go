package api

import (
	"context"

	"deskclerk/backend/doc"
)

type eventsInput struct {
	After int64 `query:"after" minimum:"0" doc:"Only events after this sequence number"`
	Limit int   `query:"limit" minimum:"1" maximum:"1000" default:"500"`
}

type eventsOutput struct {
	Body EventList
}

// EventList is a part of what happened, oldest first.
type EventList struct {
	Events []doc.Event `json:"events"`
	Next   int64       `json:"next" doc:"Where to go on: after of the next request"`
	Last   int64       `json:"last" doc:"The newest event there is. If it is below after, the events began anew: fetch everything"`
}

// listEvents gives every event once to who goes on from next.
func (s *Server) listEvents(ctx context.Context, in *eventsInput) (*eventsOutput, error) {
	last, err := s.o.Events.LastEvent(ctx)
	if err != nil {
		return nil, err
	}
	events, err := s.o.Events.Events(ctx, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	body := EventList{Events: append([]doc.Event{}, events...), Next: in.After, Last: last}
	if n := len(events); n > 0 {
		body.Next = events[n-1].Seq
		body.Last = max(last, body.Next)
	}
	return &eventsOutput{Body: body}, nil
}
