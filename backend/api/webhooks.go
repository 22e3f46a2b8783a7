package api

import (
	"context"

	"deskclerk/backend/doc"
)

// WebhookPath is the endpoint a request is about; exported because huma passes
// over what is not.
type WebhookPath struct {
	ID string `path:"id" maxLength:"64" doc:"The endpoint's id"`
}

type webhooksOutput struct {
	Body WebhookEndpoints
}

// WebhookEndpoints are all receivers of webhooks, oldest first.
type WebhookEndpoints struct {
	Webhooks []doc.Endpoint `json:"webhooks"`
}

type webhookOutput struct {
	Body doc.Endpoint
}

func (s *Server) listWebhooks(ctx context.Context, _ *struct{}) (*webhooksOutput, error) {
	all, err := s.o.Webhooks.Endpoints(ctx)
	if err != nil {
		return nil, err
	}
	return &webhooksOutput{Body: WebhookEndpoints{Webhooks: append([]doc.Endpoint{}, all...)}}, nil
}

func (s *Server) getWebhook(ctx context.Context, in *WebhookPath) (*webhookOutput, error) {
	return webhook(s.o.Webhooks.Endpoint(ctx, in.ID))
}

func (s *Server) deleteWebhook(ctx context.Context, in *WebhookPath) (*struct{}, error) {
	return nil, s.o.Webhooks.Delete(ctx, in.ID)
}

func (s *Server) pauseWebhook(ctx context.Context, in *WebhookPath) (*webhookOutput, error) {
	return webhook(s.o.Webhooks.Pause(ctx, in.ID))
}

func (s *Server) resumeWebhook(ctx context.Context, in *WebhookPath) (*webhookOutput, error) {
	return webhook(s.o.Webhooks.Resume(ctx, in.ID))
}

func (s *Server) revokeWebhookSecret(ctx context.Context, in *WebhookPath) (*webhookOutput, error) {
	return webhook(s.o.Webhooks.Revoke(ctx, in.ID))
}

func webhook(e doc.Endpoint, err error) (*webhookOutput, error) {
	if err != nil {
		return nil, err
	}
	return &webhookOutput{Body: e}, nil
}

type targetInput struct {
	Body TargetRequest
}

// TargetRequest is an address that webhooks may be sent to.
type TargetRequest struct {
	URL string `json:"url" minLength:"1" maxLength:"2048"`
}

type targetOutput struct {
	Body doc.WebhookTarget
}

func (s *Server) checkWebhookTarget(ctx context.Context, in *targetInput) (*targetOutput, error) {
	t, err := s.o.Webhooks.Check(ctx, in.Body.URL)
	if err != nil {
		return nil, err
	}
	return &targetOutput{Body: t}, nil
}

type rotateInput struct {
	WebhookPath

	Body *RotateRequest
}

// RotateRequest says what becomes of the old secret.
type RotateRequest struct {
	Revoke bool `json:"revoke,omitempty" doc:"End the old secret now; else it signs for 24 hours more"`
}

type secretOutput struct {
	Location string `header:"Location"`
	Body     WebhookWithSecret
}

// WebhookWithSecret is the one answer that holds an endpoint's secret.
type WebhookWithSecret struct {
	Webhook doc.Endpoint `json:"webhook"`
	Secret  string       `json:"secret" doc:"What its receiver verifies with. It is never shown again"`
}

func (s *Server) rotateWebhookSecret(ctx context.Context, in *rotateInput) (*secretOutput, error) {
	e, secret, err := s.o.Webhooks.Rotate(ctx, in.ID, in.Body != nil && in.Body.Revoke)
	return withSecret(e, secret, err)
}

func withSecret(e doc.Endpoint, secret string, err error) (*secretOutput, error) {
	if err != nil {
		return nil, err
	}
	return &secretOutput{Location: Prefix + "/webhooks/" + e.ID, Body: WebhookWithSecret{Webhook: e, Secret: secret}}, nil
}
