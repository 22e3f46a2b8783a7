package pipeline_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"deskclerk/backend/doc"
	"deskclerk/backend/pipeline"
	"deskclerk/backend/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// reader is a worker pool that does what a test tells it, by the document's
// content hash.
type reader struct {
	mu    sync.Mutex
	pages int                                             // of every document
	files []doc.Attachment                                // in every document
	fault func(sha string, page, try int) error           // nil: none
	hold  func(ctx context.Context, sha string, page int) // nil: at once
	tries map[string]int
}

func (r *reader) Inspect(context.Context, string, doc.OpenOptions) (doc.Inspection, error) {
	return doc.Inspection{MIME: "application/pdf", Pages: max(r.pages, 1), Embedded: r.files}, nil
}

func (r *reader) ReadPage(ctx context.Context, path string, number int, _ doc.OpenOptions, _ doc.ReadOptions) (doc.PageReading, error) {
	r.mu.Lock()
	if r.tries == nil {
		r.tries = map[string]int{}
	}
	r.tries[path]++
	try := r.tries[path]
	r.mu.Unlock()
	if r.hold != nil {
		r.hold(ctx, path, number)
	}
	if err := ctx.Err(); err != nil {
		return doc.PageReading{}, err
	}
	if r.fault != nil {
		if err := r.fault(path, number, try); err != nil {
			return doc.PageReading{}, err
		}
	}
	return doc.PageReading{Page: doc.Page{
		PageInfo: doc.PageInfo{Number: number, Width: 100, Height: 100, DPI: 300, TextSource: doc.TextOCR},
		Words:    []doc.Word{{Text: "TOTAL", Box: doc.Box{Right: 1, Bottom: 1}, Confidence: 1}},
	}, Engine: "test"}, nil
}

func (r *reader) count(path string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.tries[path]
}

// house is a real store with a runner over it.
type house struct {
	*store.Store
	runner *pipeline.Runner
}

func build(t *testing.T, r *reader, u pipeline.Understand) *house {
	t.Helper()
	s, err := store.Open(t.Context(), t.TempDir(), store.Options{Backoff: store.Backoff{Base: 10 * time.Millisecond, Max: 50 * time.Millisecond}})
	if err != nil {
		t.Fatal(err)
	}
	if u == nil {
		u = func([]doc.Page, []doc.Attachment, []doc.Known, doc.Type, time.Time) doc.Understanding {
			return doc.Understanding{Type: doc.Classification{Name: doc.TypeOther, Confidence: 1}}
		}
	}
	h := &house{s, pipeline.New(s, r, u, pipeline.Options{Lease: 400 * time.Millisecond})}
	t.Cleanup(func() {
		h.runner.Stop()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	h.runner.Start(t.Context())
	return h
}

// admit puts a document of the content into the store.
func (h *house) admit(t *testing.T, content string) (id, path string) {
	t.Helper()
	o, err := h.NewOriginal()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	sum, size, err := o.Commit()
	if err != nil {
		t.Fatal(err)
	}
	receipt, err := h.Admit(t.Context(), doc.Admission{
		Name: content + ".pdf", SHA256: sum, Bytes: size, MIME: "application/pdf",
		Source: doc.Source{Kind: doc.SourceUpload, ReceivedAt: time.Now()},
	})
	if err != nil {
		t.Fatal(err)
	}
	return receipt.DocumentID, h.OriginalPath(sum)
}

// until waits for the document to come to rest.
func (h *house) until(t *testing.T, id string, patience time.Duration) doc.Document {
	t.Helper()
	deadline := time.Now().Add(patience)
	for {
		d, err := h.Document(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if d.Status.Finished() {
			return d
		}
		if time.Now().After(deadline) {
			t.Fatalf("after %s the document stands at %s", patience, d.Status)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestADocumentGoesItsWholeWay(t *testing.T) {
	h := build(t, &reader{pages: 3}, nil)
	id, _ := h.admit(t, "a")
	d := h.until(t, id, 5*time.Second)
	if d.Status != doc.StatusCompleted || len(d.Pages) != 3 || !strings.Contains(d.Text, "TOTAL") || d.Attempt.FinishedAt == nil {
		t.Fatalf("%+v", d)
	}
}

func TestAttachmentsReachUnderstandingUnlessTheyAreToBeIgnored(t *testing.T) {
	got := make(chan int, 2)
	u := func(_ []doc.Page, attached []doc.Attachment, _ []doc.Known, _ doc.Type, _ time.Time) doc.Understanding {
		got <- len(attached)
		return doc.Understanding{Type: doc.Classification{Name: doc.TypeOther, Confidence: 1}}
	}
	h := build(t, &reader{files: []doc.Attachment{{Name: "factur-x.xml", Data: []byte("<a/>")}}}, u)
	id, _ := h.admit(t, "one")
	if d := h.until(t, id, 5*time.Second); d.Status != doc.StatusCompleted {
		t.Fatalf("status %s", d.Status)
	}
	if n := <-got; n != 1 {
		t.Errorf("%d attachments", n)
	}
	if err := h.Reprocess(t.Context(), id, &doc.ProcessOptions{IgnoreEmbedded: true}); err != nil {
		t.Fatal(err)
	}
	if d := h.until(t, id, 5*time.Second); d.Status != doc.StatusCompleted {
		t.Fatalf("status %s", d.Status)
	}
	if n := <-got; n != 0 {
		t.Errorf("%d attachments that were to be ignored", n)
	}
}

func TestAPoisonDocumentIsPutAsideAndTheNextOneIsRead(t *testing.T) {
	r := &reader{}
	first := ""
	r.fault = func(path string, _, _ int) error {
		r.mu.Lock()
		defer r.mu.Unlock()
		if first == "" {
			first = path // the first document is the poison
		}
		if path == first {
			return doc.Errorf(doc.CodeWorkerCrash, "signal: segmentation fault")
		}
		return nil
	}
	h := build(t, r, nil)
	id, path := h.admit(t, "poison")
	d := h.until(t, id, 10*time.Second)
	if d.Status != doc.StatusFailedTerminal || d.Error == nil || d.Error.Code != doc.CodeAttemptsSpent || !strings.Contains(d.Error.Detail, string(doc.CodeWorkerCrash)) {
		t.Fatalf("%s, %+v", d.Status, d.Error)
	}
	if n := r.count(path); n != 3 {
		t.Errorf("it was tried %d times", n)
	}
	dead, err := h.DeadLetters(t.Context())
	if err != nil || len(dead) != 1 || dead[0].DocumentID != id {
		t.Errorf("dead letters %+v, %v", dead, err)
	}
	next, _ := h.admit(t, "next")
	if d := h.until(t, next, 2*time.Second); d.Status != doc.StatusCompleted {
		t.Errorf("the next one: %s", d.Status)
	}
}

func TestAPassingTroubleIsTriedAgain(t *testing.T) {
	r := &reader{fault: func(_ string, _, try int) error {
		if try < 3 {
			return doc.Errorf(doc.CodeWorkerTimeout, "too slow")
		}
		return nil
	}}
	h := build(t, r, nil)
	id, _ := h.admit(t, "a")
	if d := h.until(t, id, 5*time.Second); d.Status != doc.StatusCompleted || d.Error != nil {
		t.Fatalf("%s, %+v", d.Status, d.Error)
	}
}

func TestAnErrorThatWillNotPassIsNotTriedAgain(t *testing.T) {
	r := &reader{fault: func(string, int, int) error { return doc.Errorf(doc.CodePDFPassword, "locked") }}
	h := build(t, r, nil)
	id, path := h.admit(t, "a")
	d := h.until(t, id, 5*time.Second)
	if d.Error == nil || d.Error.Code != doc.CodePDFPassword || d.Error.Class != doc.ClassReview || r.count(path) != 1 {
		t.Fatalf("%+v after %d tries", d.Error, r.count(path))
	}
}

func TestAPanicInExtractionFailsItsDocumentOnly(t *testing.T) {
	h := build(t, &reader{}, func([]doc.Page, []doc.Attachment, []doc.Known, doc.Type, time.Time) doc.Understanding { panic("a bug") })
	id, _ := h.admit(t, "a")
	if d := h.until(t, id, 5*time.Second); d.Status != doc.StatusFailedTerminal || d.Error == nil {
		t.Fatalf("%s, %+v", d.Status, d.Error)
	}
}

func TestACancelledDocumentStopsWithinTwoSeconds(t *testing.T) {
	started := make(chan struct{}, 1)
	r := &reader{hold: func(ctx context.Context, _ string, _ int) {
		started <- struct{}{}
		<-ctx.Done()
	}}
	h := build(t, r, nil)
	id, _ := h.admit(t, "a")
	<-started
	if err := h.Cancel(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	h.runner.Interrupt(id)
	d := h.until(t, id, 2*time.Second)
	if d.Error == nil || d.Error.Code != doc.CodeCancelled {
		t.Fatalf("%+v", d.Error)
	}
}

func TestALongJobKeepsItsLease(t *testing.T) {
	r := &reader{hold: func(ctx context.Context, _ string, _ int) {
		select {
		case <-ctx.Done():
		case <-time.After(1500 * time.Millisecond): // several leases
		}
	}}
	h := build(t, r, nil)
	id, path := h.admit(t, "a")
	if d := h.until(t, id, 5*time.Second); d.Status != doc.StatusCompleted || r.count(path) != 1 {
		t.Fatalf("%s after %d tries", d.Status, r.count(path))
	}
}

func TestAStopGivesTheWorkBack(t *testing.T) {
	started := make(chan struct{}, 9)
	r := &reader{hold: func(ctx context.Context, _ string, _ int) {
		started <- struct{}{}
		<-ctx.Done()
	}}
	h := build(t, r, nil)
	id, _ := h.admit(t, "a")
	<-started
	h.runner.Stop()
	h.runner.Stop() // twice is harmless
	job, err := h.Claim(t.Context(), []string{store.KindPage}, time.Second)
	if err != nil || job == nil || job.DocumentID != id || job.Tries != 1 {
		t.Fatalf("%+v, %v", job, err)
	}
}

func TestFlagsAndWarningsDecideTheStatus(t *testing.T) {
	value := "1.00"
	tests := []struct {
		name string
		u    doc.Understanding
		want doc.Status
	}{
		{"nothing doubtful is completed", doc.Understanding{Fields: map[string]doc.Field{"total": {Value: &value}}}, doc.StatusCompleted},
		{"a flagged field needs review", doc.Understanding{Fields: map[string]doc.Field{"total": {Flagged: true}}}, doc.StatusNeedsReview},
		{"a failed rule needs review", doc.Understanding{Issues: []doc.Issue{{Severity: doc.SeverityError}}}, doc.StatusNeedsReview},
		{"a warning of a rule does not", doc.Understanding{Issues: []doc.Issue{{Severity: doc.SeverityWarning}}}, doc.StatusCompleted},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := build(t, &reader{}, func([]doc.Page, []doc.Attachment, []doc.Known, doc.Type, time.Time) doc.Understanding { return tt.u })
			id, _ := h.admit(t, "a")
			if d := h.until(t, id, 5*time.Second); d.Status != tt.want {
				t.Fatalf("%s, want %s", d.Status, tt.want)
			}
		})
	}
}

var errForeign = errors.New("a foreign error")

func TestAForeignErrorShowsNoTextOfItsOwn(t *testing.T) {
	r := &reader{fault: func(string, int, int) error { return errForeign }}
	h := build(t, r, nil)
	id, _ := h.admit(t, "a")
	d := h.until(t, id, 5*time.Second)
	if d.Error == nil || d.Error.Code != doc.CodeAttemptsSpent || strings.Contains(d.Error.Detail, "foreign") {
		t.Fatalf("%+v", d.Error)
	}
}
