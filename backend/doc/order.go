package doc

import (
	"slices"
	"strings"
	"unicode"
)

// ReadingText is the page's text in the order in which a person reads it: where
// lines of prose stand in columns, a column after the other; tables and pairs of
// names and values stay row by row.
func (p Page) ReadingText() string {
	rows := rowsOf(p.Words)
	if len(rows) < leastColumnRows {
		return p.Text()
	}
	aspect := 1.0
	if p.Width > 0 && p.Height > 0 {
		aspect = float64(p.Height) / float64(p.Width)
	}
	var out []string
	for _, row := range inOrder(rows, aspect) {
		texts := make([]string, len(row))
		for i, w := range row {
			texts[i] = w.Text
		}
		out = append(out, strings.Join(texts, " "))
	}
	return strings.Join(out, "\n")
}

// rowsOf gathers the words by their lines, each from the left.
func rowsOf(words []Word) [][]Word {
	var rows [][]Word
	for i, w := range words {
		if i == 0 || w.Line != words[i-1].Line {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], w)
	}
	return rows
}

// What makes columns of prose: so many rows, a gap of so many heights of their
// words between them, and on both sides lines of so many characters on the mean,
// most of them letters.
const (
	leastColumnRows  = 5
	columnGapHeights = 1.5
	proseLine        = 20
	proseLetters     = 0.65
	bothSides        = 0.35 // of the longer column's lines, which the shorter one has
	cellLength       = 12   // characters of a table's cells on the mean, at most
	sameColumns      = 1.8  // heights between a row and the next, where the lines of two columns do not stand beside each other
)

// gutter is the empty strip between two columns, in fractions of the width.
type gutter struct{ from, to float64 }

// inOrder puts the columns of each run of rows one after the other.
func inOrder(rows [][]Word, aspect float64) [][]Word {
	var out [][]Word
	for at := 0; at < len(rows); {
		n, g := run(rows[at:], aspect)
		left, right := divide(rows[at:at+n], g)
		if n >= leastColumnRows && prose(left, len(right)) && prose(right, len(left)) {
			for first := rows[at]; len(out) > 0 && begins(out[len(out)-1], first, g); {
				first = out[len(out)-1]
				out, right = out[:len(out)-1], append([][]Word{first}, right...)
			}
			out = append(out, inOrder(left, aspect)...)
			out = append(out, inOrder(right, aspect)...)
			at += n
			continue
		}
		out = append(out, rows[at])
		at++
	}
	return out
}

// begins reports a row right of the gutter and close above the next: the first line of
// a column that begins a little higher than the other.
func begins(row, next []Word, g gutter) bool {
	if row[0].Box.Left < g.to {
		return false
	}
	a, b := row[0].Box, next[0].Box
	return b.CenterY()-a.CenterY() < sameColumns*max(a.Height(), b.Height())
}

// run is the longest run of rows from the first that one gutter divides, without the
// rows of a table at its end.
func run(rows [][]Word, aspect float64) (n int, g gutter) {
	if len(rows) == 0 {
		return 0, g
	}
	for _, first := range gaps(rows[0], aspect) {
		cut, k := first, 1
		for k < len(rows) {
			next, ok := narrowed(cut, rows[k], aspect)
			if !ok {
				break
			}
			cut, k = next, k+1
		}
		for k > 1 && isTableRow(rows[k-1], aspect) {
			k--
		}
		if k > n {
			n, g = k, cut
		}
	}
	return n, g
}

// isTableRow reports three cells or more, and short ones.
func isTableRow(row []Word, aspect float64) bool {
	cells, length := len(gaps(row, aspect))+1, 0
	for _, w := range row {
		length += len([]rune(w.Text)) + 1
	}
	return cells > 2 && length < cellLength*cells
}

// gaps are the wide gaps between the words of a row.
func gaps(row []Word, aspect float64) []gutter {
	var out []gutter
	for i := 1; i < len(row); i++ {
		a, b := row[i-1].Box, row[i].Box
		if b.Left-a.Right > columnGapHeights*max(a.Height(), b.Height())*aspect {
			out = append(out, gutter{a.Right, b.Left})
		}
	}
	return out
}

// narrowed is what of a gutter a row leaves free; a row wholly on one side leaves
// all of it.
func narrowed(g gutter, row []Word, aspect float64) (gutter, bool) {
	for _, w := range row {
		if w.Box.Right > g.from && w.Box.Left < g.to { // reaches into it
			if w.Box.CenterX() < (g.from+g.to)/2 {
				g.from = max(g.from, w.Box.Right)
			} else {
				g.to = min(g.to, w.Box.Left)
			}
		}
	}
	var height float64
	for _, w := range row {
		height = max(height, w.Box.Height())
	}
	return g, g.to-g.from > 0.6*height*aspect
}

// divide gives the rows' words on both sides of a gutter.
func divide(rows [][]Word, g gutter) (left, right [][]Word) {
	middle := (g.from + g.to) / 2
	for _, row := range rows {
		at := slices.IndexFunc(row, func(w Word) bool { return w.Box.CenterX() > middle })
		if at < 0 {
			at = len(row)
		}
		if at > 0 {
			left = append(left, row[:at])
		}
		if at < len(row) {
			right = append(right, row[at:])
		}
	}
	return left, right
}

// prose reports lines of running text, beside so many in the other column.
func prose(rows [][]Word, beside int) bool {
	letters, all := 0, 0
	for _, row := range rows {
		for _, w := range row {
			for _, r := range w.Text {
				all++
				if unicode.IsLetter(r) {
					letters++
				}
			}
			all++
		}
	}
	if len(rows) == 0 || float64(len(rows)) < bothSides*float64(beside) {
		return false
	}
	return all/len(rows) >= proseLine && float64(letters) >= proseLetters*float64(all)
}
