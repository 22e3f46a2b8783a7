package store_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

// contract checks documents against the published schema.
type contract struct{ schema *jsonschema.Schema }

func newContract(t *testing.T) contract {
	t.Helper()
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc.SchemaJSON()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("document.json", parsed); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("document.json")
	if err != nil {
		t.Fatal(err)
	}
	return contract{schema}
}

func (c contract) check(t *testing.T, d doc.Document) {
	t.Helper()
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.schema.Validate(v); err != nil {
		t.Fatalf("status %s: %v\n%s", d.Status, err, text)
	}
}

// checkBoth checks the document whole and as a listing shows it.
func (c contract) checkBoth(t *testing.T, l *library, id string) doc.Document {
	t.Helper()
	whole := l.document(t, id)
	c.check(t, whole)
	listing, err := l.Documents(t.Context(), doc.Query{IDs: []string{id}})
	if err != nil || len(listing.Documents) != 1 {
		t.Fatalf("%v, %v", listing, err)
	}
	c.check(t, listing.Documents[0])
	return whole
}

func TestADocumentKeepsTheContractAtEveryStep(t *testing.T) {
	l, c := newLibrary(t), newContract(t)
	id := l.admit(t, "one")
	if d := c.checkBoth(t, l, id); d.Status != doc.StatusQueued || d.Attempt != nil || d.Error != nil {
		t.Fatalf("admitted: %+v", d)
	}
	inspect := l.claim(t)
	l.clock.Advance(time.Second)
	if d := c.checkBoth(t, l, id); d.Status != doc.StatusProcessing || d.Attempt == nil {
		t.Fatalf("claimed: %+v", d)
	}
	warnings := []doc.Warning{{Code: doc.WarnRepairedFile, Message: "Mended."}}
	if err := l.FinishInspect(t.Context(), inspect, doc.Inspection{Pages: 2, Warnings: warnings}); err != nil {
		t.Fatal(err)
	}
	if err := l.Fail(t.Context(), l.claim(t), doc.Errorf(doc.CodeWorkerCrash, "gone")); err != nil {
		t.Fatal(err)
	}
	if d := c.checkBoth(t, l, id); d.Status != doc.StatusFailedRetryable || d.Error.Code != doc.CodeWorkerCrash {
		t.Fatalf("failed: %+v", d)
	}
	l.clock.Advance(time.Minute)
	l.work(t, 2)
	d := c.checkBoth(t, l, id)
	if d.Status != doc.StatusNeedsReview || d.Error != nil || d.File.Pages != 2 || d.PagesRead != 2 || d.File.TextSource != doc.TextOCR {
		t.Fatalf("finished: %+v", d)
	}
	if d.Text != "page 1\fpage 2" || len(d.Pages) != 2 || len(d.Fields) != 4 || len(d.Tables) != 1 || len(d.Issues) != 2 || len(d.Warnings) != 1 {
		t.Fatalf("result: %+v", d)
	}
	if a := d.Tables["line_items"].Adjustment; a != "-1.00" {
		t.Fatalf("the lines are adjusted by %q", a)
	}
	want := map[string]int64{"rasterize": 82, "ocr": 1624, "extract": 9, "validate": 1}
	if a := d.Attempt; a.Engine != "tesseract 5.3.0" || a.Model != "rules-1" || a.FinishedAt == nil || !maps.Equal(a.StagesMS, want) {
		t.Fatalf("attempt: %+v", a)
	}
	if err := l.Reprocess(t.Context(), id, nil); err != nil {
		t.Fatal(err)
	}
	if d := c.checkBoth(t, l, id); d.Status != doc.StatusQueued || d.Attempt != nil || len(d.Fields) != 0 || d.Text != "" {
		t.Fatalf("read again: %+v", d)
	}
	if err := l.Cancel(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if d := c.checkBoth(t, l, id); d.Status != doc.StatusFailedTerminal || d.Error.Code != doc.CodeCancelled {
		t.Fatalf("cancelled: %+v", d)
	}
}

func TestADocumentOfTypeOtherHasPairs(t *testing.T) {
	l, c := newLibrary(t), newContract(t)
	id := l.admit(t, "one")
	l.workUntil(t, store.KindUnderstand, 1)
	u := doc.Understanding{
		Type:  doc.Classification{Name: doc.TypeOther, Confidence: 0.7},
		Pairs: []doc.Pair{{Key: "Ref", Value: "7", Page: 1, Box: &doc.Box{Right: 1, Bottom: 1}}},
	}
	if err := l.FinishUnderstand(t.Context(), l.claim(t), u, doc.StatusCompleted); err != nil {
		t.Fatal(err)
	}
	if d := c.checkBoth(t, l, id); len(d.Pairs) != 1 || d.Pairs[0].Value != "7" {
		t.Fatalf("pairs: %+v", d.Pairs)
	}
}

func TestALightDocumentHasItsMainFieldsAndTheFlaggedOnes(t *testing.T) {
	l := newLibrary(t)
	l.admit(t, "one")
	l.work(t, 1)
	listing, err := l.Documents(t.Context(), doc.Query{})
	if err != nil {
		t.Fatal(err)
	}
	d := listing.Documents[0]
	if len(d.Fields) != 3 || *d.Fields["total"].Value != "9.00" || !d.Fields["tax_total"].Flagged || !d.Fields["merchant"].Flagged {
		t.Fatalf("fields: %+v", d.Fields)
	}
	if len(d.Fields["total"].Candidates) != 0 || d.Text != "" || len(d.Pages)+len(d.Tables)+len(d.Issues) != 0 || d.Attempt != nil {
		t.Fatalf("not light: %+v", d)
	}
}

func TestWhatAPageHolds(t *testing.T) {
	l := newLibrary(t)
	id := l.admit(t, "one")
	l.work(t, 2)
	words, err := l.PageWords(t.Context(), id, 2)
	if err != nil || len(words) != 2 || words[1].Text != "2" || words[1].Box.Top != 0.1 {
		t.Fatalf("words %+v, %v", words, err)
	}
	raw, err := l.RawPage(t.Context(), id, 1)
	if err != nil || string(raw) != "raw output" {
		t.Fatalf("raw %q, %v", raw, err)
	}
	_, err = l.PageWords(t.Context(), id, 3)
	wantCode(t, err, doc.CodeNotFound)
	_, err = l.PageWords(t.Context(), "nobody", 1)
	wantCode(t, err, doc.CodeNotFound)
}

func TestFieldHistoryBeginsWithTheMachinesValueOfEachAttempt(t *testing.T) {
	l := newLibrary(t)
	id := l.admit(t, "one")
	l.work(t, 1)
	if err := l.Reprocess(t.Context(), id, nil); err != nil {
		t.Fatal(err)
	}
	l.work(t, 1)
	history, err := l.FieldHistory(t.Context(), id, "total")
	if err != nil || len(history) != 2 {
		t.Fatalf("%+v, %v", history, err)
	}
	for i, h := range history {
		if h.Attempt != i+1 || h.Actor != "machine" || *h.Value != "9.00" || h.Origin != doc.OriginExtracted {
			t.Fatalf("entry %d: %+v", i, h)
		}
	}
}

func TestAFileOfFiveHundredPages(t *testing.T) {
	l := newLibrary(t)
	l.admit(t, "long")
	if err := l.FinishInspect(t.Context(), l.claim(t), doc.Inspection{Pages: 500}); err != nil {
		t.Fatal(err)
	}
	for page := range 3 {
		if job := l.claim(t); job.Page != page+1 {
			t.Fatalf("page %d came before page %d", job.Page, page+1)
		}
	}
	if jobs := l.jobs(t); len(jobs) != 501 || jobs[500].Page != 500 {
		t.Fatalf("%d jobs", len(jobs))
	}
}

func TestALongFileIsReadToItsEnd(t *testing.T) {
	const pages = 500 / scale
	l := newLibrary(t)
	id := l.admit(t, "long")
	l.workUntil(t, store.KindUnderstand, pages)
	understand := l.claim(t)
	if understand.Kind != store.KindUnderstand {
		t.Fatalf("claimed %s", understand.Kind)
	}
	read, _, err := l.PagesForUnderstanding(t.Context(), id, understand.Attempt)
	if err != nil || len(read) != pages || read[pages-1].Number != pages || read[pages-1].Words[1].Text != fmt.Sprint(pages) {
		t.Fatalf("%d pages, %v", len(read), err)
	}
	if err := l.FinishUnderstand(t.Context(), understand, receipt(), doc.StatusCompleted); err != nil {
		t.Fatal(err)
	}
	if d := l.document(t, id); d.Status != doc.StatusCompleted || len(d.Pages) != pages {
		t.Fatalf("%s, %d pages", d.Status, len(d.Pages))
	}
}
