package ocr

import (
	"cmp"
	"slices"

	"deskclerk/backend/doc"
)

const (
	sameWord = 0.4 // overlap above which two words are about the same ink
	newWord  = 0.5 // confidence a word needs that only the second pass saw
)

// merge joins two readings of a page. Words that overlap form a group; of each
// group the side with the better score is kept, the first one's place with it.
// Words that only the second pass saw are added when it is sure of them.
func merge(first, second []doc.Word) []doc.Word {
	var out []doc.Word
	for _, g := range groups(first, second) {
		switch {
		case len(g.second) == 0:
			out = append(out, g.first...)
		case len(g.first) == 0:
			out = append(out, placed(g.second, first)...)
		case score(g.second) > score(g.first):
			for _, w := range g.second {
				w.Block, w.Line = g.first[0].Block, g.first[0].Line
				out = append(out, w)
			}
		default:
			out = append(out, g.first...)
		}
	}
	return ordered(out)
}

// placed gives sure words the line of the first pass that they stand on; words
// on no line of it come after its last line.
func placed(words, first []doc.Word) []doc.Word {
	var out []doc.Word
	for _, w := range words {
		if w.Confidence < newWord {
			continue
		}
		best, at := 0.5, -1
		for i, f := range first {
			shared := min(f.Box.Bottom, w.Box.Bottom) - max(f.Box.Top, w.Box.Top)
			if part := shared / min(f.Box.Height(), w.Box.Height()); part > best {
				best, at = part, i
			}
		}
		if at >= 0 {
			w.Block, w.Line = first[at].Block, first[at].Line
		} else if len(first) > 0 {
			last := first[len(first)-1]
			w.Block, w.Line = last.Block, last.Line+1+w.Line
		}
		out = append(out, w)
	}
	return out
}

// score is the mean confidence, more for the shape of an amount or date, less
// for what has neither letter nor digit.
func score(words []doc.Word) float64 {
	s := doc.MeanConfidence(words)
	value, legible := false, false
	for _, w := range words {
		value = value || valueShape.MatchString(w.Text)
		legible = legible || wordShape.MatchString(w.Text)
	}
	if value {
		s += 0.15
	}
	if !legible {
		s -= 0.30
	}
	return s
}

// ordered sorts words by line and then from left to right.
func ordered(words []doc.Word) []doc.Word {
	slices.SortStableFunc(words, func(a, b doc.Word) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Box.Left, b.Box.Left))
	})
	return words
}

type group struct{ first, second []doc.Word }

// groups joins words of both passes that overlap, directly or by way of others.
func groups(first, second []doc.Word) []group {
	f := forest{}
	for i := range len(first) + len(second) {
		f.parent = append(f.parent, i)
		f.parts = append(f.parts, component{})
	}
	for j, s := range second {
		for i, w := range first {
			if w.Box.Overlap(s.Box) > sameWord {
				f.union(i, len(first)+j)
			}
		}
	}
	index := make(map[int]int)
	var out []group
	at := func(i int) *group {
		root := f.root(i)
		if _, ok := index[root]; !ok {
			index[root] = len(out)
			out = append(out, group{})
		}
		return &out[index[root]]
	}
	for i, w := range first {
		g := at(i)
		g.first = append(g.first, w)
	}
	for j, w := range second {
		g := at(len(first) + j)
		g.second = append(g.second, w)
	}
	return out
}
