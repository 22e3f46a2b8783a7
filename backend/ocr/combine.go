package ocr

import (
	"cmp"
	"slices"
	"strings"

	"deskclerk/backend/doc"
)

const (
	sameWord   = 0.4  // overlap above which two words are about the same ink
	sameHeight = 0.4  // of the taller one that they share
	newWord    = 0.5  // confidence that words need which the base pass did not see
	leastVote  = 0.05 // what a reading counts for at least
	baseTrust  = 0.1  // what the base pass counts for more: it reads names best
)

// pass is one reading of the page.
type pass struct {
	name  string
	words []doc.Word
	bands []band // that it saw; none: all of the page
}

// saw reports whether the pass covered the place.
func (p *pass) saw(place doc.Box) bool {
	y := place.CenterY()
	return len(p.bands) == 0 || slices.ContainsFunc(p.bands, func(b band) bool { return y >= b.top && y <= b.bottom })
}

// combine joins the passes over a page, the base pass first. Words that overlap
// form a group; of each group the text with the most support is kept, on the
// lines of the base pass. Words that only later passes saw are added when these
// are sure of them or agree.
func combine(passes []pass) []doc.Word {
	if len(passes) == 1 {
		return slices.Clone(passes[0].words)
	}
	sides := make([][]doc.Word, len(passes))
	for i, p := range passes {
		sides[i] = p.words
	}
	var out []doc.Word
	for _, g := range clusters(sides...) {
		words, agree := best(g, sides)
		switch base := pick(sides[0], g[0]); {
		case len(base) > 0:
			out = append(out, onLines(words, base)...)
		case (agree > 1 || doc.MeanConfidence(words) >= newWord) && !covers(sides[0], words):
			out = append(out, onLines(words, sides[0])...)
		}
	}
	return ordered(out)
}

// covers reports whether a word of the page lies where one of the words does.
func covers(page, words []doc.Word) bool {
	for _, w := range words {
		if slices.ContainsFunc(page, func(p doc.Word) bool { return p.Box.Overlap(w.Box) > sameWord }) {
			return true
		}
	}
	return false
}

// best is the side of a group whose text the passes support most, and how many
// of them gave that text.
func best(g cluster, sides [][]doc.Word) (words []doc.Word, agree int) {
	var texts []string
	votes, count := map[string]float64{}, map[string]int{}
	at := map[string][]doc.Word{}
	for i, members := range g {
		if len(members) == 0 {
			continue
		}
		w := pick(sides[i], members)
		text := joined(w, "")
		if count[text] == 0 {
			texts = append(texts, text)
		}
		if s := score(w); count[text] == 0 || s > score(at[text]) {
			at[text] = w
		}
		count[text]++
		votes[text] += max(leastVote, score(w))
		if i == 0 && !strings.ContainsAny(text, "0123456789") {
			votes[text] += baseTrust
		}
	}
	top := slices.MaxFunc(texts, func(a, b string) int { return cmp.Compare(votes[a], votes[b]) })
	return at[top], count[top]
}

// onLines puts each word on the line that it stands on; words on no line of the
// page come after its last one.
func onLines(words, page []doc.Word) []doc.Word {
	out := slices.Clone(words)
	for i, w := range out {
		if at, ok := lineOf(w, page); ok {
			out[i].Block, out[i].Line = at.Block, at.Line
		} else if len(page) > 0 {
			last := page[len(page)-1]
			out[i].Block, out[i].Line = last.Block, last.Line+1+w.Line
		}
	}
	return out
}

// lineOf is the word of the page beside which w stands best.
func lineOf(w doc.Word, page []doc.Word) (doc.Word, bool) {
	best, at := 0.5, -1
	for i, f := range page {
		shared := min(f.Box.Bottom, w.Box.Bottom) - max(f.Box.Top, w.Box.Top)
		if part := shared / min(f.Box.Height(), w.Box.Height()); part > best {
			best, at = part, i
		}
	}
	if at < 0 {
		return doc.Word{}, false
	}
	return page[at], true
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

// joined is the text of the words.
func joined(words []doc.Word, space string) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.Text
	}
	return strings.Join(texts, space)
}
