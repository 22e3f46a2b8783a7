package extract

import (
	"deskclerk/backend/doc"
)

// item is one line of goods.
type item struct {
	description     string
	first, end      int     // tokens of the description's first line
	box             doc.Box // of the description
	amount          figure
	last            int // the amount among the figures
	quantity, price *figure
	rate            *figure
	proved          bool // quantity × price is the amount
	headed          bool // it stands in a table with a head
}

// items finds the lines of goods: in the table that has a head, in one that the
// figures of an invoice make, or row by row. Arithmetic decides between them.
func (d *evidence) items(t doc.Type) (out []item, whole bool) {
	out = d.plainItems()
	weight := d.weighItems(out) - 0.2
	tables := [][]tableHead{d.heads()}
	if h, ok := d.habitHead(); ok && t == doc.TypeInvoice {
		tables = append(tables, []tableHead{h})
	}
	for _, heads := range tables {
		g := d.newGrid(heads)
		if g == nil {
			continue
		}
		table := withoutTotal(g.gridItems())
		if w := d.weighItems(table); len(table) > 0 && w >= weight {
			out, weight = table, w+0.1
		}
	}
	return out, d.complete(out)
}

// weighItems says how well arithmetic speaks for the lines; those that cost
// nothing say nothing.
func (d *evidence) weighItems(items []item) float64 {
	proved, priced := 0.0, 0.0
	for i := range items {
		proved += indicator(items[i].proved)
		priced += indicator(items[i].amount.cents != 0)
	}
	if priced == 0 {
		return 0
	}
	return proved/priced + indicator(d.complete(items))
}

// complete reports that the lines add up to a printed total of some kind.
func (d *evidence) complete(items []item) bool {
	var sum int64
	for i := range items {
		sum += items[i].amount.cents
	}
	if sum == 0 {
		return false
	}
	for k := range d.sums.values {
		v := &d.sums.values[k]
		if abs(v.cents) == abs(sum) && v.sure() && max(v.named(cNet), v.named(cSubtotal), v.named(cTotal), v.named(cTotalStrong), v.named(cAmountDue)) > 0.7 {
			return true
		}
	}
	return false
}

// certainty that a line is right: by its own arithmetic, that of the table, and
// how surely it was read.
func (it *item) certainty(whole bool) float64 {
	p := 0.55
	switch {
	case it.proved && whole:
		p = 0.97
	case it.proved || whole:
		p = 0.88
	case it.headed:
		p = 0.65
	}
	return p * min(1, 0.5+0.5*it.amount.conf/0.9)
}

// itemTable is the contract's table of line items. An invoice's fields tell what
// its lines must come to: where they do not, the amounts are flagged, and so is a
// line that nothing bears out.
func (d *evidence) itemTable(t doc.Type, fields map[string]doc.Field) doc.Table {
	table := doc.Table{Columns: t.Spec().Tables[0].Columns, Rows: []doc.Row{}}
	items, whole := d.items(t)
	off := false
	if t == doc.TypeInvoice {
		items, table.Adjustment, off = d.balanced(items, fields)
	}
	sum := 0.0
	for i := range items {
		it := &items[i]
		p := it.certainty(whole)
		sum += p
		alone := t == doc.TypeInvoice && !it.proved && !whole
		cells := map[string]doc.Cell{
			"description": flaggedIf(alone, newCell(it.description, p*0.92, it.amount.page, it.box)),
			"amount":      flaggedIf(alone || off, newCell(money(it.amount.cents), p, it.amount.page, it.amount.box)),
			"quantity":    d.figureCell(it.quantity, p, d.l.quantity),
			"unit_price":  d.figureCell(it.price, p, d.l.price),
		}
		if t == doc.TypeInvoice {
			cells["tax_rate"] = d.figureCell(it.rate, p, d.l.quantity)
		}
		table.Rows = append(table.Rows, doc.Row{Cells: cells})
	}
	if len(table.Rows) > 0 {
		table.Confidence = sum / float64(len(table.Rows))
	}
	return table
}

func flaggedIf(flagged bool, c doc.Cell) doc.Cell {
	c.Flagged = flagged && c.Value != nil
	return c
}

// figureCell is an empty cell where the figure was not found.
func (d *evidence) figureCell(f *figure, p float64, write func(*figure) string) doc.Cell {
	if f == nil {
		return newCell("", 0, 0, doc.Box{})
	}
	return newCell(write(f), p, f.page, f.box)
}
