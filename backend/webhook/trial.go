package webhook

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/google/uuid"

	"deskclerk/backend/doc"
)

// Test sends an example of a type to an endpoint, once and at once, whatever its
// state, events and scope. It leaves no trace: no delivery, no failure, no
// number. Errors: not_found; invalid_request for a type that there is not;
// key_unavailable.
func (s *Service) Test(ctx context.Context, endpointID, kind string) (doc.WebhookTrial, error) {
	e, err := s.o.Store.WebhookEndpoint(ctx, endpointID)
	if err != nil {
		return doc.WebhookTrial{}, err
	}
	if !knownType(kind) {
		return doc.WebhookTrial{}, doc.Refuse(doc.CodeInvalid, "hook_event", "event", kind)
	}
	body, err := s.Example(kind)
	if err != nil {
		return doc.WebhookTrial{}, err
	}
	keys, auth, err := s.keys(e)
	if err != nil {
		return doc.WebhookTrial{}, err
	}
	t := doc.WebhookTrial{ID: newID(), Type: kind, Body: string(body)}
	header := headers(t.ID, s.now(), body, keys...)
	authorize(header, e.Auth, auth)
	t.Attempt, _ = s.exchange(ctx, request{e.Endpoint, header, body})
	t.Attempt.Number = 1
	return t, ctx.Err()
}

// Kinds lists every type of webhook with an example.
func (s *Service) Kinds(context.Context) ([]doc.WebhookKind, error) {
	var all []doc.WebhookKind
	for _, k := range kinds() {
		body, err := s.Example(k[0])
		if err != nil {
			return nil, err
		}
		all = append(all, doc.WebhookKind{Type: k[0], When: k[1], Example: string(body)})
	}
	return all, nil
}

// Example is a payload of the type, as Test sends it: data.test is true, and the
// ids are of nothing.
func (s *Service) Example(kind string) ([]byte, error) {
	e := doc.Event{Seq: 0, At: s.now(), Data: map[string]any{}}
	switch kind {
	case TypeTest:
	case TypeExtractionCompleted, TypeExtractionFailed:
		e.BatchID = uuid.Nil.String()
		e.Data = map[string]any{"status": "processed", "total": 3.0, "failed": 0.0}
		if kind == TypeExtractionFailed {
			e.Data["status"], e.Data["failed"] = "failed", 3.0
		}
	default:
		e.DocumentID = uuid.Nil.String()
		e.Data = exampleData(kind)
	}
	p := thin(kind, e, "")
	p.Data.Test = true
	return p.bytes()
}

func exampleData(kind string) map[string]any {
	d := map[string]any{"status": string(doc.StatusCompleted), "type": string(doc.TypeInvoice), "revision": 7.0, "pages": 1.0}
	switch kind {
	case TypeFileFailed, TypeClassificationFailed:
		delete(d, "type")
		d["status"], d["code"] = string(doc.StatusFailedTerminal), string(doc.CodeCorrupt)
	case TypeReviewRequired:
		d["status"] = string(doc.StatusNeedsReview)
	case TypeReviewCompleted:
		d["status"] = string(doc.StatusApproved)
	case TypeExported:
		d["format"] = "csv"
	case TypeDeleted:
		delete(d, "status")
	}
	return d
}

// sampleOf reads what a receiver is interested in at a glance.
func sampleOf(body []byte) (kind string, sequence int64) {
	var p payload
	if json.Unmarshal(body, &p) != nil {
		return "", 0
	}
	return p.Type, p.Data.Sequence
}

// attemptHeader gives a header of a request for the log.
func attemptHeader(h http.Header) map[string]string { return shown(h, doc.WebhookAuth{}) }
