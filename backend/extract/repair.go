package extract

import (
	"math"
	"strings"
)

// target is a sum that the other sums of the paper ask for.
type target struct {
	cents  int64
	weight float64 // how much asks for it
}

const (
	wanted   = 0.9 // weight from which a sum is offered without being printed
	stronger = 0.5 // lead a sum needs to be offered in the place of its look-alike
)

// repair offers, in the place of each total, what the equations ask for: in the
// place of a look-alike that is printed there, or by computation alone. The
// printed reading stays a candidate of its own.
func (s *sums) repair(a *arithmetic) []figure {
	targets := a.targets()
	var out []figure
	for i := range s.figs {
		f := &s.figs[i]
		if !s.totals(i) || !s.plausible(f, &s.ctx[i]) {
			continue
		}
		own, best, lead := a.support(abs(f.cents)), int64(0), 0.0
		if own > wanted || a.printings(f.cents) > 1 {
			continue
		}
		for _, t := range targets {
			if a.roundedApart(f.cents, t.cents) {
				continue
			}
			if w := (t.weight - own - stronger) * misread(abs(f.cents), t.cents); w > lead {
				best, lead = t.cents, w
			}
		}
		if best != 0 {
			out = append(out, f.as(best, mended))
		}
	}
	for _, t := range targets {
		if t.weight-0.5*a.sumOfParts(t.cents) >= wanted && !a.all[t.cents] && !a.printedUnrounded(t.cents) {
			if f, ok := s.stand(t.cents); ok {
				out = append(out, f)
			}
		}
	}
	return out
}

// as is the figure with another value in its place.
func (f *figure) as(cents int64, how source) figure {
	g := *f
	g.cents, g.sign, g.decimals, g.source, g.repaired, g.percent, g.glued, g.agree, g.contested = cents, 1, 2, how, true, false, false, 0, 0
	return g
}

// totals reports that a label names the figure the paper's total, or the total
// after rounding.
func (s *sums) totals(i int) bool {
	n := s.ctx[i].near
	return max(n[cTotal], n[cTotalStrong], n[cAmountDue]) > 0.7 || n[cRounding] > 0.7 && s.figs[i].cents > 100
}

// stand finds the place where a computed total would stand: the last row that
// a label names so.
func (s *sums) stand(cents int64) (figure, bool) {
	for k := len(s.l.labels) - 1; k >= 0; k-- {
		lb := &s.l.labels[k]
		if (lb.has(cTotal) || lb.has(cTotalStrong)) && lb.quality > 0.75 && lb.covers > 0.3 {
			r := &s.l.rows[lb.row]
			f := s.l.figureOn(r, lb.first, r.end)
			return f.as(cents, computed), true
		}
	}
	for i := range s.figs {
		if s.ctx[i].near[cCash] > 0.7 {
			return s.figs[i].as(cents, computed), true
		}
	}
	return figure{}, false
}

// targets are the sums that equations give, and printed ones that much bears
// out.
func (a *arithmetic) targets() []target {
	seen := map[int64]bool{}
	var out []target
	add := func(v int64) {
		if v > 0 && !seen[v] {
			seen[v] = true
			if w := a.support(v); w >= stronger {
				out = append(out, target{v, w})
			}
		}
	}
	for _, v := range a.s.values {
		add(v.cents)
	}
	for _, cash := range a.payments {
		for _, change := range a.role[cChange] {
			add(cash.cents - abs(change.cents))
		}
	}
	for _, t := range a.goods {
		add(t.cents)
		for _, x := range a.role[cTax] {
			add(t.cents + abs(x.cents))
		}
	}
	for _, c := range []concept{cNet, cSubtotal} {
		for _, n := range a.role[c] {
			for _, x := range append(a.role[cTax], a.role[cRounding]...) {
				add(n.cents + abs(x.cents))
				add(n.cents - abs(x.cents))
			}
		}
	}
	add(a.lines)
	return out
}

// misread tells how easily one sum is misread as the other: one digit, or one
// missing or extra at an end; 0 when it takes more.
func misread(a, b int64) float64 {
	x, y := money(a), money(b)
	if x == y {
		return 0
	}
	if len(x) != len(y) {
		if len(x) > len(y) {
			x, y = y, x
		}
		if len(y)-len(x) == 1 && len(x) >= 4 && strings.HasSuffix(y, x) {
			return 0.8
		}
		return 0
	}
	at := -1
	for i := range len(x) {
		if x[i] != y[i] {
			if at >= 0 {
				return 0
			}
			at = i
		}
	}
	switch {
	case strings.Contains(confusable(x[at]), y[at:at+1]):
		return 1
	case len(x) > 4:
		return 0.7
	default:
		return 0.4
	}
}

// confusable lists the digits that one is often read for; they are for it, too.
func confusable(digit byte) string {
	return [10]string{"689", "47", "7", "589", "19", "3689", "058", "12", "03569", "03584"}[digit-'0']
}

// twin is how much better a look-alike of v is borne out than v itself.
func (a *arithmetic) twin(v int64) float64 {
	own, worst := a.support(v), 0.0
	for k := range a.s.values {
		w := a.s.values[k].cents
		if like := misread(v, w); like > 0 && !a.roundedApart(v, w) {
			worst = max(worst, like*math.Tanh(2*max(0, a.support(w)-own)))
		}
	}
	return worst
}

// roundedApart reports two sums that may be one before and after rounding.
func (a *arithmetic) roundedApart(v, w int64) bool {
	d := abs(v) - abs(w)
	return a.rounding && d >= -4 && d <= 4
}

// printedUnrounded reports that a total is printed that v only rounds: what the
// paper calls its total is offered as printed.
func (a *arithmetic) printedUnrounded(v int64) bool {
	for _, c := range []concept{cTotal, cTotalStrong} {
		for _, t := range a.role[c] {
			if t.weight == 1 && a.roundedApart(t.cents, v) {
				return true
			}
		}
	}
	return false
}

// printings counts the rows where a sum is printed as it is.
func (a *arithmetic) printings(v int64) int {
	rows := map[int]bool{}
	for i := range a.s.figs {
		if f := &a.s.figs[i]; abs(f.cents) == abs(v) && f.isMoney() {
			rows[f.row] = true
		}
	}
	return len(rows)
}
