// Package webhook is the room that tells other programs what happened: it turns
// events of the outbox into deliveries, signs and sends them in the form of the
// Standard Webhooks specification, tries again, disables receivers that are gone
// and sends again on request. It reaches net/http, to send to the addresses that
// the owner confirmed and to nothing else, and it keeps everything in the store.
package webhook

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/netip"
	"sync"
	"time"

	"deskclerk/backend/doc"
)

// Options of the room. Store, Documents, Outbox and Sealer are required; what is
// zero has the default named beside it.
type Options struct {
	Store     Store
	Documents Documents
	Outbox    Outbox
	Sealer    Sealer

	Own      func() []netip.AddrPort // where this program itself listens; default nowhere
	Resolver Resolver                // default the system's
	Clock    Clock                   // default the system's
	Rand     func() float64          // jitter, at least 0 and below 1; default math/rand/v2
	Logger   *slog.Logger            // default none

	Timeout     time.Duration // of one whole exchange, default 10 s
	PerEndpoint int           // requests to one endpoint at once, default 4
	Total       int           // requests at once, default 128

	// Tried hears of each try once it is in the log; nil: nobody. For tests.
	Tried func(doc.DeliveryLease, doc.DeliveryOutcome)
}

func (o Options) withDefaults() Options {
	if o.Own == nil {
		o.Own = func() []netip.AddrPort { return nil }
	}
	if o.Resolver == nil {
		o.Resolver = net.DefaultResolver
	}
	if o.Clock == nil {
		o.Clock = systemClock{}
	}
	if o.Rand == nil {
		o.Rand = rand.Float64
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Timeout <= 0 {
		o.Timeout = 10 * time.Second
	}
	if o.PerEndpoint <= 0 {
		o.PerEndpoint = 4
	}
	if o.Total <= 0 {
		o.Total = 128
	}
	if o.Tried == nil {
		o.Tried = func(doc.DeliveryLease, doc.DeliveryOutcome) {}
	}
	return o
}

// Service keeps endpoints and sends to them. Make it with New.
type Service struct {
	o     Options
	log   *slog.Logger
	guard guard
	wake  chan struct{}

	mu     sync.Mutex
	flying map[string]int // requests under way, by endpoint
	total  int
	stop   context.CancelFunc // nil while it does not run
	done   chan struct{}      // closed when the loop has ended
	trying sync.WaitGroup

	bench receiverBench
}

// New makes the service; nothing is sent before Start.
func New(o Options) *Service {
	o = o.withDefaults()
	return &Service{
		o: o, log: o.Logger, guard: guard{resolver: o.Resolver, own: o.Own},
		wake: make(chan struct{}, 1), flying: map[string]int{},
	}
}

// poke has the loop look for work.
func (s *Service) poke() {
	select {
	case s.wake <- struct{}{}:
	default: // it will look anyway
	}
}
