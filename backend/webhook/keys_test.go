package webhook_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/webhook"
)

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
