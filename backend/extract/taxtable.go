package extract

import (
	"math"
	"strconv"

	"deskclerk/backend/doc"
)

// taxTable is the contract's table of tax lines: those of a table of taxes, or
// the one that a net and its tax make with a printed rate. Lines of goods that
// state their own tax are none.
func (d *evidence) taxTable() doc.Table {
	t := doc.Table{Columns: doc.TypeInvoice.Spec().Tables[1].Columns, Rows: []doc.Row{}}
	sum := 0.0
	for _, line := range d.taxTableLines() {
		p := 0.95 * min(1, 0.5+0.5*min(line.base.conf, line.tax.conf)/0.9)
		sum += p
		page, box := line.base.page, line.base.box
		if f := d.rateFigure(&line); f != nil {
			page, box = f.page, f.box
		}
		t.Rows = append(t.Rows, doc.Row{Cells: map[string]doc.Cell{
			"rate":   newCell(strconv.FormatFloat(line.rate, 'f', -1, 64), p, page, box),
			"base":   newCell(money(line.base.cents), p, line.base.page, line.base.box),
			"amount": newCell(money(line.tax.cents), p, line.tax.page, line.tax.box),
		}})
	}
	if len(t.Rows) > 0 {
		t.Confidence = sum / float64(len(t.Rows))
	}
	return t
}

// taxTableLines are the lines of taxes without those of goods.
func (d *evidence) taxTableLines() []taxLine {
	goods := map[int]bool{}
	items, _ := d.items(doc.TypeInvoice)
	for i := range items {
		if items[i].proved {
			goods[items[i].amount.row] = true
		}
	}
	var out []taxLine
	for _, line := range d.sums.taxLines() {
		if !goods[line.tax.row] {
			out = append(out, line)
		}
	}
	for r := range d.l.rows {
		if line, ok := d.untaxed(r); ok && !goods[r] {
			out = append(out, line)
		}
	}
	if len(out) > 0 {
		return out
	}
	for r := range d.l.rows {
		if line, ok := d.taxOfNet(r); ok && !goods[r] {
			return []taxLine{line}
		}
	}
	return nil
}

// untaxed reads a row of a base, the rate of nothing, and no tax on it.
func (d *evidence) untaxed(r int) (taxLine, bool) {
	var base, tax *figure
	rate := false
	for _, i := range d.sums.byRow[r] {
		f := &d.sums.figs[i]
		switch {
		case f.cents == 0 && (d.l.isRate(f) || f.decimals == 0):
			rate = true
		case f.isMoney() && f.cents == 0:
			tax = f
		case f.isMoney():
			base = f
		}
	}
	if !rate || base == nil || tax == nil || !d.isNet(base.cents) {
		return taxLine{}, false
	}
	return taxLine{rate: 0, base: *base, tax: *tax}, true
}

// isNet reports a sum that is printed as a net, or as a total.
func (d *evidence) isNet(cents int64) bool { return d.netFigure(cents, 0) != nil }

// netFigure is a figure that is named as a net, give or take slack cents; a
// total counts without slack.
func (d *evidence) netFigure(cents, slack int64) *figure {
	for k := range d.sums.values {
		v := &d.sums.values[k]
		named := max(v.named(cNet), v.named(cSubtotal)) > 0.7 || slack == 0 && max(v.named(cTotal), v.named(cTotalStrong)) > 0.7
		if v.sure() && named && abs(v.cents-cents) <= slack {
			return v.occ[0].fig
		}
	}
	return nil
}

// taxOfNet reads a row that names a tax with its rate and sum, and finds the net
// that it is the tax of.
func (d *evidence) taxOfNet(r int) (taxLine, bool) {
	if best(d.l.labelsIn(r), cTax) < 0.7 {
		return taxLine{}, false
	}
	i, ok := d.sums.lastMoney(r)
	if !ok {
		return taxLine{}, false
	}
	tax := &d.sums.figs[i]
	for _, rate := range d.sums.ratesIn(r) {
		if rate.loose {
			continue
		}
		base := float64(tax.cents) * 100 / rate.percent
		slack := int64(math.Ceil(50 / rate.percent)) // what half a cent of tax is of the base
		if f := d.netFigure(int64(math.Round(base)), slack); f != nil {
			return taxLine{rate.percent, *f, *tax}, true
		}
	}
	return taxLine{}, false
}

// rateFigure is where a line's rate is printed, nil when no figure is it.
func (d *evidence) rateFigure(line *taxLine) *figure {
	for _, i := range d.sums.byRow[line.tax.row] {
		f := &d.sums.figs[i]
		if f.cents == int64(math.Round(line.rate*100)) && f.first != line.base.first && f.first != line.tax.first {
			return f
		}
	}
	return nil
}
