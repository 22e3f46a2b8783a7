package webhook

import (
	"context"
	"log/slog"
	"time"

	"deskclerk/backend/doc"
)

const (
	// longestNap bounds a wait, so that a clock that was set or a machine that
	// slept is noticed.
	longestNap = time.Minute
	// afterTrouble is the wait after the store failed.
	afterTrouble = 5 * time.Second
	// lease is how long a claim lasts: far longer than an exchange.
	lease = 2 * time.Minute
	// noKey is the wait for a key store that cannot be reached.
	noKey = time.Minute
	// bookkeeping is how long writing down what happened may take at the end.
	bookkeeping = 10 * time.Second
)

// Start begins to send. It returns at once; starting twice is harmless.
func (s *Service) Start(ctx context.Context) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stop != nil {
		return
	}
	ctx, s.stop = context.WithCancel(ctx)
	s.done = make(chan struct{})
	go s.run(ctx, s.done)
}

// Stop ends what is being sent, which is sent again at the next start, and
// waits for it. Stopping twice is harmless.
func (s *Service) Stop() {
	s.mu.Lock()
	stop, done := s.stop, s.done
	s.stop = nil
	s.mu.Unlock()
	if stop != nil {
		stop()
		<-done
	}
	s.StopReceiver()
}

func (s *Service) run(ctx context.Context, done chan struct{}) {
	defer close(done)
	defer s.trying.Wait()
	news, unsubscribe := s.o.Outbox.Subscribe()
	defer unsubscribe()
	if _, err := s.o.Store.RescueDeliveries(ctx, true); err != nil {
		s.trouble(ctx, "take back interrupted webhooks", err)
	}
	var pruned time.Time
	for {
		nap := s.round(ctx, &pruned)
		timer, stop := s.o.Clock.Timer(nap)
		select {
		case <-ctx.Done():
			stop()
			return
		case <-news:
		case <-s.wake:
		case <-timer:
		}
		stop()
	}
}

// round does everything that is due and says how long there is nothing more.
func (s *Service) round(ctx context.Context, pruned *time.Time) time.Duration {
	now := s.now()
	if now.Sub(*pruned) >= pruneEvery {
		n, err := s.o.Store.PruneDeliveries(ctx, now.Add(-keepLog))
		if err != nil {
			s.trouble(ctx, "prune the webhooks' log", err)
		} else if *pruned = now; n > 0 {
			s.log.InfoContext(ctx, "pruned the webhooks' log", slog.Int("deliveries", n))
		}
	}
	if _, err := s.o.Store.RescueDeliveries(ctx, false); err != nil {
		s.trouble(ctx, "take back webhooks", err)
		return afterTrouble
	}
	if err := s.fanOut(ctx); err != nil {
		s.trouble(ctx, "make webhooks", err)
		return afterTrouble
	}
	nap, err := s.dispatch(ctx)
	if err != nil {
		s.trouble(ctx, "send webhooks", err)
		return afterTrouble
	}
	return nap
}

func (s *Service) trouble(ctx context.Context, what string, err error) {
	if ctx.Err() == nil {
		s.log.WarnContext(ctx, "webhooks wait", slog.String("at", what), slog.Any("error", err))
	}
}

// dispatch starts what is due, as far as there is room: each endpoint has its
// own, so that a slow one holds up nobody else. It says when to look again.
func (s *Service) dispatch(ctx context.Context) (time.Duration, error) {
	due, err := s.o.Store.DueEndpoints(ctx)
	if err != nil {
		return 0, err
	}
	now, nap := s.now(), longestNap
	for _, d := range due {
		if d.At.After(now) {
			nap = min(nap, d.At.Sub(now))
			continue
		}
		n := s.reserve(d.ID)
		if n == 0 {
			continue // the end of a try looks again
		}
		leases, err := s.o.Store.ClaimDeliveries(ctx, d.ID, n, lease)
		s.unreserve(d.ID, n-len(leases))
		if err != nil {
			return 0, err
		}
		for i := range leases {
			s.trying.Go(func() { s.try(ctx, &leases[i]) })
		}
		if len(leases) == n {
			nap = 0 // there may be more, and perhaps there is room again
			if s.full(d.ID) {
				nap = longestNap
			}
		}
	}
	return nap, nil
}

// reserve takes all the room that there is for an endpoint's requests. However
// many others are slow, there is always room for its first one.
func (s *Service) reserve(endpointID string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := max(0, min(s.o.PerEndpoint-s.flying[endpointID], s.o.Total-s.total))
	if n == 0 && s.flying[endpointID] == 0 {
		n = 1
	}
	s.flying[endpointID] += n
	s.total += n
	return n
}

func (s *Service) unreserve(endpointID string, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.total -= n
	if s.flying[endpointID] -= n; s.flying[endpointID] <= 0 {
		delete(s.flying, endpointID)
	}
}

func (s *Service) full(endpointID string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.flying[endpointID] >= s.o.PerEndpoint || s.total >= s.o.Total && s.flying[endpointID] > 0
}

// try sends one delivery and writes down what came of it.
func (s *Service) try(ctx context.Context, l *doc.DeliveryLease) {
	defer s.poke()
	defer s.unreserve(l.Endpoint.ID, 1)
	keys, auth, err := s.keys(l.Endpoint)
	if err != nil { // nobody's fault but ours
		s.log.WarnContext(ctx, "a webhook waits for the key of its secret", slog.String("endpoint", l.Endpoint.ID), slog.Any("error", err))
		s.release(ctx, l, s.now().Add(noKey), string(doc.CodeOf(err)))
		return
	}
	header := headers(l.ID, s.now(), l.Body, keys...)
	authorize(header, l.Endpoint.Auth, auth)
	attempt, answer := s.exchange(ctx, request{l.Endpoint.Endpoint, header, l.Body})
	if attempt.Error != "" && ctx.Err() != nil { // cut by our own end
		s.release(ctx, l, s.now(), "")
		return
	}
	outcome := doc.DeliveryOutcome{Attempt: attempt, Received: attempt.Error == "", Gone: attempt.Error == errorGone}
	if !outcome.Received && !outcome.Gone {
		outcome.RetryAt = retryAt(l.Tries, l.FirstTryAt, s.now(), answer.Get("Retry-After"), s.o.Rand())
	}
	s.finish(ctx, l, outcome)
}

// keys opens the secrets that sign now, the newest first, and the one of the
// extra header.
func (s *Service) keys(e doc.KeptEndpoint) (keys [][]byte, auth string, err error) {
	key, err := s.key(e.ID, e.Keys.Secret)
	if err != nil {
		return nil, "", err
	}
	keys = append(keys, key)
	if e.Keys.Previous != nil && e.PreviousSecretUntil != nil && s.now().Before(*e.PreviousSecretUntil) {
		// One that cannot be opened any more must not stop the one that can.
		if key, err := s.key(e.ID, e.Keys.Previous); err == nil {
			keys = append(keys, key)
		}
	}
	if e.Keys.Auth != nil {
		secret, err := s.o.Sealer.Open(e.Keys.Auth, purpose(e.ID, "auth"))
		if err != nil {
			return nil, "", err
		}
		auth = string(secret)
	}
	return keys, auth, nil
}

func (s *Service) key(endpointID string, sealed []byte) ([]byte, error) {
	secret, err := s.o.Sealer.Open(sealed, purpose(endpointID, "secret"))
	if err != nil {
		return nil, err
	}
	return parseSecret(string(secret))
}

func (s *Service) finish(ctx context.Context, l *doc.DeliveryLease, o doc.DeliveryOutcome) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), bookkeeping)
	defer cancel()
	disabled, err := s.o.Store.FinishDelivery(ctx, l, o, failing())
	switch {
	case doc.CodeOf(err) == doc.CodeConflict: // paused, deleted or given away meanwhile
	case err != nil: // its lease runs out, and it is sent again
		s.log.ErrorContext(ctx, "what came of a webhook is not written down", slog.String("delivery", l.ID), slog.Any("error", err))
	default:
		s.log.DebugContext(ctx, "sent a webhook", slog.String("delivery", l.ID), slog.String("type", l.Type),
			slog.Int("status", o.Attempt.Status), slog.String("went_wrong", o.Attempt.Error))
		if disabled != "" {
			s.log.WarnContext(ctx, "disabled a webhook endpoint", slog.String("endpoint", l.Endpoint.ID), slog.String("reason", disabled))
		}
	}
	if err == nil {
		s.o.Tried(*l, o)
	}
}

func (s *Service) release(ctx context.Context, l *doc.DeliveryLease, at time.Time, why string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), bookkeeping)
	defer cancel()
	if err := s.o.Store.ReleaseDelivery(ctx, l, at, why); err != nil && doc.CodeOf(err) != doc.CodeConflict {
		s.log.WarnContext(ctx, "a webhook is not given back until its lease runs out", slog.String("delivery", l.ID), slog.Any("error", err))
	}
}
