package extract

import (
	"math"
	"slices"
)

// gridItems are the lines of goods of the table, each with its description.
func (g *grid) gridItems() []item {
	starts := g.starts()
	var out []item
	for k, m := range g.marks {
		it := item{amount: g.sums.figs[m.fig], last: m.fig, headed: true}
		lines := g.description(k, starts)
		if len(lines) > 0 {
			it.description = g.joinLines(lines)
			for _, t := range lines {
				it.box = it.box.Union(t.box)
			}
			it.first, it.end = lines[0].first, lines[0].end
		}
		g.fillItem(&it, m)
		if letters, _ := countLetters(it.description); letters >= 2 || m.proved {
			out = append(out, it)
		}
	}
	return g.adjust(out)
}

// fillItem sets quantity, price and rate: by arithmetic, else by the heads.
func (g *grid) fillItem(it *item, m mark) {
	var others []int
	for _, i := range g.around(m.fig) {
		if f := &g.sums.figs[i]; !g.inText(f) {
			others = append(others, i)
		}
	}
	it.quantity, it.price, it.proved = g.columnProduct(m.fig, others)
	for _, i := range others {
		f := &g.sums.figs[i]
		h := &g.head.columns[g.columnOf(f.box)]
		switch {
		case beside(f.box, h.box) > 0.05 || f == it.quantity || f == it.price:
		case g.l.isRate(f) || h.is(cRate) && !h.is(cUnitPrice) && mayBeRate(f):
			if it.rate == nil || h.is(cRate) {
				it.rate = f
			}
		case it.proved:
		case h.is(cQuantity) && it.quantity == nil:
			it.quantity = f
		case h.is(cUnitPrice) && it.price == nil && f.decimals >= 2:
			it.price = f
		}
	}
}

const highestRate = 3500 // hundredths of a percent a tax may have

// mayBeRate reports a figure that a column of rates may hold without a percent
// sign: rates have one decimal at most, the taxes themselves two.
func mayBeRate(f *figure) bool {
	return f.cents >= 0 && f.cents <= highestRate && f.cents%10 == 0 && f.currency == ""
}

// columnProduct prefers the figures below the heads of quantities and prices.
func (g *grid) columnProduct(amount int, others []int) (quantity, price *figure, ok bool) {
	var named []int
	for _, i := range others {
		f := &g.sums.figs[i]
		h := &g.head.columns[g.columnOf(f.box)]
		if (h.is(cQuantity) || h.is(cUnitPrice) || g.l.isRate(f)) && beside(f.box, h.box) < 0.05 {
			named = append(named, i)
		}
	}
	quantity, price, ok = g.product(amount, named)
	if !ok {
		return g.product(amount, others)
	}
	q, p := &g.head.columns[g.columnOf(quantity.box)], &g.head.columns[g.columnOf(price.box)]
	if q.is(cUnitPrice) && !q.is(cQuantity) && p.is(cQuantity) && !p.is(cUnitPrice) {
		quantity, price = price, quantity
	}
	return quantity, price, true
}

// inText reports a figure that is part of a description.
func (g *grid) inText(f *figure) bool {
	return slices.ContainsFunc(g.lines, func(t textLine) bool { return t.first <= f.first && f.end <= t.end })
}

// starts are the first lines of the descriptions, −1 without one: the line
// beside the amount's figures, else the nearest above or below, whichever the
// table has.
func (g *grid) starts() []int {
	out := make([]int, len(g.marks))
	missing := false
	for k, m := range g.marks {
		out[k] = slices.IndexFunc(g.lines, func(t textLine) bool { return m.first <= t.row && t.row <= m.last && t.letters > 0 })
		if out[k] < 0 && g.below > 0 {
			out[k] = slices.IndexFunc(g.lines, func(t textLine) bool {
				return t.row > m.last && g.l.rows[t.row].page == g.l.rows[m.row].page && g.apart(m.last, t.row) < 2.3 && t.letters > 0
			})
			continue
		}
		if out[k] < 0 {
			out[k] = slices.IndexFunc(g.lines, func(t textLine) bool {
				return g.l.rows[t.row].page == g.l.rows[m.row].page && g.apart(t.row, m.row) < 0.95 && t.letters > 0
			})
		}
		if out[k] >= 0 {
			out[k] = g.centred(m, out[k])
		}
		missing = missing || out[k] < 0
	}
	if missing {
		g.findMissing(out)
	}
	g.ending = g.below == 0 && g.endsWithFigures(out)
	for k := range out {
		if out[k] >= 0 && g.below > 0 && g.lines[out[k]].row <= g.marks[k].last {
			out[k] = g.lowered(k, out[k])
		} else if out[k] >= 0 && g.below == 0 {
			out[k] = g.raised(k, out)
		}
	}
	return out
}

// centred goes up to the line above an amount that stands between two lines of
// one text.
func (g *grid) centred(m mark, i int) int {
	if i == 0 || g.lines[i].row <= m.last || !g.tight(i-1) {
		return i
	}
	above := &g.lines[i-1]
	if above.row >= m.first || above.letters < 3 || g.apart(above.row, m.row) > 1.3 || g.hasAmount(above.row) || g.property(above) || g.total(above) {
		return i
	}
	return i - 1
}

// findMissing fills in descriptions that stand above or below their amounts:
// above, when the first one does.
func (g *grid) findMissing(starts []int) {
	first := g.neighbour(slices.Index(starts, -1), true) >= 0
	for _, above := range []bool{first, !first} {
		for k := range starts {
			if starts[k] >= 0 {
				continue
			}
			if n := g.neighbour(k, above); n >= 0 && !slices.Contains(starts, n) {
				starts[k] = n
			}
		}
	}
}

// neighbour is the line of text next to an amount that has none beside it.
func (g *grid) neighbour(k int, above bool) int {
	m := g.marks[k]
	at, least := -1, 2.6
	for i, t := range g.lines {
		if g.l.rows[t.row].page != g.l.rows[m.row].page || (t.row < m.row) != above || g.summing(t.row) || t.letters < 3 {
			continue
		}
		if x := g.apart(t.row, m.row); x < least {
			at, least = i, x
		}
	}
	return at
}

// lowered skips the lines of other things above a description.
func (g *grid) lowered(k, i int) int {
	for n := g.below; n > 0 && i+1 < len(g.lines) && g.pace(i) < 1.5*g.pitch; n-- {
		if k+1 < len(g.marks) && g.lines[i+1].row >= g.marks[k+1].first || g.lines[i].row > g.marks[k].last {
			break
		}
		i++
	}
	return i
}

// raised goes up to the first line of a description whose amount stands at its
// middle or its end: lines close above that nothing else is as close to.
func (g *grid) raised(k int, starts []int) int {
	i := starts[k]
	for n := i - 1; n >= 0 && i-n < 4; n-- {
		t := &g.lines[n]
		if !g.tight(n) || g.hasAmount(t.row) || g.beside(t.row) || g.total(t) || !g.flush(t) || slices.Contains(starts, n) || !g.leadsTo(n) {
			break
		}
		if n == 0 || g.pace(n-1) > 1.25*g.pace(n) {
			return n
		}
	}
	return i
}

// leadsTo reports that line i begins what the next one goes on with: it was
// broken for want of room, or what follows is a property or begins small, which
// no description does, or the figures stand at the end in this table.
func (g *grid) leadsTo(i int) bool {
	if g.property(&g.lines[i+1]) || g.goesOn(i+1) {
		return true
	}
	return !g.property(&g.lines[i]) && (g.full(i) || g.ending)
}

// endsWithFigures reports a table whose amounts stand beside the last lines of
// the descriptions: some surely do, and below none the text goes on.
func (g *grid) endsWithFigures(starts []int) bool {
	raised := false
	for k, i := range starts {
		if i < 0 {
			return false
		}
		if n := i + 1; n < len(g.lines) && g.tight(i) && !g.stopped(k, g.lines[n].row) {
			return false
		}
		raised = raised || g.raised(k, starts) < i
	}
	return raised
}

// fullLine is the share of the column of descriptions from which a line with the
// next one's first word would be too long: columns have margins.
const fullLine = 0.7

// full reports a line of text that was broken because the next line's first word
// had no room; a heading above a line of goods has room left.
func (g *grid) full(i int) bool {
	right := g.lines[i].box.Right + g.l.tokens[g.lines[i+1].first].Box.Width()
	return right-g.left > fullLine*(g.right-g.left) && right > g.widest()-slack
}

const slack = 0.01 // of the page's width, about a space

// widest is where the longest line of the descriptions ends.
func (g *grid) widest() float64 {
	first, end := g.marks[0].first-3, len(g.marks)-1
	right := 0.0
	for i := range g.lines {
		if t := &g.lines[i]; t.row >= first && t.row <= g.marks[end].last+3 && !g.stopped(end, t.row) && !g.total(t) && t.box.Right <= g.right {
			right = max(right, t.box.Right)
		}
	}
	return right
}

// pace is the distance of line i of the texts to the next one, in heights of
// words; endless across pages.
func (g *grid) pace(i int) float64 {
	a, b := &g.lines[i], &g.lines[i+1]
	page := g.l.rows[a.row].page
	if g.l.rows[b.row].page != page {
		return math.Inf(1)
	}
	_, h := pixels(&g.l.pages[page-1])
	return (b.box.CenterY() - a.box.CenterY()) * h / g.l.em
}

// tight reports that line i and the next one are lines of one text.
func (g *grid) tight(i int) bool { return g.pace(i) < min(1.3*g.pitch, 2.3) }

// flush reports a line that begins where descriptions do.
func (g *grid) flush(t *textLine) bool { return math.Abs(t.box.Left-g.left) < 0.012 }

const longestDescription = 12 // lines

// description is the lines of the k-th line of goods: its first one and those
// that follow closely, up to another paragraph, a property or the next line of
// goods.
func (g *grid) description(k int, starts []int) []textLine {
	i := starts[k]
	if i < 0 {
		return nil
	}
	out := []textLine{g.lines[i]}
	properties := g.broken(&g.lines[i]) // they are part of it all or not at all
	for n := i + 1; n < len(g.lines) && len(out) < longestDescription; n++ {
		t := &g.lines[n]
		if slices.Contains(starts, n) || g.stopped(k, t.row) || g.taken(k, t.row) || !g.tight(n-1) || g.counted(n) || g.remark(n) {
			break
		}
		if g.property(t) && !properties || !g.flush(t) || g.total(t) || g.hasAmount(t.row) && !g.beside(t.row) {
			break
		}
		out = append(out, *t)
		properties = properties || g.broken(t)
	}
	return g.withoutCaption(out)
}

// stopped reports a row behind the end of the table that the k-th line of goods
// is before.
func (g *grid) stopped(k, r int) bool {
	return slices.ContainsFunc(g.stops, func(s int) bool { return g.marks[k].row < s && s <= r })
}

// hasAmount reports a row with a sum in the column of amounts.
func (g *grid) hasAmount(r int) bool {
	return slices.ContainsFunc(g.amount.figs, func(i int) bool { return g.sums.figs[i].row == r })
}

// taken reports a row that belongs to another line of goods.
func (g *grid) taken(k, r int) bool {
	for j, m := range g.marks {
		if j != k && m.first <= r && r <= m.last {
			return true
		}
	}
	return false
}
