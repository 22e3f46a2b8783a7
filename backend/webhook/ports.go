package webhook

import (
	"context"
	"net/netip"
	"time"

	"deskclerk/backend/doc"
)

// Store keeps endpoints and deliveries. Whatever names something that is not
// there is not_found; whoever lost a lease gets conflict and has written
// nothing.
type Store interface {
	NewWebhookEndpoint(ctx context.Context, e doc.KeptEndpoint) (doc.KeptEndpoint, error)
	WebhookEndpoint(ctx context.Context, id string) (doc.KeptEndpoint, error)
	WebhookEndpoints(ctx context.Context) ([]doc.KeptEndpoint, error)
	CountDeliveries(ctx context.Context, e *doc.Endpoint) error
	ChangeWebhookEndpoint(ctx context.Context, id string, change func(*doc.KeptEndpoint) error) error
	DeleteWebhookEndpoint(ctx context.Context, id string) error

	WebhookCursor(ctx context.Context) (int64, error)
	WebhookFacts(ctx context.Context, documentID, batchID string) (doc.WebhookFacts, error)
	FanOut(ctx context.Context, from, to int64, deliveries []doc.NewDelivery) error

	DueEndpoints(ctx context.Context) ([]doc.EndpointDue, error)
	ClaimDeliveries(ctx context.Context, endpointID string, n int, lease time.Duration) ([]doc.DeliveryLease, error)
	FinishDelivery(ctx context.Context, l *doc.DeliveryLease, o doc.DeliveryOutcome, p doc.FailingPolicy) (disabled string, err error)
	ReleaseDelivery(ctx context.Context, l *doc.DeliveryLease, at time.Time, why string) error
	RescueDeliveries(ctx context.Context, all bool) (int, error)

	Deliveries(ctx context.Context, q doc.DeliveryQuery) (doc.DeliveryList, error)
	Delivery(ctx context.Context, endpointID, id string) (doc.Delivery, error)
	ReplayDeliveries(ctx context.Context, endpointID string, r doc.Replay) (int, error)
	PruneDeliveries(ctx context.Context, before time.Time) (int, error)
}

// Documents gives what a full payload holds.
type Documents interface {
	Document(ctx context.Context, id string) (doc.Document, error)
}

// Outbox is what happened, in the order of the commits. Subscribe's channel is
// poked after each commit that added an event.
type Outbox interface {
	Events(ctx context.Context, after int64, limit int) ([]doc.Event, error)
	Subscribe() (<-chan struct{}, func())
}

// Sealer encrypts secrets for a purpose. Errors: key_unavailable.
type Sealer interface {
	Seal(text []byte, purpose string) ([]byte, error)
	Open(sealed []byte, purpose string) ([]byte, error)
}

// Resolver finds a host's addresses.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// Clock tells the time and wakes.
type Clock interface {
	Now() time.Time
	// Timer sends once after d; stop gives it up.
	Timer(d time.Duration) (c <-chan time.Time, stop func() bool)
}

type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }

func (systemClock) Timer(d time.Duration) (<-chan time.Time, func() bool) {
	t := time.NewTimer(d)
	return t.C, t.Stop
}

func (s *Service) now() time.Time { return s.o.Clock.Now().UTC().Truncate(time.Millisecond) }
