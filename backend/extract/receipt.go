package extract

import "deskclerk/backend/doc"

// receipt chooses the fields of a receipt.
func (d *evidence) receipt(s Scorer) map[string]choice {
	kinds := d.kinds()
	out := d.receiptFigures(s)
	d.merchant(out, kinds, s)
	field := func(name string, cs []Candidate) []Candidate { return rank(s, "receipt."+name, copied(cs)) }
	out["time"] = pickDate(field("time", d.timeCandidates())).halved()
	out["currency"] = pick(field("currency", d.currencyCandidates())).doubted()
	out["receipt_number"] = pick(field("receipt_number", d.numberCandidates(false)))
	out["payment_method"] = pick(field("payment_method", d.paymentCandidates())).doubtedPayment()
	var name *Candidate
	if m := out["merchant"]; m.found {
		name = &m.list[0]
	}
	out["merchant_address"] = pick(field("merchant_address", d.addressCandidates(kinds, name)))
	return out
}

// merchant chooses who gave the receipt.
func (d *evidence) merchant(out map[string]choice, kinds []rowKind, s Scorer) {
	out["merchant"] = pick(rank(s, "receipt.merchant", copied(d.nameCandidates(kinds))))
}

// receiptFigures chooses what a receipt is read for above all, its sums and its day.
func (d *evidence) receiptFigures(s Scorer) map[string]choice {
	out := map[string]choice{}
	sums := d.sums.candidates()
	field := func(name string, cs []Candidate) []Candidate { return rank(s, "receipt."+name, copied(cs)) }

	out["subtotal"], out["tax_total"], out["total"] = together(
		field("subtotal", d.withNetShares(sums)), field("tax_total", without(d.withTaxSum(sums), (*Candidate).noTax)), field("total", d.sums.withRanks(sums)),
		sumsBy(s, doc.TypeReceipt, d.sums.rounds()),
	)
	out["total"] = out["total"].weigh()
	d.doubtSums(out)
	d.signReturned(out)
	out["date"] = pickDate(field("date", d.dateCandidates()))
	return out
}

// copied gives each field its own scores.
func copied(cs []Candidate) []Candidate { return append([]Candidate(nil), cs...) }
