package webhook_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
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

func TestReplaySendsExactlyThose(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	e, _ := h.endpoint(r.URL, only(webhook.TypeFileProcessed))
	other, _ := h.endpoint(newReceiver(t).URL, only(webhook.TypeFileProcessed))
	h.Start(t.Context())
	answer := map[bool]int{true: 204, false: 410}
	for i := range 6 {
		r.say(status(answer[i%3 != 2])) // the third and the sixth fail for good
		h.process()
		h.outcome()
		h.outcome()
		if _, err := h.Resume(t.Context(), e.ID); err != nil {
			t.Fatal(err)
		}
		h.clock.Advance(time.Minute)
	}
	r.say(nil)
	list := h.deliveries(doc.DeliveryQuery{EndpointID: e.ID})
	slices.Reverse(list)
	ids := func(at ...int) (all []string) {
		for _, i := range at {
			all = append(all, list[i].ID)
		}
		slices.Sort(all)
		return all
	}
	for len(r.got) > 0 {
		<-r.got
	}
	tests := []struct {
		name   string
		replay doc.Replay
		want   []string
	}{
		{"all that failed", doc.Replay{Failed: true}, ids(2, 5)},
		{"none is left that failed", doc.Replay{Failed: true}, nil},
		{"one", doc.Replay{IDs: ids(1)}, ids(1)},
		{"two", doc.Replay{IDs: ids(0, 3)}, ids(0, 3)},
		{"a range", doc.Replay{From: list[1].Sequence, To: list[3].Sequence}, ids(1, 2, 3)},
		{"from there on", doc.Replay{From: list[4].Sequence}, ids(4, 5)},
		{"up to there", doc.Replay{To: list[1].Sequence}, ids(0, 1)},
		{"a time", doc.Replay{Since: list[2].HappenedAt, Until: list[3].HappenedAt}, ids(2, 3)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n, err := h.Replay(t.Context(), e.ID, tt.replay)
			if err != nil || n != len(tt.want) {
				t.Fatalf("%d, %v, want %d", n, err, len(tt.want))
			}
			for range n {
				if o := h.outcome(); !o.Received {
					t.Errorf("%+v", o)
				}
			}
			var got []string
			for range n {
				got = append(got, r.next(t).id())
			}
			if slices.Sort(got); !slices.Equal(got, tt.want) || len(r.got) > 0 || len(h.tried) > 0 {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
	_, err := h.Replay(t.Context(), e.ID, doc.Replay{})
	wantCode(t, err, doc.CodeInvalid)
	_, err = h.Replay(t.Context(), other.ID, doc.Replay{IDs: ids(1)}) // another endpoint's
	wantCode(t, err, doc.CodeNotFound)
	_, err = h.Replay(t.Context(), "nothing", doc.Replay{Failed: true})
	wantCode(t, err, doc.CodeNotFound)
}

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

// locked is a key store that cannot be reached for a while.
type locked struct {
	webhook.Sealer
	open bool
}

func (l *locked) Open(sealed []byte, purpose string) ([]byte, error) {
	if !l.open {
		return nil, doc.Errorf(doc.CodeKeyGone, "locked")
	}
	return l.Sealer.Open(sealed, purpose)
}

func TestALockedKeyStoreBlamesNobody(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	e, _ := h.endpoint(r.URL, only(webhook.TypeFileProcessed))
	key := &locked{Sealer: h.o.Sealer}
	h.reopen(func(o *webhook.Options) { key.Sealer, o.Sealer = o.Sealer, key })
	h.Start(t.Context())
	h.process()
	waitFor(t, func() bool {
		d := h.deliveries(doc.DeliveryQuery{State: []doc.DeliveryState{doc.DeliveryAvailable}})
		return len(d) == 1 && d[0].NextAt.After(h.clock.Now()) && d[0].Tries == 0 && d[0].LastError == "key_unavailable"
	})
	h.Stop()
	key.open = true
	h.clock.Advance(time.Minute)
	h.Start(t.Context())
	h.outcome()
	if e, err := h.Endpoint(t.Context(), e.ID); err != nil || e.Delivered != 1 || e.LastFailureAt != nil {
		t.Errorf("%+v, %v", e, err)
	}
}

func TestALostKeyIsMendedByARotation(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	e, _ := h.endpoint(r.URL, only(webhook.TypeFileProcessed))
	if err := os.Remove(filepath.Join(h.dir, "secret.key")); err != nil {
		t.Fatal(err)
	}
	h.reopen()
	h.Start(t.Context())
	h.process()
	waitFor(t, func() bool {
		d := h.deliveries(doc.DeliveryQuery{})
		return len(d) == 1 && d[0].LastError == "key_unavailable"
	})
	_, secret, err := h.Rotate(t.Context(), e.ID, false)
	if err != nil {
		t.Fatal(err)
	}
	h.clock.Advance(time.Minute)
	g := r.next(t)
	if err := reference(t, secret).VerifyIgnoringTimestamp(g.body, g.header); err != nil {
		t.Error(err)
	}
	h.outcome()
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
