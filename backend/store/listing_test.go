package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

// listed walks a query to its end and gives the ids in order.
func (l *library) listed(tb testing.TB, q doc.Query) []string {
	tb.Helper()
	var ids []string
	for {
		listing, err := l.Documents(tb.Context(), q)
		if err != nil {
			tb.Fatal(err)
		}
		for _, d := range listing.Documents {
			ids = append(ids, d.ID)
		}
		if listing.Next == "" {
			return ids
		}
		q.After = listing.Next
	}
}

func TestAListingIsWalkedWithoutSkipOrRepeatWhileDocumentsComeAndGo(t *testing.T) {
	l := newLibrary(t)
	var before []string
	for i := range 30 {
		before = append(before, l.admit(t, fmt.Sprint("before", i)))
	}
	deleted := before[10]
	var seen []string
	q := doc.Query{Limit: 7}
	for page := 0; ; page++ {
		listing, err := l.Documents(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range listing.Documents {
			seen = append(seen, d.ID)
		}
		if listing.Next == "" {
			break
		}
		q.After = listing.Next
		l.admit(t, fmt.Sprint("meanwhile", page))
		if page == 0 {
			if err := l.Delete(t.Context(), deleted); err != nil {
				t.Fatal(err)
			}
		}
	}
	want := slices.DeleteFunc(slices.Clone(before), func(id string) bool { return id == deleted })
	slices.Reverse(want)
	if !slices.Equal(seen, want) {
		t.Fatalf("%d seen, %d wanted:\n%v\n%v", len(seen), len(want), seen, want)
	}
}

func TestDocumentsAreFoundByWhatIsAskedFor(t *testing.T) {
	l := newLibrary(t)
	batch, err := l.NewBatch(t.Context(), doc.Batch{Name: "b"})
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string][]string{
		"coffee.pdf":     {"Café", "Müller", "total", "9.00"},
		"invoice-7.pdf":  {"Invoice", "INV-2041", "total", "119.00"},
		"second one.png": {"nothing", "legible"},
	}
	ids := map[string]string{}
	for _, name := range []string{"coffee.pdf", "invoice-7.pdf", "second one.png"} {
		a := l.keep(t, name)
		if a.Name = name; name == "invoice-7.pdf" {
			a.BatchID = &batch.ID
		}
		r, err := l.Admit(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		ids[name] = r.DocumentID
		ok(t, l.FinishInspect(t.Context(), l.claim(t), doc.Inspection{Pages: 1}))
		ok(t, l.FinishPage(t.Context(), l.claim(t), reading(1, texts[name]...)))
		u, status := receipt(), doc.StatusNeedsReview
		if name == "invoice-7.pdf" {
			u.Type.Name, status = doc.TypeInvoice, doc.StatusCompleted
		}
		ok(t, l.FinishUnderstand(t.Context(), l.claim(t), u, status))
	}
	tests := []struct {
		name string
		q    doc.Query
		want []string
	}{
		{"all, newest first", doc.Query{}, []string{"second one.png", "invoice-7.pdf", "coffee.pdf"}},
		{"a status", doc.Query{Status: []doc.Status{doc.StatusCompleted}}, []string{"invoice-7.pdf"}},
		{"one of several statuses", doc.Query{Status: []doc.Status{doc.StatusCompleted, doc.StatusQueued}}, []string{"invoice-7.pdf"}},
		{"a type", doc.Query{Type: doc.TypeReceipt}, []string{"second one.png", "coffee.pdf"}},
		{"a batch", doc.Query{BatchID: batch.ID}, []string{"invoice-7.pdf"}},
		{"certain ids", doc.Query{IDs: []string{ids["coffee.pdf"], "nobody"}}, []string{"coffee.pdf"}},
		{"a word in the text", doc.Query{Text: "total"}, []string{"invoice-7.pdf", "coffee.pdf"}},
		{"a word without its accents", doc.Query{Text: "cafe"}, []string{"coffee.pdf"}},
		{"the beginning of the last word", doc.Query{Text: "total mül"}, []string{"coffee.pdf"}},
		{"but not of an earlier one", doc.Query{Text: "mül total"}, nil},
		{"an amount", doc.Query{Text: "119.00"}, []string{"invoice-7.pdf"}},
		{"a number with a dash", doc.Query{Text: "inv-2041"}, []string{"invoice-7.pdf"}},
		{"a word in the name", doc.Query{Text: "second"}, []string{"second one.png"}},
		{"every word must occur", doc.Query{Text: "total second"}, nil},
		{"a text and a status", doc.Query{Text: "total", Status: []doc.Status{doc.StatusNeedsReview}}, []string{"coffee.pdf"}},
		{"signs alone find all", doc.Query{Text: " -- \" "}, []string{"second one.png", "invoice-7.pdf", "coffee.pdf"}},
		{"words of the search's own language are words", doc.Query{Text: `total" OR name:x NOT (`}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var want []string
			for _, name := range tt.want {
				want = append(want, ids[name])
			}
			if got := l.listed(t, tt.q); !slices.Equal(got, want) {
				t.Errorf("listed %v, want %v", got, want)
			}
			tt.q.Limit = 1
			if got := l.listed(t, tt.q); !slices.Equal(got, want) {
				t.Errorf("one by one: %v, want %v", got, want)
			}
			listing, err := l.Documents(t.Context(), tt.q)
			if err != nil || listing.Total != len(want) {
				t.Errorf("total %d, want %d (%v)", listing.Total, len(want), err)
			}
			var each []string
			for d, err := range l.EachDocument(t.Context(), tt.q) {
				if err != nil {
					t.Fatal(err)
				}
				each = append(each, d.ID)
			}
			slices.Reverse(each)
			if !slices.Equal(each, want) {
				t.Errorf("each: %v, want %v", each, want)
			}
		})
	}
	_, err = l.Documents(t.Context(), doc.Query{After: "nonsense"})
	wantCode(t, err, doc.CodeInvalid)
}

func TestEachDocumentIsWholeAndStopsWhenItIsToldTo(t *testing.T) {
	l := newLibrary(t)
	for i := range 3 {
		l.admit(t, fmt.Sprint(i))
	}
	l.work(t, 1)
	n := 0
	for d, err := range l.EachDocument(t.Context(), doc.Query{}) {
		if err != nil || d.Text != "page 1" || len(d.Pages) != 1 || len(d.Fields) != 4 {
			t.Fatalf("%+v, %v", d, err)
		}
		if n++; n == 2 {
			break
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, err := range l.EachDocument(ctx, doc.Query{}) {
		if err == nil {
			t.Error("went on after its context ended")
		}
	}
}

func FuzzSearch(f *testing.F) {
	l := newLibrary(f)
	l.admit(f, "one")
	for _, seed := range []string{"scan", `"`, "a*", "NEAR(", "\x00x", "né 9.00 -x ^y", strings.Repeat("a ", 200)} {
		f.Add(seed, "")
	}
	f.Add("", "ZDE")
	f.Fuzz(func(t *testing.T, text, cursor string) {
		_, err := l.Documents(t.Context(), doc.Query{Text: text, After: cursor})
		if code := doc.CodeOf(err); err != nil && code != doc.CodeInvalid {
			t.Fatal(err)
		}
	})
}

// No lock reaches a caller, however many write and read at once.
func TestManyWritersAndReaders(t *testing.T) {
	l := newLibrary(t)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	var all sync.WaitGroup
	run := func(n int, do func(i int) error) {
		for worker := range n {
			all.Go(func() {
				for i := worker; ctx.Err() == nil; i += n {
					if err := do(i); err != nil && ctx.Err() == nil {
						t.Errorf("%v", err)
						return
					}
				}
			})
		}
	}
	run(6, func(i int) error {
		_, err := l.Admit(ctx, l.keep(t, fmt.Sprint(i)))
		return err
	})
	run(10, func(int) error {
		job, err := l.Claim(ctx, allKinds(), time.Minute)
		if err != nil || job == nil {
			return err
		}
		switch job.Kind {
		case store.KindInspect:
			return l.FinishInspect(ctx, job, doc.Inspection{Pages: 1})
		case store.KindPage:
			return l.FinishPage(ctx, job, reading(1, "word"))
		default:
			return l.FinishUnderstand(ctx, job, receipt(), doc.StatusCompleted)
		}
	})
	run(16, func(int) error {
		listing, err := l.Documents(ctx, doc.Query{Text: "word", Limit: 5})
		if err == nil && len(listing.Documents) > 0 {
			_, err = l.Document(ctx, listing.Documents[0].ID)
		}
		return err
	})
	run(16, func(int) error {
		if _, err := l.Events(ctx, 0, 10); err != nil {
			return err
		}
		_, err := l.Counts(ctx)
		return err
	})
	all.Wait()
	if _, err := l.RescueAll(t.Context()); err != nil { // what the end of time cut off
		t.Fatal(err)
	}
	l.work(t, 1)
	counts, err := l.Counts(t.Context())
	if err != nil || len(counts) == 0 || counts[doc.StatusCompleted]+counts[doc.StatusNeedsReview] != len(l.listed(t, doc.Query{})) {
		t.Errorf("not all were completed: %v, %v", counts, err)
	}
}
