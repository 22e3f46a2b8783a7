package api

import (
	"context"

	"deskclerk/backend/doc"
)

// Webhooks keeps endpoints and sends to them. What is not there is not_found;
// what an endpoint's state does not allow is conflict. Whoever makes or moves an
// endpoint confirms its target with the addresses that Check found, or gets
// target_changed; a target that nothing may be sent to is target_refused.
type Webhooks interface {
	Check(ctx context.Context, url string) (doc.WebhookTarget, error)
	Create(ctx context.Context, s doc.WebhookSettings) (e doc.Endpoint, secret string, err error)
	Update(ctx context.Context, id string, s doc.WebhookSettings) (doc.Endpoint, error)
	Delete(ctx context.Context, id string) error
	Endpoints(ctx context.Context) ([]doc.Endpoint, error)
	Endpoint(ctx context.Context, id string) (doc.Endpoint, error)
	Pause(ctx context.Context, id string) (doc.Endpoint, error)
	Resume(ctx context.Context, id string) (doc.Endpoint, error)

	Rotate(ctx context.Context, id string, revoke bool) (e doc.Endpoint, secret string, err error)
	Revoke(ctx context.Context, id string) (doc.Endpoint, error)

	Kinds(ctx context.Context) ([]doc.WebhookKind, error)
	Test(ctx context.Context, id, kind string) (doc.WebhookTrial, error)
	Deliveries(ctx context.Context, q doc.DeliveryQuery) (doc.DeliveryList, error)
	Delivery(ctx context.Context, id, delivery string) (doc.Delivery, error)
	Replay(ctx context.Context, id string, r doc.Replay) (int, error)

	StartReceiver(ctx context.Context) (doc.WebhookReceiver, error)
	Received(ctx context.Context) (doc.WebhookReceiver, error)
	StopReceiver()
}
