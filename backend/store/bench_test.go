package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

// crowd fills a store with n documents that were read, a thousand words each.
func crowd(b *testing.B, n int) *library {
	b.Helper()
	l := newLibrary(b)
	l.admit(b, "one")
	l.workUntil(b, store.KindUnderstand, 1)
	ok := l.FinishUnderstand(b.Context(), l.claim(b), receipt(), doc.StatusNeedsReview)
	if ok != nil {
		b.Fatal(ok)
	}
	if err := l.Multiply(b.Context(), n, prose()); err != nil {
		b.Fatal(err)
	}
	return l
}

// prose writes texts of 300 words that are as common and as rare as words are
// (Zipf's law), out of 20,000, with a word of its own in each.
func prose() func(n int) string {
	chance := rand.New(rand.NewPCG(1, 2))
	vocabulary := make([]string, 20_000)
	for i := range vocabulary {
		word := make([]byte, 2+chance.IntN(8))
		for j := range word {
			word[j] = "eeeettaaooiinnsshhrrddlluucmwfgypbvk"[chance.IntN(36)]
		}
		vocabulary[i] = string(word)
	}
	pick := rand.NewZipf(chance, 1.07, 3, uint64(len(vocabulary)-1))
	return func(n int) string {
		text := fmt.Appendf(nil, "document%d total date", n)
		for range 300 {
			text = append(append(text, ' '), vocabulary[pick.Uint64()]...)
		}
		return string(text)
	}
}

// BenchmarkTenThousandDocuments is what a person waits for: any list or search
// should answer in under 50 ms.
func BenchmarkTenThousandDocuments(b *testing.B) {
	l := crowd(b, 10_000)
	deep, err := l.Documents(b.Context(), doc.Query{Limit: 500})
	if err != nil || deep.Total != 10_000 {
		b.Fatal(deep.Total, err)
	}
	for name, q := range map[string]doc.Query{
		"newest":                {},
		"next page":             {After: deep.Next},
		"common status":         {Status: []doc.Status{doc.StatusNeedsReview}},
		"rare status":           {Status: []doc.Status{doc.StatusCompleted}},
		"type":                  {Type: doc.TypeReceipt},
		"common word":           {Text: "total"},
		"common words":          {Text: "total date scan"},
		"one letter":            {Text: "t"},
		"two letters":           {Text: "ee"},
		"three letters":         {Text: "eee"},
		"four letters":          {Text: "teth"},
		"rare word":             {Text: "document77"},
		"common word of status": {Text: "total", Status: []doc.Status{doc.StatusNeedsReview}},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := l.Documents(context.Background(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("counts", func(b *testing.B) {
		for b.Loop() {
			if _, err := l.Counts(context.Background()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("next in review", func(b *testing.B) {
		for b.Loop() {
			if w, err := l.NextInReview(b.Context(), deep.Documents[50].ID); err != nil || w.Document == nil {
				b.Fatal(w.Count, err)
			}
		}
	})
	b.Run("one document", func(b *testing.B) {
		for b.Loop() {
			if _, err := l.Document(context.Background(), deep.Documents[250].ID); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkClaim claims and releases the first of ten thousand jobs.
func BenchmarkClaim(b *testing.B) {
	l := newLibrary(b)
	l.admit(b, "one")
	if err := l.FinishInspect(b.Context(), l.claim(b), doc.Inspection{Pages: 10_000}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		job, err := l.Claim(b.Context(), allKinds(), time.Minute)
		if err != nil {
			b.Fatal(err)
		}
		if err := l.Release(b.Context(), job); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAdmit stores a small original and admits it.
func BenchmarkAdmit(b *testing.B) {
	l, n := newLibrary(b), 0
	for b.Loop() {
		n++
		l.admit(b, fmt.Sprint(n))
	}
}
