package extract

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// The concepts of what stands over a whole paper.
const (
	cInvoiceTitle concept = "invoice_title" // invoices, and what is booked as one
	cOtherTitle   concept = "other_title"   // papers that look like invoices; invoices name them in their particulars
	cNoInvoice    concept = "no_invoice"    // likewise, but no invoice begins a line with them
)

// titleFeatures: the paper calls itself something else than an invoice, such as
// order confirmation, delivery note, pro forma invoice or reminder. A till's
// slip may be called so as well, and remains one.
func (d *evidence) titleFeatures(f Features) {
	if f["slip"] == 1 && f["sheet"] == 0 {
		return
	}
	invoice, other, sure := 0.0, 0.0, 0.0 // the sizes of their type
	for i := range d.l.labels {
		lb := &d.l.labels[i]
		if d.l.rows[lb.row].page > 1 {
			break
		}
		size := d.typeSize(lb)
		switch {
		case lb.quality < 0.9:
		case lb.has(cNoInvoice) && d.isTitle(lb):
			sure = max(sure, size)
		case lb.has(cOtherTitle) && d.isTitle(lb):
			other = max(other, size)
		case lb.has(cInvoiceTitle) && d.mayBeTitle(lb), lb.has(cInvoiceNumber) && d.numbersSomething(lb):
			invoice = max(invoice, size)
		}
	}
	set(f, string(cNoInvoice), indicator(sure > 0 && sure*1.3 > invoice))
	set(f, string(cOtherTitle), indicator(sure == 0 && other > 1.25*invoice))
}

// typeSize is the height of the label's words, that of common words being 1.
func (d *evidence) typeSize(lb *label) float64 {
	_, ph := pixels(&d.l.pages[d.l.rows[lb.row].page-1])
	least := math.Inf(1)
	for i := lb.first; i < lb.end; i++ {
		least = min(least, d.l.tokens[i].Box.Height()*ph/d.l.em)
	}
	return least
}

// isTitle: the label begins its column, at most a figure before it, and nothing
// follows but a number, a day or what the paper is about, as over a paper.
func (d *evidence) isTitle(lb *label) bool {
	c := d.l.rows[lb.row].cells[lb.cell]
	if letters, _ := d.l.countLetters(c.first, lb.first); letters > 1 || d.besideCaptions(lb) {
		return false
	}
	if lb.end == c.end || lb.covers > 0.95 {
		return true
	}
	next := d.l.tokens[lb.end].Text
	return hasDigit(next) || d.namesMonth(lb.end, c.end) || numberSign(next) || strings.IndexAny(next, "/-–:(") == 0 || slices.ContainsFunc(d.l.labelsIn(lb.row), func(o label) bool {
		return o.first >= lb.end && o.first <= lb.end+1 && (o.has(cDate) || o.has(cInvoiceNumber) || o.has(cOtherNumber))
	})
}

// namesMonth: the words from first on are a month, or one with a small word before
// it, as over the pay of a month.
func (d *evidence) namesMonth(first, end int) bool {
	for i := first; i < min(end, first+2); i++ {
		if len(d.l.lex.months[compact(d.l.tokens[i].Text)]) > 0 {
			return true
		}
	}
	return false
}

// besideCaptions: the label is one of a row of captions, as over the particulars
// of an invoice.
func (d *evidence) besideCaptions(lb *label) bool {
	n := 0
	for _, o := range d.l.labelsIn(lb.row) {
		if o.cell != lb.cell && o.quality > 0.8 && (o.has(cInvoiceNumber) || o.has(cOtherNumber) || o.has(cDate) || o.has(cDueDate) || o.has(cPurchaseOrder)) {
			n++
		}
	}
	return n >= 2
}

// mayBeTitle: the label stands among few words, such as those that say what
// kind of invoice it is, and not at the end of a sentence.
func (d *evidence) mayBeTitle(lb *label) bool {
	c := d.l.rows[lb.row].cells[lb.cell]
	words := 0
	if unicode.IsLower([]rune(d.l.tokens[c.first].Text)[0]) {
		return false
	}
	for i := c.first; i < c.end && (i < lb.end || !hasDigit(d.l.tokens[i].Text)); i++ {
		if letters, _ := countLetters(d.l.tokens[i].Text); letters > 0 {
			words++
		}
	}
	return words <= 3
}

// numbersSomething: a number stands behind the label, or it is one of a row of
// captions.
func (d *evidence) numbersSomething(lb *label) bool {
	r := &d.l.rows[lb.row]
	if d.besideCaptions(lb) {
		return true
	}
	if lb.first != r.cells[lb.cell].first {
		return false
	}
	for i := lb.end; i < min(r.end, lb.end+3); i++ {
		if hasDigit(d.l.tokens[i].Text) {
			return true
		}
	}
	return false
}
