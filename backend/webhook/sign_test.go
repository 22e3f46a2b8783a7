package webhook_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go" // the reference verifier

	"deskclerk/backend/doc"
	"deskclerk/backend/webhook"
)

func reference(t *testing.T, secret string) *standardwebhooks.Webhook {
	t.Helper()
	w, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestEveryDeliveryVerifiesAndEveryOneBitChangeFails(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	e, secret := h.endpoint(r.URL)
	h.clock.Set(time.Now().UTC()) // the reference library knows only the real time
	h.Start(t.Context())
	h.process()
	types := map[string]bool{}
	for range 2 {
		g := r.next(t)
		types[g.payload(t).Type] = true
		w := reference(t, secret)
		if err := w.Verify(g.body, g.header); err != nil {
			t.Fatal(err)
		}
		if err := webhook.Verify(secret, g.header, g.body, time.Now()); err != nil {
			t.Fatal(err)
		}
		kept, err := h.Delivery(t.Context(), e.ID, g.id())
		if err != nil || kept.Body != string(g.body) {
			t.Errorf("kept: %q\nsent: %q (%v)", kept.Body, g.body, err)
		}
		tried := oneBitChanges(t, g, func(header http.Header, body []byte) {
			if w.Verify(body, header) == nil {
				t.Errorf("verifies though changed: %v %s", header, body)
			}
			if webhook.Verify(secret, header, body, time.Now()) == nil {
				t.Errorf("our receiver takes what was changed: %v %s", header, body)
			}
		})
		t.Logf("%s: %d one-bit changes, none verifies", g.payload(t).Type, tried)
	}
	if !types[webhook.TypeFileProcessed] || !types[webhook.TypeClassificationCompleted] {
		t.Errorf("%v", types)
	}
}

// oneBitChanges shows each change of one bit of the body and of the three
// headers.
func oneBitChanges(t *testing.T, g got, show func(http.Header, []byte)) (n int) {
	t.Helper()
	for i := range len(g.body) * 8 {
		body := bytes.Clone(g.body)
		body[i/8] ^= 1 << (i % 8)
		show(g.header, body)
		n++
	}
	for _, name := range []string{"webhook-id", "webhook-timestamp", "webhook-signature"} {
		value := g.header.Get(name)
		for i := range len(value) * 8 {
			changed := []byte(value)
			changed[i/8] ^= 1 << (i % 8)
			header := g.header.Clone()
			header.Set(name, string(changed))
			show(header, g.body)
			n++
		}
	}
	return n
}

func TestASecretIsWhatTheSpecificationAsksFor(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	target, err := h.Check(t.Context(), r.URL)
	if err != nil {
		t.Fatal(err)
	}
	create := func(secret string) (string, error) {
		_, got, err := h.Create(t.Context(), doc.WebhookSettings{URL: &r.URL, Addresses: target.Addresses, Secret: secret})
		return got, err
	}
	seen := map[string]bool{}
	for range 3 {
		secret, err := create("")
		if err != nil || !strings.HasPrefix(secret, "whsec_") || seen[secret] {
			t.Fatalf("%q, %v", secret, err)
		}
		seen[secret] = true
	}
	tests := []struct {
		name, secret string
		code         doc.Code
	}{
		{"24 bytes", "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz", ""},
		{"23 bytes", "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=", doc.CodeInvalid},
		{"65 bytes", "whsec_" + strings.Repeat("MDEy", 21) + "MDE=", doc.CodeInvalid},
		{"no prefix", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz", doc.CodeInvalid},
		{"no base64", "whsec_!!!!", doc.CodeInvalid},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := create(tt.secret)
			wantCode(t, err, tt.code)
			if err != nil && strings.Contains(err.Error(), tt.secret) {
				t.Errorf("the error shows the secret: %v", err)
			}
		})
	}
}

func TestTwoSecretsVerifyAfterARotationAndOneAfterTheTime(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	e, first := h.endpoint(r.URL, only(webhook.TypeFileProcessed))
	h.Start(t.Context())
	verify := func(g got, secret string) bool {
		return reference(t, secret).VerifyIgnoringTimestamp(g.body, g.header) == nil
	}
	send := func() got {
		t.Helper()
		h.process()
		h.outcome()
		return r.next(t)
	}
	e, second, err := h.Rotate(t.Context(), e.ID, false)
	if err != nil || e.PreviousSecretUntil == nil || !e.PreviousSecretUntil.Equal(h.clock.Now().Add(24*time.Hour)) {
		t.Fatalf("%+v, %v", e, err)
	}
	if g := send(); !verify(g, first) || !verify(g, second) {
		t.Error("right after the rotation one of them fails")
	}
	h.clock.Advance(24*time.Hour - time.Second)
	if g := send(); !verify(g, first) || !verify(g, second) {
		t.Error("a second before the end one of them fails")
	}
	h.clock.Advance(time.Second)
	if g := send(); verify(g, first) || !verify(g, second) {
		t.Error("after 24 hours the old one verifies, or the new one does not")
	}
	if e, err := h.Endpoint(t.Context(), e.ID); err != nil || e.PreviousSecretUntil != nil {
		t.Errorf("%+v, %v", e, err)
	}

	_, third, err := h.Rotate(t.Context(), e.ID, false)
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	if _, err := h.Revoke(t.Context(), e.ID); err != nil {
		t.Fatal(err)
	}
	g := send()
	if took := time.Since(begin); verify(g, second) || !verify(g, third) || took > time.Second {
		t.Errorf("revoked: the old one verifies, or it took long (%s)", took)
	}
	_, fourth, err := h.Rotate(t.Context(), e.ID, true)
	if err != nil {
		t.Fatal(err)
	}
	if g := send(); verify(g, third) || !verify(g, fourth) {
		t.Error("rotated and revoked: the old one verifies")
	}
}
