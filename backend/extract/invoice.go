package extract

import "deskclerk/backend/doc"

// invoice chooses the fields of an invoice.
func (d *evidence) invoice(s Scorer) map[string]choice {
	out, numbers := d.invoiceFigures(s)
	names := d.supplier(out, s)
	field := func(name string, cs []Candidate) []Candidate { return rank(s, "invoice."+name, copied(cs)) }
	out["purchase_order"] = pick(field("purchase_order", numbers))
	out["payment_reference"] = pick(field("payment_reference", append(d.referenceCandidates(), numbers...)))
	out["currency"] = pick(field("currency", d.namedCurrency(d.currencyCandidates()))).doubted()
	out["iban"] = doubted(pick(field("iban", d.ibanCandidates())))
	out["bic"] = pick(field("bic", d.bicCandidates()))
	out["supplier_vat_id"] = pick(field("supplier_vat_id", d.vatCandidates()))
	var supplier string
	if c := out["supplier_name"]; c.found {
		supplier = compact(c.list[0].Value)
	}
	out["customer_name"] = pick(field("customer_name", without(names, func(c *Candidate) bool { return supplier != "" && compact(c.Value) == supplier })))
	d.doubtFacts(out)
	return out
}

// supplier chooses who sent the invoice, and gives all candidates for names.
func (d *evidence) supplier(out map[string]choice, s Scorer) []Candidate {
	names := d.partyCandidates(d.kinds())
	out["supplier_name"] = pick(rank(s, "invoice.supplier_name", copied(names)))
	return names
}

// invoiceFigures chooses what an invoice is read for above all, its sums, its number
// and its days, and gives all candidates for numbers.
func (d *evidence) invoiceFigures(s Scorer) (out map[string]choice, numbers []Candidate) {
	out = map[string]choice{}
	field := func(name string, cs []Candidate) []Candidate { return rank(s, "invoice."+name, copied(cs)) }
	d.invoiceSums(out, s, field)
	numbers = d.numberCandidates(true)
	d.proseFeatures(numbers)
	out["invoice_number"] = pick(field("invoice_number", numbers))
	d.invoiceDates(out, field)
	return out, numbers
}

// invoiceSums chooses net, tax and gross together; what is due is the gross
// unless the paper names another sum.
func (d *evidence) invoiceSums(out map[string]choice, s Scorer, field func(string, []Candidate) []Candidate) {
	sums := d.sums.candidates()
	defer signed(out)
	d.dueFeatures(sums)
	d.sums.rateFeatures(sums)
	out["net_total"], out["tax_total"], out["grand_total"] = together(
		field("net_total", sums), field("tax_total", d.withTaxSum(sums)), field("grand_total", sums),
		sumsBy(s, doc.TypeInvoice, false),
	)
	if t := out["tax_total"]; t.found && unnamedTax(t.list[0].Features) {
		out["net_total"], out["tax_total"] = doubtedSum(out["net_total"]), doubtedSum(t)
	}
	if g := out["grand_total"]; g.found && g.list[0].Features["computed"] > 0 { // an invoice prints what it asks for
		out["grand_total"] = doubtedSum(g)
	}
	due := pick(field("amount_due", sums))
	if g := out["grand_total"]; due.found && g.found && g.list[0].cents == due.list[0].cents {
		due.proof = g.proof // what bears the gross out bears out that all of it is due
	}
	out["amount_due"] = due
	if g := out["grand_total"]; g.found && !out["amount_due"].found {
		g.list = append([]Candidate(nil), g.list...)
		g.list[0].Origin = doc.OriginComputed
		out["amount_due"] = g
	}
}

// dueFeatures: where one sum is called the invoice's total and another only what
// is to be paid, the second is no total: payments or deposits lie between them.
func (d *evidence) dueFeatures(cs []Candidate) {
	gross, due := map[int64]float64{}, map[int64]float64{}
	most := 0.0
	for i := range d.sums.figs {
		f := &d.sums.figs[i]
		for _, lb := range d.l.labelsIn(f.row) {
			switch {
			case lb.first >= f.first:
			case lb.has(cAmountDue):
				due[abs(f.cents)] = max(due[abs(f.cents)], lb.quality)
			case lb.has(cTotalStrong):
				gross[abs(f.cents)] = max(gross[abs(f.cents)], lb.quality)
				most = max(most, lb.quality)
			}
		}
	}
	for i := range cs {
		if c := &cs[i]; gross[c.cents] == 0 {
			set(c.Features, "only_due", due[c.cents]*most)
		}
	}
}

// invoiceDates chooses the day of issue, then the day it is due: printed, or
// from the terms.
func (d *evidence) invoiceDates(out map[string]choice, field func(string, []Candidate) []Candidate) {
	dates := without(d.dateCandidates(), insideNumber(out["invoice_number"]))
	d.clauseFeatures(dates)
	out["issue_date"] = pickDate(field("issue_date", dates))
	issue := ""
	if c := out["issue_date"]; c.found {
		issue = c.list[0].Value
	}
	var later []Candidate
	for _, c := range dates {
		if c.Value >= issue {
			later = append(later, c)
		}
	}
	out["due_date"] = pickDate(field("due_date", append(later, d.termsCandidates(issue)...)))
}

// clauseFeatures: a day in a clause about a discount is not when the whole is
// due.
func (d *evidence) clauseFeatures(dates []Candidate) {
	seen := map[doc.Box]clause{}
	for i := range dates {
		c := &dates[i]
		k, ok := seen[c.Box]
		if !ok {
			if row, first := d.tokenAt(c.Page, c.Box); row >= 0 {
				k = d.clauseAt(first, first+1)
				k.net = k.net && d.aboutPayment(row, first)
			}
			seen[c.Box] = k
		}
		set(c.Features, "discount_clause", indicator(k.discount))
		set(c.Features, "net_clause", indicator(k.net))
	}
}

// proseFeatures: a number in a sentence is quoted there; where it belongs it has
// a label.
func (d *evidence) proseFeatures(cs []Candidate) {
	for i := range cs {
		if row, first := d.tokenAt(cs[i].Page, cs[i].Box); row >= 0 {
			set(cs[i].Features, "prose", indicator(d.proseAt(row, first)))
		}
	}
}

// namedCurrency marks the currency that stands behind a word for it, as in
// "Invoice currency: GBP".
func (d *evidence) namedCurrency(cs []Candidate) []Candidate {
	for i := range d.l.tokens {
		code, ok := d.l.lex.currency[currencyKey(d.l.tokens[i].Text)]
		if !ok || len(d.l.tokens[i].Text) < 3 {
			continue
		}
		c := d.l.around(i, i+1, cCurrency, cOtherCurrency)
		named := c.left[cCurrency] * indicator(c.left[cCurrency] >= c.left[cOtherCurrency])
		for k := range cs {
			if cs[k].Value == code {
				set(cs[k].Features, "named", max(cs[k].Features["named"], named))
			}
		}
	}
	return cs
}

// without drops the candidates that are not wanted.
func without(cs []Candidate, unwanted func(*Candidate) bool) []Candidate {
	var out []Candidate
	for i := range cs {
		if !unwanted(&cs[i]) {
			out = append(out, cs[i])
		}
	}
	return out
}

// insideNumber: the date was made of the invoice's number by mending it, as of
// 45/2025.
func insideNumber(number choice) func(*Candidate) bool {
	return func(c *Candidate) bool {
		return number.found && c.Features["mended"] > 0 && c.Page == number.list[0].Page && c.Box.Overlap(number.list[0].Box) > 0.5
	}
}

// signed gives sums that are printed negative throughout, as on a credit note,
// their sign back: equations were tried on plain amounts.
func signed(out map[string]choice) {
	for _, name := range []string{"net_total", "tax_total", "grand_total", "amount_due"} {
		c := out[name]
		if !c.found || c.list[0].Features["negative"] == 0 || c.list[0].cents == 0 {
			continue
		}
		c.list = copied(c.list)
		c.list[0].Value = "-" + c.list[0].Value
		out[name] = c
	}
}
