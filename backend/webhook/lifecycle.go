package webhook

import (
	"context"
	"time"

	"deskclerk/backend/doc"
)

// rotation is how long two secrets sign after a rotation.
const rotation = 24 * time.Hour

// Endpoints lists every endpoint, oldest first.
func (s *Service) Endpoints(ctx context.Context) ([]doc.Endpoint, error) {
	kept, err := s.o.Store.WebhookEndpoints(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]doc.Endpoint, len(kept))
	for i, e := range kept {
		if all[i], err = s.present(ctx, e.Endpoint); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Endpoint gives one endpoint. Errors: not_found.
func (s *Service) Endpoint(ctx context.Context, id string) (doc.Endpoint, error) {
	e, err := s.o.Store.WebhookEndpoint(ctx, id)
	if err != nil {
		return doc.Endpoint{}, err
	}
	return s.present(ctx, e.Endpoint)
}

// present adds the counts and leaves out what has passed.
func (s *Service) present(ctx context.Context, e doc.Endpoint) (doc.Endpoint, error) {
	if e.PreviousSecretUntil != nil && !s.now().Before(*e.PreviousSecretUntil) {
		e.PreviousSecretUntil = nil
	}
	err := s.o.Store.CountDeliveries(ctx, &e)
	return e, err
}

// Delete removes an endpoint with its log.
func (s *Service) Delete(ctx context.Context, id string) error {
	return s.o.Store.DeleteWebhookEndpoint(ctx, id)
}

// Pause lets everything for the endpoint wait. Errors: conflict for one that is
// disabled.
func (s *Service) Pause(ctx context.Context, id string) (doc.Endpoint, error) {
	return s.change(ctx, id, func(e *doc.KeptEndpoint) error {
		if e.State == doc.EndpointDisabled {
			return doc.Refuse(doc.CodeConflict, "hook_disabled")
		}
		e.State = doc.EndpointPaused
		return nil
	})
}

// Resume sends what waits, and makes a disabled endpoint active again. What was
// missed meanwhile are dead letters, to be replayed.
func (s *Service) Resume(ctx context.Context, id string) (doc.Endpoint, error) {
	return s.change(ctx, id, func(e *doc.KeptEndpoint) error {
		e.State, e.Reason = doc.EndpointActive, ""
		return nil
	})
}

// Rotate gives an endpoint a new secret and returns it; it is never shown again.
// For 24 hours the one before signs as well, unless revoke is set.
func (s *Service) Rotate(ctx context.Context, id string, revoke bool) (doc.Endpoint, string, error) {
	secret := NewSecret()
	sealed, err := s.o.Sealer.Seal([]byte(secret), purpose(id, "secret"))
	if err != nil {
		return doc.Endpoint{}, "", err
	}
	e, err := s.change(ctx, id, func(e *doc.KeptEndpoint) error {
		until := s.now().Add(rotation)
		e.Keys.Previous, e.PreviousSecretUntil = e.Keys.Secret, &until
		if revoke {
			e.Keys.Previous, e.PreviousSecretUntil = nil, nil
		}
		e.Keys.Secret = sealed
		return nil
	})
	return e, secret, err
}

// Revoke ends the time of the secret before a rotation at once.
func (s *Service) Revoke(ctx context.Context, id string) (doc.Endpoint, error) {
	return s.change(ctx, id, func(e *doc.KeptEndpoint) error {
		e.Keys.Previous, e.PreviousSecretUntil = nil, nil
		return nil
	})
}

func (s *Service) change(ctx context.Context, id string, change func(*doc.KeptEndpoint) error) (doc.Endpoint, error) {
	if err := s.o.Store.ChangeWebhookEndpoint(ctx, id, change); err != nil {
		return doc.Endpoint{}, err
	}
	s.poke()
	return s.Endpoint(ctx, id)
}

// Deliveries lists deliveries, newest first.
func (s *Service) Deliveries(ctx context.Context, q doc.DeliveryQuery) (doc.DeliveryList, error) {
	if q.EndpointID != "" {
		if _, err := s.o.Store.WebhookEndpoint(ctx, q.EndpointID); err != nil {
			return doc.DeliveryList{}, err
		}
	}
	return s.o.Store.Deliveries(ctx, q)
}

// Delivery gives one delivery with its body and attempts. Errors: not_found.
func (s *Service) Delivery(ctx context.Context, endpointID, id string) (doc.Delivery, error) {
	return s.o.Store.Delivery(ctx, endpointID, id)
}

// Replay sends deliveries again, under their old ids, and says how many. Errors:
// invalid_request when nothing is chosen; not_found; conflict.
func (s *Service) Replay(ctx context.Context, endpointID string, r doc.Replay) (int, error) {
	if r.Empty() {
		return 0, doc.Refuse(doc.CodeInvalid, "hook_replay")
	}
	n, err := s.o.Store.ReplayDeliveries(ctx, endpointID, r)
	s.poke()
	return n, err
}
