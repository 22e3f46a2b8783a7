package extract

import (
	"math"
	"strings"
)

// arithmetic is what a document's sums say about each other. Equations count
// only where labels name at least one of their terms: by chance alone many
// sums add up.
type arithmetic struct {
	s         *sums
	role      map[concept][]term // sums by label in their row, quality over 0.7
	payments  []term             // cash given, or what a card paid
	rates     []float64          // printed percentages, as fractions
	largest   int64              // largest sum that is no cash given
	above     map[int64]bool     // equals the sum of the column above it
	rounding  bool
	claims    []int64           // sums that equations settle on
	withTip   map[int64]bool    // totals with a charged tip
	beforeTip map[int64]bool    // the same without it
	reduced   map[int64]bool    // totals that a discount is taken off
	sections  map[int64]bool    // totals that are added up to what is to be paid
	columns   map[int64]bool    // sums of a column above them
	parts     map[int64]bool    // parts of such a sum
	all       map[int64]bool    // every printed or reread value
	goods     []term            // what the lines of goods add up to
	lines     int64             // gross of the proved tax lines, 0 without
	fits      map[int64]fit     // best part of a value in net + tax = gross
	supports  map[int64]float64 // remembered answers of support
}

// term is one sum with how sure it is, 0 to 1.
type term struct {
	cents  int64
	weight float64
}

// arithmetic prepares the equations' terms.
func (s *sums) arithmetic() *arithmetic {
	a := &arithmetic{
		s: s, role: map[concept][]term{}, above: map[int64]bool{}, all: map[int64]bool{},
		supports: map[int64]float64{}, rounding: s.rounds(),
	}
	for k := range s.values {
		a.addValue(&s.values[k])
	}
	for i := range s.figs {
		if f := &s.figs[i]; f.percent && f.cents > 0 && f.cents <= 3000 {
			a.rates = append(a.rates, float64(f.cents)/10000)
		}
	}
	a.payments = append(append(a.payments, a.role[cCash]...), a.role[cCard]...)
	a.goods = s.goods()
	a.columns, a.parts = s.columns()
	a.sections = a.sectionsOf()
	a.withTip, a.beforeTip = a.tipped()
	a.reduced = s.reduced()
	for _, t := range s.taxLines() {
		a.lines += abs(t.base.cents) + abs(t.tax.cents)
	}
	a.fits = a.findFits()
	a.claims = a.claimed()
	return a
}

// addValue notes what labels call a value.
func (a *arithmetic) addValue(v *value) {
	s := a.s
	if !v.offered() {
		a.all[v.cents] = true
	}
	onlyCash := true
	for _, o := range v.occ {
		n := o.ctx.near
		for _, c := range moneyConcepts() {
			if max(n[c], 0.9*o.ctx.over[c]) > 0.7 {
				a.role[c] = append(a.role[c], term{o.fig.cents, o.fig.trust()})
			}
		}
		if max(n[cCash], n[cChange], n[cCount], n[cEquivalent]) < 0.5 || max(n[cTotal], n[cTotalStrong]) > 0.7 {
			onlyCash = false
		}
		if s.sumsUp(o.fig) {
			a.above[v.cents] = true
		}
	}
	if !onlyCash && v.cents > a.largest && v.sure() && (v.exact() || !s.habit.cents) {
		a.largest = v.cents
	}
}

// trust in a figure as a term of an equation.
func (f *figure) trust() float64 {
	switch f.source {
	case printed:
		return 1
	case reread:
		return 0.8
	case reshaped:
		return 0.7
	default:
		return 0 // it was made by an equation and proves none
	}
}

// sumsUp reports that the figure is the sum of two or more sums in the rows just
// above, taking the rightmost of each row.
func (s *sums) sumsUp(f *figure) bool {
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
	set(f, "cash_less_change", a.cashLessChange(v))
	set(f, "net_plus_tax", a.rounded(v, a.netPlusTax))
	set(f, "tax_inside", indicator(a.taxInside(v)))
	set(f, "rounded_sum", a.roundedSum(v))
	set(f, "rounds_total", indicator(a.roundsTotal(v)))
	set(f, "sum_above", indicator(a.above[v]))
	set(f, "sum_of_goods", a.rounded(v, a.sumOfGoods))
	set(f, "sum_of_parts", a.sumOfParts(v))
	set(f, "column_sum", indicator(a.columns[v]))
	set(f, "column_part", indicator(a.parts[v] && !a.columns[v]))
	set(f, "lines_gross", a.rounded(v, a.linesGross))
	set(f, "tip_added", indicator(a.withTip[v]))
	set(f, "before_tip", indicator(a.beforeTip[v] && !a.withTip[v]))
	set(f, "before_discount", indicator(a.reduced[v]))
	set(f, "is_section", indicator(a.sections[v]))
	set(f, "largest", indicator(v == a.largest))
	set(f, "is_tax_part", a.taxPart(v))
	set(f, "is_net_part", a.netPart(v))
	set(f, "triple_net", a.fits[v].net)
	set(f, "triple_tax", a.fits[v].tax)
	set(f, "triple_gross", a.rounded(v, func(x int64) float64 { return a.fits[x].gross }))
	set(f, "support", math.Tanh(a.support(v)/2))
	set(f, "twin", a.twin(v))
	set(f, "disputed", a.disputed(v))
	if a.largest > 0 {
		f["relative"] = math.Min(1, float64(v)/float64(a.largest))
	}
	if a.rounding {
		set(f, "odd_cents", indicator(v%5 != 0))
	}
}

// support is how much bears out v as the sum that was paid: equations between
// other sums, and the places where it is printed.
func (a *arithmetic) support(v int64) float64 {
	if w, ok := a.supports[v]; ok {
		return w
	}
	w := a.equations(v) + a.places(v)
	if a.rounding && v%5 == 0 {
		for _, d := range []int64{-2, -1, 1, 2} {
			w = max(w, 0.8*a.equations(v+d)+a.roundedSum(v)/2+a.places(v))
		}
	}
	a.supports[v] = w
	return w
}

// equations that give v.
func (a *arithmetic) equations(v int64) float64 {
	return a.cashLessChange(v) + 0.7*a.netPlusTax(v) + 0.7*a.sumOfGoods(v) + 0.5*a.roundedSum(v) +
		0.5*a.sumOfParts(v) + 0.4*indicator(a.taxInside(v)) + 0.7*a.linesGross(v)
}

// linesGross: v is the gross of the tax lines; as lines without tax are not
// among them, it says little of a sum that is small here.
func (a *arithmetic) linesGross(v int64) float64 {
	if v != a.lines || v == 0 || a.largest == 0 {
		return 0
	}
	return math.Min(1, float64(v)/float64(a.largest))
}

// places counts the rows where v is printed, those of a total or a payment for
// more; several passes that agree count for a little.
func (a *arithmetic) places(v int64) float64 {
	sum := 0.0
	for k := range a.s.values {
		if a.s.values[k].cents != v {
			continue
		}
		for _, o := range a.s.values[k].occ {
			n := o.ctx.near
			w := 0.15
			if max(n[cTotal], n[cTotalStrong], n[cAmountDue], n[cCard], n[cSubtotal]) > 0.7 {
				w = 0.35
			} else if n[cCash] > 0.7 && len(a.role[cChange]) == 0 {
				w = 0.25
			}
			sum += w * o.fig.trust() * (1 + 0.3*o.fig.agree - 0.3*o.fig.contested)
		}
	}
	return min(1.2, sum)
}

// indicator is 1 for true.
func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func contains(list []term, v int64) bool {
	for _, x := range list {
		if x.weight > 0 && abs(x.cents) == v {
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

// rounds reports that the paper rounds its total to five cents: a label says so
// that stands alone or by a number.
func (s *sums) rounds() bool {
	for i := range s.l.labels {
		if lb := &s.l.labels[i]; lb.has(cRounding) && lb.quality > 0.75 && (lb.covers > 0.75 || s.numberBy(lb.row)) {
			return true
		}
	}
	return false
}

// numberBy reports digits in a row, or in one next to it that is all number.
func (s *sums) numberBy(row int) bool {
	for r := max(0, row-1); r <= row+1 && r < len(s.l.rows); r++ {
		if strings.ContainsAny(s.l.rows[r].text, "0123456789") && (r == row || s.lettersIn(r) <= 4) {
			return true
		}
	}
	return false
}
