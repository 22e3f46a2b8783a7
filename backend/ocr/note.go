package ocr

import (
	"cmp"
	"slices"

	"deskclerk/backend/doc"
)

// noted is the page with what the passes and looks made of each word, unless
// there was but one reading of the page.
func noted(page []doc.Word, passes []pass, looks []look) []doc.Word {
	if len(passes) == 1 && len(looks) == 0 {
		return page
	}
	for i := range page {
		page[i].Passes = 0
		for k := range passes {
			if passes[k].saw(page[i].Box) {
				page[i].Passes++
			}
		}
	}
	for _, p := range passes {
		note(page, p)
	}
	for _, l := range looks {
		for i := range page {
			if inside(page[i].Box, l.place) {
				page[i].Passes++
			}
		}
		note(page, pass{name: l.name, words: l.words})
	}
	rank(page)
	return page
}

// note compares a reading with the words of the page that it is about: it counts
// where it agrees, spaces aside, and keeps its text where it does not. A text in
// place of several words lies on the first of them.
func note(page []doc.Word, p pass) {
	for _, c := range clusters(page, p.words) {
		if len(c[0]) == 0 || len(c[1]) == 0 {
			continue
		}
		theirs := ordered(pick(p.words, c[1]))
		if joined(pick(page, c[0]), "") == joined(theirs, "") {
			for _, i := range c[0] {
				page[i].Agree++
			}
			continue
		}
		for _, i := range c[0] {
			if slices.ContainsFunc(theirs, func(w doc.Word) bool { return same(w, page[i]) }) {
				page[i].Agree++
			}
		}
		if inOneLine(page, c[0]) {
			add(&page[c[0][0]], doc.Reading{
				Text: joined(theirs, " "), Confidence: doc.MeanConfidence(theirs), Pass: p.name, Agree: 1, Words: len(c[0]),
			})
		}
	}
}

func same(a, b doc.Word) bool { return a.Text == b.Text && a.Box.Overlap(b.Box) > sameWord }

// inOneLine reports whether the words follow each other in one line.
func inOneLine(page []doc.Word, at []int) bool {
	for n, i := range at {
		if i != at[0]+n || page[i].Line != page[at[0]].Line {
			return false
		}
	}
	return true
}

// add puts a reading on a word, with the same one of other passes.
func add(w *doc.Word, r doc.Reading) {
	for i := range w.Readings {
		if have := &w.Readings[i]; have.Text == r.Text && have.Words == r.Words {
			have.Agree += r.Agree
			if r.Confidence > have.Confidence {
				have.Confidence, have.Pass = r.Confidence, r.Pass
			}
			return
		}
	}
	w.Readings = append(w.Readings, r)
}

// rank puts the readings in order: those that most passes gave, and the surest,
// first.
func rank(page []doc.Word) {
	for i := range page {
		slices.SortStableFunc(page[i].Readings, func(a, b doc.Reading) int {
			return cmp.Compare(float64(b.Agree)*b.Confidence, float64(a.Agree)*a.Confidence)
		})
	}
}
