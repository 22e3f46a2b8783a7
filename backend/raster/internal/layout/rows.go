package layout

import (
	"cmp"
	"slices"
)

// line is a row of words that stand on one baseline.
type line struct {
	words    []word
	baseline float64
	cell     Rect
}

// sameBaseline is how far two baselines may be apart in one row, as a part of
// the smaller cell's height.
const sameBaseline = 0.35

// rows sorts words into rows from top to bottom, each from left to right.
func rows(words []word) []line {
	slices.SortStableFunc(words, func(a, b word) int { return cmp.Compare(a.baseline(), b.baseline()) })
	var lines []line
	for _, w := range words {
		if l := rowFor(lines, w); l != nil {
			l.words = append(l.words, w)
			l.cell = l.cell.union(w.cell)
			continue
		}
		lines = append(lines, line{words: []word{w}, baseline: w.baseline(), cell: w.cell})
	}
	for i := range lines {
		lines[i].words = joinLine(lines[i].words)
	}
	return lines
}

// rowFor finds the row a word belongs to among the last few. The row's
// baseline is its first word's, so that rows cannot creep downwards.
func rowFor(lines []line, w word) *line {
	var best *line
	for i := len(lines) - 1; i >= 0 && i >= len(lines)-4; i-- {
		l := &lines[i]
		h := min(w.cell.height(), l.words[0].cell.height())
		off := abs(w.baseline() - l.baseline)
		if off <= sameBaseline*h && (best == nil || off < abs(w.baseline()-best.baseline)) {
			best = l
		}
	}
	return best
}

// numbering counts lines and blocks through the page.
type numbering struct {
	block, line int
	last        *line
	begun       bool
}

// interrupt makes the next line start a block of its own.
func (n *numbering) interrupt() { n.last = nil }

// next numbers l: a gap of more than 0.8 of a line's height, or a change of
// size, starts a block.
func (n *numbering) next(l line) {
	if n.begun {
		n.line++
		if n.last == nil || apart(*n.last, l) {
			n.block++
		}
	}
	n.begun, n.last = true, &l
}

func apart(above, below line) bool {
	h := min(above.words[0].cell.height(), below.words[0].cell.height())
	large := max(above.words[0].cell.height(), below.words[0].cell.height())
	return below.cell.Y0-above.cell.Y1 > 0.8*h || large > 1.5*h
}
