package main

import (
	"fmt"
	"slices"
	"testing"

	"deskclerk/backend/bench"
	"deskclerk/backend/doc"
)

// labelled is a paper that nothing but its label is known of.
func labelled(pack, stem, merchant string) *paper {
	return &paper{Case: bench.Case{Pack: pack, Stem: stem, Truth: bench.Truth{
		Type: doc.TypeReceipt, Fields: map[string]bench.OneOf{"merchant": {merchant}},
	}}}
}

// printing gives the paper words.
func printing(p *paper, words ...string) *paper {
	p.words = map[string]bool{}
	for _, w := range words {
		p.words[w] = true
	}
	return p
}

func TestPapersOfOneIssuerOrOfTheSameWordsBelongTogether(t *testing.T) {
	words := []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"}
	tests := []struct {
		name string
		a, b *paper
		want bool
	}{
		{"one document read in two ways", labelled("x", "1", "A"), labelled("x", "1", "A"), true},
		{"one name, written otherwise", labelled("x", "1", "Corner-Bakery"), labelled("y", "2", "CORNER BAKERY"), true},
		{"a long name within a longer one", labelled("x", "1", "Harbour Books"), labelled("x", "2", "Harbour Books Ltd, Dover"), true},
		{"a short name within another", labelled("x", "1", "Books"), labelled("x", "2", "Harbour Books"), false},
		{"abbreviations", labelled("x", "1", "HBL"), labelled("x", "2", "HBL"), false},
		{"nearly the same words", printing(labelled("x", "1", "Harbour"), words...), printing(labelled("x", "2", "Station"), words[1:]...), true},
		{"the same few words", printing(labelled("x", "1", "Harbour"), words[:5]...), printing(labelled("x", "2", "Station"), words[:5]...), false},
		{"others", labelled("x", "1", "Corner Bakery"), labelled("y", "1", "Harbour Books"), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.a.same(tt.b) != tt.want || tt.b.same(tt.a) != tt.want {
				t.Errorf("together: %v, want %v", !tt.want, tt.want)
			}
		})
	}
}

// crowd is a group of three, one of two and many single papers.
func crowd() []*paper {
	var out []*paper
	for i, name := range []string{"Corner Bakery", "Harbour Books", "Corner Bakery", "Harbour Books", "Corner Bakery"} {
		out = append(out, labelled("x", fmt.Sprint(i), name))
	}
	for i := range 15 {
		out = append(out, labelled("y", fmt.Sprint(i), "Merchant "+string(rune('a'+i))))
	}
	return out
}

func deal(seed uint64) (papers []*paper, folds []int) {
	papers = crowd()
	group(papers, 5, seed)
	for _, p := range papers {
		folds = append(folds, p.fold)
	}
	return papers, folds
}

func TestFoldsKeepGroupsTogetherAndAreEquallyFull(t *testing.T) {
	papers := crowd()
	if n := group(papers, 5, 1); n != 17 {
		t.Errorf("%d groups", n)
	}
	size := make([]int, 5)
	for _, p := range papers {
		size[p.fold]++
		for _, o := range papers {
			if p.same(o) && (p.group != o.group || p.fold != o.fold) {
				t.Errorf("%s and %s are in folds %d and %d", p.Stem, o.Stem, p.fold, o.fold)
			}
		}
	}
	if slices.Min(size) != 4 || slices.Max(size) != 4 {
		t.Errorf("folds of %v papers", size)
	}
}

func TestTheSeedDecidesTheFolds(t *testing.T) {
	_, one := deal(1)
	for range 5 {
		if _, again := deal(1); !slices.Equal(one, again) {
			t.Fatalf("one seed deals %v and %v", one, again)
		}
	}
	if _, other := deal(2); slices.Equal(one, other) {
		t.Errorf("two seeds deal the same folds %v", one)
	}
}
