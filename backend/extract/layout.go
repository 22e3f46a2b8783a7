package extract

import (
	"math"
	"slices"
	"strings"

	"deskclerk/backend/doc"
)

// layout is the pages' words in rows and cells with the labels found in them.
// It is built once and read by everything after it.
type layout struct {
	rows   []row
	tokens []token // of all rows, in reading order
	pages  []doc.Page
	labels []label
	lang   string
	lex    *lexicon
	em     float64 // median height of words, pixels of their page

	names map[string]cleanName // by text, remembered
}

// token is a word in its place.
type token struct {
	doc.Word
	page int // 1-based
	row  int // index into rows
	cell int // within its row
	pos  int // index into tokens
}

// row is a line of words across the page, whatever its columns.
type row struct {
	page   int
	first  int // tokens[first:end]
	end    int
	cells  []cell
	box    doc.Box
	height float64 // median word height, pixels
	text   string
	folded string  // text; see fold
	index  int     // within rows
	order  float64 // 0 top to 1 bottom over all pages
}

// cell is a run of words without a column gap.
type cell struct {
	first, end int // tokens[first:end]
	box        doc.Box
}

// text of tokens[first:end] with single spaces.
func (l *layout) text(first, end int) string {
	var b strings.Builder
	for i := first; i < end; i++ {
		if i > first {
			b.WriteByte(' ')
		}
		b.WriteString(l.tokens[i].Text)
	}
	return b.String()
}

// countLetters of tokens[first:end].
func (l *layout) countLetters(first, end int) (letters, digits int) {
	for i := first; i < end; i++ {
		a, b := countLetters(l.tokens[i].Text)
		letters, digits = letters+a, digits+b
	}
	return letters, digits
}

// box around tokens[first:end].
func (l *layout) box(first, end int) doc.Box {
	var b doc.Box
	for i := first; i < end; i++ {
		b = b.Union(l.tokens[i].Box)
	}
	return b
}

// confidence is the lowest word confidence in tokens[first:end].
func (l *layout) confidence(first, end int) float64 {
	c := 1.0
	for i := first; i < end; i++ {
		c = min(c, l.tokens[i].Confidence)
	}
	return c
}

// mostWords of one document are looked at; a text layer may hold millions, and
// no receipt or invoice comes near.
const mostWords = 20_000

// newLayout arranges the pages.
func newLayout(pages []doc.Page) *layout {
	pages = bounded(pages)
	l := &layout{pages: pages, lex: words(), names: map[string]cleanName{}}
	var heights []float64
	for i := range pages {
		_, h := pixels(&pages[i])
		for _, w := range pages[i].Words {
			heights = append(heights, w.Box.Height()*h)
		}
	}
	l.em = max(median(heights), 1)
	for i := range pages {
		l.addPage(&pages[i], i+1)
	}
	for i := range l.rows {
		l.rows[i].order = float64(i) / math.Max(1, float64(len(l.rows)-1))
	}
	l.findLabels()
	l.lang = l.guessLanguage()
	return l
}

// bounded cuts off what lies beyond mostWords.
func bounded(pages []doc.Page) []doc.Page {
	out, left := slices.Clone(pages), mostWords
	for i := range out {
		out[i].Words = out[i].Words[:min(left, len(out[i].Words))]
		left -= len(out[i].Words)
	}
	return out
}

// pixels of the page; a page without a size is taken for A4 at 300 dpi.
func pixels(p *doc.Page) (w, h float64) {
	if p.Width <= 0 || p.Height <= 0 {
		return 2480, 3508
	}
	return float64(p.Width), float64(p.Height)
}

// addPage groups the page's words into rows and appends them from the top.
func (l *layout) addPage(p *doc.Page, number int) {
	pw, ph := pixels(p)
	lines := sideBySide(groupRows(legible(p.Words)))
	for _, ws := range lines {
		l.addRow(ws, number, pw, ph)
	}
}

// legible drops what cannot be text: empty words and specks of rules and
// borders.
func legible(ws []doc.Word) []doc.Word {
	hs := make([]float64, 0, len(ws))
	for i := range ws {
		hs = append(hs, ws[i].Box.Height())
	}
	em := median(hs)
	out := make([]doc.Word, 0, len(ws))
	for _, w := range ws {
		letters, digits := countLetters(w.Text)
		if strings.TrimSpace(w.Text) == "" || w.Box.Empty() {
			continue
		}
		if letters+digits == 0 && (w.Box.Height() > 3*em || w.Confidence < 0.2) {
			continue
		}
		if w.Box.Height() > 6*em && w.Confidence < 0.6 {
			continue
		}
		out = append(out, w)
	}
	return apart(out)
}

// apart clips a word's box where the next word of its line begins: reading often
// gives the head of a torn number the box of the whole.
func apart(ws []doc.Word) []doc.Word {
	for i := 1; i < len(ws); i++ {
		a, b := &ws[i-1].Box, &ws[i].Box
		if ws[i].Line == ws[i-1].Line && hasDigit(ws[i-1].Text) && hasDigit(ws[i].Text) && a.Right > b.Left && b.Left-a.Left > 0.4*a.Width() && b.Right > a.Right-0.1*a.Width() {
			a.Right = b.Left
		}
	}
	return ws
}

// groupRows chains words from left to right to the row whose last word is on
// the same baseline, which follows a slight skew, then sorts rows downwards.
func groupRows(ws []doc.Word) [][]*doc.Word {
	sorted := make([]*doc.Word, len(ws))
	for i := range ws {
		sorted[i] = &ws[i]
	}
	slices.SortStableFunc(sorted, func(a, b *doc.Word) int { return compare(a.Box.Left, b.Box.Left) })
	var rows [][]*doc.Word
	for _, w := range sorted {
		best, at := 0.5, -1
		for i, r := range rows {
			if o := rowOverlap(r, w); o > best {
				best, at = o, i
			}
		}
		if at < 0 {
			rows = append(rows, []*doc.Word{w})
		} else {
			rows[at] = append(rows[at], w)
		}
	}
	slices.SortStableFunc(rows, func(a, b []*doc.Word) int { return compare(middle(a), middle(b)) })
	return rows
}

// rowOverlap is the vertical overlap of w with the row's end over the smaller
// height, 0 when w would lie on top of the row's last word.
func rowOverlap(r []*doc.Word, w *doc.Word) float64 {
	last := r[len(r)-1]
	if last.Box.Right-w.Box.Left > 0.6*min(last.Box.Width(), w.Box.Width()) {
		return 0
	}
	top, bottom := last.Box.Top, last.Box.Bottom
	if len(r) > 1 && bottom-top < 0.6*w.Box.Height() { // a dot or dash says little of the row
		prev := r[len(r)-2].Box
		top, bottom = min(top, prev.Top), max(bottom, prev.Bottom)
	}
	o := min(bottom, w.Box.Bottom) - max(top, w.Box.Top)
	return o / max(1e-9, min(bottom-top, w.Box.Height()))
}

func middle(ws []*doc.Word) float64 {
	var sum float64
	for _, w := range ws {
		sum += w.Box.CenterY()
	}
	return sum / float64(len(ws))
}

// addRow appends one row and cuts it into cells at column gaps.
func (l *layout) addRow(ws []*doc.Word, page int, pw, ph float64) {
	r := row{page: page, first: len(l.tokens), index: len(l.rows)}
	var hs []float64
	for _, w := range ws {
		hs = append(hs, w.Box.Height()*ph)
	}
	r.height = median(hs)
	gap := 1.3 * max(r.height, 0.6*l.em) / pw
	start := r.first
	for i, w := range ws {
		if i > 0 && w.Box.Left-ws[i-1].Box.Right > gap {
			r.cells = append(r.cells, cell{start, len(l.tokens), l.box(start, len(l.tokens))})
			start = len(l.tokens)
		}
		l.tokens = append(l.tokens, token{Word: *w, page: page, row: r.index, cell: len(r.cells), pos: len(l.tokens)})
	}
	r.end = len(l.tokens)
	r.cells = append(r.cells, cell{start, r.end, l.box(start, r.end)})
	r.box = l.box(r.first, r.end)
	r.text = l.text(r.first, r.end)
	r.folded = fold(r.text)
	l.rows = append(l.rows, r)
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	default:
		return 0
	}
}

// median of v, 0 when empty. v is reordered.
func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	return v[len(v)/2]
}
