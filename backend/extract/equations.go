package extract

import "math"

// cashLessChange: cash given − change = v; without change it is no equation but
// the same sum twice. A voucher may have paid a part of v.
func (a *arithmetic) cashLessChange(v int64) float64 {
	best := 0.0
	for _, x := range a.role[cVoucher] {
		if x.cents > 0 && x.cents < v && x.weight > 0 {
			best = max(best, x.weight*a.cashAlone(v-x.cents))
		}
	}
	if len(a.role[cVoucher]) > 0 && best == 0 {
		return 0.5 * a.cashAlone(v)
	}
	return max(best, a.cashAlone(v))
}

// cashAlone: cash given − change = v.
func (a *arithmetic) cashAlone(v int64) float64 {
	best := 0.0
	for _, cash := range a.payments {
		for _, change := range a.role[cChange] {
			if cash.cents-abs(change.cents) != v || cash.weight*change.weight == 0 {
				continue
			}
			w := cash.weight * change.weight
			if change.cents == 0 {
				w *= 0.4
			}
			best = max(best, w)
		}
	}
	return best
}

// netPlusTax: v = net + tax where labels name one or both of them.
func (a *arithmetic) netPlusTax(v int64) float64 {
	best := 0.0
	for _, x := range a.role[cTax] {
		t := abs(x.cents)
		if t == 0 || x.weight == 0 || t >= v || float64(t) > 0.3*float64(v-t) {
			continue
		}
		w := 0.0
		switch {
		case contains(a.role[cNet], v-t) || contains(a.role[cSubtotal], v-t):
			w = 1
		case a.all[v-t]:
			w = 0.5
		}
		for _, g := range a.goods {
			if g.cents == v-t {
				w = max(w, 0.8*g.weight)
			}
		}
		best = max(best, w*x.weight)
	}
	return best
}

// taxInside: a tax-labelled sum is v × r / (1 + r) for a printed rate r.
func (a *arithmetic) taxInside(v int64) bool {
	for _, r := range a.rates {
		want := math.Round(float64(v) * r / (1 + r))
		for _, t := range a.role[cTax] {
			if math.Abs(float64(abs(t.cents))-want) <= 1 && want > 0 && t.weight > 0 {
				return true
			}
		}
	}
	return false
}

// roundedSum: v = a labelled sum + rounding.
func (a *arithmetic) roundedSum(v int64) float64 {
	best := 0.0
	for _, r := range a.role[cRounding] {
		if r.cents == 0 || abs(r.cents) > 50 || v%5 != 0 {
			continue
		}
		for _, c := range []concept{cTotal, cSubtotal, cTotalStrong, cNet} {
			for _, t := range a.role[c] {
				if t.cents != v && (t.cents+r.cents == v || t.cents-r.cents == v) {
					best = max(best, t.weight*r.weight)
				}
			}
		}
	}
	return best
}

// roundsTotal: the paper rounds, and v is a labelled total moved to the next
// five cents.
func (a *arithmetic) roundsTotal(v int64) bool {
	if !a.rounding || v%5 != 0 {
		return false
	}
	for _, c := range []concept{cTotal, cTotalStrong} {
		for _, t := range a.role[c] {
			if d := abs(t.cents) - v; d != 0 && d >= -3 && d <= 3 {
				return true
			}
		}
	}
	return false
}

// sumOfGoods: v is what the lines of goods add up to.
func (a *arithmetic) sumOfGoods(v int64) float64 {
	best := 0.0
	for _, g := range a.goods {
		if g.cents == v {
			best = max(best, g.weight)
		}
	}
	return best
}

// sumOfParts: v is the sum of two other labelled totals, as where goods of two
// tax rates are summed apart.
func (a *arithmetic) sumOfParts(v int64) float64 {
	best := 0.0
	for _, x := range a.role[cTotal] {
		for _, y := range a.role[cTotal] {
			if x.cents > y.cents && y.cents != 0 && x.cents+y.cents == v {
				best = max(best, x.weight*y.weight)
			}
		}
	}
	return best
}

// tipped finds the totals that a charged tip is added to, and those with it, or
// what was paid, which stand below. The shares of suggested tips stand beside theirs.
func (a *arithmetic) tipped() (with, without map[int64]bool) {
	with, without = map[int64]bool{}, map[int64]bool{}
	s := a.s
	for i := range s.figs {
		tip := &s.figs[i]
		if s.ctx[i].near[cTip] < 0.7 || !tip.isMoney() || tip.cents <= 0 || s.percentIn(tip.row) {
			continue
		}
		for k := range s.figs {
			n := s.ctx[k].near
			v := s.figs[k].cents
			below := s.figs[k].page == tip.page && s.figs[k].row > tip.row
			if !below || !s.figs[k].isMoney() || max(n[cTotal], n[cTotalStrong], n[cAmountDue], n[cCash], n[cCard]) < 0.7 || n[cTip] > 0.7 {
				continue
			}
			before := v - tip.cents
			if contains(a.role[cTotal], before) || contains(a.role[cTotalStrong], before) || contains(a.role[cAmountDue], before) {
				with[v], without[before] = true, true
			}
		}
	}
	return with, without
}

// sectionsOf finds the labelled totals that are added up to what is to be paid.
func (a *arithmetic) sectionsOf() map[int64]bool {
	out := map[int64]bool{}
	for _, whole := range append(a.role[cAmountDue], a.role[cTotalStrong]...) {
		for _, x := range a.role[cTotal] {
			for _, y := range a.role[cTotal] {
				if x.cents > y.cents && y.cents != 0 && x.cents+y.cents == whole.cents && whole.weight > 0 {
					out[abs(x.cents)], out[abs(y.cents)] = true, true
				}
			}
		}
	}
	return out
}

// rounded tries v and, where the paper rounds and v may be the result, the sums
// it may come from.
func (a *arithmetic) rounded(v int64, of func(int64) float64) float64 {
	w := of(v)
	if a.rounding && v%5 == 0 && a.all[v] {
		for _, d := range []int64{-2, -1, 1, 2} {
			w = max(w, of(v+d))
		}
	}
	return w
}

// taxPart: v + another sum = a third, v is a printed share of it.
func (a *arithmetic) taxPart(v int64) float64 {
	best := 0.0
	for net := range a.all {
		if net <= v || !a.all[net+v] {
			continue
		}
		for _, r := range a.rates {
			if math.Abs(float64(net)*r-float64(v)) <= 1.5 {
				return 1
			}
		}
		if float64(v) < 0.28*float64(net) && (contains(a.role[cTotal], net+v) || contains(a.role[cTotalStrong], net+v)) {
			best = max(best, 0.5)
		}
	}
	return best
}

// netPart: v + a tax-like sum = a labelled total.
func (a *arithmetic) netPart(v int64) float64 {
	best := 0.0
	for _, c := range []concept{cTotal, cTotalStrong} {
		for _, t := range a.role[c] {
			tax := t.cents - v
			if tax <= 0 || !a.all[tax] || float64(tax) > 0.28*float64(v) {
				continue
			}
			w := 0.5
			for _, r := range a.rates {
				if math.Abs(float64(v)*r-float64(tax)) <= 1.5 {
					w = 1
				}
			}
			best = max(best, w)
		}
	}
	return best
}
