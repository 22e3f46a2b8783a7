package extract

import (
	"slices"

	"deskclerk/backend/doc"
)

// label is a phrase of the lexicon found on the page.
type label struct {
	*phrase
	first, end int // tokens
	row, cell  int
	box        doc.Box
	quality    float64 // 1 for exact
	covers     float64 // share of its cell's letters
}

// part is one folded piece of a word.
type part struct {
	text            string
	token           int
	letters, digits int
	number          bool // digits only
}

// findLabels looks in each row for phrases, the longest first.
func (l *layout) findLabels() {
	memo := map[string]match{}
	for i := range l.rows {
		l.labels = append(l.labels, l.rowLabels(&l.rows[i], memo)...)
	}
}

// match is a remembered answer of the lexicon.
type match struct {
	p *phrase
	q float64
}

const longestPhrase = 6 // parts

// rowLabels finds the phrases of one row; the better of two that overlap stays.
// A number, such as the rate behind the word for a tax, is no misread letter of
// a phrase.
func (l *layout) rowLabels(r *row, memo map[string]match) []label {
	parts := l.parts(r)
	var found []label
	var joined []byte
	for i := range parts {
		letters, digits, number := 0, 0, false
		joined = joined[:0]
		for j := i; j < len(parts) && j < i+longestPhrase; j++ {
			if l.tokens[parts[j].token].cell != l.tokens[parts[i].token].cell && j > i {
				break
			}
			p := &parts[j]
			joined, letters, digits = append(joined, p.text...), letters+p.letters, digits+p.digits
			number = number || p.number
			if len(joined) > 40 {
				break
			}
			if digits > letters {
				continue
			}
			m, ok := memo[string(joined)]
			switch {
			case number:
				m = match{l.lex.exact[string(joined)], 1}
			case !ok:
				m.p, m.q = l.lex.match(string(joined))
				memo[string(joined)] = m
			}
			if m.p != nil {
				found = append(found, l.newLabel(m, r, parts[i].token, parts[j].token+1))
			}
		}
	}
	return keepBest(found)
}

// parts of the row's words; digits alone cannot begin a phrase but stay as
// parts, so that phrases do not reach across them.
func (l *layout) parts(r *row) []part {
	var out []part
	for i := r.first; i < r.end; i++ {
		for _, t := range foldTokens(l.tokens[i].Text) {
			letters, digits := countLetters(t)
			out = append(out, part{t, i, letters, digits, onlyDigits(t) == t})
		}
	}
	return out
}

func (l *layout) newLabel(m match, r *row, first, end int) label {
	t := l.tokens[first]
	c := r.cells[t.cell]
	total, _ := l.countLetters(c.first, c.end)
	return label{
		phrase: m.p, first: first, end: end, row: r.index, cell: t.cell,
		box: l.box(first, end), quality: m.q,
		covers: float64(len(m.p.shape)) / max(1, float64(total)),
	}
}

// keepBest drops a label that shares a word with a longer or better one.
func keepBest(found []label) []label {
	slices.SortStableFunc(found, func(a, b label) int {
		return compare(worth(b), worth(a))
	})
	var out []label
	for _, f := range found {
		clash := slices.ContainsFunc(out, func(o label) bool { return f.first < o.end && o.first < f.end })
		if !clash {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b label) int { return a.first - b.first })
	return out
}

// worth orders labels that compete for the same words.
func worth(f label) float64 { return float64(len(f.shape)) * f.quality * f.quality }

// labelsIn lists the labels of a row, in order.
func (l *layout) labelsIn(row int) []label {
	lo, _ := slices.BinarySearchFunc(l.labels, row, func(f label, r int) int { return f.row - r })
	hi := lo
	for hi < len(l.labels) && l.labels[hi].row == row {
		hi++
	}
	return l.labels[lo:hi]
}

// best quality of concept c among labels, 0 when absent.
func best(labels []label, c ...concept) float64 {
	q := 0.0
	for i := range labels {
		for _, x := range c {
			if labels[i].has(x) {
				q = max(q, labels[i].quality)
			}
		}
	}
	return q
}
