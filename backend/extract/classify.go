package extract

import (
	"math"

	"deskclerk/backend/doc"
)

// typeFeatures are taken from the whole document.
func (d *evidence) typeFeatures() Features {
	f := Features{}
	seen := map[string]bool{}
	count := map[concept]float64{}
	for i := range d.l.labels {
		lb := &d.l.labels[i]
		if lb.quality < 0.8 || len(lb.shape) < 3 || seen[lb.joined] {
			continue
		}
		seen[lb.joined] = true
		for _, c := range lb.concepts {
			count[c]++
		}
	}
	for _, c := range []concept{cInvoiceWord, cReceiptWord, cStatementWord, cIdentityWord, cOtherWord} {
		set(f, string(c), math.Min(6, count[c]))
	}
	set(f, "totals", math.Min(3, count[cTotal]+count[cTotalStrong]))
	set(f, "due", indicator(count[cDueDate] > 0))
	set(f, "change", indicator(count[cChange] > 0))
	set(f, "card", indicator(count[cCard] > 0))
	set(f, "quantity", indicator(count[cQuantity] > 0 && count[cUnitPrice]+count[cLineAmount] > 0))
	set(f, "buyer", indicator(count[cBuyer] > 0))
	set(f, "iban", indicator(len(d.ibanCandidates()) > 0))
	set(f, "vat_id", indicator(len(d.vatCandidates()) > 0))
	d.formFeatures(f)
	d.titleFeatures(f)
	d.statementFeatures(f)
	d.identityFeatures(f)
	d.letterFeatures(f)
	return f
}

// formFeatures: the paper's shape and what is printed on it.
func (d *evidence) formFeatures(f Features) {
	money := 0
	for i := range d.sums.figs {
		if d.sums.figs[i].isMoney() {
			money++
		}
	}
	set(f, "money", math.Min(1, float64(money)/6))
	set(f, "no_money", indicator(money == 0))
	set(f, "no_date", indicator(len(d.dates) == 0))
	set(f, "time", indicator(len(d.times) > 0))
	set(f, "words", math.Min(3, float64(len(d.l.tokens))/200))
	set(f, "pages", indicator(len(d.l.pages) > 1))
	if len(d.l.pages) > 0 {
		p := &d.l.pages[0]
		w, h := pixels(p)
		set(f, "slip", d.slip())
		set(f, "sheet", indicator(math.Abs(w/h-0.707) < 0.03 || math.Abs(w/h-0.773) < 0.02))
		set(f, "embedded", indicator(p.TextSource == doc.TextEmbedded))
	}
}

// slip says how narrow the printed part of the first page is, in characters: 1
// for a till roll, 0 for a sheet.
func (d *evidence) slip() float64 {
	var widths []float64
	for i := range d.l.rows {
		r := &d.l.rows[i]
		if r.page != 1 || r.end-r.first < 2 {
			continue
		}
		pw, _ := pixels(&d.l.pages[0])
		widths = append(widths, r.box.Width()*pw/d.l.em)
	}
	if len(widths) == 0 {
		return 0
	}
	m := median(widths)
	widest := widths[len(widths)*9/10]
	_ = m
	return math.Max(0, math.Min(1, (60-widest)/30))
}
