package api_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
	"deskclerk/backend/export"
	"deskclerk/backend/intake"
	"deskclerk/backend/store"
)

// The same with the real store and the real intake.

type shelf struct{ *store.Store }

func (s shelf) NewOriginal() (intake.Original, error) { return s.Store.NewOriginal() }

type door struct{ *intake.Intake }

func (d door) Admit(ctx context.Context, h doc.Handover, r io.Reader) (doc.Receipt, error) {
	return d.Intake.Admit(ctx, intake.Item{
		Name: h.Name, Body: r, Source: h.Source, Options: h.Options, BatchID: h.BatchID,
		CorrelationID: h.CorrelationID, Metadata: h.Metadata,
	})
}

func openReal(t *testing.T, change ...func(*api.Options)) (*site, *store.Store) {
	t.Helper()
	library, err := store.Open(t.Context(), t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := library.Close(); err != nil {
			t.Errorf("close the store: %v", err)
		}
	})
	return open(t, append([]func(*api.Options){func(o *api.Options) {
		o.Library, o.Events, o.Requests = library, library, library
		o.Exports = export.New(export.Options{Store: library, Temp: library.Incoming()})
		o.Intake = door{intake.New(shelf{library}, intake.Options{})}
	}}, change...)...), library
}

// step does the next job of the queue as the pipeline would.
func step(t *testing.T, library *store.Store) bool {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	job, err := library.Claim(ctx, []string{store.KindInspect, store.KindPage, store.KindUnderstand}, time.Minute)
	if err != nil || job == nil {
		if err != nil {
			t.Error(err)
		}
		return false
	}
	switch job.Kind {
	case store.KindInspect:
		err = library.FinishInspect(ctx, job, doc.Inspection{MIME: job.MIME, Pages: 2})
	case store.KindPage:
		p := doc.Page{PageInfo: doc.PageInfo{Number: job.Page, Width: 1000, Height: 1400, DPI: 300, TextSource: doc.TextOCR}}
		p.Words = []doc.Word{{Text: "Total", Box: doc.Box{Left: 0.1, Top: 0.1, Right: 0.2, Bottom: 0.12}, Confidence: 0.9}}
		err = library.FinishPage(ctx, job, doc.PageReading{Page: p, Engine: "tesseract"})
	case store.KindUnderstand:
		var d doc.Document
		full(&d)
		err = library.FinishUnderstand(ctx, job, doc.Understanding{
			Type: doc.Classification{Name: doc.TypeReceipt, Confidence: 0.9}, Fields: d.Fields, Tables: d.Tables, Issues: d.Issues,
		}, doc.StatusNeedsReview)
	}
	if err != nil {
		t.Error(err)
	}
	return err == nil
}

func TestARealDocumentsWayIsSeenAtEveryStep(t *testing.T) {
	s, library := openReal(t)
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc.SchemaJSON()))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("document.json", parsed); err != nil {
		t.Fatal(err)
	}
	published := compiler.MustCompile("document.json")

	var up api.UploadAnswer
	s.post(api.Prefix+"/documents?filename=a.pdf", "%PDF-1.7 one").want(t, http.StatusAccepted).json(t, &up)
	path := up.Documents[0].Href
	l := s.listen("?after=0")
	defer l.close()
	page, list := "", ""
	for more, steps := true, 0; more; more, steps = step(t, library), steps+1 {
		got := s.get(path, "If-None-Match", page).want(t, http.StatusOK) // every step is a change
		page = got.header.Get("ETag")
		s.get(path, "If-None-Match", page).want(t, http.StatusNotModified)
		all := s.get(api.Prefix+"/documents", "If-None-Match", list).want(t, http.StatusOK)
		list = all.header.Get("ETag")
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(got.body))
		if err == nil {
			err = published.Validate(v)
		}
		if err != nil {
			t.Fatalf("after %d steps: %v\n%s", steps, err, got.body)
		}
	}
	var d doc.Document
	s.get(path).json(t, &d)
	if d.Status != doc.StatusNeedsReview || d.File.Pages != 2 || *d.Fields["total"].Value != "9.00" {
		t.Errorf("%+v", d)
	}
	s.get(path+"/pages/2/words").want(t, http.StatusOK)
	s.get(path+"/pages/3/words").want(t, http.StatusNotFound)
	s.get(path+"/fields/total/history").want(t, http.StatusOK)
	s.get(path+"/sightings").want(t, http.StatusOK)
	if got := s.get(path+"/original").want(t, http.StatusOK); string(got.body) != "%PDF-1.7 one" {
		t.Errorf("%q", got.body)
	}
	last, err := library.LastEvent(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for seq := int64(1); seq <= last; seq++ {
		if m := l.next(t); m.id != fmt.Sprint(seq) {
			t.Fatalf("event %s, want %d", m.id, seq)
		}
	}
}

func TestTheRealLibraryRefusesAsDescribed(t *testing.T) {
	s, library := openReal(t)
	var up, again api.UploadAnswer
	s.post(api.Prefix+"/documents?filename=a.pdf", "%PDF-1.7 one").want(t, http.StatusAccepted).json(t, &up)
	s.post(api.Prefix+"/documents?filename=b.pdf", "%PDF-1.7 one").want(t, http.StatusAccepted).json(t, &again)
	if !again.Documents[0].Duplicate || again.Documents[0].ID != up.Documents[0].ID || again.Documents[0].Status == "" {
		t.Errorf("%+v", again)
	}
	if code := s.post(api.Prefix+"/documents", "<html>a page</html>").want(t, 415).code(t); code != doc.CodeUnsupported {
		t.Errorf("code %s", code)
	}
	s.get(api.Prefix+"/documents?after=nonsense").want(t, 422)
	s.get(api.Prefix+"/documents?q=%22(*+AND").want(t, http.StatusOK)
	path := up.Documents[0].Href
	for step(t, library) { //nolint:revive // until nothing is left
	}
	s.post(path+"/cancel", "").want(t, 409)
	s.post(path+"/reprocess", "").want(t, http.StatusAccepted)
	s.post(path+"/cancel", "").want(t, http.StatusOK)
	s.do(s.request(http.MethodDelete, path, nil)).want(t, http.StatusNoContent)
	for _, p := range []string{"", "/sightings", "/original", "/pages/1/words", "/fields/total/history", "?wait=5s"} {
		s.get(path+p).want(t, 404)
	}
	for _, p := range []string{"/cancel", "/reprocess"} {
		s.post(path+p, "").want(t, 404)
	}
	for _, id := range []string{"..%2f..", "%00", "x'%20OR%201=1"} {
		if got := s.get(api.Prefix + "/documents/" + id); got.status != 404 {
			t.Errorf("%s: %d", id, got.status)
		}
	}
}

func TestAStreamHearsEveryRealCommitOnce(t *testing.T) {
	const uploads = 60
	s, _ := openReal(t)
	var wait sync.WaitGroup
	defer wait.Wait()
	for worker := range 3 {
		wait.Go(func() {
			for i := range uploads / 3 {
				s.post(api.Prefix+"/documents", fmt.Sprintf("%%PDF-1.7 %d %d", worker, i)).want(t, http.StatusAccepted)
			}
		})
	}
	received, last := 0, int64(0)
	for received < uploads {
		l := s.listen("?after=" + fmt.Sprint(last))
		for range 25 {
			if received == uploads {
				break
			}
			m := l.next(t)
			if m.id != fmt.Sprint(last+1) {
				t.Fatalf("after %d came %s", last, m.id)
			}
			last++
			if strings.Contains(m.data, doc.EventReceived) {
				received++
			}
		}
		l.close()
	}
}
