package api

import (
	"context"
	"time"

	"deskclerk/backend/doc"
)

type idsInput struct {
	Filter
	Order
}

type idsOutput struct {
	Body DocumentIDs
}

// DocumentIDs are ids alone, in the order of a listing.
type DocumentIDs struct {
	IDs []string `json:"ids" doc:"At most 50,000"`
}

func (s *Server) listDocumentIDs(ctx context.Context, in *idsInput) (*idsOutput, error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	in.into(&q)
	ids, err := s.o.Overview.DocumentIDs(ctx, q)
	if err != nil {
		return nil, err
	}
	return &idsOutput{Body: DocumentIDs{IDs: append([]string{}, ids...)}}, nil
}

type documentEventsOutput struct {
	Body DocumentEvents
}

// DocumentEvents are what happened to one document, oldest first.
type DocumentEvents struct {
	Events []doc.Event `json:"events"`
}

func (s *Server) listDocumentEvents(ctx context.Context, in *DocumentPath) (*documentEventsOutput, error) {
	found, err := s.o.Overview.DocumentEvents(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &documentEventsOutput{Body: DocumentEvents{Events: append([]doc.Event{}, found...)}}, nil
}

type failuresOutput struct {
	Body Failures
}

// Failures are the causes for which documents failed, most first.
type Failures struct {
	Causes []doc.Cause `json:"causes"`
}

func (s *Server) listFailures(ctx context.Context, _ *struct{}) (*failuresOutput, error) {
	found, err := s.o.Overview.Causes(ctx)
	if err != nil {
		return nil, err
	}
	return &failuresOutput{Body: Failures{Causes: append([]doc.Cause{}, found...)}}, nil
}

type insightsInput struct {
	Days   int `query:"days" minimum:"1" maximum:"366" default:"30" doc:"How many, today included"`
	Offset int `query:"offset" minimum:"-840" maximum:"840" default:"0" doc:"Minutes that local time is ahead of UTC, for where a day begins"`
}

type insightsOutput struct {
	Body doc.Insights
}

func (s *Server) getInsights(ctx context.Context, in *insightsInput) (*insightsOutput, error) {
	now := s.o.Clock().In(time.FixedZone("", in.Offset*60))
	found, err := s.o.Overview.Insights(ctx, now, in.Days)
	if err != nil {
		return nil, err
	}
	found.Days = append([]doc.InsightDay{}, found.Days...)
	found.Fields = append([]doc.InsightField{}, found.Fields...)
	return &insightsOutput{Body: found}, nil
}
