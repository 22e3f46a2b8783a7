package api

import (
	"context"

	"deskclerk/backend/doc"
)

type kindsOutput struct {
	Body WebhookKinds
}

// WebhookKinds are the types of webhooks.
type WebhookKinds struct {
	Events []doc.WebhookKind `json:"events"`
}

func (s *Server) listWebhookEvents(ctx context.Context, _ *struct{}) (*kindsOutput, error) {
	kinds, err := s.o.Webhooks.Kinds(ctx)
	if err != nil {
		return nil, err
	}
	return &kindsOutput{Body: WebhookKinds{Events: kinds}}, nil
}

type trialInput struct {
	WebhookPath

	Body *TrialRequest
}

// TrialRequest says which example to send.
type TrialRequest struct {
	Type string `json:"type,omitempty" maxLength:"64" default:"webhook.test"`
}

type trialOutput struct {
	Body doc.WebhookTrial
}

// testWebhook answers with what came of the request, good or bad: that the
// receiver failed is the answer, not an error of ours.
func (s *Server) testWebhook(ctx context.Context, in *trialInput) (*trialOutput, error) {
	kind := "webhook.test"
	if in.Body != nil && in.Body.Type != "" {
		kind = in.Body.Type
	}
	t, err := s.o.Webhooks.Test(ctx, in.ID, kind)
	if err != nil {
		return nil, err
	}
	return &trialOutput{Body: t}, nil
}

type receiverOutput struct {
	Body doc.WebhookReceiver
}

func (s *Server) startWebhookReceiver(ctx context.Context, _ *struct{}) (*receiverOutput, error) {
	return receiver(s.o.Webhooks.StartReceiver(ctx))
}

func (s *Server) getWebhookReceiver(ctx context.Context, _ *struct{}) (*receiverOutput, error) {
	return receiver(s.o.Webhooks.Received(ctx))
}

func (s *Server) stopWebhookReceiver(context.Context, *struct{}) (*struct{}, error) {
	s.o.Webhooks.StopReceiver()
	return nil, nil
}

func receiver(r doc.WebhookReceiver, err error) (*receiverOutput, error) {
	if err != nil {
		return nil, err
	}
	return &receiverOutput{Body: r}, nil
}
