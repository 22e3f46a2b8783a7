package extract

import "deskclerk/backend/doc"

// context is the labels around a text on the page, by concept: left of it in
// its row, and at the head of its column.
type context struct {
	left    map[concept]float64
	over    map[concept]float64
	nearest *label // the label directly before, in the same row
	gap     int    // words between nearest and the text
}

// around gathers the context of tokens[first:end]. Only labels with one of the
// concepts are considered.
func (l *layout) around(first, end int, concepts ...concept) context {
	c := context{left: map[concept]float64{}, over: map[concept]float64{}, gap: 99}
	row := l.tokens[first].row
	box := l.box(first, end)
	labels := l.labelsIn(row)
	closer := 1.0
	for k := len(labels) - 1; k >= 0; k-- {
		lb := &labels[k]
		if lb.first >= first || !anyOf(lb, concepts) {
			continue
		}
		gap := l.wordsBetween(lb.end, first)
		w := lb.quality * closer / (1 + 0.25*float64(max(0, gap-1)))
		for _, m := range lb.concepts {
			c.left[m] = max(c.left[m], w)
		}
		if c.nearest == nil {
			c.nearest, c.gap = lb, gap
		}
		closer *= 0.5
	}
	l.head(&c, row, box, concepts)
	return c
}

// wordsBetween counts the words with letters or digits in tokens[a:b].
func (l *layout) wordsBetween(a, b int) int {
	n := 0
	for i := a; i < b; i++ {
		letters, digits := countLetters(l.tokens[i].Text)
		if letters+digits > 0 {
			n++
		}
	}
	return n
}

func anyOf(lb *label, concepts []concept) bool {
	for _, c := range concepts {
		if lb.has(c) {
			return true
		}
	}
	return false
}

const headReach = 4 // rows upwards in which a text's head is looked for

// head takes the nearest label above box.
func (l *layout) head(c *context, row int, box doc.Box, concepts []concept) {
	page := l.rows[row].page
	for r := row - 1; r >= 0 && r >= row-headReach && l.rows[r].page == page; r-- {
		hit := false
		labels := l.labelsIn(r)
		for k := range labels {
			lb := &labels[k]
			if !anyOf(lb, concepts) || !overX(lb.box.Left, lb.box.Right, box.Left, box.Right) || l.answered(lb) {
				continue
			}
			hit = true
			w := lb.quality * (1 - 0.15*float64(row-r-1))
			for _, m := range lb.concepts {
				c.over[m] = max(c.over[m], w)
			}
		}
		if hit {
			return
		}
	}
}

// answered reports that a label has a value with digits right of it in its own
// cell, so what stands below is not its value.
func (l *layout) answered(lb *label) bool {
	c := l.rows[lb.row].cells[lb.cell]
	for i := lb.end; i < c.end; i++ {
		if _, digits := countLetters(l.tokens[i].Text); digits >= 2 {
			return true
		}
	}
	return false
}
