package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

// read takes a document through with these values; empty ones are not found.
func (l *library) read(tb *testing.T, content, merchant, total, date string) string {
	tb.Helper()
	a := l.keep(tb, content)
	a.Name = content
	r, err := l.Admit(tb.Context(), a)
	if err != nil {
		tb.Fatal(err)
	}
	l.workUntil(tb, store.KindUnderstand, 1)
	field := func(value string) doc.Field {
		if value == "" {
			return doc.Field{Origin: doc.OriginExtracted, Flagged: true}
		}
		return doc.Field{Value: &value, Raw: value, Confidence: 0.9, Origin: doc.OriginExtracted}
	}
	job := l.claim(tb)
	ok(tb, l.FinishUnderstand(tb.Context(), job, doc.Understanding{
		Type:   doc.Classification{Name: doc.TypeReceipt, Confidence: 1},
		Fields: map[string]doc.Field{"merchant": field(merchant), "total": field(total), "date": field(date)},
	}, doc.StatusNeedsReview))
	return r.DocumentID
}

func TestEveryOrderIsWalkedOnceWithWhatIsMissingLast(t *testing.T) {
	l := newLibrary(t)
	names := map[string]string{}
	for i := range 40 {
		merchant, total, date := fmt.Sprintf("Shop %02d", i*7%11), fmt.Sprintf("%d.50", i*13%17), fmt.Sprintf("2026-%02d-01", 1+i%12)
		if i%5 == 0 {
			merchant = ""
		}
		if i%6 == 0 {
			total = ""
		}
		if i%7 == 0 {
			date = ""
		}
		id := l.read(t, fmt.Sprintf("Scan %02d.pdf", i*3%40), merchant, total, date)
		names[id] = fmt.Sprint(i)
	}
	value := func(key doc.SortKey, id string) string {
		d := l.document(t, id)
		at := func(name string) string {
			if v := d.Fields[name].Value; v != nil {
				return *v
			}
			return ""
		}
		switch key {
		case doc.SortName:
			return strings.ToLower(d.File.Name)
		case doc.SortParty:
			return strings.ToLower(at("merchant"))
		case doc.SortDate:
			return at("date")
		case doc.SortTotal:
			if at("total") == "" {
				return ""
			}
			return fmt.Sprintf("%8s", at("total"))
		default:
			return "same"
		}
	}
	for _, key := range doc.SortKeys() {
		for _, rising := range []bool{true, false} {
			t.Run(fmt.Sprintf("by %s, rising %t", key, rising), func(t *testing.T) {
				ids := l.listed(t, doc.Query{Sort: key, Rising: rising, Limit: 7})
				if len(ids) != 40 || len(slices.Compact(slices.Sorted(slices.Values(ids)))) != 40 {
					t.Fatalf("%d documents", len(ids))
				}
				alone, err := l.DocumentIDs(t.Context(), doc.Query{Sort: key, Rising: rising})
				if err != nil || !slices.Equal(alone, ids) {
					t.Errorf("the ids alone are in another order (%v)", err)
				}
				for i := 1; i < len(ids); i++ {
					before, here := value(key, ids[i-1]), value(key, ids[i])
					if here == "" {
						continue
					}
					if before == "" || rising && before > here || !rising && before < here {
						t.Fatalf("%q stands before %q", before, here)
					}
				}
			})
		}
	}
}

func TestACursorOfAnotherOrderIsRefused(t *testing.T) {
	l := newLibrary(t)
	for i := range 3 {
		l.read(t, fmt.Sprint(i), "Shop", "1.00", "2026-01-01")
	}
	first, err := l.Documents(t.Context(), doc.Query{Sort: doc.SortParty, Limit: 1})
	ok(t, err)
	for _, q := range []doc.Query{
		{Sort: doc.SortDate, After: first.Next},
		{Sort: doc.SortParty, Rising: true, After: first.Next},
		{After: first.Next},
		{Sort: doc.SortParty, After: "nonsense"},
	} {
		_, err := l.Documents(t.Context(), q)
		wantCode(t, err, doc.CodeInvalid)
	}
}

func TestASearchShowsWhereTheWordsStand(t *testing.T) {
	l := newLibrary(t)
	id := l.read(t, "first", "Shop", "1.00", "2026-01-01")
	byName := l.read(t, "page-one.pdf", "Shop", "1.00", "2026-01-01")
	for _, key := range []doc.SortKey{doc.SortReceived, doc.SortTotal} {
		found, err := l.Documents(t.Context(), doc.Query{Text: "pag", Sort: key})
		ok(t, err)
		if found.Total != 2 {
			t.Fatalf("%d documents", found.Total)
		}
		parts := found.Excerpts[id]
		if len(parts) < 2 || !parts[0].Hit || parts[0].Text != "page" {
			t.Errorf("by %s: %+v", key, parts)
		}
		if n := len(found.Excerpts[byName]); n == 0 {
			t.Errorf("by %s: no excerpt of the other", key)
		}
	}
	found, err := l.Documents(t.Context(), doc.Query{Text: "one.pdf"})
	ok(t, err)
	if found.Total != 1 || len(found.Excerpts) != 0 {
		t.Errorf("by its name alone: %+v", found.Excerpts)
	}
}

func TestFailuresAreGroupedAndFiltered(t *testing.T) {
	l := newLibrary(t)
	for i, code := range []doc.Code{doc.CodePDFPassword, doc.CodePDFPassword, doc.CodeCorrupt} {
		l.admit(t, fmt.Sprint(i))
		ok(t, l.Fail(t.Context(), l.claim(t), doc.Errorf(code, "so")))
	}
	causes, err := l.Causes(t.Context())
	ok(t, err)
	if len(causes) != 2 || causes[0].Code != doc.CodePDFPassword || causes[0].Count != 2 || causes[1].Message == "" {
		t.Errorf("%+v", causes)
	}
	if ids := l.listed(t, doc.Query{Codes: []doc.Code{doc.CodePDFPassword}}); len(ids) != 2 {
		t.Errorf("%d documents locked", len(ids))
	}
}

func TestADocumentsEventsAreItsOwn(t *testing.T) {
	l := newLibrary(t)
	id := l.admit(t, "one")
	l.admit(t, "two")
	events, err := l.DocumentEvents(t.Context(), id)
	ok(t, err)
	if len(events) != 3 || events[0].Type != doc.EventReceived || events[2].Type != doc.EventQueued {
		t.Errorf("%+v", events)
	}
	_, err = l.DocumentEvents(t.Context(), "nobody")
	wantCode(t, err, doc.CodeNotFound)
}

func TestAPageThatIsBegunIsTold(t *testing.T) {
	l := newLibrary(t)
	id := l.admit(t, "one")
	begun := func() (pages []any) {
		events, err := l.DocumentEvents(t.Context(), id)
		ok(t, err)
		for _, e := range events {
			if e.Type == doc.EventPageBegun {
				pages = append(pages, e.Data["page"])
			}
		}
		return pages
	}
	ok(t, l.FinishInspect(t.Context(), l.claim(t), doc.Inspection{Pages: 2}))
	if pages := begun(); pages != nil {
		t.Fatalf("pages that wait are told as begun: %v", pages)
	}
	ok(t, l.finish(t, l.claim(t), 2))
	if pages := begun(); len(pages) != 1 || fmt.Sprint(pages[0]) != "1" {
		t.Fatalf("the first is begun: %v", pages)
	}
	l.work(t, 2)
	if pages := begun(); len(pages) != 2 {
		t.Fatalf("both are begun, and what understands them is no page: %v", pages)
	}
}

func TestInsightsCountWhatBecameOfEachDay(t *testing.T) {
	l := newLibrary(t)
	l.read(t, "one", "Shop", "1.00", "")
	l.admit(t, "two")
	ok(t, l.Fail(t.Context(), l.claim(t), doc.Errorf(doc.CodeCorrupt, "so")))
	in, err := l.Insights(t.Context(), l.clock.Now(), 7)
	ok(t, err)
	if len(in.Days) != 7 || in.Days[6].Day != "2026-11-21" || in.Days[6].Waiting != 1 || in.Days[6].Failed != 1 || in.Days[5].Waiting != 0 {
		t.Errorf("%+v", in.Days)
	}
	if in.Reading.Documents != 1 || in.Reading.Pages != 1 {
		t.Errorf("%+v", in.Reading)
	}
	if len(in.Fields) != 2 || in.Fields[0].Values != 1 || in.Fields[0].Unseen != 1 || in.Fields[0].Corrected != 0 {
		t.Errorf("%+v", in.Fields)
	}
	sure, err := l.Confidences(t.Context())
	ok(t, err)
	if len(sure) != 2 || sure[0].Name != "receipt.merchant" || len(sure[0].Steps) != 1 || sure[0].Steps[0].Values != 1 {
		t.Errorf("%+v", sure)
	}
}
