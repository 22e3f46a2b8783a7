package api

import (
	"context"
	"time"

	"deskclerk/backend/doc"
)

// DeliveryFilter chooses deliveries; exported because huma passes over what is
// not.
type DeliveryFilter struct {
	Type     string `query:"type" maxLength:"64" doc:"Only this type of webhook"`
	Document string `query:"document" maxLength:"64" doc:"Only this document's"`
	After    string `query:"after" maxLength:"500" doc:"Where to go on: next of the page before"`
	Limit    int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
}

func (f DeliveryFilter) query() doc.DeliveryQuery {
	return doc.DeliveryQuery{Type: f.Type, DocumentID: f.Document, After: f.After, Limit: f.Limit}
}

type deliveriesInput struct {
	WebhookPath
	DeliveryFilter

	State []string `query:"state,explode" doc:"Only these states; repeated, or divided by commas" example:"[\"discarded\"]"`
}

type deliveriesOutput struct {
	Body doc.DeliveryList
}

func (s *Server) listDeliveries(ctx context.Context, in *deliveriesInput) (*deliveriesOutput, error) {
	q := in.query()
	q.EndpointID = in.ID
	for _, name := range divide(in.State) {
		state := doc.DeliveryState(name)
		if !state.Valid() {
			return nil, doc.Errorf(doc.CodeInvalid, "query.state: %q is no state", name)
		}
		q.State = append(q.State, state)
	}
	return deliveries(s.o.Webhooks.Deliveries(ctx, q))
}

// listDeadLetters is the same over all endpoints.
func (s *Server) listDeadLetters(ctx context.Context, in *DeliveryFilter) (*deliveriesOutput, error) {
	q := in.query()
	q.State = []doc.DeliveryState{doc.DeliveryDiscarded}
	return deliveries(s.o.Webhooks.Deliveries(ctx, q))
}

func deliveries(list doc.DeliveryList, err error) (*deliveriesOutput, error) {
	if err != nil {
		return nil, err
	}
	return &deliveriesOutput{Body: list}, nil
}

type deliveryInput struct {
	WebhookPath

	Delivery string `path:"delivery" maxLength:"64" doc:"The delivery's webhook-id"`
}

type deliveryOutput struct {
	Body doc.Delivery
}

func (s *Server) getDelivery(ctx context.Context, in *deliveryInput) (*deliveryOutput, error) {
	d, err := s.o.Webhooks.Delivery(ctx, in.ID, in.Delivery)
	if err != nil {
		return nil, err
	}
	return &deliveryOutput{Body: d}, nil
}

type replayInput struct {
	WebhookPath

	Body ReplayRequest
}

// ReplayRequest chooses deliveries; what is set has to hold together, and
// something must be set.
type ReplayRequest struct {
	IDs    []string   `json:"ids,omitempty" maxItems:"1000" doc:"Just these"`
	Failed bool       `json:"failed,omitempty" doc:"Dead letters only"`
	From   int64      `json:"from,omitempty" minimum:"1" doc:"From this sequence number on"`
	To     int64      `json:"to,omitempty" minimum:"1" doc:"Up to this sequence number"`
	Since  *time.Time `json:"since,omitempty" doc:"Of events from this time on"`
	Until  *time.Time `json:"until,omitempty" doc:"Of events up to this time"`
}

type replayOutput struct {
	Body Replayed
}

// Replayed counts what is sent again.
type Replayed struct {
	Replayed int `json:"replayed"`
}

func (s *Server) replayWebhooks(ctx context.Context, in *replayInput) (*replayOutput, error) {
	b := in.Body
	r := doc.Replay{IDs: b.IDs, Failed: b.Failed, From: b.From, To: b.To}
	if b.Since != nil {
		r.Since = *b.Since
	}
	if b.Until != nil {
		r.Until = *b.Until
	}
	n, err := s.o.Webhooks.Replay(ctx, in.ID, r)
	if err != nil {
		return nil, err
	}
	return &replayOutput{Body: Replayed{Replayed: n}}, nil
}
