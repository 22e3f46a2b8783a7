package extract

import (
	"math"
	"slices"

	"deskclerk/backend/doc"
)

// grid is a table of goods with a head: its columns have places and meanings,
// and each amount in the column of amounts is a line of goods.
type grid struct {
	*evidence
	head  *tableHead
	parts [][2]int // rows below each head, to the next one or the end of the page

	amount      edge // of the column of amounts
	text        int  // column of descriptions, −1 when it has no head
	left, right float64
	below       int     // lines between an item's first line and its description
	pitch       float64 // least distance of two lines of text, in heights of words
	ending      bool    // amounts stand beside the last lines of their descriptions
	lines       []textLine
	marks       []mark
	stops       []int // first rows after the lines of goods
}

// edge is the edge that a column of figures is aligned at, with all their width.
type edge struct {
	at   float64
	left bool // the left edge and not, as mostly, the right one
	box  doc.Box
	figs []int
}

// holds reports a box that is aligned with the column.
func (e *edge) holds(b doc.Box) bool {
	if e.left {
		return math.Abs(e.at-b.Left) < edgeReach
	}
	return math.Abs(e.at-b.Right) < edgeReach
}

// aligned reports figures that may stand in one column.
func aligned(a, b doc.Box, reach float64) bool {
	return math.Abs(a.Right-b.Right) < reach || math.Abs(a.Left-b.Left) < reach
}

// mark is one amount in its column with the rows of its figures.
type mark struct {
	fig         int
	row         int
	first, last int // rows of its figures
	proved      bool
}

// newGrid reads the document's table of goods below its heads, nil without one.
func (d *evidence) newGrid(heads []tableHead) *grid {
	if len(heads) == 0 {
		return nil
	}
	g := &grid{evidence: d, head: &heads[0], text: -1}
	for i := range heads {
		end := len(d.l.rows)
		if i+1 < len(heads) {
			end = heads[i+1].first
		}
		g.parts = append(g.parts, [2]int{heads[i].end, end})
	}
	if !g.findAmounts() {
		return nil
	}
	for _, p := range g.parts {
		g.markPart(p)
	}
	if len(g.marks) == 0 {
		return nil
	}
	g.findText()
	return g
}

const edgeReach = 0.012 // of the page's width between the edges of a column

// edges groups the sums below the heads by their right edges, and by their left.
func (g *grid) edges() []edge {
	var out []edge
	for _, left := range []bool{false, true} {
		first := len(out)
		for _, p := range g.parts {
			for r := p[0]; r < p[1]; r++ {
				for _, i := range g.sums.byRow[r] {
					f := &g.sums.figs[i]
					if !f.isMoney() {
						continue
					}
					k := first + slices.IndexFunc(out[first:], func(e edge) bool { return e.holds(f.box) })
					if k < first {
						out = append(out, newEdge(f.box, left))
						k = len(out) - 1
					}
					out[k].figs, out[k].box = append(out[k].figs, i), out[k].box.Union(f.box)
				}
			}
		}
	}
	return out
}

func newEdge(b doc.Box, left bool) edge {
	if left {
		return edge{at: b.Left, left: true}
	}
	return edge{at: b.Right}
}

// findAmounts chooses the column of amounts: by quantity × price, by its head,
// by its place at the right.
func (g *grid) findAmounts() bool {
	best := 0.0
	for _, e := range g.edges() {
		if score := g.amountScore(&e); score > best {
			best, g.amount = score, e
		}
	}
	return best > 1
}

// amountScore says how much speaks for the column of amounts. Where both edges
// would do it is the right one.
func (g *grid) amountScore(e *edge) float64 {
	proved, goods := 0, 0
	for _, i := range e.figs {
		if _, _, ok := g.product(i, g.around(i)); ok {
			proved++
		}
		if !g.summing(g.sums.figs[i].row) {
			goods++
		}
	}
	score := 2*float64(min(proved, 5)) + 0.2*float64(min(goods, 5)) + 0.01*float64(proved) + e.box.Right - 0.02*indicator(e.left)
	k := g.columnOf(e.box)
	switch h := &g.head.columns[k]; {
	case h.is(cLineAmount) && beside(e.box, h.box) < 0.05:
		score += 2
	case h.is(cUnitPrice) || h.is(cDescription):
		score -= 1.5
	}
	return score
}

// columnOf is the column whose head is nearest to the box.
func (g *grid) columnOf(b doc.Box) int {
	at, least := 0, math.Inf(1)
	for k := range g.head.columns {
		h := g.head.columns[k].box
		if gap := beside(b, h) + 1e-3*math.Abs(b.CenterX()-h.CenterX()); gap < least {
			at, least = k, gap
		}
	}
	return at
}

// around are the figures beside an amount, in its row and in those that its
// neighbours in other columns make.
func (g *grid) around(i int) []int {
	f := &g.sums.figs[i]
	first, last := g.reach(f)
	var out []int
	for r := first; r <= last; r++ {
		for _, k := range g.sums.byRow[r] {
			if k != i {
				out = append(out, k)
			}
		}
	}
	return out
}

// reach are the rows of an amount's line of goods: a cell of several lines may
// set the other figures a line higher or lower than the amount.
func (g *grid) reach(f *figure) (first, last int) {
	first, last = f.row, f.row
	for first > 0 && g.joined(f, first-1) {
		first--
	}
	for last+1 < len(g.l.rows) && g.joined(f, last+1) {
		last++
	}
	return first, last
}

// joined reports a row beside the amount's with figures of columns that have
// none there, and no sum under or over the amount.
func (g *grid) joined(f *figure, r int) bool {
	if g.l.rows[r].page != f.page || g.apart(f.row, r) > 1.6 || g.summing(r) {
		return false
	}
	fills := false
	for _, k := range g.sums.byRow[r] {
		x := &g.sums.figs[k]
		if x.isMoney() && aligned(x.box, f.box, 2*edgeReach) {
			return false
		}
		c := g.columnOf(x.box)
		h := &g.head.columns[c]
		fills = fills || (h.is(cQuantity) || h.is(cUnitPrice) || h.is(cRate)) && beside(x.box, h.box) < 0.06 && !g.filled(f.row, c)
	}
	return fills
}

// filled reports that row r has a figure in column c.
func (g *grid) filled(r, c int) bool {
	return slices.ContainsFunc(g.sums.byRow[r], func(k int) bool { return g.columnOf(g.sums.figs[k].box) == c })
}

// markPart finds the amounts of the lines of goods below one head, up to the
// first row about the whole after which no line is proved.
func (g *grid) markPart(p [2]int) {
	var marks []mark
	last := -1 // of marks that are proved
	for _, i := range g.amount.figs {
		f := &g.sums.figs[i]
		if f.row < p[0] || f.row >= p[1] {
			continue
		}
		m := mark{fig: i, row: f.row}
		m.first, m.last = g.reach(f)
		_, _, m.proved = g.product(i, g.around(i))
		if m.proved {
			last = len(marks)
		}
		marks = append(marks, m)
	}
	end := g.endOfGoods(p)
	g.stops = append(g.stops, end)
	for k, m := range marks {
		if m.row >= end && k > last {
			break
		}
		if !m.proved && (g.summing(m.row) || g.carried(m.row) || g.addsUp(m)) {
			continue
		}
		g.marks = append(g.marks, m)
	}
}

// addsUp reports a subtotal: it has no quantity and no price, where the lines
// before it have some, and is what two of them or more add up to.
func (g *grid) addsUp(m mark) bool {
	if g.factors(m) > 0 {
		return false
	}
	var sum int64
	for k := len(g.marks) - 1; k >= 0; k-- {
		if g.factors(g.marks[k]) == 0 {
			return false
		}
		sum += g.sums.figs[g.marks[k].fig].cents
		if k <= len(g.marks)-2 && sum == g.sums.figs[m.fig].cents {
			return true
		}
	}
	return false
}

// factors counts the figures beside an amount that stand in other columns than
// that of descriptions.
func (g *grid) factors(m mark) int {
	n := 0
	for _, i := range g.around(m.fig) {
		if !g.head.columns[g.columnOf(g.sums.figs[i].box)].is(cDescription) {
			n++
		}
	}
	return n
}

// endOfGoods is the first row below a head that is about the whole: one with a
// total and its sum, or the head of another table.
func (g *grid) endOfGoods(p [2]int) int {
	for r := p[0]; r < p[1]; r++ {
		if g.l.rows[r].page != g.l.rows[p[0]].page && g.l.rows[r].page != g.head.page && r == p[0] {
			continue
		}
		if g.sums.hasMoney(r) && g.summing(r) || g.otherHead(r) {
			return r
		}
	}
	return p[1]
}

// otherHead reports a head of a table of taxes or allowances.
func (g *grid) otherHead(r int) bool {
	if g.sums.hasMoney(r) {
		return false
	}
	n, cell := 0, -1
	for _, lb := range g.l.labelsIn(r) {
		if lb.quality > 0.8 && lb.covers > 0.45 && lb.cell != cell && (lb.has(cNet) || lb.has(cTax) || lb.has(cSummary) || lb.has(cRate) || lb.has(cLineAmount)) {
			n, cell = n+1, lb.cell
		}
	}
	return n >= 2
}
