package webhook_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
	"deskclerk/backend/webhook"
)

// dying is a store whose program dies between the answer and the commit.
type dying struct{ *store.Store }

func (dying) FinishDelivery(context.Context, *doc.DeliveryLease, doc.DeliveryOutcome, doc.FailingPolicy) (string, error) {
	return "", errors.New("killed")
}

func TestADeathBetweenTheAnswerAndTheCommitSendsAgainUnderTheSameID(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	e, secret := h.endpoint(r.URL, only(webhook.TypeFileProcessed))
	h.reopen(func(o *webhook.Options) { o.Store = dying{h.store} })
	h.Start(t.Context())
	h.process()
	first := r.next(t)
	h.reopen()
	h.clock.Advance(3 * time.Second)
	h.Start(t.Context())
	second := r.next(t)
	if first.id() != second.id() || string(first.body) != string(second.body) ||
		first.header.Get("webhook-timestamp") == second.header.Get("webhook-timestamp") {
		t.Errorf("%v\n%v", first.header, second.header)
	}
	if err := reference(t, secret).VerifyIgnoringTimestamp(second.body, second.header); err != nil {
		t.Error(err)
	}
	h.outcome()
	d, err := h.Delivery(t.Context(), e.ID, first.id())
	if err != nil || d.State != doc.DeliveryCompleted || d.Tries != 1 || *d.LagMS != 3000 {
		t.Errorf("%+v, %v", d, err)
	}
}

func TestWhoLostALeaseWritesNothing(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	e, _ := h.endpoint(r.URL, only(webhook.TypeFileProcessed))
	h.Start(t.Context())
	if _, err := h.Pause(t.Context(), e.ID); err != nil {
		t.Fatal(err)
	}
	h.process()
	waitFor(t, func() bool { return len(h.deliveries(doc.DeliveryQuery{})) == 1 })
	h.Stop()
	if _, err := h.Resume(t.Context(), e.ID); err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	old, err := h.store.ClaimDeliveries(ctx, e.ID, 5, time.Minute)
	if err != nil || len(old) != 1 {
		t.Fatalf("%v, %v", old, err)
	}
	if n, err := h.store.RescueDeliveries(ctx, false); err != nil || n != 0 {
		t.Fatalf("rescued %d that hold their lease, %v", n, err)
	}
	h.clock.Advance(2 * time.Minute)
	if n, err := h.store.RescueDeliveries(ctx, false); err != nil || n != 1 {
		t.Fatalf("%d, %v", n, err)
	}
	current, err := h.store.ClaimDeliveries(ctx, e.ID, 5, time.Minute)
	if err != nil || len(current) != 1 || current[0].Tries != 1 {
		t.Fatalf("%v, %v", current, err)
	}
	_, err = h.store.FinishDelivery(ctx, &old[0], doc.DeliveryOutcome{Received: true}, doc.FailingPolicy{})
	wantCode(t, err, doc.CodeConflict)
	wantCode(t, h.store.ReleaseDelivery(ctx, &old[0], h.clock.Now(), ""), doc.CodeConflict)
	d, err := h.Delivery(ctx, e.ID, old[0].ID)
	if err != nil || d.State != doc.DeliveryRunning || len(d.Attempts) != 0 {
		t.Errorf("%+v, %v", d, err)
	}
	if _, err := h.store.FinishDelivery(ctx, &current[0], doc.DeliveryOutcome{Received: true}, doc.FailingPolicy{}); err != nil {
		t.Error(err)
	}
}

func TestAReceiverThatKeysOnTheIDAndOrdersBySequenceHasEachEffectOnce(t *testing.T) {
	n := 300
	if text := os.Getenv("DESKCLERK_TEST_WEBHOOKS"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	h, r := newHouse(t), newReceiver(t)
	e, _ := h.endpoint(r.URL, only(webhook.TypeFileProcessed, webhook.TypeExported))
	id := h.process()
	begin := time.Now()
	h.Start(t.Context())
	for i := 1; i < n; i++ {
		if err := h.store.Exported(t.Context(), []string{id}, strconv.Itoa(i)); err != nil {
			t.Fatal(err)
		}
	}
	for range n {
		if o := h.outcome(); !o.Received {
			t.Fatalf("%+v", o)
		}
	}
	var again []string // one in five is forced a second time
	for q := (doc.DeliveryQuery{Limit: 500}); ; {
		list, err := h.Deliveries(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range list.Deliveries {
			if random.IntN(5) == 0 {
				again = append(again, d.ID)
			}
		}
		if q.After = list.Next; q.After == "" {
			break
		}
	}
	if replayed, err := h.Replay(t.Context(), e.ID, doc.Replay{IDs: again}); err != nil || replayed != len(again) {
		t.Fatalf("%d of %d, %v", replayed, len(again), err)
	}
	for range again {
		h.outcome()
	}
	took := time.Since(begin)
	all := make([]got, 0, n+len(again))
	for range n + len(again) {
		all = append(all, r.next(t))
	}
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	effects, newest, last := map[string]bool{}, -1.0, ""
	for _, g := range all {
		if effects[g.id()] {
			continue
		}
		effects[g.id()] = true
		if p := g.payload(t); p.Data["sequence"].(float64) > newest {
			newest = p.Data["sequence"].(float64)
			last, _ = p.Data["format"].(string)
		}
	}
	t.Logf("%d requests in %s, %d effects, the last state is %s", len(all), took.Round(time.Millisecond), len(effects), last)
	if len(effects) != n || last != strconv.Itoa(n-1) {
		t.Errorf("%d effects of %d events, last %s", len(effects), n, last)
	}
}

func TestWhatHappensWhilePausedWaits(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	e, _ := h.endpoint(r.URL, only(webhook.TypeFileProcessed))
	h.process() // nobody runs yet
	h.Start(t.Context())
	h.outcome()
	if _, err := h.Pause(t.Context(), e.ID); err != nil {
		t.Fatal(err)
	}
	h.process()
	h.process()
	waitFor(t, func() bool { return len(h.deliveries(doc.DeliveryQuery{})) == 3 })
	if e, err := h.Endpoint(t.Context(), e.ID); err != nil || e.Waiting != 2 || e.State != doc.EndpointPaused {
		t.Fatalf("%+v, %v", e, err)
	}
	if _, err := h.Resume(t.Context(), e.ID); err != nil {
		t.Fatal(err)
	}
	h.outcome()
	h.outcome()
	if len(r.got) != 3 {
		t.Errorf("%d arrived", len(r.got))
	}
}

func TestAnEndpointHearsOfNothingBeforeItsTime(t *testing.T) {
	h, r, later := newHouse(t), newReceiver(t), newReceiver(t)
	h.process()
	h.endpoint(r.URL, only(webhook.TypeFileProcessed))
	h.process()
	h.endpoint(later.URL, only(webhook.TypeFileProcessed))
	h.process()
	h.Start(t.Context())
	for range 3 {
		h.outcome()
	}
	if len(r.got) != 2 || len(later.got) != 1 {
		t.Errorf("%d and %d", len(r.got), len(later.got))
	}
}

func TestAfterALongFailureTheFirstSuccessBringsTheRest(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	e, _ := h.endpoint(r.URL, only(webhook.TypeFileProcessed))
	r.say(status(503))
	h.Start(t.Context())
	for range 3 {
		h.process()
		h.outcome()
	}
	for range 4 { // all three are due together; by then they wait for hours
		h.await(e.ID)
		h.outcome()
		h.outcome()
	}
	r.say(nil)
	h.process()
	for range 4 {
		if o := h.outcome(); !o.Received {
			t.Errorf("%+v", o)
		}
	}
}

func TestStoppingCutsARequestThatIsSentAgainAtTheStart(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	h.endpoint(r.URL, only(webhook.TypeFileProcessed))
	r.say(func(_ http.ResponseWriter, q *http.Request) { <-q.Context().Done() })
	h.Start(t.Context())
	h.process()
	first := r.next(t)
	begin := time.Now()
	h.Stop()
	h.Stop()
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("stopping took %s", took)
	}
	r.say(nil)
	h.Start(t.Context())
	if o := h.outcome(); !o.Received || r.next(t).id() != first.id() {
		t.Errorf("%+v", o)
	}
}
