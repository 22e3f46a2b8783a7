package webhook_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/webhook"
)

func TestTheLogIsKeptForThirtyDays(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	e, _ := h.endpoint(r.URL, only(webhook.TypeFileProcessed))
	h.Start(t.Context())
	h.process()
	h.outcome()
	h.clock.Advance(29 * 24 * time.Hour)
	h.process()
	h.outcome()
	if n := len(h.deliveries(doc.DeliveryQuery{EndpointID: e.ID})); n != 2 {
		t.Fatalf("%d", n)
	}
	h.clock.Advance(25 * time.Hour)
	waitFor(t, func() bool {
		h.clock.Advance(time.Minute) // the round before may have looked at the clock just before it was moved
		return len(h.deliveries(doc.DeliveryQuery{EndpointID: e.ID})) == 1
	})
}

func TestThePagesOfTheLog(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	h.endpoint(r.URL, only(webhook.TypeExported))
	id := h.process()
	h.Start(t.Context())
	const n = 7
	for i := range n {
		if err := h.store.Exported(t.Context(), []string{id}, fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
		h.outcome()
	}
	var seen []int64
	q := doc.DeliveryQuery{Limit: 3, DocumentID: id, State: []doc.DeliveryState{doc.DeliveryCompleted}}
	for {
		list, err := h.Deliveries(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range list.Deliveries {
			seen = append(seen, d.Sequence)
		}
		if q.After = list.Next; q.After == "" {
			break
		}
	}
	if len(seen) != n || !slices.IsSortedFunc(seen, func(a, b int64) int { return int(b - a) }) {
		t.Errorf("%v", seen)
	}
	_, err := h.Deliveries(t.Context(), doc.DeliveryQuery{After: "x"})
	wantCode(t, err, doc.CodeInvalid)
	_, err = h.Deliveries(t.Context(), doc.DeliveryQuery{EndpointID: "x"})
	wantCode(t, err, doc.CodeNotFound)
}

func TestDeletingAnEndpointTakesItsLogAlong(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	e, _ := h.endpoint(r.URL, only(webhook.TypeFileProcessed))
	h.Start(t.Context())
	h.process()
	h.outcome()
	if err := h.Delete(t.Context(), e.ID); err != nil {
		t.Fatal(err)
	}
	wantCode(t, h.Delete(t.Context(), e.ID), doc.CodeNotFound)
	_, err := h.Endpoint(t.Context(), e.ID)
	wantCode(t, err, doc.CodeNotFound)
	if n := len(h.deliveries(doc.DeliveryQuery{})); n != 0 {
		t.Errorf("%d deliveries", n)
	}
}
