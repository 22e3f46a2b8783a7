package extract

import (
	"strconv"
	"strings"

	"deskclerk/backend/doc"
)

// item is one line of goods.
type item struct {
	description     string
	first, end      int // tokens of the description
	amount          figure
	quantity, price *figure
	rate            *figure
}

// items finds the lines of goods: rows with a text and a sum at the right, above
// the first row of totals.
func (d *evidence) items() []item {
	end := d.endOfItems()
	var out []item
	for r := d.startOfItems(end); r < end; r++ {
		if it, ok := d.item(r); ok {
			out = append(out, it)
		}
	}
	return out
}

// summing reports a row that is about the whole and not about one line.
func (d *evidence) summing(r int) bool {
	for _, lb := range d.l.labelsIn(r) {
		for _, c := range []concept{cTotal, cTotalStrong, cSubtotal, cNet, cTax, cCash, cChange, cCard, cRounding, cSummary, cService, cAmountDue} {
			if lb.has(c) && lb.quality > 0.8 && lb.covers > 0.35 {
				return true
			}
		}
	}
	return false
}

// endOfItems is the first row with a sum that is a total, after at least one sum
// that is none.
func (d *evidence) endOfItems() int {
	goods := false
	for r := range d.l.rows {
		if !d.sums.hasMoney(r) {
			continue
		}
		if d.summing(r) {
			if goods {
				return r
			}
			continue
		}
		goods = true
	}
	return len(d.l.rows)
}

// startOfItems is the row after the table's head, or the first after the
// letterhead's dates and numbers.
func (d *evidence) startOfItems(end int) int {
	for r := range end {
		heads := 0
		for _, lb := range d.l.labelsIn(r) {
			if lb.has(cDescription) || lb.has(cQuantity) || lb.has(cUnitPrice) || lb.has(cLineAmount) {
				heads++
			}
		}
		if heads >= 2 && !d.sums.hasMoney(r) {
			return r + 1
		}
	}
	return 0
}

// item reads one row, with the text above or below when the row has none.
func (d *evidence) item(r int) (item, bool) {
	row := d.sums.byRow[r]
	if len(row) == 0 || d.summing(r) {
		return item{}, false
	}
	last := -1
	for _, i := range row {
		if d.sums.figs[i].isMoney() {
			last = i
		}
	}
	if last < 0 {
		return item{}, false
	}
	it := item{amount: d.sums.figs[last]}
	first := d.firstNumber(row, last)
	it.first, it.end = d.l.rows[r].first, first
	it.description = d.trimText(it.first, it.end)
	if letters, _ := countLetters(it.description); letters < 3 {
		d.borrowText(&it, r)
	}
	d.multiply(&it, row, last)
	return it, it.description != ""
}

// firstNumber is the token where the run of numbers before the sum begins.
func (d *evidence) firstNumber(row []int, last int) int {
	first := d.sums.figs[last].first
	for i := len(row) - 1; i >= 0; i-- {
		f := &d.sums.figs[row[i]]
		if f.end <= first && !d.longWord(f.end, first) {
			first = f.first
		}
	}
	return first
}

// longWord reports a word that is no unit or sign in tokens[a:b].
func (d *evidence) longWord(a, b int) bool {
	for i := a; i < b; i++ {
		if letters, _ := countLetters(d.l.tokens[i].Text); letters > 3 {
			return true
		}
	}
	return false
}

// trimText is the text of tokens[first:end] without marks at its ends.
func (d *evidence) trimText(first, end int) string {
	return strings.Trim(d.l.text(first, end), " .,:;-–_=*~|'\"")
}

// borrowText takes the description from the row above, or else below, when that
// row has no sum of its own.
func (d *evidence) borrowText(it *item, r int) {
	for _, n := range []int{r - 1, r + 1} {
		if n < 0 || n >= len(d.l.rows) || d.l.rows[n].page != d.l.rows[r].page || d.sums.hasMoney(n) || d.summing(n) {
			continue
		}
		text := d.trimText(d.l.rows[n].first, d.l.rows[n].end)
		if letters, _ := countLetters(text); letters >= 3 && d.sums.gap(r, n) < 2.2 {
			it.description, it.first, it.end = text, d.l.rows[n].first, d.l.rows[n].end
			return
		}
	}
}

// multiply finds quantity and price by quantity × price = amount.
func (d *evidence) multiply(it *item, row []int, last int) {
	amount := it.amount.cents
	for _, i := range row {
		f := d.sums.figs[i]
		if f.percent {
			it.rate = &f
		}
		for _, j := range row {
			g := d.sums.figs[j]
			if i == last || j == last || i == j || !g.isMoney() && g.decimals < 2 || f.percent || f.cents == 0 {
				continue
			}
			if product := (f.cents*g.cents + 50) / 100; abs(product-amount) <= 1 {
				it.quantity, it.price = &f, &g
				return
			}
		}
	}
}

// itemTable is the contract's table of line items.
func (d *evidence) itemTable(t doc.Type) doc.Table {
	table := doc.Table{Columns: t.Spec().Tables[0].Columns, Rows: []doc.Row{}}
	sum := 0.0
	for _, it := range d.items() {
		p := 0.6
		if it.quantity != nil {
			p = 0.85
		}
		sum += p
		cells := map[string]doc.Cell{
			"description": newCell(it.description, p*0.9, it.amount.page, d.l.box(it.first, it.end)),
			"amount":      newCell(money(it.amount.cents), p, it.amount.page, it.amount.box),
			"quantity":    newCell("", 0, 0, doc.Box{}),
			"unit_price":  newCell("", 0, 0, doc.Box{}),
		}
		if it.quantity != nil {
			cells["quantity"] = newCell(plainNumber(it.quantity.cents), p, it.quantity.page, it.quantity.box)
			cells["unit_price"] = newCell(money(it.price.cents), p, it.price.page, it.price.box)
		}
		if t == doc.TypeInvoice {
			cells["tax_rate"] = newCell("", 0, 0, doc.Box{})
			if it.rate != nil {
				cells["tax_rate"] = newCell(plainNumber(it.rate.cents), p, it.rate.page, it.rate.box)
			}
		}
		table.Rows = append(table.Rows, doc.Row{Cells: cells})
	}
	if len(table.Rows) > 0 {
		table.Confidence = sum / float64(len(table.Rows))
	}
	return table
}

// plainNumber writes hundredths without needless zeros.
func plainNumber(hundredths int64) string {
	return strconv.FormatFloat(float64(hundredths)/100, 'f', -1, 64)
}
