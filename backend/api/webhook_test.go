package api_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
	"deskclerk/backend/secret"
	"deskclerk/backend/store"
	"deskclerk/backend/webhook"
)

const hooks = api.Prefix + "/webhooks"

// hookSite is a site whose webhooks are the real ones over a real store.
type hookSite struct {
	*site
	store *store.Store
	far   *httptest.Server // answers as answer says
	got   chan *http.Request
	say   int
}

func openHooks(t *testing.T) *hookSite {
	t.Helper()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	h := &hookSite{store: s, got: make(chan *http.Request, 100), say: http.StatusOK}
	var own func() string
	service := webhook.New(webhook.Options{
		Store: s, Documents: s, Outbox: s, Sealer: secret.New(dir, secret.Options{FileOnly: true}),
		Own: func() []netip.AddrPort { return []netip.AddrPort{netip.MustParseAddrPort(own())} },
	})
	service.Start(t.Context())
	t.Cleanup(func() {
		service.Stop()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	h.site = open(t, func(o *api.Options) { o.Webhooks = service })
	own = h.server.Addr
	h.far = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.WriteHeader(h.say)
		_, _ = io.WriteString(w, "thank you \xff")
		h.got <- r
	}))
	t.Cleanup(h.far.Close)
	return h
}

// hear makes something happen that is a webhook: a document that fails.
func (h *hookSite) hear() {
	h.t.Helper()
	o, err := h.store.NewOriginal()
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := io.WriteString(o, time.Now().String()); err != nil {
		h.t.Fatal(err)
	}
	sum, size, err := o.Commit()
	if err != nil {
		h.t.Fatal(err)
	}
	r, err := h.store.Admit(h.t.Context(), doc.Admission{Name: "a", SHA256: sum, Bytes: size, MIME: "x/y", Source: doc.Source{Kind: doc.SourceUpload}})
	if err != nil {
		h.t.Fatal(err)
	}
	if err := h.store.Cancel(h.t.Context(), r.DocumentID); err != nil {
		h.t.Fatal(err)
	}
}

func (h *hookSite) send(method, path, body string) answer {
	h.t.Helper()
	return h.do(h.request(method, path, strings.NewReader(body), "Content-Type", "application/json"))
}

func (h *hookSite) create(more string) (e doc.Endpoint, secret string) {
	h.t.Helper()
	var made api.WebhookWithSecret
	h.send("POST", hooks, `{"url":"`+h.far.URL+`","addresses":["127.0.0.1"]`+more+`}`).want(h.t, http.StatusCreated).json(h.t, &made)
	return made.Webhook, made.Secret
}

func TestAnEndpointFromItsMakingToItsEnd(t *testing.T) {
	h := openHooks(t)
	var target doc.WebhookTarget
	h.send("POST", hooks+"/check", `{"url":"`+h.far.URL+`"}`).want(t, http.StatusOK).json(t, &target)
	if !target.Loopback || target.Addresses[0] != "127.0.0.1" {
		t.Errorf("%+v", target)
	}
	e, secret := h.create(`,"events":["file.failed"],"description":"books","scope":{"kind":"everything"},"auth":{"kind":"bearer","secret":"abc"}`)
	if !strings.HasPrefix(secret, "whsec_") || e.Description != "books" || e.State != doc.EndpointActive {
		t.Fatalf("%+v", e)
	}
	h.hear()
	if r := <-h.got; r.Header.Get("Authorization") != "Bearer abc" || r.Header.Get("Webhook-Id") == "" {
		t.Errorf("%v", r.Header)
	}
	at := hooks + "/" + e.ID
	var list doc.DeliveryList
	h.until(func() bool {
		h.get(at+"/deliveries?state=completed&type=file.failed&limit=5").want(t, http.StatusOK).json(t, &list)
		return len(list.Deliveries) == 1
	})
	var d doc.Delivery
	h.get(at+"/deliveries/"+list.Deliveries[0].ID).want(t, http.StatusOK).json(t, &d)
	if len(d.Attempts) != 1 || !strings.HasPrefix(d.Attempts[0].ResponseBody, "thank you") || d.LagMS == nil || d.Body == "" {
		t.Errorf("%+v", d)
	}
	h.send("POST", at+"/replay", `{"ids":["`+d.ID+`"]}`).want(t, http.StatusAccepted)
	if r := <-h.got; r.Header.Get("Webhook-Id") != d.ID {
		t.Errorf("%v", r.Header)
	}
	var patched doc.Endpoint
	h.send("PATCH", at, `{"payload":"full","events":[],"scope":{"kind":"type","value":"invoice"},"auth":{"kind":"none"}}`).
		want(t, http.StatusOK).json(t, &patched)
	if patched.Payload != doc.PayloadFull || len(patched.Events) != 0 || patched.Description != "books" || patched.Auth.Kind != doc.AuthNone {
		t.Errorf("%+v", patched)
	}
	h.send("POST", at+"/pause", "").want(t, http.StatusOK)
	h.send("POST", at+"/resume", "").want(t, http.StatusOK)
	var rotated api.WebhookWithSecret
	h.send("POST", at+"/rotate", "").want(t, http.StatusOK).json(t, &rotated)
	if rotated.Secret == secret || rotated.Webhook.PreviousSecretUntil == nil {
		t.Errorf("%+v", rotated)
	}
	h.send("POST", at+"/revoke", "").want(t, http.StatusOK)
	h.send("POST", at+"/rotate", `{"revoke":true}`).want(t, http.StatusOK)
	h.get(hooks).want(t, http.StatusOK)
	if got := h.get(at).want(t, http.StatusOK); strings.Contains(string(got.body), "abc") || strings.Contains(string(got.body), "whsec_") {
		t.Errorf("a secret is shown: %s", got.body)
	}
	h.do(h.request("DELETE", at, nil)).want(t, http.StatusNoContent)
	h.get(at).want(t, http.StatusNotFound)
}

// until asks again until it holds.
func (h *hookSite) until(holds func() bool) {
	h.t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			h.t.Fatal("it does not happen")
		}
	}
}

func TestTheTestButtonSendsEachTypeAndTellsWhatCameOfIt(t *testing.T) {
	h := openHooks(t)
	e, _ := h.create("")
	var kinds api.WebhookKinds
	h.get(hooks+"/events").want(t, http.StatusOK).json(t, &kinds)
	if len(kinds.Events) != 11 {
		t.Fatalf("%d types", len(kinds.Events))
	}
	for i, k := range kinds.Events {
		if !json.Valid([]byte(k.Example)) {
			t.Errorf("%s", k.Example)
		}
		h.say = []int{200, 500}[i%2]
		var trial doc.WebhookTrial
		h.send("POST", hooks+"/"+e.ID+"/test", `{"type":"`+k.Type+`"}`).want(t, http.StatusOK).json(t, &trial)
		if <-h.got; trial.Attempt.Status != h.say {
			t.Errorf("%+v", trial)
		}
	}
	h.send("POST", hooks+"/"+e.ID+"/test", "").want(t, http.StatusOK)
	h.send("POST", hooks+"/"+e.ID+"/test", `{"type":"nothing"}`).want(t, 422)
}

func TestTheReceiverInsideTheProgram(t *testing.T) {
	h := openHooks(t)
	var r doc.WebhookReceiver
	h.send("POST", hooks+"/receiver", "").want(t, http.StatusOK).json(t, &r)
	h.far.URL = r.URL
	e, secret := h.create(`,"secret":"` + r.Secret + `"`)
	if secret != r.Secret {
		t.Errorf("another secret")
	}
	h.send("POST", hooks+"/"+e.ID+"/test", "").want(t, http.StatusOK)
	h.send("POST", hooks+"/"+e.ID+"/rotate", `{"revoke":true}`).want(t, http.StatusOK)
	h.send("POST", hooks+"/"+e.ID+"/test", `{"type":"file.processed"}`).want(t, http.StatusOK)
	h.get(hooks+"/receiver").want(t, http.StatusOK).json(t, &r)
	if len(r.Arrivals) != 2 || !r.Arrivals[1].Verified || r.Arrivals[1].Type != "webhook.test" || r.Arrivals[0].Verified || r.Arrivals[0].Problem == "" {
		t.Errorf("%+v", r)
	}
	h.do(h.request("DELETE", hooks+"/receiver", nil)).want(t, http.StatusNoContent)
	h.do(h.request("DELETE", hooks+"/receiver", nil)).want(t, http.StatusNoContent)
	h.get(hooks+"/receiver").want(t, http.StatusOK).json(t, &r)
	if r.Running {
		t.Errorf("%+v", r)
	}
}

func TestDeadLettersOfAllEndpoints(t *testing.T) {
	h := openHooks(t)
	e, _ := h.create(`,"events":["file.failed"]`)
	h.say = http.StatusGone
	h.hear()
	<-h.got
	var list doc.DeliveryList
	h.until(func() bool {
		h.get(hooks+"/dead-letters?type=file.failed").want(t, http.StatusOK).json(t, &list)
		return len(list.Deliveries) == 1
	})
	h.send("POST", hooks+"/"+e.ID+"/replay", `{"failed":true}`).want(t, http.StatusConflict)
}

func TestWhatIsRefusedOfAWebhook(t *testing.T) {
	h := openHooks(t)
	e, _ := h.create("")
	own, at := h.server.URL(), hooks+"/"+e.ID
	tests := []struct {
		name, method, path, body string
		status                   int
		code                     doc.Code
	}{
		{"our own port", "POST", hooks, `{"url":"` + own + `/api/v1/documents","addresses":["127.0.0.1"]}`, 422, doc.CodeTarget},
		{"our own port, checked", "POST", hooks + "/check", `{"url":"` + own + `"}`, 422, doc.CodeTarget},
		{"a file", "POST", hooks, `{"url":"file:///etc/passwd","addresses":[]}`, 422, doc.CodeTarget},
		{"metadata", "POST", hooks, `{"url":"http://169.254.169.254/","addresses":["169.254.169.254"]}`, 422, doc.CodeTarget},
		{"a name that leads nowhere", "POST", hooks + "/check", `{"url":"https://nothing.invalid/"}`, 422, doc.CodeHost},
		{"not confirmed", "POST", hooks, `{"url":"http://127.0.0.1:9/","addresses":[]}`, 409, doc.CodeTargetChanged},
		{"no addresses", "POST", hooks, `{"url":"http://127.0.0.1:9/"}`, 422, doc.CodeInvalid},
		{"an unknown member", "POST", hooks, `{"url":"http://127.0.0.1:9/","addresses":["127.0.0.1"],"evnts":[]}`, 422, doc.CodeInvalid},
		{"an unknown event", "PATCH", at, `{"events":["file.read"]}`, 422, doc.CodeInvalid},
		{"an unknown scope", "PATCH", at, `{"scope":{"kind":"folders","value":"x"}}`, 422, doc.CodeInvalid},
		{"a scope without a value", "PATCH", at, `{"scope":{"kind":"folder"}}`, 422, doc.CodeInvalid},
		{"a moved target without its addresses", "PATCH", at, `{"url":"http://127.0.0.1:9/"}`, 409, doc.CodeTargetChanged},
		{"a short secret", "POST", hooks, `{"url":"http://127.0.0.1:9/","addresses":["127.0.0.1"],"secret":"whsec_MDEy"}`, 422, doc.CodeInvalid},
		{"an unknown endpoint", "POST", hooks + "/nothing/pause", "", 404, doc.CodeNotFound},
		{"an unknown endpoint's log", "GET", hooks + "/nothing/deliveries", "", 404, doc.CodeNotFound},
		{"an unknown delivery", "GET", at + "/deliveries/nothing", "", 404, doc.CodeNotFound},
		{"an unknown state", "GET", at + "/deliveries?state=lost", "", 422, doc.CodeInvalid},
		{"a cursor that is none", "GET", at + "/deliveries?after=x", "", 422, doc.CodeInvalid},
		{"a replay of nothing", "POST", at + "/replay", `{}`, 422, doc.CodeInvalid},
		{"a replay of an unknown id", "POST", at + "/replay", `{"ids":["nothing"]}`, 404, doc.CodeNotFound},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := h.send(tt.method, tt.path, tt.body).want(t, tt.status).code(t); got != tt.code {
				t.Errorf("%s", got)
			}
		})
	}
}
