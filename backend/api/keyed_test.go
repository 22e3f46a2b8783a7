package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
	"deskclerk/backend/store"
)

// TestOneKeyFiftyTimesAtOnce: one document, the same answer to all; in flight,
// whoever asks is told to ask again.
func TestOneKeyFiftyTimesAtOnce(t *testing.T) {
	s, library := openReal(t)
	path := api.Prefix + "/documents?filename=a.pdf"
	var mu sync.Mutex
	answers := map[string]int{}
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			for {
				a := s.post(path, "%PDF-1.7 the same", "Idempotency-Key", `"one"`)
				if a.status == http.StatusConflict {
					if a.code(t) != doc.CodeInFlight || a.header.Get("Retry-After") == "" {
						t.Errorf("%s", a.body)
					}
					continue
				}
				a.want(t, http.StatusAccepted)
				mu.Lock()
				answers[string(a.body)+a.header.Get("Location")]++
				mu.Unlock()
				return
			}
		})
	}
	all.Wait()
	if len(answers) != 1 {
		t.Errorf("%d different answers: %v", len(answers), answers)
	}
	l, err := library.Documents(t.Context(), doc.Query{})
	if err != nil || l.Total != 1 {
		t.Errorf("%d documents (%v)", l.Total, err)
	}
	g, err := library.Sightings(t.Context(), l.Documents[0].ID)
	if err != nil || len(g) != 1 {
		t.Errorf("%d sightings (%v)", len(g), err)
	}
	again := s.post(path, "%PDF-1.7 the same", "Idempotency-Key", "one").want(t, http.StatusAccepted)
	if again.header.Get("Idempotency-Replayed") != "true" {
		t.Error("the second answer does not say that it is one")
	}
}

func TestAKeyIsForOneRequestOfOneCaller(t *testing.T) {
	s, _ := openReal(t)
	path := api.Prefix + "/documents"
	s.post(path+"?filename=a.pdf", "%PDF-1.7 one", "Idempotency-Key", "k").want(t, http.StatusAccepted)
	for _, other := range []struct{ path, body string }{
		{path + "?filename=a.pdf", "%PDF-1.7 two"},
		{path + "?filename=b.pdf", "%PDF-1.7 one"},
		{path + "?filename=a.pdf&type=invoice", "%PDF-1.7 one"},
	} {
		if code := s.post(other.path, other.body, "Idempotency-Key", "k").want(t, http.StatusUnprocessableEntity).code(t); code != doc.CodeKeyReused {
			t.Errorf("%s: %s", other.path, code)
		}
	}
	for _, bad := range []string{"", " ", strings.Repeat("x", 256), `"a`, "a b"} {
		if code := s.post(path, "%PDF-1.7", "Idempotency-Key", bad).want(t, http.StatusBadRequest).code(t); code != doc.CodeBadHeader {
			t.Errorf("%q: %s", bad, code)
		}
	}
	// What failed is not kept: the same key may try again.
	s.post(path, "<html>no document</html>", "Idempotency-Key", "f").want(t, http.StatusUnsupportedMediaType)
	s.post(path, "%PDF-1.7 good", "Idempotency-Key", "f").want(t, http.StatusAccepted)
	// Another caller has keys of their own.
	owner := s.token
	s.token = s.server.NewSession()
	var a api.UploadAnswer
	s.post(path, "%PDF-1.7 other", "Idempotency-Key", "k").want(t, http.StatusAccepted).json(t, &a)
	if a.Documents[0].Duplicate {
		t.Errorf("%+v", a)
	}
	s.token = owner
}

// A form is the same whatever boundary a client's library thinks of.
func TestAFormIsTheSameByItsParts(t *testing.T) {
	s, _ := openReal(t)
	parts := []part{{"type", "", "invoice"}, {"file", "a.pdf", "%PDF-1.7 a"}, {"file", "b.html", "<html>no document at all, but long enough to be left unread"}}
	send := func(p ...part) answer {
		body, kind := form(t, p...)
		return s.post(api.Prefix+"/documents", body, "Content-Type", kind, "Idempotency-Key", "form")
	}
	first := send(parts...).want(t, http.StatusAccepted)
	second := send(parts...).want(t, http.StatusAccepted)
	if !bytes.Equal(first.body, second.body) {
		t.Errorf("%s and %s", first.body, second.body)
	}
	send(parts[0], parts[1]).want(t, http.StatusUnprocessableEntity)
	parts[0].content = "receipt"
	send(parts...).want(t, http.StatusUnprocessableEntity)
}

// fullDisk is an intake without room for the file of that name.
type fullDisk struct {
	api.Intake

	name string
}

func (f *fullDisk) Admit(ctx context.Context, h doc.Handover, r io.Reader) (doc.Receipt, error) {
	if h.Name == f.name {
		return doc.Receipt{}, doc.Errorf(doc.CodeDiskFull, "")
	}
	return f.Intake.Admit(ctx, h, r)
}

// TestAKeyDoesNotKeepWhatMayPass: the same form with the same key fares better
// once there is room.
func TestAKeyDoesNotKeepWhatMayPass(t *testing.T) {
	disk := &fullDisk{}
	s, _ := openReal(t, func(o *api.Options) { disk.Intake, o.Intake = o.Intake, disk })
	one, oneKind := form(t, part{"file", "a.pdf", "%PDF1"})
	two, twoKind := form(t, part{"file", "a.pdf", "%PDF1"}, part{"file", "b.pdf", "%PDF2"})
	path := api.Prefix + "/documents"
	disk.name = "a.pdf"
	s.post(path, one, "Content-Type", oneKind, "Idempotency-Key", "one").want(t, http.StatusInsufficientStorage)
	disk.name = "b.pdf"
	s.post(path, one, "Content-Type", oneKind, "Idempotency-Key", "one").want(t, http.StatusAccepted)
	for _, full := range []bool{true, false} {
		var a api.UploadAnswer
		got := s.post(path, two, "Content-Type", twoKind, "Idempotency-Key", "two").want(t, http.StatusAccepted)
		got.json(t, &a)
		if (a.Documents[1].Error != nil) != full || got.header.Get("Idempotency-Replayed") != "" {
			t.Errorf("%+v", a)
		}
		disk.name = ""
	}
	s.post(path, two, "Content-Type", twoKind, "Idempotency-Key", "two").want(t, http.StatusAccepted)
}

func TestADeletedDocumentsNameIsInNoKeptAnswer(t *testing.T) {
	s, library := openReal(t)
	path := api.Prefix + "/documents?filename=canary.pdf"
	var a api.UploadAnswer
	s.post(path, "%PDF-1.7 one", "Idempotency-Key", "k").want(t, http.StatusAccepted).json(t, &a)
	s.do(s.request(http.MethodDelete, a.Documents[0].Href, nil)).want(t, http.StatusNoContent)
	again := s.post(path, "%PDF-1.7 one", "Idempotency-Key", "k").want(t, http.StatusAccepted)
	if strings.Contains(string(again.body), "canary") || !strings.Contains(string(again.body), a.Documents[0].ID) {
		t.Errorf("%s", again.body)
	}
	if l, err := library.Documents(t.Context(), doc.Query{}); err != nil || l.Total != 0 {
		t.Errorf("%d documents (%v)", l.Total, err)
	}
}

func TestKeysOutliveTheProgramAndEndAfterSevenDays(t *testing.T) {
	now := time.Now()
	clock := func() time.Time { return now }
	dir := t.TempDir()
	serve := func() (*site, *store.Store) {
		library, err := store.Open(t.Context(), dir, store.Options{Clock: clock})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := library.RescueAll(t.Context()); err != nil {
			t.Fatal(err)
		}
		return open(t, func(o *api.Options) {
			o.Library, o.Events, o.Requests, o.Intake = library, library, library, door{intake.New(shelf{library}, intake.Options{})}
		}), library
	}
	send := func(s *site, key, body string) answer {
		return s.post(api.Prefix+"/documents", body, "Idempotency-Key", key)
	}
	s, library := serve()
	first := send(s, "k", "%PDF-1.7 one").want(t, http.StatusAccepted)
	if _, err := library.BeginKeyed(t.Context(), "token", "cut"); err != nil { // the program ends in the middle
		t.Fatal(err)
	}
	send(s, "cut", "%PDF-1.7 cut").want(t, http.StatusConflict)
	if err := library.Close(); err != nil {
		t.Fatal(err)
	}
	s, library = serve()
	if again := send(s, "k", "%PDF-1.7 one").want(t, http.StatusAccepted); !bytes.Equal(again.body, first.body) {
		t.Errorf("%s, was %s", again.body, first.body)
	}
	send(s, "k", "%PDF-1.7 two").want(t, http.StatusUnprocessableEntity)
	send(s, "cut", "%PDF-1.7 cut").want(t, http.StatusAccepted)
	now = now.Add(7*24*time.Hour - time.Minute)
	send(s, "k", "%PDF-1.7 two").want(t, http.StatusUnprocessableEntity)
	now = now.Add(2 * time.Minute)
	send(s, "k", "%PDF-1.7 two").want(t, http.StatusAccepted)
	if err := library.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestWhatACallerGivesAlongComesBack(t *testing.T) {
	var log journal
	s, library := openReal(t, logTo(&log))
	meta := `{"order": 17, "tags": ["a"], "deep": {"x": null}}`
	body, kind := form(t, part{"metadata", "", meta}, part{"file", "a.pdf", "%PDF-1.7 a"})
	var a api.UploadAnswer
	s.post(api.Prefix+"/documents", body, "Content-Type", kind, "X-Correlation-Id", "run-7/a").want(t, http.StatusAccepted).json(t, &a)
	if !strings.Contains(log.String(), "correlation_id=run-7/a") {
		t.Errorf("the log does not lead to the caller: %s", log.String())
	}
	finishJobs(t, library, receipt())
	var d doc.Document
	s.get(a.Documents[0].Href).want(t, http.StatusOK).json(t, &d)
	var got, want any
	if json.Unmarshal(d.Metadata, &got) != nil || json.Unmarshal([]byte(meta), &want) != nil || fmt.Sprint(got) != fmt.Sprint(want) || d.CorrelationID != "run-7/a" {
		t.Errorf("%s %q", d.Metadata, d.CorrelationID)
	}
	events, err := library.Events(t.Context(), 0, 0)
	if err != nil || len(events) < 5 {
		t.Fatal(events, err)
	}
	for _, e := range events {
		if e.Data["correlation_id"] != "run-7/a" {
			t.Errorf("event %s: %v", e.Type, e.Data)
		}
	}
	for _, bad := range []string{"?metadata=7", "?metadata=%5B%5D", "?metadata=null", "?metadata=%7B", "?correlation_id=a%20b"} {
		s.post(api.Prefix+"/documents"+bad, "%PDF-1.7").want(t, http.StatusUnprocessableEntity)
	}
}

func TestWaitingForTheResultOfAnUpload(t *testing.T) {
	s, library := openReal(t)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for !step(t, library) { // the upload comes a moment later
			time.Sleep(time.Millisecond)
		}
		for step(t, library) {
		}
	}()
	var a api.UploadAnswer
	got := s.post(api.Prefix+"/documents?wait=30s", "%PDF-1.7 wait", "Idempotency-Key", "w").want(t, http.StatusOK)
	got.json(t, &a)
	if d := a.Documents[0].Document; d == nil || !d.Status.Finished() || got.header.Get("Retry-After") != "" {
		t.Errorf("%s", got.body)
	}
	<-done
	s.post(api.Prefix+"/documents?wait=30s", "%PDF-1.7 wait", "Idempotency-Key", "w").want(t, http.StatusOK)
	for scopes, want := range map[[2]doc.Scope]bool{{doc.ScopeSubmit, doc.ScopeRead}: true, {doc.ScopeSubmit, doc.ScopeReview}: false} {
		made := s.newToken(string(scopes[1]), scopes[:]...) // the content is here already, and read
		var again api.UploadAnswer
		s.post(api.Prefix+"/documents?wait=30s", "%PDF-1.7 wait", "Authorization", "Bearer "+made.Secret).want(t, http.StatusOK).json(t, &again)
		if shown := again.Documents[0].Document != nil; shown != want {
			t.Errorf("%v see the result: %t", scopes, shown)
		}
	}
	late := s.post(api.Prefix+"/documents?wait=10ms", "%PDF-1.7 never").want(t, http.StatusAccepted)
	if late.header.Get("Retry-After") == "" {
		t.Errorf("%v", late.header)
	}
	s.post(api.Prefix+"/documents?wait=soon", "%PDF-1.7").want(t, http.StatusUnprocessableEntity)
}
