package webhook

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"deskclerk/backend/doc"
)

const (
	keepArrivals = 100
	receiverLife = time.Hour // of a receiver that nobody looks at
)

// receiverBench is the one test receiver inside the program, for a button.
type receiverBench struct {
	mu       sync.Mutex
	receiver *Receiver // nil while there is none
	life     *time.Timer
	arrivals []doc.WebhookArrival // oldest first
}

// StartReceiver starts the program's own test receiver on a free port of this
// machine; one that runs goes on. It ends an hour after nobody asked for it.
func (s *Service) StartReceiver(ctx context.Context) (doc.WebhookReceiver, error) {
	b := &s.bench
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.receiver == nil {
		r, err := Listen(context.WithoutCancel(ctx), "127.0.0.1:0", NewSecret(), b.arrive)
		if err != nil {
			return doc.WebhookReceiver{}, err
		}
		b.receiver, b.arrivals = r, nil
		b.life = time.AfterFunc(receiverLife, s.StopReceiver)
	}
	return b.state(), nil
}

// Received tells what reached the test receiver.
func (s *Service) Received(context.Context) (doc.WebhookReceiver, error) {
	s.bench.mu.Lock()
	defer s.bench.mu.Unlock()
	return s.bench.state(), nil
}

// StopReceiver ends the test receiver, if there is one.
func (s *Service) StopReceiver() {
	b := &s.bench
	b.mu.Lock()
	r := b.receiver
	if b.receiver = nil; b.life != nil {
		b.life.Stop()
	}
	b.mu.Unlock()
	if r == nil {
		return
	}
	if err := r.Close(); err != nil {
		s.log.Warn("the test receiver did not end well", slog.Any("error", err))
	}
}

func (b *receiverBench) state() doc.WebhookReceiver {
	state := doc.WebhookReceiver{Arrivals: slices.Clone(b.arrivals)}
	slices.Reverse(state.Arrivals)
	if state.Arrivals == nil {
		state.Arrivals = []doc.WebhookArrival{}
	}
	if b.receiver != nil {
		b.life.Reset(receiverLife)
		state.Running, state.URL, state.Secret = true, b.receiver.URL(), b.receiver.Secret()
	}
	return state
}

func (b *receiverBench) arrive(a doc.WebhookArrival) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.arrivals = append(b.arrivals, a)
	if len(b.arrivals) > keepArrivals {
		b.arrivals = slices.Delete(b.arrivals, 0, len(b.arrivals)-keepArrivals)
	}
}
