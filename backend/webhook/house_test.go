package webhook_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"deskclerk/backend/doc"
	"deskclerk/backend/secret"
	"deskclerk/backend/store"
	"deskclerk/backend/webhook"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// clock moves only when it is told to, and fires the timers it passes.
type clock struct {
	mu     sync.Mutex
	t      time.Time
	timers map[chan time.Time]time.Time
}

func newClock() *clock {
	return &clock{t: time.Date(2026, 11, 21, 9, 14, 3, 0, time.UTC), timers: map[chan time.Time]time.Time{}}
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) Timer(d time.Duration) (<-chan time.Time, func() bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	fired := make(chan time.Time, 1)
	if d <= 0 {
		fired <- c.t
	} else {
		c.timers[fired] = c.t.Add(d)
	}
	return fired, func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		_, waiting := c.timers[fired]
		delete(c.timers, fired)
		return waiting
	}
}

func (c *clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = t
	for fired, at := range c.timers {
		if !at.After(t) {
			fired <- t
			delete(c.timers, fired)
		}
	}
}

func (c *clock) Advance(d time.Duration) { c.Set(c.Now().Add(d)) }

// names is a name server that tests change.
type names struct {
	mu    sync.Mutex
	hosts map[string][]string
}

func (n *names) set(host string, addresses ...string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.hosts[host] = addresses
}

func (n *names) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	var all []netip.Addr
	for _, a := range n.hosts[host] {
		all = append(all, netip.MustParseAddr(a))
	}
	if all == nil {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	return all, nil
}

// house is the room over a real store, with a clock and names of its own.
type house struct {
	*webhook.Service
	t     *testing.T
	store *store.Store
	clock *clock
	names *names
	dir   string
	o     webhook.Options
	tried chan doc.DeliveryOutcome
	n     int
}

func newHouse(t *testing.T, change ...func(*webhook.Options)) *house {
	t.Helper()
	h := &house{t: t, clock: newClock(), names: &names{hosts: map[string][]string{}}, dir: t.TempDir()}
	migrated, err := emptyDatabase()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(h.dir, "deskclerk.db"), migrated, 0o600); err != nil {
		t.Fatal(err)
	}
	h.open(change...)
	t.Cleanup(h.close)
	return h
}

// emptyDatabase is a database just migrated; making one takes ten times as long
// as opening it.
var emptyDatabase = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "webhook")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	s, err := store.Open(context.Background(), dir, store.Options{})
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, "deskclerk.db"))
})

// open opens the data folder and makes the service; it does not run yet.
func (h *house) open(change ...func(*webhook.Options)) {
	h.t.Helper()
	var err error
	h.store, err = store.Open(context.Background(), h.dir, store.Options{Clock: h.clock.Now})
	if err != nil {
		h.t.Fatal(err)
	}
	h.tried = make(chan doc.DeliveryOutcome, 100_000)
	h.o = webhook.Options{
		Store: h.store, Documents: h.store, Outbox: h.store, Sealer: secret.New(h.dir, secret.Options{FileOnly: true}),
		Resolver: h.names, Clock: h.clock, Rand: func() float64 { return 0.5 }, Timeout: 5 * time.Second,
		Tried: func(_ doc.DeliveryLease, o doc.DeliveryOutcome) { h.tried <- o },
	}
	for _, c := range change {
		c(&h.o)
	}
	h.Service = webhook.New(h.o)
}

func (h *house) close() {
	h.Stop()
	if err := h.store.Close(); err != nil {
		h.t.Error(err)
	}
}

// reopen is a restart.
func (h *house) reopen(change ...func(*webhook.Options)) {
	h.t.Helper()
	h.close()
	h.open(change...)
}

func pointer[T any](v T) *T { return &v }

// endpoint makes an endpoint of a URL whose target is confirmed as it is.
func (h *house) endpoint(url string, change ...func(*doc.WebhookSettings)) (doc.Endpoint, string) {
	h.t.Helper()
	target, err := h.Check(h.t.Context(), url)
	if err != nil {
		h.t.Fatal(err)
	}
	set := doc.WebhookSettings{URL: &url, Addresses: target.Addresses}
	for _, c := range change {
		c(&set)
	}
	e, secret, err := h.Create(h.t.Context(), set)
	if err != nil {
		h.t.Fatal(err)
	}
	return e, secret
}

func only(types ...string) func(*doc.WebhookSettings) {
	return func(s *doc.WebhookSettings) { s.Events = types }
}

func full(s *doc.WebhookSettings) { s.Payload = pointer(doc.PayloadFull) }

func scoped(kind doc.WebhookScopeKind, value string) func(*doc.WebhookSettings) {
	return func(s *doc.WebhookSettings) { s.Scope = &doc.WebhookScope{Kind: kind, Value: value} }
}

// admit takes a document in.
func (h *house) admit(source doc.Source) string {
	h.t.Helper()
	h.n++
	o, err := h.store.NewOriginal()
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := fmt.Fprintf(o, "content %d", h.n); err != nil {
		h.t.Fatal(err)
	}
	sum, size, err := o.Commit()
	if err != nil {
		h.t.Fatal(err)
	}
	want := sha256.Sum256(fmt.Appendf(nil, "content %d", h.n))
	if sum != hex.EncodeToString(want[:]) {
		h.t.Fatal("another hash")
	}
	r, err := h.store.Admit(h.t.Context(), doc.Admission{
		Name: "canary-name.pdf", SHA256: sum, Bytes: size, MIME: "application/pdf", Source: source, CorrelationID: "corr-" + fmt.Sprint(h.n),
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return r.DocumentID
}

// read brings the oldest waiting document to its end.
func (h *house) read(kind doc.Type, status doc.Status) {
	h.t.Helper()
	ctx := h.t.Context()
	next := func(kind string) *store.Job {
		h.t.Helper()
		job, err := h.store.Claim(ctx, []string{kind}, time.Minute)
		if err != nil || job == nil {
			h.t.Fatalf("no job of kind %s: %v", kind, err)
		}
		return job
	}
	if err := h.store.FinishInspect(ctx, next(store.KindInspect), doc.Inspection{Pages: 1}); err != nil {
		h.t.Fatal(err)
	}
	page := doc.PageReading{Page: doc.Page{PageInfo: doc.PageInfo{Number: 1, Width: 10, Height: 10, DPI: 300}}}
	page.Page.Words = []doc.Word{{Text: "canary-word", Confidence: 1}}
	if err := h.store.FinishPage(ctx, next(store.KindPage), page); err != nil {
		h.t.Fatal(err)
	}
	u := doc.Understanding{
		Type:   doc.Classification{Name: kind, Confidence: 0.9},
		Fields: map[string]doc.Field{"merchant": {Value: pointer("canary-value"), Confidence: 0.9, Origin: doc.OriginExtracted}},
	}
	if err := h.store.FinishUnderstand(ctx, next(store.KindUnderstand), u, status); err != nil {
		h.t.Fatal(err)
	}
}

// process takes a document in and reads it.
func (h *house) process() string {
	h.t.Helper()
	id := h.admit(doc.Source{Kind: doc.SourceUpload, Detail: "token"})
	h.read(doc.TypeReceipt, doc.StatusCompleted)
	return id
}

// outcome waits for a try to be written down.
func (h *house) outcome() doc.DeliveryOutcome {
	h.t.Helper()
	select {
	case o := <-h.tried:
		return o
	case <-time.After(20 * time.Second):
		h.t.Fatal("nothing was tried")
		return doc.DeliveryOutcome{}
	}
}

func (h *house) deliveries(q doc.DeliveryQuery) []doc.Delivery {
	h.t.Helper()
	list, err := h.Deliveries(h.t.Context(), q)
	if err != nil {
		h.t.Fatal(err)
	}
	return list.Deliveries
}

// got is a request that reached a receiver.
type got struct {
	header http.Header
	body   []byte
}

func (g got) id() string { return g.header.Get("webhook-id") }

func (g got) payload(t *testing.T) (p struct {
	Type      string
	Timestamp time.Time
	Data      map[string]any
},
) {
	t.Helper()
	if err := json.Unmarshal(g.body, &p); err != nil {
		t.Fatalf("%v in %s", err, g.body)
	}
	return p
}

// receiver is the far side: what arrives is in got, and answer says what to say.
type receiver struct {
	*httptest.Server
	got    chan got
	mu     sync.Mutex
	answer http.HandlerFunc
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{got: make(chan got, 100_000)}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, err := io.ReadAll(q.Body)
		if err != nil {
			return
		}
		r.mu.Lock()
		answer := r.answer
		r.mu.Unlock()
		r.got <- got{q.Header.Clone(), body}
		if answer != nil {
			answer(w, q)
		}
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) say(answer http.HandlerFunc) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answer = answer
}

func status(code int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
	}
}

func (r *receiver) next(t *testing.T) got {
	t.Helper()
	select {
	case g := <-r.got:
		return g
	case <-time.After(20 * time.Second):
		t.Fatal("nothing arrived")
		return got{}
	}
}

func wantCode(t *testing.T, err error, code doc.Code) {
	t.Helper()
	if doc.CodeOf(err) != code {
		t.Fatalf("code %q, want %q (%v)", doc.CodeOf(err), code, err)
	}
}
