package webhook

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"deskclerk/backend/doc"
)

// fanStep is how many events become deliveries in one transaction.
const fanStep = 200

// fanOut makes deliveries of what happened since it last looked. The bodies are
// made here, once: what is stored is what is signed and sent.
func (s *Service) fanOut(ctx context.Context) error {
	endpoints, err := s.o.Store.WebhookEndpoints(ctx)
	if err != nil || len(endpoints) == 0 {
		return err
	}
	cursor, err := s.o.Store.WebhookCursor(ctx)
	if err != nil {
		return err
	}
	for {
		events, err := s.o.Outbox.Events(ctx, cursor, fanStep)
		if err != nil || len(events) == 0 {
			return err
		}
		var made []doc.NewDelivery
		for _, e := range events {
			deliveries, err := s.deliveriesOf(ctx, e, endpoints)
			if err != nil {
				return err
			}
			made = append(made, deliveries...)
		}
		// Most events are no webhook; a place that they alone moved is not worth a
		// commit, since looking again finds the same.
		last := events[len(events)-1].Seq
		if len(made) == 0 && len(events) < fanStep {
			return nil
		}
		if err := s.o.Store.FanOut(ctx, cursor, last, made); err != nil {
			return err
		}
		cursor = last
	}
}

// deliveriesOf makes an event's deliveries, for each endpoint that wants it.
func (s *Service) deliveriesOf(ctx context.Context, e doc.Event, endpoints []doc.KeptEndpoint) ([]doc.NewDelivery, error) {
	types := typesOf(e)
	if len(types) == 0 {
		return nil, nil
	}
	facts, err := s.o.Store.WebhookFacts(ctx, e.DocumentID, e.BatchID)
	if err != nil {
		return nil, err
	}
	var made []doc.NewDelivery
	for _, endpoint := range endpoints {
		correlation, ok := inScope(endpoint.Scope, facts, e)
		if !ok {
			continue
		}
		for _, kind := range types {
			if len(endpoint.Events) > 0 && !slices.Contains(endpoint.Events, kind) {
				continue
			}
			d, err := s.newDelivery(ctx, endpoint.Endpoint, kind, e, correlation)
			if err != nil {
				return nil, err
			}
			made = append(made, d)
		}
	}
	return made, nil
}

func (s *Service) newDelivery(ctx context.Context, endpoint doc.Endpoint, kind string, e doc.Event, correlation string) (doc.NewDelivery, error) {
	p := thin(kind, e, correlation)
	body, err := p.bytes()
	if err != nil {
		return doc.NewDelivery{}, err
	}
	d := doc.NewDelivery{EndpointID: endpoint.ID, ID: newID(), Event: e, Type: kind, Body: body}
	if endpoint.Payload != doc.PayloadFull || e.DocumentID == "" || e.Type == doc.EventDeleted {
		return d, nil
	}
	whole, err := s.o.Documents.Document(ctx, e.DocumentID)
	if doc.CodeOf(err) == doc.CodeNotFound { // deleted meanwhile; the next event says so
		return d, nil
	}
	if err != nil {
		return doc.NewDelivery{}, err
	}
	if p, err = p.with(whole); err != nil {
		return doc.NewDelivery{}, err
	}
	d.Thin = body
	d.Body, err = p.bytes()
	return d, err
}

// newID makes a webhook-id. It has no full stop, which the signature divides by.
func newID() string { return "msg_" + uuid.Must(uuid.NewV7()).String() }

// inScope holds an event against a scope, and gives the correlation id of the
// way in that the scope is about: of several the newest.
func inScope(scope doc.WebhookScope, facts doc.WebhookFacts, e doc.Event) (correlation string, ok bool) {
	for _, o := range facts.Sources {
		if originInScope(scope, o) {
			ok = true
			if o.CorrelationID != "" && e.DocumentID != "" { // a batch's documents may have one each
				correlation = o.CorrelationID
			}
		}
	}
	switch scope.Kind {
	case doc.ScopeEverything:
		ok = true
	case doc.ScopeType: // the event knows the type that it was about
		if kind := text(e.Data["type"]); kind != "" {
			ok = kind == scope.Value
		}
	}
	return correlation, ok
}

func originInScope(scope doc.WebhookScope, o doc.WebhookOrigin) bool {
	switch scope.Kind {
	case doc.ScopeFolder:
		// By its id, or by the name it had when the file came.
		return o.Kind == doc.SourceFolder && (o.Folder == scope.Value || o.Detail == scope.Value || strings.HasPrefix(o.Detail, scope.Value+"/"))
	case doc.ScopeToken:
		return o.Kind == doc.SourceUpload && o.Detail == doc.ActorOfToken(scope.Value)
	case doc.ScopeType:
		return string(o.Type) == scope.Value
	default:
		return true
	}
}
