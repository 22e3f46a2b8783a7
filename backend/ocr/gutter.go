package ocr

import (
	"cmp"
	"regexp"
	"slices"

	"deskclerk/backend/doc"
)

// What divides papers that lie on white, where no edge is seen.
const (
	leastGutter  = 0.018 // width of a white strip from top to bottom, of the page's width
	gutterLines  = 1.5   // and its width in heights of a line
	leastPause   = 4.0   // heights of a line that lie white between papers above each other
	leastOnPaper = 8     // words
	mostPapers   = 9
	mostUnlike   = 1.8 // between the widths of what is printed on papers beside each other
)

var dayShape = regexp.MustCompile(`\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}|\b\d{1,2}:\d{2}\b|\b20\d{2}\b`)

// cells proposes parts of a page that may be papers of their own: divided at white
// strips from top to bottom, and in the second place between what stands above
// each other too. Each part has words and an amount, each column a day or a time,
// and the columns are about as wide: of 98 scanned pages of invoices none was
// divided so. Proposals with more parts come first; there are none where no strip
// divides the page.
func cells(words []doc.Word, aspect float64) [][]doc.Box {
	words = slices.DeleteFunc(slices.Clone(words), func(w doc.Word) bool { return !wordShape.MatchString(w.Text) || w.Box.Empty() })
	line := lineHeight(words)
	if line == 0 {
		return nil
	}
	d := divider{line: line, gutter: max(leastGutter, gutterLines*line*aspect)}
	columns := d.across(cell{doc.Box{Right: 1, Bottom: 1}, words})
	if len(columns) < 2 || !alike(columns) {
		return nil
	}
	var parts []cell
	for _, c := range columns {
		parts = append(parts, d.down(c)...)
	}
	var out [][]doc.Box
	if len(parts) > len(columns) && len(parts) <= mostPapers {
		out = append(out, boxesOf(parts))
	}
	if len(columns) <= mostPapers {
		out = append(out, boxesOf(columns))
	}
	return out
}

// cell is a part of the page with its words.
type cell struct {
	box   doc.Box
	words []doc.Word
}

func boxesOf(cells []cell) []doc.Box {
	out := make([]doc.Box, len(cells))
	for i, c := range cells {
		out[i] = c.box
	}
	return out
}

// divider knows what is wide: in fractions of the page's height and width.
type divider struct{ line, gutter float64 }

// across divides at the widest white strip from top to bottom that has a paper on
// either side, and goes on with both sides.
func (d divider) across(c cell) []cell {
	for _, g := range white(c.words, d.gutter, func(b doc.Box) (float64, float64) { return b.Left, b.Right }) {
		left, right := c, c
		left.box.Right, right.box.Left = g.middle, g.middle
		left.words, right.words = parted(c.words, func(b doc.Box) bool { return b.CenterX() < g.middle })
		if left.paper() && left.dated() && right.paper() && right.dated() {
			return append(d.across(left), d.across(right)...)
		}
	}
	return []cell{c}
}

// down divides likewise between what stands above each other.
func (d divider) down(c cell) []cell {
	for _, g := range white(c.words, leastPause*d.line, func(b doc.Box) (float64, float64) { return b.Top, b.Bottom }) {
		above, below := c, c
		above.box.Bottom, below.box.Top = g.middle, g.middle
		above.words, below.words = parted(c.words, func(b doc.Box) bool { return b.CenterY() < g.middle })
		if above.paper() && below.paper() {
			return append(d.down(above), d.down(below)...)
		}
	}
	return []cell{c}
}

// paper reports whether there is enough for a paper: words and an amount.
func (c cell) paper() bool { return len(c.words) >= leastOnPaper && c.says(amountShape) }

// dated reports what may be of a date or a time. It is asked of columns, which
// have more of it than the papers in them.
func (c cell) dated() bool { return c.says(dayShape) }

func (c cell) says(shape *regexp.Regexp) bool {
	return slices.ContainsFunc(c.words, func(w doc.Word) bool { return shape.MatchString(w.Text) })
}

// alike reports whether the print of all columns is about as wide: rolls of one
// kind, and not the columns of a table.
func alike(columns []cell) bool {
	narrow, wide := 1.0, 0.0
	for _, c := range columns {
		var printed doc.Box
		for _, w := range c.words {
			printed = printed.Union(w.Box)
		}
		narrow, wide = min(narrow, printed.Width()), max(wide, printed.Width())
	}
	return wide <= mostUnlike*narrow
}

func parted(words []doc.Word, first func(doc.Box) bool) (a, b []doc.Word) {
	for _, w := range words {
		if first(w.Box) {
			a = append(a, w)
		} else {
			b = append(b, w)
		}
	}
	return a, b
}

type strait struct{ width, middle float64 }

// white lists the strips of at least that width that no word reaches into, the
// widest first.
func white(words []doc.Word, least float64, extent func(doc.Box) (from, to float64)) []strait {
	sorted := slices.SortedFunc(slices.Values(words), func(a, b doc.Word) int {
		fromA, _ := extent(a.Box)
		fromB, _ := extent(b.Box)
		return cmp.Compare(fromA, fromB)
	})
	var out []strait
	reached := 0.0
	for i, w := range sorted {
		from, to := extent(w.Box)
		if i > 0 && from-reached >= least {
			out = append(out, strait{from - reached, (from + reached) / 2})
		}
		reached = max(reached, to)
	}
	slices.SortStableFunc(out, func(a, b strait) int { return cmp.Compare(b.width, a.width) })
	return out
}

// lineHeight is the median height of the words, 0 when there are none.
func lineHeight(words []doc.Word) float64 {
	if len(words) == 0 {
		return 0
	}
	heights := make([]float64, len(words))
	for i, w := range words {
		heights[i] = w.Box.Height()
	}
	slices.Sort(heights)
	return heights[len(heights)/2]
}
