package extract

import (
	"slices"
	"strings"

	"deskclerk/backend/doc"
)

const (
	mostKeywords  = 8
	keywordLength = 4 // letters of the shortest
)

// Keywords proposes what tells documents like the samples from others: words
// that all of them have, without figures, large type and the top of the page
// first.
func Keywords(samples [][]doc.Page) []string {
	type word struct {
		text   string
		weight float64
		seen   int
	}
	words := map[string]*word{}
	for n, pages := range samples {
		l := newLayout(pages)
		for i := range l.tokens {
			t := &l.tokens[i]
			key := compact(t.Text)
			letters, digits := countLetters(t.Text)
			if letters < keywordLength || digits > 0 || letters < len([]rune(strings.Trim(t.Text, ".,:;()"))) {
				continue
			}
			w := words[key]
			if w == nil && n > 0 {
				continue
			}
			if w == nil {
				w = &word{text: strings.Trim(t.Text, ".,:;()")}
				words[key] = w
			}
			if w.seen == n {
				w.seen++
			}
			_, h := pixels(&l.pages[t.page-1])
			w.weight = max(w.weight, t.Box.Height()*h/l.em*(1.3-0.6*l.rows[t.row].order))
		}
	}
	var all []*word
	for _, w := range words {
		if w.seen == len(samples) {
			all = append(all, w)
		}
	}
	slices.SortFunc(all, func(a, b *word) int {
		if c := compare(b.weight, a.weight); c != 0 {
			return c
		}
		return strings.Compare(a.text, b.text)
	})
	out := []string{}
	for _, w := range all[:min(len(all), mostKeywords)] {
		out = append(out, w.text)
	}
	return out
}
