package ocr

import (
	"regexp"
	"slices"

	"deskclerk/backend/doc"
)

// How two readings of a page are merged, by measurement on till receipts.
const (
	sameWord        = 0.4  // overlap, of the smaller box, that makes words rivals
	shapeBonus      = 0.15 // for the shape of an amount or a date
	noisePenalty    = 0.30 // for neither letter nor digit
	trustedNewcomer = 0.50 // confidence that a word needs which the first reading lacks
)

var (
	valueShape = regexp.MustCompile(`^\W{0,3}[A-Z$€£]{0,3}\d{1,3}(?:[.,' ]?\d{3})*[.,]\d{2}\W{0,2}$|\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}`)
	anySign    = regexp.MustCompile(`[\pL\pN]`)
)

// merge joins a second reading to the first: where boxes overlap, the surer
// group of words stays; what only the second has, comes in when it is sure.
// Lines and blocks are those of the first reading.
func merge(first, second []doc.Word) []doc.Word {
	var out []doc.Word
	taken := make([]bool, len(second))
	used := make([]bool, len(first))
	for i := range first {
		if used[i] {
			continue
		}
		a, b := group(first, second, i, used, taken)
		if len(b) > 0 && score(b) > score(a) {
			for _, w := range b {
				w.Line, w.Block = a[0].Line, a[0].Block
				out = append(out, w)
			}
			continue
		}
		out = append(out, a...)
	}
	for j, w := range second {
		if !taken[j] && w.Confidence >= trustedNewcomer {
			out = append(out, placed(w, first))
		}
	}
	slices.SortStableFunc(out, func(a, b doc.Word) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return int(1e6 * (a.Box.Left - b.Box.Left))
	})
	return out
}

// group gathers the words around first[i] that overlap each other, of both
// readings, and marks them.
func group(first, second []doc.Word, i int, used, taken []bool) (a, b []doc.Word) {
	used[i] = true
	a = []doc.Word{first[i]}
	for grown := true; grown; {
		grown = false
		for j, w := range second {
			if !taken[j] && rivals(w, a) {
				taken[j], grown = true, true
				b = append(b, w)
			}
		}
		for k, w := range first {
			if !used[k] && rivals(w, b) {
				used[k], grown = true, true
				a = append(a, w)
			}
		}
	}
	return a, b
}

func rivals(w doc.Word, group []doc.Word) bool {
	return slices.ContainsFunc(group, func(o doc.Word) bool { return o.Box.Overlap(w.Box) > sameWord })
}

// score is the group's confidence, weighted by length, with what its shape says.
func score(group []doc.Word) float64 {
	s := doc.MeanConfidence(group)
	shaped, legible := false, false
	for _, w := range group {
		shaped = shaped || valueShape.MatchString(w.Text)
		legible = legible || anySign.MatchString(w.Text)
	}
	if shaped {
		s += shapeBonus
	}
	if !legible {
		s -= noisePenalty
	}
	return s
}

// placed gives a word the line of the first reading that it stands in; one that
// stands alone gets the line of the word above it.
func placed(w doc.Word, first []doc.Word) doc.Word {
	best := -1.0
	for _, o := range first {
		overlap := min(o.Box.Bottom, w.Box.Bottom) - max(o.Box.Top, w.Box.Top)
		if share := overlap / max(w.Box.Height(), 1e-6); share > max(best, 0.5) {
			best, w.Line, w.Block = share, o.Line, o.Block
		}
	}
	if best >= 0 {
		return w
	}
	w.Line, w.Block = 0, 0
	for _, o := range first {
		if o.Box.CenterY() < w.Box.CenterY() {
			w.Line, w.Block = max(w.Line, o.Line), o.Block
		}
	}
	return w
}
