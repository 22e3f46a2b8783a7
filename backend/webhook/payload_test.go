package webhook_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/webhook"
)

func TestAThinPayloadTellsNothingOfTheContent(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	h.endpoint(r.URL)
	h.Start(t.Context())
	id := h.process()
	for range 2 {
		g := r.next(t)
		p := g.payload(t)
		if bytes.Contains(g.body, []byte("canary")) {
			t.Errorf("%s", g.body)
		}
		if p.Data["document_id"] != id || p.Data["status"] != "completed" || p.Data["document_type"] != "receipt" ||
			p.Data["correlation_id"] != "corr-1" || p.Data["sequence"] == 0.0 || !p.Timestamp.Equal(h.clock.Now()) {
			t.Errorf("%s", g.body)
		}
		if links := p.Data["links"].(map[string]any); links["document"] != "/api/v1/documents/"+id {
			t.Errorf("%v", links)
		}
		if g.header.Get("Content-Type") != "application/json" || strings.Contains(g.id(), ".") {
			t.Errorf("%v", g.header)
		}
	}
}

func TestAFullPayloadHoldsTheDocumentForThatEndpointAlone(t *testing.T) {
	h, r, other := newHouse(t), newReceiver(t), newReceiver(t)
	h.endpoint(r.URL, full, only(webhook.TypeFileProcessed))
	h.endpoint(other.URL, only(webhook.TypeFileProcessed))
	h.Start(t.Context())
	id := h.process()
	d, ok := r.next(t).payload(t).Data["document"].(map[string]any)
	if !ok || d["id"] != id || d["schema"] != doc.Schema || d["text"] != "canary-word" {
		t.Errorf("%v", d)
	}
	if g := other.next(t); bytes.Contains(g.body, []byte("canary")) {
		t.Errorf("%s", g.body)
	}
}

func TestADeletedDocumentLeavesTheLog(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	e, _ := h.endpoint(r.URL, full, only(webhook.TypeFileProcessed, webhook.TypeDeleted))
	h.Start(t.Context())
	r.say(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("I got canary-value")) })
	sent := h.process()
	h.outcome()
	r.say(status(500))
	failed := h.process()
	h.outcome()
	r.next(t)
	r.next(t)
	r.say(nil)
	for _, id := range []string{sent, failed} {
		if err := h.store.Delete(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if g := r.next(t); g.payload(t).Type != webhook.TypeDeleted || bytes.Contains(g.body, []byte("canary")) {
			t.Errorf("%s", g.body)
		}
		h.outcome()
	}
	h.clock.Advance(24 * time.Hour)
	for _, d := range h.deliveries(doc.DeliveryQuery{EndpointID: e.ID, Type: webhook.TypeFileProcessed}) {
		want := map[string]doc.DeliveryState{sent: doc.DeliveryCompleted, failed: doc.DeliveryCancelled}[d.DocumentID]
		if d.State != want {
			t.Errorf("%s is %s, want %s", d.ID, d.State, want)
		}
		_, err := h.Replay(t.Context(), e.ID, doc.Replay{IDs: []string{d.ID}})
		wantCode(t, err, doc.CodeConflict)
	}
	if n, err := h.Replay(t.Context(), e.ID, doc.Replay{From: 1}); err != nil || n != 2 {
		t.Errorf("%d, %v", n, err) // the two that tell of the deletion
	}
	h.outcome()
	h.outcome()
	h.Stop()
	nowhere(t, h.dir, "canary-value")
}

// nowhere searches every byte of a folder.
func nowhere(t *testing.T, dir string, words ...string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		for _, w := range words {
			if bytes.Contains(text, []byte(w)) {
				t.Errorf("%s holds %s", filepath.Base(path), w)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSecretsAreNowhereInTheClear(t *testing.T) {
	h, r := newHouse(t), newReceiver(t)
	auth := func(s *doc.WebhookSettings) {
		s.Auth, s.AuthSecret = &doc.WebhookAuth{Kind: doc.AuthHeader, Name: "X-Api-Key"}, "canary-key"
	}
	e, first := h.endpoint(r.URL, auth, only(webhook.TypeFileProcessed))
	_, second, err := h.Rotate(t.Context(), e.ID, false)
	if err != nil {
		t.Fatal(err)
	}
	h.Start(t.Context())
	h.process()
	g := r.next(t)
	if g.header.Get("X-Api-Key") != "canary-key" {
		t.Errorf("%v", g.header)
	}
	h.outcome()
	d, err := h.Delivery(t.Context(), e.ID, g.id())
	if err != nil || d.Attempts[0].RequestHeaders["x-api-key"] != "•••" || d.Attempts[0].RequestHeaders["webhook-id"] != g.id() {
		t.Errorf("%+v, %v", d, err)
	}
	h.Stop()
	nowhere(t, h.dir, "canary-key", strings.TrimPrefix(first, "whsec_"), strings.TrimPrefix(second, "whsec_"))
}

func TestTheExtraHeader(t *testing.T) {
	tests := []struct {
		auth         doc.WebhookAuth
		secret, want string
		code         doc.Code
	}{
		{doc.WebhookAuth{Kind: doc.AuthBearer}, "abc", "Bearer abc", ""},
		{doc.WebhookAuth{Kind: doc.AuthBasic, Name: "me"}, "pass:word", "Basic bWU6cGFzczp3b3Jk", ""},
		{doc.WebhookAuth{Kind: doc.AuthHeader, Name: "authorization"}, "Splunk x", "Splunk x", ""},
		{doc.WebhookAuth{Kind: doc.AuthNone}, "", "", ""},
		{doc.WebhookAuth{Kind: doc.AuthBearer}, "", "", doc.CodeInvalid},
		{doc.WebhookAuth{Kind: doc.AuthBearer}, "a\r\nX-Evil: 1", "", doc.CodeInvalid},
		{doc.WebhookAuth{Kind: doc.AuthBasic, Name: "a:b"}, "x", "", doc.CodeInvalid},
		{doc.WebhookAuth{Kind: doc.AuthHeader, Name: "webhook-signature"}, "x", "", doc.CodeInvalid},
		{doc.WebhookAuth{Kind: doc.AuthHeader, Name: "Content-Length"}, "0", "", doc.CodeInvalid},
		{doc.WebhookAuth{Kind: doc.AuthHeader, Name: "a b"}, "0", "", doc.CodeInvalid},
		{doc.WebhookAuth{Kind: "digest"}, "x", "", doc.CodeInvalid},
	}
	for _, tt := range tests {
		t.Run(string(tt.auth.Kind)+" "+tt.auth.Name, func(t *testing.T) {
			h, r := newHouse(t), newReceiver(t)
			target, err := h.Check(t.Context(), r.URL)
			if err != nil {
				t.Fatal(err)
			}
			e, _, err := h.Create(t.Context(), doc.WebhookSettings{URL: &r.URL, Addresses: target.Addresses, Auth: &tt.auth, AuthSecret: tt.secret})
			wantCode(t, err, tt.code)
			if err != nil {
				return
			}
			if _, err := h.Test(t.Context(), e.ID, webhook.TypeTest); err != nil {
				t.Fatal(err)
			}
			if got := r.next(t).header.Get("Authorization"); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// batches is an outbox that tells of batches, which documents settle.
type batches struct {
	webhook.Outbox
	events []doc.Event
}

func (b batches) Events(_ context.Context, after int64, _ int) (found []doc.Event, err error) {
	for _, e := range b.events {
		if e.Seq > after {
			found = append(found, e)
		}
	}
	return found, nil
}

func TestABatchComesToItsEnd(t *testing.T) {
	h, r, other := newHouse(t), newReceiver(t), newReceiver(t)
	h.endpoint(r.URL)
	h.endpoint(other.URL, scoped(doc.ScopeToken, "scanner"))
	told := func(seq int64, kind string, failed float64) doc.Event {
		return doc.Event{Seq: seq, At: h.clock.Now(), Type: kind, BatchID: "b", Data: map[string]any{
			"status": strings.TrimPrefix(kind, "batch."), "total": 3.0, "failed": failed, "correlation_id": "c",
		}}
	}
	events := []doc.Event{told(10, doc.EventBatchDone, 0), told(11, doc.EventBatchPart, 1), told(12, doc.EventBatchFail, 3)}
	h.reopen(func(o *webhook.Options) { o.Outbox = batches{h.store, events} })
	h.Start(t.Context())
	var got []string
	for range events {
		p := r.next(t).payload(t)
		batch := p.Data["batch"].(map[string]any)
		got = append(got, fmt.Sprint(p.Data["sequence"], " ", p.Type, " ", p.Data["status"], " ", batch["failed"], "/", batch["total"], " ",
			p.Data["batch_id"], " ", p.Data["correlation_id"], " ", p.Data["links"].(map[string]any)["batch"]))
		h.outcome()
	}
	slices.Sort(got)
	want := []string{
		"10 extraction.completed processed 0/3 b c /api/v1/batches/b",
		"11 extraction.completed partial 1/3 b c /api/v1/batches/b",
		"12 extraction.failed failed 3/3 b c /api/v1/batches/b",
	}
	if !slices.Equal(got, want) || len(other.got) > 0 {
		t.Errorf("%q, %d to the other", got, len(other.got))
	}
}

func TestAnEndpointHearsWhatItsEventsAndItsScopeName(t *testing.T) {
	h := newHouse(t)
	r := map[string]*receiver{}
	add := func(name string, change ...func(*doc.WebhookSettings)) {
		r[name] = newReceiver(t)
		h.endpoint(r[name].URL, change...)
	}
	add("everything")
	add("failures", only(webhook.TypeFileFailed))
	add("folder", scoped(doc.ScopeFolder, "in"), only(webhook.TypeFileProcessed, webhook.TypeDeleted))
	add("token", scoped(doc.ScopeToken, "scanner"), only(webhook.TypeFileProcessed, webhook.TypeDeleted))
	add("type", scoped(doc.ScopeType, "invoice"), only(webhook.TypeFileProcessed, webhook.TypeDeleted))
	h.Start(t.Context())
	folder := h.admit(doc.Source{Kind: doc.SourceFolder, Detail: "in"})
	h.read(doc.TypeReceipt, doc.StatusNeedsReview)
	token := h.admit(doc.Source{Kind: doc.SourceUpload, Detail: "token:scanner"})
	h.read(doc.TypeInvoice, doc.StatusCompleted)
	unknown := h.admit(doc.Source{Kind: doc.SourceUpload, Detail: "in"}) // a token of the folder's name
	h.read(doc.TypeUnknown, doc.StatusCompleted)
	cancelled := h.admit(doc.Source{Kind: doc.SourceFolder, Detail: "elsewhere"})
	if err := h.store.Cancel(t.Context(), cancelled); err != nil {
		t.Fatal(err)
	}
	if err := h.store.Exported(t.Context(), []string{token, "nothing"}, "csv"); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{folder, token, unknown} { // known to scopes though it is gone
		if err := h.store.Delete(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	all := []string{folder, token, unknown, cancelled}
	want := map[string][]string{
		"everything": {
			"0 classification.completed", "0 document.deleted", "0 file.processed", "0 review.required",
			"1 classification.completed", "1 document.deleted", "1 document.exported", "1 file.processed",
			"2 classification.failed", "2 document.deleted", "2 file.processed",
			"3 classification.failed", "3 file.failed",
		},
		"failures": {"3 file.failed"},
		"folder":   {"0 document.deleted", "0 file.processed"},
		"token":    {"1 document.deleted", "1 file.processed"},
		"type":     {"1 document.deleted", "1 file.processed"},
	}
	total := 0
	for _, w := range want {
		total += len(w)
	}
	for range total {
		h.outcome()
	}
	for name, want := range want {
		var heard []string
		for len(r[name].got) > 0 {
			p := r[name].next(t).payload(t)
			heard = append(heard, string(rune('0'+slices.Index(all, p.Data["document_id"].(string))))+" "+p.Type)
		}
		slices.Sort(heard)
		if !slices.Equal(heard, want) {
			t.Errorf("%s heard\n%v, want\n%v", name, heard, want)
		}
	}
	if len(h.tried) > 0 {
		t.Error("more was sent")
	}
}
