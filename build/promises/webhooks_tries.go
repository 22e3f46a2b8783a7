package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
)

// trySignatures holds what the program sends against the reference library, its
// own log, and each change of one bit of the body.
func trySignatures(ctx context.Context, b bench) (string, error) {
	h, err := newHookHouse(ctx, b)
	if err != nil {
		return "", err
	}
	defer h.program.Kill()
	server, got := far(nil)
	defer server.Close()
	e, secret, err := h.endpoint(ctx, server.URL)
	if err != nil {
		return "", err
	}
	w, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		return "", err
	}
	const n = 20
	changes := 0
	for range n {
		if err := h.happen(ctx); err != nil {
			return "", err
		}
		one, err := receive(got)
		if err != nil {
			return "", err
		}
		if err := w.Verify(one.body, one.header); err != nil {
			return "", err
		}
		d, err := h.Delivery(ctx, e.ID, one.header.Get("webhook-id"))
		if err != nil || d.Body != string(one.body) {
			return "", fmt.Errorf("stored %q, sent %q (%w)", d.Body, one.body, err)
		}
		for i := range len(one.body) * 8 {
			one.body[i/8] ^= 1 << (i % 8)
			if w.Verify(one.body, one.header) == nil {
				return "", fmt.Errorf("bit %d may be changed", i)
			}
			one.body[i/8] ^= 1 << (i % 8)
			changes++
		}
	}
	return fmt.Sprintf("%d deliveries verify, %d one-bit changes do not", n, changes), nil
}

// tryKills has the receiver kill the program, in turn before its answer and
// right after it.
func tryKills(ctx context.Context, b bench) (string, error) {
	h, err := newHookHouse(ctx, b)
	if err != nil {
		return "", err
	}
	defer func() { h.program.Kill() }()
	var mu sync.Mutex
	kill, after := false, false
	server, got := far(func(w http.ResponseWriter, _ *http.Request, _ hook) {
		mu.Lock()
		defer mu.Unlock()
		if !kill {
			return
		}
		if kill = false; after {
			w.WriteHeader(http.StatusOK)
			_ = http.NewResponseController(w).Flush()
		}
		h.program.Kill()
	})
	defer server.Close()
	e, _, err := h.endpoint(ctx, server.URL)
	if err != nil {
		return "", err
	}
	const rounds = 20
	again, committed := 0, 0
	for round := range rounds {
		mu.Lock()
		kill, after = true, round%2 == 1
		mu.Unlock()
		_ = h.happen(ctx) // the program may be dead before it has answered
		first, err := receive(got)
		if err != nil {
			return "", err
		}
		h.program.Wait()
		time.Sleep(1100 * time.Millisecond) // timestamps have seconds
		if err := h.start(ctx); err != nil {
			return "", err
		}
		id := first.header.Get("webhook-id")
		err = soon("the delivery ends", func() bool {
			d, err := h.Delivery(ctx, e.ID, id)
			return err == nil && d.State == doc.DeliveryCompleted
		})
		if err != nil {
			return "", err
		}
		switch second := drain(got); {
		case len(second) == 0 && round%2 == 1:
			committed++ // quicker than the kill
		case len(second) == 1 && second[0].header.Get("webhook-id") == id && string(second[0].body) == string(first.body) &&
			second[0].header.Get("webhook-timestamp") != first.header.Get("webhook-timestamp"):
			again++
		default:
			return "", fmt.Errorf("round %d: %d more requests", round, len(second))
		}
	}
	return fmt.Sprintf("%d kills, %d sent again under their id with a new timestamp, %d had been committed", rounds, again, committed), nil
}

func drain(got chan hook) (all []hook) {
	for {
		select {
		case one := <-got:
			all = append(all, one)
		default:
			return all
		}
	}
}

// tryRevoke measures how long an old secret verifies after it was revoked.
func tryRevoke(ctx context.Context, b bench) (string, error) {
	h, err := newHookHouse(ctx, b)
	if err != nil {
		return "", err
	}
	defer h.program.Kill()
	server, got := far(nil)
	defer server.Close()
	e, first, err := h.endpoint(ctx, server.URL)
	if err != nil {
		return "", err
	}
	_, second, err := h.RotateWebhook(ctx, e.ID, false)
	if err != nil {
		return "", err
	}
	verifies := func(secret string) (bool, error) {
		if err := h.happen(ctx); err != nil {
			return false, err
		}
		one, err := receive(got)
		if err != nil {
			return false, err
		}
		w, err := standardwebhooks.NewWebhook(secret)
		return err == nil && w.Verify(one.body, one.header) == nil, err
	}
	for _, secret := range []string{first, second} {
		if ok, err := verifies(secret); err != nil || !ok {
			return "", fmt.Errorf("one of two secrets does not verify (%w)", err)
		}
	}
	begin := time.Now()
	if _, err := h.ActOnWebhook(ctx, e.ID, "revoke"); err != nil {
		return "", err
	}
	if ok, err := verifies(first); err != nil || ok {
		return "", fmt.Errorf("the revoked secret verifies (%w)", err)
	}
	took := time.Since(begin)
	if ok, err := verifies(second); err != nil || !ok || took > time.Second {
		return "", fmt.Errorf("the new secret does not verify, or it took %s (%w)", took, err)
	}
	return fmt.Sprintf("revoked and sent without it within %d ms", took.Milliseconds()), nil
}

// trySlow has one receiver that never answers beside one that does, for longer
// than the time-out.
func trySlow(ctx context.Context, b bench) (string, error) {
	h, err := newHookHouse(ctx, b)
	if err != nil {
		return "", err
	}
	defer h.program.Kill()
	slow, slowGot := far(func(_ http.ResponseWriter, r *http.Request, _ hook) { <-r.Context().Done() })
	defer slow.Close()
	defer slow.CloseClientConnections()
	var wrote atomic.Int64
	loud, loudGot := far(func(w http.ResponseWriter, _ *http.Request, _ hook) {
		for range 10_000 { // 100 MB
			n, err := io.WriteString(w, strings.Repeat("x", 10_000))
			if wrote.Add(int64(n)); err != nil {
				return
			}
		}
	})
	defer loud.Close()
	quick, quickGot := far(nil)
	defer quick.Close()
	bad, _, err := h.endpoint(ctx, slow.URL)
	if err != nil {
		return "", err
	}
	talker, _, err := h.endpoint(ctx, loud.URL)
	if err != nil {
		return "", err
	}
	if _, _, err := h.endpoint(ctx, quick.URL); err != nil {
		return "", err
	}
	worst, err := h.keepBusy(ctx, quickGot, 12*time.Second)
	if err != nil {
		return "", err
	}
	late, err := h.firstTry(ctx, bad.ID, slowGot)
	if err != nil || late.Error != "timeout" || late.TookMS < 9_900 || late.TookMS > 10_600 {
		return "", fmt.Errorf("the slow one's try is %+v (%w)", late, err)
	}
	long, err := h.firstTry(ctx, talker.ID, loudGot)
	if err != nil || len(long.ResponseBody) != 20_000 {
		return "", fmt.Errorf("%d bytes of the loud one are kept (%w)", len(long.ResponseBody), err)
	}
	if worst > time.Second {
		return "", fmt.Errorf("the quick one waited %s", worst)
	}
	return fmt.Sprintf("cut after %d ms, the other waited at most %d ms meanwhile, 20000 bytes of 100 MB kept", late.TookMS, worst.Milliseconds()), nil
}

// keepBusy has something happen again and again, and measures how long it takes
// to arrive at most.
func (h *hookHouse) keepBusy(ctx context.Context, got chan hook, long time.Duration) (worst time.Duration, err error) {
	for begin := time.Now(); time.Since(begin) < long; time.Sleep(200 * time.Millisecond) {
		at := time.Now()
		if err := h.happen(ctx); err != nil {
			return 0, err
		}
		one, err := receive(got)
		if err != nil {
			return 0, err
		}
		worst = max(worst, one.at.Sub(at))
	}
	return worst, nil
}

// firstTry is what the log says of the first request that arrived.
func (h *hookHouse) firstTry(ctx context.Context, endpoint string, got chan hook) (doc.DeliveryAttempt, error) {
	first, err := receive(got)
	if err != nil {
		return doc.DeliveryAttempt{}, err
	}
	d, err := h.Delivery(ctx, endpoint, first.header.Get("webhook-id"))
	if err != nil || len(d.Attempts) == 0 {
		return doc.DeliveryAttempt{}, fmt.Errorf("no try in the log (%w)", err)
	}
	return d.Attempts[0], nil
}

// tryTargets asks the program to send where nothing may be sent.
func tryTargets(ctx context.Context, b bench) (string, error) {
	h, err := newHookHouse(ctx, b)
	if err != nil {
		return "", err
	}
	defer h.program.Kill()
	port := h.program.URL[strings.LastIndexByte(h.program.URL, ':')+1:]
	refused := []string{
		h.program.URL + "/api/v1/documents", "http://localhost:" + port, "http://[::1]:" + port, "http://127.1.2.3:" + port,
		"http://[::ffff:127.0.0.1]:" + port, "file:///etc/passwd", "ftp://127.0.0.1/", "http://169.254.169.254/latest",
		"https://[fe80::1]/", "https://[::ffff:169.254.169.254]/", "https://100.100.100.200/", "http://0.0.0.0:80/", "http://2852039166/",
	}
	for _, url := range refused {
		if err := h.refuse(ctx, url, doc.CodeTarget); err != nil {
			if url == "http://2852039166/" && h.refuse(ctx, url, doc.CodeHost) == nil { // some resolvers do not read it as an address
				continue
			}
			return "", err
		}
	}
	return fmt.Sprintf("%d refused", len(refused)), nil
}

// tryReplay replays by id and by range against the program, and tests.
func tryReplay(ctx context.Context, b bench) (string, error) {
	h, err := newHookHouse(ctx, b)
	if err != nil {
		return "", err
	}
	defer h.program.Kill()
	server, got := far(nil)
	defer server.Close()
	e, _, err := h.endpoint(ctx, server.URL)
	if err != nil {
		return "", err
	}
	var ids []string
	for range 10 {
		if err := h.happen(ctx); err != nil {
			return "", err
		}
		one, err := receive(got)
		if err != nil {
			return "", err
		}
		ids = append(ids, one.header.Get("webhook-id"))
	}
	fourth, err := h.Delivery(ctx, e.ID, ids[3])
	if err != nil {
		return "", err
	}
	last, err := h.Delivery(ctx, e.ID, ids[6])
	if err != nil {
		return "", err
	}
	err = errors.Join(
		h.replays(ctx, e.ID, client.WebhookReplay{IDs: ids[1:3]}, got, ids[1:3]),
		h.replays(ctx, e.ID, client.WebhookReplay{From: fourth.Sequence, To: last.Sequence}, got, ids[3:7]),
		h.replays(ctx, e.ID, client.WebhookReplay{Failed: true}, got, nil),
	)
	if err != nil {
		return "", err
	}
	kinds, err := h.WebhookKinds(ctx)
	if err != nil {
		return "", err
	}
	for _, k := range kinds {
		if t, err := h.TestWebhook(ctx, e.ID, k.Type); err != nil || t.Attempt.Error != "" {
			return "", fmt.Errorf("test of %s: %+v (%w)", k.Type, t, err)
		}
	}
	after, err := h.Webhook(ctx, e.ID)
	if err != nil || after.Delivered != 10 || after.Waiting+after.DeadLetters != 0 {
		return "", fmt.Errorf("after the tests: %+v (%w)", after, err)
	}
	return fmt.Sprintf("2 by id, 4 by range, 0 that failed; %d types tested, 10 deliveries before and after", len(kinds)), nil
}

func (h *hookHouse) replays(ctx context.Context, endpoint string, r client.WebhookReplay, got chan hook, want []string) error {
	n, err := h.ReplayWebhooks(ctx, endpoint, r)
	if err != nil || n != len(want) {
		return fmt.Errorf("%+v replays %d of %d (%w)", r, n, len(want), err)
	}
	var ids []string
	for range n {
		one, err := receive(got)
		if err != nil {
			return err
		}
		ids = append(ids, one.header.Get("webhook-id"))
	}
	want = slices.Clone(want)
	slices.Sort(want)
	if slices.Sort(ids); !slices.Equal(ids, want) {
		return fmt.Errorf("%+v sent %v, want %v", r, ids, want)
	}
	err = soon("all are in the log", func() bool {
		e, err := h.Webhook(ctx, endpoint)
		return err == nil && e.Waiting == 0
	})
	if more := drain(got); len(more) > 0 {
		return fmt.Errorf("%+v sent %d more", r, len(more))
	}
	return err
}
