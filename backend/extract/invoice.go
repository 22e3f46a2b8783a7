package extract

import "deskclerk/backend/doc"

// invoice chooses the fields of an invoice.
func (d *evidence) invoice(s Scorer) map[string]choice {
	out := map[string]choice{}
	field := func(name string, cs []Candidate) []Candidate { return rank(s, "invoice."+name, copied(cs)) }
	d.invoiceSums(out, s, field)
	d.invoiceDates(out, field)
	numbers := d.numberCandidates()
	out["invoice_number"] = pick(field("invoice_number", numbers))
	out["purchase_order"] = pick(field("purchase_order", numbers))
	out["payment_reference"] = pick(field("payment_reference", numbers))
	out["currency"] = pick(field("currency", d.currencyCandidates()))
	out["iban"] = pick(field("iban", d.ibanCandidates()))
	out["bic"] = pick(field("bic", d.bicCandidates()))
	out["supplier_vat_id"] = pick(field("supplier_vat_id", d.vatCandidates()))
	names := d.partyCandidates(d.kinds())
	out["supplier_name"] = pick(field("supplier_name", names))
	var supplier string
	if c := out["supplier_name"]; c.found {
		supplier = compact(c.list[0].Value)
	}
	out["customer_name"] = pick(field("customer_name", without(names, supplier)))
	return out
}

// invoiceSums chooses net, tax and gross together; what is due is the gross
// unless the paper names another sum.
func (d *evidence) invoiceSums(out map[string]choice, s Scorer, field func(string, []Candidate) []Candidate) {
	sums := d.sums.candidates()
	defer signed(out)
	out["net_total"], out["tax_total"], out["grand_total"] = together(
		field("net_total", sums), field("tax_total", d.withTaxSum(sums)), field("grand_total", sums),
		sumsBy(s, doc.TypeInvoice, false),
	)
	out["amount_due"] = pick(field("amount_due", sums))
	if g := out["grand_total"]; g.found && !out["amount_due"].found {
		g.list = append([]Candidate(nil), g.list...)
		g.list[0].Origin = doc.OriginComputed
		out["amount_due"] = g
	}
}

// invoiceDates chooses the day of issue, then the day it is due: printed, or
// from the terms.
func (d *evidence) invoiceDates(out map[string]choice, field func(string, []Candidate) []Candidate) {
	dates := d.dateCandidates()
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

// without drops the candidates of one name.
func without(cs []Candidate, name string) []Candidate {
	var out []Candidate
	for _, c := range cs {
		if compact(c.Value) != name || name == "" {
			out = append(out, c)
		}
	}
	return out
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
