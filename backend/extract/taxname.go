package extract

// otherwise is how surely labels call a value something that is never a tax, and
// none calls it one: a service or a tip beside the goods makes their sum as well.
func (c *Candidate) otherwise() float64 {
	f := c.Features
	if max(f["has_tax"], f["over_tax"], f["tax_whole"], f["tax_lines_sum"]) >= 0.5 {
		return 0
	}
	return max(f["has_service"], f["has_tip"], f["has_deposit"], f["has_discount"], f["has_change"])
}

// noTax reports a value that is surely called something else.
func (c *Candidate) noTax() bool { return c.otherwise() > 0.7 }

// namedByRow is what a value is worth as a tax that its rate, or its row, makes
// one without a word for it.
const namedByRow = 0.7

// named is how surely labels or a table of rates call a value a tax.
func (c *Candidate) named() float64 {
	f := c.Features
	if f["triple_tax"] > namedByRow && c.otherwise() < namedByRow {
		return f["triple_tax"]
	}
	return max(f["has_tax"], f["over_tax"], f["over_summary"], f["has_summary"], f["tax_whole"], f["tax_lines_sum"])
}
