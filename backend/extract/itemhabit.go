package extract

import (
	"slices"

	"deskclerk/backend/doc"
)

// provedRow is a row in which quantity × price is the last sum.
type provedRow struct {
	row                     int
	amount, quantity, price *figure
}

const leastProved = 2 // rows that make a table without a head

// habitHead makes a head for a table that has none, or whose head cannot be
// read, from the places of the figures in its proved rows.
func (d *evidence) habitHead() (tableHead, bool) {
	rows := d.provedRows()
	if len(rows) < leastProved {
		return tableHead{}, false
	}
	start := rows[0].row
	for start > 0 && d.sameColumn(start-1, rows[0].amount) {
		start--
	}
	h := tableHead{page: d.l.rows[start].page, first: start, end: start}
	var amount, quantity, price doc.Box
	for _, p := range rows {
		amount, quantity, price = amount.Union(p.amount.box), quantity.Union(p.quantity.box), price.Union(p.price.box)
	}
	text, ok := d.wordsBeside(rows)
	if !ok || beside(quantity, price) == 0 || beside(price, amount) == 0 {
		return tableHead{}, false
	}
	h.name(text, cDescription)
	h.name(quantity, cQuantity)
	h.name(price, cUnitPrice)
	h.name(amount, cLineAmount)
	if rate, ok := d.ratesBeside(rows); ok {
		h.name(rate, cRate)
	}
	slices.SortFunc(h.columns, func(a, b column) int { return compare(a.box.Left, b.box.Left) })
	return h, true
}

// name adds a column that no words name.
func (h *tableHead) name(box doc.Box, c concept) {
	lb := label{phrase: &phrase{concepts: []concept{c}}, quality: 1, covers: 1, row: h.first}
	h.columns = append(h.columns, column{box: box, rows: []int{h.first}, means: []label{lb}})
}

// ratesBeside is the column of percentages in the proved rows.
func (d *evidence) ratesBeside(rows []provedRow) (doc.Box, bool) {
	var box doc.Box
	n := 0
	for _, p := range rows {
		for _, i := range d.sums.byRow[p.row] {
			f := &d.sums.figs[i]
			if d.l.isRate(f) && (n == 0 || beside(box, f.box) < 0.02) {
				box, n = box.Union(f.box), n+1
			}
		}
	}
	return box, n >= leastProved
}

// provedRows are the rows that multiply, with their sums in one column.
func (d *evidence) provedRows() []provedRow {
	var out []provedRow
	for r := range d.l.rows {
		i, ok := d.sums.lastMoney(r)
		if !ok || d.summing(r) {
			continue
		}
		p := provedRow{row: r, amount: &d.sums.figs[i]}
		if p.quantity, p.price, ok = d.product(i, othersIn(d.sums.byRow[r], i)); !ok {
			continue
		}
		if len(out) == 0 || aligned(out[0].amount.box, p.amount.box, edgeReach) {
			out = append(out, p)
		}
	}
	return out
}

// sameColumn reports a row that continues the column of f upwards.
func (d *evidence) sameColumn(r int, f *figure) bool {
	i, ok := d.sums.lastMoney(r)
	return ok && d.l.rows[r].page == f.page && !d.summing(r) && aligned(d.sums.figs[i].box, f.box, edgeReach)
}

// wordsBeside is where the longest run of words stands in the proved rows: from
// the left that most of them share to their right.
func (d *evidence) wordsBeside(rows []provedRow) (doc.Box, bool) {
	var lefts, rights []float64
	for _, p := range rows {
		var words doc.Box
		most := 0
		for _, c := range d.l.rows[p.row].cells {
			letters, _ := d.l.countLetters(c.first, c.end)
			if letters > most && p.amount.first >= c.end {
				words, most = c.box, letters
			}
		}
		if most >= 4 {
			lefts, rights = append(lefts, words.Left), append(rights, words.Right)
		}
	}
	if len(lefts) < leastProved {
		return doc.Box{}, false
	}
	return doc.Box{Left: median(lefts), Right: median(rights), Bottom: 1}, true
}
