package extract

import "math"

// arithmetic is what a document's sums say about each other. Equations count
// only where labels name at least one of their terms: by chance alone many
// sums add up.
type arithmetic struct {
	s        *sums
	role     map[concept][]int64 // sums by label in their row, quality over 0.7
	rates    []float64           // printed percentages, as fractions
	largest  int64               // largest sum that is no cash given
	above    map[int64]bool      // equals the sum of the column above it
	rounding bool
	all      map[int64]bool
}

// arithmetic prepares the equations' terms.
func (s *sums) arithmetic() *arithmetic {
	a := &arithmetic{s: s, role: map[concept][]int64{}, above: map[int64]bool{}, all: map[int64]bool{}}
	for _, v := range s.values {
		a.all[v.cents] = true
		onlyCash := true
		for _, i := range v.occ {
			n := s.ctx[i].near
			for _, c := range moneyConcepts() {
				if max(n[c], 0.9*s.ctx[i].over[c]) > 0.7 {
					a.role[c] = append(a.role[c], s.figs[i].cents)
				}
			}
			if max(n[cCash], n[cChange], n[cCount], n[cEquivalent]) < 0.5 || max(n[cTotal], n[cTotalStrong]) > 0.7 {
				onlyCash = false
			}
			if s.sumsUp(i) {
				a.above[v.cents] = true
			}
		}
		if !onlyCash && v.cents > a.largest {
			a.largest = v.cents
		}
	}
	for i := range s.figs {
		if f := &s.figs[i]; f.percent && f.cents > 0 && f.cents <= 3000 {
			a.rates = append(a.rates, float64(f.cents)/10000)
		}
	}
	a.rounding = s.rounds()
	return a
}

// sumsUp reports that the figure is the sum of two or more sums in the rows just
// above, taking the rightmost of each row.
func (s *sums) sumsUp(i int) bool {
	f := &s.figs[i]
	var sum int64
	n := 0
	for r := f.row - 1; r >= 0 && r >= f.row-40; r-- {
		row := s.byRow[r]
		for k := len(row) - 1; k >= 0; k-- {
			g := &s.figs[row[k]]
			if !g.isMoney() || g.cents == 0 {
				continue
			}
			sum += g.cents
			n++
			break
		}
		if sum == f.cents && n >= 2 {
			return true
		}
		if sum > f.cents+100_00 {
			return false
		}
	}
	return false
}

// features of the value v in the document's equations.
func (a *arithmetic) features(f Features, v int64) {
	if v == 0 {
		return
	}
	set(f, "cash_less_change", indicator(a.cashLessChange(v)))
	set(f, "net_plus_tax", a.netPlusTax(v))
	set(f, "tax_inside", indicator(a.taxInside(v)))
	set(f, "rounded_sum", indicator(a.roundedSum(v)))
	set(f, "rounds_total", indicator(a.roundsTotal(v)))
	set(f, "sum_above", indicator(a.above[v]))
	set(f, "largest", indicator(v == a.largest))
	set(f, "is_tax_part", a.taxPart(v))
	set(f, "is_net_part", a.netPart(v))
	if a.largest > 0 {
		f["relative"] = math.Min(1, float64(v)/float64(a.largest))
	}
	if a.rounding {
		set(f, "odd_cents", indicator(v%5 != 0))
	}
}

// indicator is 1 for true.
func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// cashLessChange: cash given − change = v, change not zero.
func (a *arithmetic) cashLessChange(v int64) bool {
	for _, cash := range a.role[cCash] {
		for _, change := range a.role[cChange] {
			if change != 0 && cash-abs(change) == v {
				return true
			}
		}
	}
	return false
}

// netPlusTax: v = net + tax where labels name one or both of them.
func (a *arithmetic) netPlusTax(v int64) float64 {
	best := 0.0
	for _, t := range a.role[cTax] {
		t = abs(t)
		if t == 0 || t >= v || !a.all[v-t] || float64(t) > 0.3*float64(v-t) {
			continue
		}
		w := 0.5
		if contains(a.role[cNet], v-t) || contains(a.role[cSubtotal], v-t) {
			w = 1
		}
		best = max(best, w)
	}
	return best
}

// taxInside: a tax-labelled sum is v × r / (1 + r) for a printed rate r.
func (a *arithmetic) taxInside(v int64) bool {
	for _, r := range a.rates {
		want := math.Round(float64(v) * r / (1 + r))
		for _, t := range a.role[cTax] {
			if math.Abs(float64(abs(t))-want) <= 1 && want > 0 {
				return true
			}
		}
	}
	return false
}

// roundedSum: v = a labelled sum + rounding.
func (a *arithmetic) roundedSum(v int64) bool {
	for _, r := range a.role[cRounding] {
		if r == 0 || abs(r) > 50 {
			continue
		}
		for _, c := range []concept{cTotal, cSubtotal, cTotalStrong, cNet} {
			for _, t := range a.role[c] {
				if t != v && (t+r == v || t-r == v) && v%5 == 0 {
					return true
				}
			}
		}
	}
	return false
}

// roundsTotal: the paper rounds, and v is a labelled total moved to the next
// five cents.
func (a *arithmetic) roundsTotal(v int64) bool {
	if !a.rounding || v%5 != 0 {
		return false
	}
	for _, c := range []concept{cTotal, cTotalStrong} {
		for _, t := range a.role[c] {
			if d := abs(t) - v; d != 0 && d >= -3 && d <= 3 {
				return true
			}
		}
	}
	return false
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
			tax := t - v
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

func contains(list []int64, v int64) bool {
	for _, x := range list {
		if abs(x) == v {
			return true
		}
	}
	return false
}

func abs(v int64) int64 {
	if v < 0 {
		return -v
	}
	return v
}

// rounds reports that the paper rounds its total to five cents: it says so, and
// sums end in 0 or 5 where they are paid.
func (s *sums) rounds() bool {
	for i := range s.l.labels {
		if lb := &s.l.labels[i]; lb.has(cRounding) && lb.quality > 0.75 {
			return true
		}
	}
	return false
}
