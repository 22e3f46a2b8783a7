package extract

import "slices"

// roundedOff is the most that rounding takes off a sum, in cents.
const roundedOff = 5

// muchDisputed is how much equations must speak for another total than one that no
// label calls so.
const muchDisputed = 0.4

// unnamed is how surely a tax or a total must be called one.
const unnamed = 0.5

// doubtSums limits the confidence of sums of a receipt that fit an equation, or a
// label, but not what stands beside them.
func (d *evidence) doubtSums(out map[string]choice) {
	for _, name := range slices.Concat(d.doubtfulParts(out), d.doubtfulSigns(out), d.doubtfulTotal(out["total"])) {
		c := out[name]
		c.most = doubtfulSum
		out[name] = c
	}
}

// doubtfulParts are a tax that nothing calls so or that is printed for several
// goods, and parts that do not make the total.
func (d *evidence) doubtfulParts(out map[string]choice) []string {
	net, tax, total := out["subtotal"], out["tax_total"], out["total"]
	if !tax.found || tax.list[0].cents == 0 {
		return nil
	}
	t := &tax.list[0]
	all := net.found && total.found
	switch {
	case !all && d.sums.rateMissing(t.cents, total):
		return []string{"tax_total"}
	case all && d.sums.apart(net.list[0].cents, t.cents, total.list[0].cents):
		return []string{"subtotal", "tax_total"}
	case t.named() < unnamed, !all && d.sums.taxRows(t.cents) > 1:
		return []string{"tax_total"}
	default:
		return nil
	}
}

// doubtfulSigns are sums printed negative on a paper of goods that were bought.
func (d *evidence) doubtfulSigns(out map[string]choice) []string {
	if d.sums.returned() {
		return nil
	}
	return slices.DeleteFunc([]string{"subtotal", "tax_total", "total"}, func(name string) bool {
		c := out[name]
		return !c.found || c.list[0].cents == 0 || !d.sums.calledNegative(c.list[0].cents)
	})
}

// doubtfulTotal is a total that a tip comes to or a discount goes off, one that no
// label calls so where equations speak for another, and one with the decimals of a
// weight.
func (d *evidence) doubtfulTotal(c choice) []string {
	if !c.found {
		return nil
	}
	f := c.list[0].Features
	silent := max(f["has_total"], f["has_total_strong"], f["has_amount_due"], f["has_subtotal"]) < unnamed
	if f["before_tip"] > 0 || f["before_discount"] > 0 || silent && f["disputed"] > muchDisputed || d.sums.thousandths(c.list[0].cents) {
		return []string{"total"}
	}
	return nil
}

// halved is a time of which the half of the day may be misread.
func (c choice) halved() choice {
	if c.found && c.list[0].Features["half_open"] > 0 {
		c.most = doubtfulDay
	}
	return c
}

// apart reports that net and tax do not make the total, and that no other sum of
// the paper explains what is left.
func (s *sums) apart(net, tax, total int64) bool {
	left := total - net - tax
	if net >= total || abs(left) <= roundedOff {
		return false
	}
	for i := range s.figs {
		n := s.ctx[i].near
		if abs(abs(s.figs[i].cents)-abs(left)) <= roundedOff && max(n[cTip], n[cService], n[cDiscount], n[cDeposit], n[cVoucher]) > 0.7 {
			return false
		}
	}
	return true
}

// rateMissing reports that the tax is of the only rate that was read of a table
// whose gross is less than the total, and nothing is called free of tax.
func (s *sums) rateMissing(tax int64, total choice) bool {
	lines := s.taxLines()
	if len(lines) != 1 || !total.found || abs(lines[0].tax.cents) != tax || s.untaxed() != 0 {
		return false
	}
	return abs(lines[0].base.cents)+tax+roundedOff < total.list[0].cents
}

// thousandths reports that the amount stands nowhere but with three decimals: they
// may be thousands.
func (s *sums) thousandths(cents int64) bool {
	found := false
	for i := range s.figs {
		if f := &s.figs[i]; abs(f.cents) == cents {
			if f.decimals != 3 {
				return false
			}
			found = true
		}
	}
	return found
}

// taxRows counts the rows that call the amount a tax: more than one are perhaps
// the taxes of several days or goods.
func (s *sums) taxRows(cents int64) int {
	rows := map[int]bool{}
	for i := range s.figs {
		if f := &s.figs[i]; abs(f.cents) == cents && s.ctx[i].near[cTax] > 0.7 {
			rows[f.row] = true
		}
	}
	return len(rows)
}

// reduced finds sums that a discount below them is taken off, with what is left
// printed further down, give or take a rounding.
func (s *sums) reduced() map[int64]bool {
	out := map[int64]bool{}
	for i := range s.figs {
		cut := &s.figs[i]
		if s.ctx[i].near[cDiscount] < 0.7 || !cut.isMoney() || cut.cents == 0 {
			continue
		}
		for k := range s.figs {
			whole := &s.figs[k]
			if whole.row >= cut.row || !whole.isMoney() || whole.cents <= abs(cut.cents) || max(s.ctx[k].near[cTotal], s.ctx[k].near[cTotalStrong]) < 0.7 {
				continue
			}
			if s.below(cut.row, whole.cents-abs(cut.cents)) {
				out[whole.cents] = true
			}
		}
	}
	return out
}

// below reports that the sum, or what it is rounded to, is called a total or a
// net further down than the row.
func (s *sums) below(row int, cents int64) bool {
	for i := range s.figs {
		f, n := &s.figs[i], s.ctx[i].near
		if f.row > row && f.isMoney() && abs(f.cents-cents) <= 50 && max(n[cTotal], n[cTotalStrong], n[cAmountDue], n[cNet]) > 0.7 {
			return true
		}
	}
	return false
}
