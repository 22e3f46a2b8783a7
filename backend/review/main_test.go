package review_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"deskclerk/backend/doc"
	"deskclerk/backend/extract"
	"deskclerk/backend/learn"
	"deskclerk/backend/review"
	"deskclerk/backend/store"
	"deskclerk/backend/validate"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// room is a desk over a real store, with the real rules; only the reader and the
// time are a test's.
type room struct {
	*review.Desk
	*store.Store
	t      *testing.T
	reader *reader
	clock  *clock
}

type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(time.Second)
	return c.t
}

// reader answers what a test tells it.
type reader struct {
	readings []doc.RegionReading
	err      error
	asked    doc.Region
}

func (r *reader) ReadRegion(_ context.Context, _ string, _ int, _ doc.OpenOptions, region doc.Region) ([]doc.RegionReading, error) {
	r.asked = region
	return r.readings, r.err
}

func open(t *testing.T) *room {
	t.Helper()
	c := &clock{t: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	s, err := store.Open(t.Context(), t.TempDir(), store.Options{Clock: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	r := &room{Store: s, t: t, reader: &reader{}, clock: c}
	r.Desk = review.New(s, r.reader, review.Options{
		Judge: validate.Apply, Clock: c.Now,
		Learn: func(u doc.Understanding, known []doc.Known) doc.Understanding {
			return learn.Apply(u, known, doc.Policy{})
		},
		Understand: func(pages []doc.Page, _ []doc.Attachment, _ []doc.Known, kind doc.Type, now time.Time) doc.Understanding {
			return validate.Apply(extract.Understand(pages, extract.Options{Type: kind}), now)
		},
	})
	return r
}

var box = &doc.Box{Left: 0.6, Top: 0.4, Right: 0.7, Bottom: 0.42}

func pointer[T any](v T) *T { return &v }

// invoice is what a machine made of a page: the tax is misread, so that net and
// tax are not the total, the supplier is doubtful and the due date was not found.
func invoice() doc.Understanding {
	field := func(value string, confidence float64) doc.Field {
		return doc.Field{Value: &value, Raw: value, Confidence: confidence, Page: 1, Box: box, Origin: doc.OriginExtracted, Reasons: []string{}}
	}
	supplier := field("Northern Baker", 0.6)
	supplier.Flagged, supplier.Reasons = true, []string{doc.ReasonLowConfidence}
	supplier.Candidates = []doc.Candidate{{Value: "Northern Bakery", Raw: "NORTHERN BAKERY", Confidence: 0.3, Page: 1, Box: box}}
	cell := func(value string, flagged bool) doc.Cell {
		return doc.Cell{Value: &value, Confidence: 0.9, Flagged: flagged, Page: 1, Box: box}
	}
	return validate.Apply(doc.Understanding{
		Type: doc.Classification{Name: doc.TypeInvoice, Confidence: 0.98}, Language: "en", Model: "test",
		Fields: map[string]doc.Field{
			"supplier_name": supplier, "invoice_number": field("RE-7", 0.99), "issue_date": field("2026-11-01", 0.99),
			"due_date": {Origin: doc.OriginExtracted}, "currency": field("EUR", 0.99),
			"net_total": field("100.00", 0.99), "tax_total": field("10.00", 0.99), "grand_total": field("119.00", 0.99),
		},
		Tables: map[string]doc.Table{"line_items": {
			Columns: []string{"description", "quantity", "unit_price", "amount", "tax_rate"}, Confidence: 0.9,
			Rows: []doc.Row{
				{Cells: map[string]doc.Cell{"description": cell("Bread", false), "amount": cell("40.00", false)}},
				{Cells: map[string]doc.Cell{"description": cell("Cake", true), "amount": cell("60.00", true)}},
			},
		}},
	}, time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC))
}

// read takes a document in and brings it to where a person looks at it.
func (r *room) read(u doc.Understanding, words ...string) string {
	r.t.Helper()
	ctx := r.t.Context()
	o, err := r.NewOriginal()
	if err != nil {
		r.t.Fatal(err)
	}
	fmt.Fprintf(o, "%p %v", o, r.clock.Now())
	sum, size, err := o.Commit()
	if err != nil {
		r.t.Fatal(err)
	}
	got, err := r.Admit(ctx, doc.Admission{Name: "a.pdf", SHA256: sum, Bytes: size, MIME: "application/pdf", Source: doc.Source{Kind: doc.SourceUpload}})
	if err != nil {
		r.t.Fatal(err)
	}
	for range 3 {
		job, err := r.Claim(ctx, []string{store.KindInspect, store.KindPage, store.KindUnderstand}, time.Minute)
		if err != nil || job == nil {
			r.t.Fatal(job, err)
		}
		switch job.Kind {
		case store.KindInspect:
			err = r.FinishInspect(ctx, job, doc.Inspection{MIME: "application/pdf", Pages: 1})
		case store.KindPage:
			err = r.FinishPage(ctx, job, page(words))
		default:
			status := doc.StatusCompleted
			if u.Flagged() {
				status = doc.StatusNeedsReview
			}
			err = r.FinishUnderstand(ctx, job, u, status)
		}
		if err != nil {
			r.t.Fatal(err)
		}
	}
	return got.DocumentID
}

func page(words []string) doc.PageReading {
	p := doc.Page{PageInfo: doc.PageInfo{Number: 1, Width: 1000, Height: 1400, DPI: 200, Rotation: 90, Skew: 1.5, TextSource: doc.TextOCR}}
	for i, w := range words {
		top := float64(i) / 50
		p.Words = append(p.Words, doc.Word{Text: w, Confidence: 0.9, Line: i, Box: doc.Box{Left: 0.1, Top: top, Right: 0.3, Bottom: top + 0.015}})
	}
	return doc.PageReading{Page: p, Engine: "test"}
}

func (r *room) document(id string) doc.Document {
	r.t.Helper()
	d, err := r.Document(r.t.Context(), id)
	if err != nil {
		r.t.Fatal(err)
	}
	return d
}

// on is a person who saw the document as it is now.
func (r *room) on(id string) doc.Actor {
	return doc.Actor{Name: "ann", Revision: pointer(r.document(id).Revision)}
}

// must gives what an act left, which must be one revision on.
func (r *room) must(d doc.Document, err error) doc.Document {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
	return d
}

func (r *room) field(id, name string, a doc.FieldAct) doc.Document {
	r.t.Helper()
	return r.must(r.Field(r.t.Context(), r.on(id), id, name, a))
}

func value(f doc.Field) string {
	if f.Value == nil {
		return "∅"
	}
	return *f.Value
}

func wantCode(t *testing.T, err error, code doc.Code) {
	t.Helper()
	if got := doc.CodeOf(err); got != code {
		t.Fatalf("code %q, want %q (%v)", got, code, err)
	}
}

func (r *room) undo(who string) (doc.Document, doc.Act, error) {
	t, err := r.Undo(r.t.Context(), who)
	return t.Document, t.Act, err
}

func (r *room) redo(who string) (doc.Document, doc.Act, error) {
	t, err := r.Redo(r.t.Context(), who)
	return t.Document, t.Act, err
}
