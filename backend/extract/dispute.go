package extract

import "math"

// disputed is how much the paper's equations speak for another sum than v, 0 to
// 1: cash and change, net and tax, or a look-alike of v that is better borne
// out.
func (a *arithmetic) disputed(v int64) float64 {
	own, most := a.rounded(v, a.settled), 0.0
	for _, w := range a.claims {
		if w != v && !a.roundedApart(v, w) {
			most = max(most, a.settled(w)-own)
		}
	}
	return max(math.Tanh(max(0, most)), a.twin(v), a.miscounted(v))
}

// miscounted tells how surely the lines of goods make a look-alike of v, which
// nothing else on the paper bears out.
func (a *arithmetic) miscounted(v int64) float64 {
	worst := 0.0
	for _, g := range a.goods {
		if g.weight == 1 && !a.roundedApart(v, g.cents) {
			worst = max(worst, misread(v, g.cents))
		}
	}
	if worst == 0 || a.settled(v) > 0 || a.printings(v) > 1 {
		return 0
	}
	return 0.8 * worst
}

// settled is what the equations that only a total satisfies say for v.
func (a *arithmetic) settled(v int64) float64 {
	if v <= 0 {
		return 0
	}
	w := a.cashLessChange(v)
	if w <= 0.4 { // cash without change is no equation
		w = 0
	}
	if n := a.netPlusTax(v); n > 0.7 {
		w += n
	}
	return w
}

// claimed lists the printed totals that an equation settles on. A sum that is
// not printed may be a net that holds its tax already, with the tax once more;
// one that is no total may be the gross of one rate.
func (a *arithmetic) claimed() []int64 {
	var out []int64
	for _, t := range a.targets() {
		total := contains(a.role[cTotal], t.cents) || contains(a.role[cTotalStrong], t.cents) || contains(a.role[cAmountDue], t.cents)
		if a.settled(t.cents) > 0 && a.all[t.cents] && total && !a.sections[t.cents] {
			out = append(out, t.cents)
		}
	}
	return out
}

// weigh lowers the proof of a total that its paper's equations speak against.
func (c choice) weigh() choice {
	if c.found && c.proof <= 0 {
		if x := c.list[0].Features["disputed"]; x > 0 {
			c.proof = math.Min(c.proof, -x)
		}
	}
	return c
}
