package store_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

// marked has a receipt read that bears the marks.
func (l *library) marked(t *testing.T, name string, kind doc.Type, marks ...int64) (id string) {
	t.Helper()
	r, err := l.Admit(t.Context(), l.keep(t, name))
	ok(t, err)
	ok(t, l.FinishInspect(t.Context(), l.claim(t), doc.Inspection{Pages: 1}))
	ok(t, l.FinishPage(t.Context(), l.claim(t), reading(1, name)))
	u := receipt()
	u.Type.Name, u.Marks = kind, marks
	ok(t, l.FinishUnderstand(t.Context(), l.claim(t), u, doc.StatusNeedsReview))
	return r.DocumentID
}

// vouch has a person put the merchant right.
func (l *library) vouch(t *testing.T, id, name string) {
	t.Helper()
	d := l.document(t, id)
	f := d.Fields["merchant"]
	f.Value, f.Origin, f.Flagged, f.Reasons = &name, doc.OriginCorrected, false, []string{}
	stays := doc.Facts{Status: d.Status, Type: d.Type}
	_, err := l.Revise(doc.WithActor(t.Context(), "browser"), doc.Revision{
		Act: doc.Act{
			DocumentID: id, Attempt: d.Attempt.Number, Actor: "browser", Kind: doc.ActCorrect, Subject: "merchant",
			Before: stays, After: stays,
		},
		From: d.Revision, Event: doc.EventField, Fields: map[string]*doc.Field{"merchant": &f},
	})
	ok(t, err)
}

// knows what others say of the marks of a document.
func (l *library) knows(t *testing.T, id string, marks ...int64) []string {
	t.Helper()
	known, err := l.Known(t.Context(), id, marks)
	ok(t, err)
	var out []string
	for _, k := range known {
		out = append(out, fmt.Sprintf("%d %s %s", k.Mark, k.Field, k.Value))
	}
	return out
}

func TestWhatPeopleVouchedForIsKnownByTheMarks(t *testing.T) {
	l := newLibrary(t)
	first, second := l.marked(t, "one", doc.TypeReceipt, 1, -2), l.marked(t, "two", doc.TypeReceipt, -2, 3)
	third := l.marked(t, "three", doc.TypeReceipt, -2)
	if got := l.knows(t, third, -2); got != nil {
		t.Errorf("before anybody looked, %q is known", got)
	}
	l.vouch(t, first, "Corner Shop Ltd")
	l.vouch(t, second, "The Other Shop")
	want := []string{"-2 merchant The Other Shop", "-2 merchant Corner Shop Ltd"}
	if got := l.knows(t, third, -2, 4); !slices.Equal(got, want) {
		t.Errorf("%q is known, want %q, the latest first", got, want)
	}
	if got := l.knows(t, first, 1, -2); !slices.Equal(got, want[:1]) {
		t.Errorf("of itself a document knows %q", got)
	}
	l.decide(t, second, doc.StatusRejected)
	if got := l.knows(t, third, -2); !slices.Equal(got, want[1:]) {
		t.Errorf("after one was rejected, %q is known", got)
	}
	ok(t, l.Delete(t.Context(), first))
	if got := l.knows(t, third, -2); got != nil {
		t.Errorf("after the other was deleted, %q is known", got)
	}
	if _, err := l.Known(t.Context(), first, []int64{1}); doc.CodeOf(err) != doc.CodeNotFound {
		t.Errorf("of a document that is gone: %v", err)
	}
}

func TestAWellKnownIssuerIsNotForgotten(t *testing.T) {
	l := newLibrary(t)
	first := l.marked(t, "first", doc.TypeReceipt, 1, 2)
	l.vouch(t, first, "Corner Shop Ltd")
	for i := range 110 {
		l.marked(t, fmt.Sprint("paper ", i), doc.TypeReceipt, 1)
	}
	last := l.marked(t, "last", doc.TypeReceipt, 1)
	if got, want := l.knows(t, last, 1), []string{"1 merchant Corner Shop Ltd"}; !slices.Equal(got, want) {
		t.Errorf("after 110 that nobody looked at, %q is known", got)
	}
	gone := "01a00000-0000-7000-8000-000000000000"
	all, err := l.Remembered(t.Context(), []string{last, first, gone})
	ok(t, err)
	want := map[string][]doc.Known{last: {{Mark: 1, Field: "merchant", Value: "Corner Shop Ltd"}}, first: nil}
	if !reflect.DeepEqual(all, want) {
		t.Errorf("remembered: %v", all)
	}
}

func TestTheLatestSpellingComesFirst(t *testing.T) {
	l := newLibrary(t)
	early, late := l.marked(t, "early", doc.TypeReceipt, 1), l.marked(t, "late", doc.TypeReceipt, 2)
	asks := l.marked(t, "asks", doc.TypeReceipt)
	l.vouch(t, late, "Corner Shop Ltd.")
	l.vouch(t, early, "CORNER SHOP LTD")
	if got, want := l.knows(t, asks, 1, 2), []string{"2 merchant Corner Shop Ltd.", "1 merchant CORNER SHOP LTD"}; !slices.Equal(got, want) {
		t.Errorf("%q is known, want %q", got, want)
	}
}

func TestThoseThatShareMostMarksAreAlikeFirst(t *testing.T) {
	l := newLibrary(t)
	first := l.marked(t, "first", doc.TypeReceipt, 1, 2, 3)
	two := l.marked(t, "two", doc.TypeReceipt, 2, 3)
	early := l.marked(t, "early", doc.TypeReceipt, 1)
	late := l.marked(t, "late", doc.TypeReceipt, 1)
	l.marked(t, "another", doc.TypeReceipt, 4)
	for most, want := range map[int][]string{9: {two, late, early}, 2: {two, late}} {
		got, err := l.Alike(t.Context(), first, "merchant", most)
		ok(t, err)
		if !slices.Equal(got, want) {
			t.Errorf("at most %d: %q, want %q", most, got, want)
		}
	}
}

func TestReadingAgainReplacesMarksAndSensitivePapersHaveNone(t *testing.T) {
	l := newLibrary(t)
	id := l.marked(t, "one", doc.TypeReceipt, 1)
	asks := l.marked(t, "two", doc.TypeReceipt)
	l.vouch(t, id, "Corner Shop Ltd")
	l.clock.Advance(time.Minute)
	ok(t, l.Reprocess(t.Context(), id, nil))
	l.work(t, 1) // read anew, it bears none
	if got := l.knows(t, asks, 1); got != nil {
		t.Errorf("%q is known by a mark that is gone", got)
	}
	card := l.marked(t, "three", doc.TypeIdentity, 7)
	l.vouch(t, card, "A Person")
	if got := l.knows(t, asks, 7); got != nil {
		t.Errorf("%q is known of an identity card", got)
	}

	turned := l.marked(t, "four", doc.TypeReceipt, 8)
	l.vouch(t, turned, "A Person")
	d := l.document(t, turned)
	was, is := doc.Facts{Status: d.Status, Type: d.Type}, doc.Facts{Status: d.Status, Type: doc.Classification{Name: doc.TypeIdentity, Confidence: 1}}
	_, err := l.Revise(doc.WithActor(t.Context(), "browser"), doc.Revision{
		Act:  doc.Act{DocumentID: turned, Attempt: d.Attempt.Number, Actor: "browser", Kind: doc.ActType, Before: was, After: is},
		From: d.Revision, Event: doc.EventRetyped,
	})
	ok(t, err)
	if got := l.knows(t, asks, 8); got != nil {
		t.Errorf("%q is known of a paper that turned out to be an identity card", got)
	}
}
