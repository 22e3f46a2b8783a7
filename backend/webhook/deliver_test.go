package webhook_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/webhook"
)

// await advances to the next try of the only delivery that waits.
func (h *house) await(endpointID string) doc.DeliveryOutcome {
	h.t.Helper()
	waiting := h.deliveries(doc.DeliveryQuery{EndpointID: endpointID, State: []doc.DeliveryState{doc.DeliveryRetryable}})
	if len(waiting) == 0 {
		h.t.Fatal("nothing waits")
	}
	next := slices.MinFunc(waiting, func(a, b doc.Delivery) int { return a.NextAt.Compare(*b.NextAt) })
	h.clock.Set(*next.NextAt)
	return h.outcome()
}

func TestAReceiverDownForThreeDaysGetsEverythingOnRecovery(t *testing.T) {
	for _, chance := range []float64{0, 0.5, 0.999} {
		t.Run(fmt.Sprint("chance ", chance), func(t *testing.T) {
			h, r := newHouse(t, func(o *webhook.Options) { o.Rand = func() float64 { return chance } }), newReceiver(t)
			e, _ := h.endpoint(r.URL, only(webhook.TypeFileProcessed))
			begin := h.clock.Now()
			r.say(func(w http.ResponseWriter, _ *http.Request) {
				if h.clock.Now().Sub(begin) < 72*time.Hour {
					w.WriteHeader(http.StatusServiceUnavailable)
				}
			})
			h.Start(t.Context())
			h.process()
			at := []time.Duration{0}
			for o := h.outcome(); !o.Received; o = h.await(e.ID) {
				if o.RetryAt.IsZero() {
					t.Fatalf("given up: %+v", o)
				}
				at = append(at, o.RetryAt.Sub(begin))
			}
			t.Logf("tries at %v", at)
			want := []time.Duration{5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour}
			for i := 1; i < len(at); i++ {
				scheduled := want[min(i-1, len(want)-1)]
				if wait := at[i] - at[i-1]; wait < scheduled*8/10-time.Millisecond || wait > scheduled*12/10 {
					t.Errorf("wait %d is %s, want %s ± 20 %%", i, wait, scheduled)
				}
			}
			checkOneID(t, r, len(at))
			if e, err := h.Endpoint(t.Context(), e.ID); err != nil || e.State != doc.EndpointActive || e.FailingSince != nil {
				t.Errorf("%+v, %v", e, err)
			}
		})
	}
}

// checkOneID looks whether all that arrived is one webhook, each time with a new
// timestamp and the same bytes.
func checkOneID(t *testing.T, r *receiver, n int) {
	t.Helper()
	first := r.next(t)
	last := first.header.Get("webhook-timestamp")
	for range n - 1 {
		g := r.next(t)
		if g.id() != first.id() || string(g.body) != string(first.body) || g.header.Get("webhook-timestamp") == last {
			t.Errorf("%s at %s, was %s at %s", g.id(), g.header.Get("webhook-timestamp"), first.id(), last)
		}
		last = g.header.Get("webhook-timestamp")
	}
}

func TestFiveDaysOfFailureDisableWithANotice(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	e, _ := h.endpoint(r.URL, only(webhook.TypeFileProcessed))
	r.say(status(http.StatusInternalServerError))
	h.Start(t.Context())
	begin := h.clock.Now()
	h.process()
	h.outcome()
	tries := 1
	for {
		got, err := h.Endpoint(t.Context(), e.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got.State == doc.EndpointDisabled {
			if got.Reason != doc.DisabledFailing || got.DeadLetters != 1 || got.Waiting != 0 {
				t.Errorf("%+v", got)
			}
			break
		}
		h.await(e.ID)
		tries++
	}
	days := h.clock.Now().Sub(begin).Hours() / 24
	t.Logf("disabled after %.2f days and %d tries", days, tries)
	if days < 5 || days > 6.2 {
		t.Errorf("after %.2f days", days)
	}
	wantNotice(t, h, doc.DisabledFailing)

	h.process() // what happens meanwhile is not lost
	waitFor(t, func() bool {
		return len(h.deliveries(doc.DeliveryQuery{State: []doc.DeliveryState{doc.DeliveryDiscarded}})) == 2
	})
	_, err := h.Replay(t.Context(), e.ID, doc.Replay{Failed: true})
	wantCode(t, err, doc.CodeConflict)
	r.say(nil)
	if _, err := h.Resume(t.Context(), e.ID); err != nil {
		t.Fatal(err)
	}
	if n, err := h.Replay(t.Context(), e.ID, doc.Replay{Failed: true}); err != nil || n != 2 {
		t.Fatalf("%d, %v", n, err)
	}
	for range 2 {
		if o := h.outcome(); !o.Received {
			t.Errorf("%+v", o)
		}
	}
}

func wantNotice(t *testing.T, h *house, reason string) {
	t.Helper()
	events, err := h.store.Events(t.Context(), 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(events, func(e doc.Event) bool { return e.Type == doc.EventWebhookDisabled })
	if at < 0 || events[at].Data["reason"] != reason {
		t.Errorf("no notice: %v", events)
	}
}

func TestAMachineThatSleptDoesNotBlameTheReceiver(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	e, _ := h.endpoint(r.URL, only(webhook.TypeFileProcessed))
	r.say(status(http.StatusInternalServerError))
	h.Start(t.Context())
	h.process()
	h.outcome()
	h.reopen()
	h.clock.Advance(20 * 24 * time.Hour) // a holiday
	h.Start(t.Context())
	h.outcome()
	if e, err := h.Endpoint(t.Context(), e.ID); err != nil || e.State != doc.EndpointActive {
		t.Errorf("%+v, %v", e, err)
	}
}

func TestGoneDisablesAtOnce(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	e, _ := h.endpoint(r.URL, only(webhook.TypeFileProcessed))
	r.say(status(http.StatusGone, "Retry-After", "120"))
	h.Start(t.Context())
	h.process()
	h.outcome()
	got, err := h.Endpoint(t.Context(), e.ID)
	if err != nil || got.State != doc.EndpointDisabled || got.Reason != doc.DisabledGone || got.DeadLetters != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	wantNotice(t, h, doc.DisabledGone)
}

func TestARedirectIsAFailureAndNeverFollowed(t *testing.T) {
	var followed atomic.Int32
	elsewhere := newReceiver(t)
	elsewhere.say(func(http.ResponseWriter, *http.Request) { followed.Add(1) })
	for _, code := range []int{300, 301, 302, 303, 304, 307, 308, 399} {
		t.Run(strconv.Itoa(code), func(t *testing.T) {
			h, r := newHouse(t), newReceiver(t)
			h.endpoint(r.URL, only(webhook.TypeFileProcessed))
			r.say(status(code, "Location", elsewhere.URL))
			h.Start(t.Context())
			h.process()
			if o := h.outcome(); o.Received || o.Attempt.Error != "redirect" || o.RetryAt.IsZero() {
				t.Errorf("%+v", o)
			}
		})
	}
	if followed.Load() > 0 {
		t.Error("it was followed")
	}
}

func TestRetryAfterIsHeeded(t *testing.T) {
	for header, want := range map[string]time.Duration{
		"0": time.Second, "120": 2 * time.Minute, "1000000000": 24 * time.Hour, "garbage": 5 * time.Second,
		"Sat, 21 Nov 2026 10:14:03 GMT": time.Hour,
	} {
		t.Run(header, func(t *testing.T) {
			h, r := newHouse(t), newReceiver(t)
			h.endpoint(r.URL, only(webhook.TypeFileProcessed))
			r.say(status(http.StatusTooManyRequests, "Retry-After", header))
			h.Start(t.Context())
			h.process()
			if o := h.outcome(); o.RetryAt.Sub(h.clock.Now()) != want {
				t.Errorf("again after %s, want %s", o.RetryAt.Sub(h.clock.Now()), want)
			}
		})
	}
}

func TestASlowReceiverIsCutAndDelaysNoOther(t *testing.T) {
	h := newHouse(t, func(o *webhook.Options) { o.Timeout = 700 * time.Millisecond })
	slow, dripping, quick := newReceiver(t), newReceiver(t), newReceiver(t)
	hang := make(chan struct{})
	t.Cleanup(func() { close(hang) })
	slow.say(func(_ http.ResponseWriter, q *http.Request) {
		select {
		case <-hang:
		case <-q.Context().Done():
		}
	})
	dripping.say(func(w http.ResponseWriter, q *http.Request) { // a yes whose body never ends
		for q.Context().Err() == nil {
			_, _ = io.WriteString(w, ".")
			_ = http.NewResponseController(w).Flush()
			select {
			case <-q.Context().Done():
			case <-time.After(20 * time.Millisecond):
			}
		}
	})
	for _, r := range []*receiver{slow, dripping, quick} {
		h.endpoint(r.URL, only(webhook.TypeFileProcessed))
	}
	h.Start(t.Context())
	const n = 12
	for range n {
		h.process()
	}
	begin := time.Now()
	for range n {
		quick.next(t)
	}
	t.Logf("the quick one had all %d after %s", n, time.Since(begin))
	if took := time.Since(begin); took > 600*time.Millisecond {
		t.Errorf("it took %s", took)
	}
	late, received := 0, 0
	for received < n || late < 8 {
		o := h.outcome()
		switch {
		case o.Received:
			received++
		case o.Attempt.Error == "timeout" && o.Attempt.TookMS >= 650 && o.Attempt.TookMS < 1500:
			late++
		default:
			t.Errorf("%+v", o)
		}
	}
	if received > n {
		t.Errorf("%d received, %d cut", received, late)
	}
}

func TestAtMostTwentyKilobytesOfAnAnswerAreReadAndKept(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	e, _ := h.endpoint(r.URL, only(webhook.TypeFileProcessed))
	var wrote atomic.Int64
	r.say(func(w http.ResponseWriter, _ *http.Request) {
		chunk := []byte(strings.Repeat("x", 10_000))
		for range 10_000 { // 100 MB
			n, err := w.Write(chunk)
			if wrote.Add(int64(n)); err != nil {
				return
			}
		}
	})
	h.Start(t.Context())
	h.process()
	o := h.outcome()
	if !o.Received || len(o.Attempt.ResponseBody) != 20_000 || !o.Attempt.Truncated {
		t.Errorf("%d bytes, truncated %v, error %q", len(o.Attempt.ResponseBody), o.Attempt.Truncated, o.Attempt.Error)
	}
	d, err := h.Delivery(t.Context(), e.ID, r.next(t).id())
	if err != nil || len(d.Attempts) != 1 || len(d.Attempts[0].ResponseBody) != 20_000 {
		t.Errorf("%v, %v", len(d.Attempts), err)
	}
	r.Close() // waits for the handler
	if wrote.Load() > 20<<20 {
		t.Errorf("the receiver could write %d bytes", wrote.Load())
	}
}

func TestWhatGoesWrongOnTheWayHasItsName(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone := "http://" + closed.Addr().String()
	_ = closed.Close()
	garbage := newReceiver(t)
	garbage.say(func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err == nil {
			_, _ = io.WriteString(conn, "no HTTP at all\r\n\r\n")
			_ = conn.Close()
		}
	})
	header := newReceiver(t)
	header.say(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Long", strings.Repeat("x", 100_000))
		w.WriteHeader(http.StatusOK)
	})
	plain := newReceiver(t)
	for name, tt := range map[string]struct{ url, want string }{
		"nobody listens":           {gone, "not_connected"},
		"the answer is no HTTP":    {garbage.URL, "connection_broken"},
		"the headers do not end":   {header.URL, "connection_broken"},
		"https to what is no TLS":  {strings.Replace(plain.URL, "http", "https", 1), "tls"},
		"a certificate of nobody":  {untrusted(t), "tls"},
		"the name is gone by then": {"http://vanishing.example:1234/", "host_not_found"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.names.set("vanishing.example", "127.0.0.1")
			h.endpoint(tt.url, only(webhook.TypeFileProcessed))
			h.names.set("vanishing.example")
			h.Start(t.Context())
			h.process()
			if o := h.outcome(); o.Received || o.Attempt.Error != tt.want || o.RetryAt.IsZero() {
				t.Errorf("%+v", o)
			}
		})
	}
}

// waitFor waits for what another goroutine is about to do.
func waitFor(t *testing.T, holds func() bool) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for !holds() {
		if time.Now().After(deadline) {
			t.Fatal("it does not happen")
		}
		time.Sleep(5 * time.Millisecond)
	}
}
