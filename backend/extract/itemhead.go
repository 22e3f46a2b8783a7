package extract

import (
	"math"
	"slices"

	"deskclerk/backend/doc"
)

// column of a table of goods, as its head names it. A head that says nothing to
// the lexicon is a column all the same: its words are no part of a description.
type column struct {
	box   doc.Box // of its words, all their lines
	rows  []int   // of its words, downwards
	means []label
}

// is reports that the head may mean c.
func (c *column) is(k concept) bool {
	return slices.ContainsFunc(c.means, func(lb label) bool { return lb.has(k) })
}

// tableHead is the head of a table of goods, over one line or several.
type tableHead struct {
	page, first, end int // rows[first:end]
	columns          []column
}

// heads finds the heads of tables of goods: the fullest one, and those of the
// same form after it, where a table goes on.
func (d *evidence) heads() []tableHead {
	var all []tableHead
	var counts []int
	most := 0
	for r := 0; r < len(d.l.rows); r++ {
		n := d.heading(r)
		if n == 0 {
			continue
		}
		for d.heading(r+1) > n && d.near(r, r+1) { // the fuller line of a stacked head
			r++
			n = d.heading(r)
		}
		h := d.tableHead(r)
		all, counts = append(all, h), append(counts, n)
		most = max(most, n)
		r = max(r, h.end-1)
	}
	start := slices.Index(counts, most)
	if start < 0 {
		return nil
	}
	out := all[start : start+1 : start+1]
	for _, h := range all[start+1:] {
		if sameForm(&out[0], &h) {
			out = append(out, h)
		}
	}
	return out
}

// heading counts the columns that row r names, 0 when it is no head of goods.
func (d *evidence) heading(r int) int {
	if r >= len(d.l.rows) || d.sums.hasMoney(r) {
		return 0
	}
	found := map[concept]bool{}
	n, cell := 0, -1
	for _, lb := range d.l.labelsIn(r) {
		if !lb.headsColumn() || lb.cell == cell {
			continue
		}
		n, cell = n+1, lb.cell
		for _, k := range lb.concepts {
			found[k] = true
		}
	}
	thing := found[cDescription] || found[cQuantity] || found[cUnitPrice]
	value := found[cQuantity] || found[cUnitPrice] || found[cLineAmount]
	if n < 2 || !thing || !value {
		return 0
	}
	return n
}

// headsColumn reports a label that may stand over a column of goods.
func (lb *label) headsColumn() bool {
	return lb.quality > 0.8 && lb.covers > 0.45 &&
		(lb.has(cDescription) || lb.has(cQuantity) || lb.has(cUnitPrice) || lb.has(cLineAmount) || lb.has(cRate))
}

// near reports that two neighbouring rows are lines of one block.
func (d *evidence) near(a, b int) bool {
	return b < len(d.l.rows) && a >= 0 && d.l.rows[a].page == d.l.rows[b].page && d.apart(a, b) < 2
}

// apart is the distance of two rows of a page, middle to middle, in heights of
// the document's words.
func (d *evidence) apart(a, b int) float64 {
	_, h := pixels(&d.l.pages[d.l.rows[a].page-1])
	return math.Abs(d.l.rows[b].box.CenterY()-d.l.rows[a].box.CenterY()) * h / d.l.em
}

// tableHead gathers the columns around the fullest row of a head.
func (d *evidence) tableHead(r int) tableHead {
	h := tableHead{page: d.l.rows[r].page, first: r, end: r + 1}
	for i := range d.l.rows[r].cells {
		h.columns = append(h.columns, d.newColumns(r, i)...)
	}
	for a := r - 1; d.near(a, a+1) && r-a < 4 && d.headLine(&h, a, false); a-- {
		h.first = a
	}
	for b := r + 1; d.near(b-1, b) && b-r < 5 && d.headLine(&h, b, true); b++ {
		h.end = b + 1
	}
	slices.SortFunc(h.columns, func(a, b column) int { return compare(a.box.Left, b.box.Left) })
	for i := range h.columns {
		d.stacked(&h.columns[i])
	}
	return h
}

// newColumns are those that a cell of the head names: one, or a quantity and the
// description close beside it.
func (d *evidence) newColumns(r, i int) []column {
	cell := &d.l.rows[r].cells[i]
	var of [2]*label
	for _, lb := range d.l.labelsIn(r) {
		for k, c := range [2]concept{cQuantity, cDescription} {
			if lb.cell == i && lb.quality > 0.9 && lb.has(c) && !lb.has([2]concept{cDescription, cQuantity}[k]) && (of[k] == nil || lb.end-lb.first > of[k].end-of[k].first) {
				of[k] = &lb
			}
		}
	}
	if of[0] == nil || of[1] == nil || of[0].first < of[1].end && of[1].first < of[0].end || of[0].end-of[0].first+of[1].end-of[1].first < cell.end-cell.first {
		return []column{d.newColumn(r, i)}
	}
	var out []column
	for _, lb := range of {
		out = append(out, column{box: d.l.box(lb.first, lb.end), rows: []int{r}, means: []label{*lb}})
	}
	return out
}

func (d *evidence) newColumn(r, i int) column {
	c := column{box: d.l.rows[r].cells[i].box, rows: []int{r}}
	for _, lb := range d.l.labelsIn(r) {
		if lb.cell == i && lb.headsColumn() {
			c.means = append(c.means, lb)
		}
	}
	return c
}

const longHead = 28 // characters of a cell that is prose and no head

// headLine adds a further line of a head, false when the row is none. Below,
// goods may begin at once: there a line must name something, or keep out of the
// column of descriptions.
func (d *evidence) headLine(h *tableHead, r int, below bool) bool {
	row := &d.l.rows[r]
	_, digits := d.l.countLetters(row.first, row.end)
	named := d.heading(r) > 0 || slices.ContainsFunc(d.l.labelsIn(r), func(lb label) bool { return lb.headsColumn() })
	if digits > 0 && !named || d.sums.hasMoney(r) {
		return false
	}
	for i := range row.cells {
		c := &row.cells[i]
		if len([]rune(d.l.text(c.first, c.end))) > longHead {
			return false
		}
		for k := range h.columns {
			if below && !named && h.columns[k].is(cDescription) && beside(c.box, h.columns[k].box) < 0.02 {
				return false
			}
		}
	}
	for i := range row.cells {
		h.add(d.newColumn(r, i))
	}
	return true
}

// add a cell of a further line: to the column it touches, as one of its own
// between columns, not at all across two.
func (h *tableHead) add(c column) {
	at := -1
	for k := range h.columns {
		if beside(c.box, h.columns[k].box) > 0 {
			continue
		}
		if at >= 0 {
			return
		}
		at = k
	}
	if at < 0 {
		h.columns = append(h.columns, c)
		return
	}
	k := &h.columns[at]
	k.box, k.rows, k.means = k.box.Union(c.box), append(k.rows, c.rows...), append(k.means, c.means...)
	slices.Sort(k.rows)
}

// stacked adds what the lines of a column's head mean together, as "Prix" over
// "unitaire".
func (d *evidence) stacked(c *column) {
	if len(c.rows) < 2 {
		return
	}
	var text string
	for _, r := range c.rows {
		for _, x := range d.l.rows[r].cells {
			if beside(x.box, c.box) == 0 {
				text += compact(d.l.text(x.first, x.end))
			}
		}
	}
	if p := d.l.lex.exact[text]; p != nil {
		if lb := (label{phrase: p, quality: 1, covers: 1, row: c.rows[0]}); lb.headsColumn() {
			c.means = append(c.means, lb)
		}
	}
}

// beside is the gap between two boxes in the width of the page, 0 when one is
// above the other.
func beside(a, b doc.Box) float64 {
	return max(0, a.Left-b.Right, b.Left-a.Right)
}

// sameForm reports heads of one table: as many columns in the same places.
func sameForm(a, b *tableHead) bool {
	same := 0
	for i := range a.columns {
		if slices.ContainsFunc(b.columns, func(c column) bool { return math.Abs(c.box.Left-a.columns[i].box.Left) < 0.02 }) {
			same++
		}
	}
	return 10*same >= 7*max(len(a.columns), len(b.columns))
}
