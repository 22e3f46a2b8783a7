package webhook_test

import (
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/webhook"
)

func TestTheTestCoversEveryTypeAndCountsNowhere(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	e, secret := h.endpoint(r.URL, only(webhook.TypeDeleted), scoped(doc.ScopeToken, "nobody"))
	h.Start(t.Context())
	before, err := h.store.LastEvent(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	kinds, err := h.Kinds(t.Context())
	if err != nil || len(kinds) != 11 {
		t.Fatalf("%v, %v", kinds, err)
	}
	for i, k := range kinds {
		r.say(status([]int{204, 500, 410}[i%3])) // a failed test counts as little
		trial, err := h.Test(t.Context(), e.ID, k.Type)
		if err != nil || trial.Attempt.Status != []int{204, 500, 410}[i%3] {
			t.Fatalf("%+v, %v", trial, err)
		}
		g := r.next(t)
		p := g.payload(t)
		if p.Type != k.Type || p.Data["test"] != true || g.id() != trial.ID || string(g.body) != trial.Body {
			t.Errorf("%s", g.body)
		}
		if err := reference(t, secret).VerifyIgnoringTimestamp(g.body, g.header); err != nil {
			t.Error(err)
		}
	}
	after, err := h.Endpoint(t.Context(), e.ID)
	if err != nil || after.State != doc.EndpointActive || after.FailingSince != nil || after.LastSuccessAt != nil || after.LastFailureAt != nil ||
		after.Delivered+after.Waiting+after.DeadLetters != 0 || len(h.deliveries(doc.DeliveryQuery{})) != 0 {
		t.Errorf("%+v, %v", after, err)
	}
	if last, err := h.store.LastEvent(t.Context()); err != nil || last != before {
		t.Errorf("%d events, were %d, %v", last, before, err)
	}
	_, err = h.Test(t.Context(), e.ID, "document.read")
	wantCode(t, err, doc.CodeInvalid)
	_, err = h.Test(t.Context(), "nothing", webhook.TypeTest)
	wantCode(t, err, doc.CodeNotFound)
}
