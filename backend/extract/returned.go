package extract

import "slices"

// returned reports a paper on which goods are given back: most of its sums are
// printed negative. A single mark before a sum may be anything.
func (s *sums) returned() bool {
	negative, positive := 0, 0
	for i := range s.figs {
		switch f := &s.figs[i]; {
		case !f.isMoney() || f.cents == 0:
		case f.cents < 0:
			negative++
		default:
			positive++
		}
	}
	return negative >= 2 && negative > positive
}

// signReturned gives the sums of a paper of returned goods their sign: equations
// were tried on plain amounts. What is paid out is often printed without it.
func (d *evidence) signReturned(out map[string]choice) {
	if !d.sums.returned() {
		return
	}
	for _, name := range []string{"subtotal", "tax_total", "total"} {
		c := out[name]
		if !c.found || c.list[0].cents == 0 || !d.sums.negative(c.list[0].cents) {
			continue
		}
		c.list = copied(c.list)
		c.list[0].Value = money(-c.list[0].cents)
		out[name] = c
	}
}

// negative reports that the amount is printed negative somewhere.
func (s *sums) negative(cents int64) bool {
	return slices.ContainsFunc(s.figs, func(f figure) bool { return f.cents == -cents })
}

// calledNegative reports that the amount is printed negative beside the word for a
// total or a part of it, as where more is given back than bought.
func (s *sums) calledNegative(cents int64) bool {
	for i := range s.figs {
		n := s.ctx[i].near
		if s.figs[i].cents == -cents && max(n[cTotal], n[cTotalStrong], n[cAmountDue], n[cSubtotal], n[cNet], n[cTax]) > 0.7 {
			return true
		}
	}
	return false
}
