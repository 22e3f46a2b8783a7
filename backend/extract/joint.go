package extract

import (
	"math"

	"deskclerk/backend/doc"
)

// choice is the candidate chosen for a field, with its rivals.
type choice struct {
	list   []Candidate // best first; the chosen one is list[0] when found
	found  bool
	margin float64 // lead over the best other value, or over none
	proof  float64 // 1 when other values of the paper bear it out, less when they speak against it
}

// pick takes the best candidate when it beats nothing.
func pick(list []Candidate) choice {
	c := choice{list: distinct(list)}
	if len(c.list) == 0 || c.list[0].Score <= 0 {
		return c
	}
	c.found = true
	c.margin = c.list[0].Score
	if len(c.list) > 1 {
		c.margin = math.Min(c.margin, c.list[0].Score-c.list[1].Score)
	}
	return c
}

const jointWidth = 7 // candidates of each field that are tried together

// sumWeights says how much the equation counts against the single scores.
type sumWeights struct {
	holds   float64 // net + tax = gross
	broken  float64 // all three chosen and it does not hold
	exceeds float64 // net or tax over gross
	rounds  bool    // the paper rounds its total to five cents
}

// sumRules are the hand-made weights of the SumTerms.
func sumRules() Weights {
	return Weights{
		"receipt.sums": {"holds": 1.2, "broken": -0.6, "exceeds": -4},
		"invoice.sums": {"holds": 2, "broken": -1, "exceeds": -4},
	}
}

// sumsBy takes the weights of a type from its scorer.
func sumsBy(s Scorer, t doc.Type, rounds bool) sumWeights {
	of := func(term string) float64 { return s.Score(string(t)+".sums", Features{term: 1}) }
	return sumWeights{holds: of("holds"), broken: of("broken"), exceeds: of("exceeds"), rounds: rounds}
}

// equal reports that net + tax = gross, to the cent or after rounding.
func (w sumWeights) equal(n, t, g *Candidate) bool {
	d := abs(n.cents + t.cents - g.cents)
	if w.rounds && g.cents%5 == 0 {
		return d <= 3
	}
	return d <= 1 && (!w.rounds || n.cents%5 == 0 && t.cents%5 == 0)
}

// together chooses net, tax and gross as one: their scores plus what the
// equation between them is worth. Each may stay empty.
func together(net, tax, gross []Candidate, w sumWeights) (n, t, g choice) {
	lists := [3][]Candidate{distinct(net), distinct(tax), distinct(gross)}
	var size [3]int
	for i := range lists {
		size[i] = min(jointWidth, len(lists[i]))
	}
	best := math.Inf(-1)
	var at [3]int
	by := [3][jointWidth + 1]float64{}
	for i := range by {
		for k := range by[i] {
			by[i][k] = math.Inf(-1)
		}
	}
	for i := 0; i <= size[0]; i++ {
		for j := 0; j <= size[1]; j++ {
			for k := 0; k <= size[2]; k++ {
				// index size means: left empty
				s := w.score(at3(lists[0], i, size[0]), at3(lists[1], j, size[1]), at3(lists[2], k, size[2]))
				by[0][i], by[1][j], by[2][k] = max(by[0][i], s), max(by[1][j], s), max(by[2][k], s)
				if s > best {
					best, at = s, [3]int{i, j, k}
				}
			}
		}
	}
	var out [3]choice
	proof := w.proof(at3(lists[0], at[0], size[0]), at3(lists[1], at[1], size[1]), at3(lists[2], at[2], size[2]))
	for f := range out {
		out[f] = choose(lists[f], at[f], by[f][:size[f]+1], best)
		out[f].proof = proof
	}
	if g := &out[2]; w.rounds && g.found && g.list[0].cents%5 != 0 {
		g.proof = -0.5
	}
	return out[0], out[1], out[2]
}

func at3(list []Candidate, i, size int) *Candidate {
	if i == size {
		return nil
	}
	return &list[i]
}

// choose puts the chosen candidate first and measures its lead.
func choose(list []Candidate, at int, by []float64, best float64) choice {
	c := choice{found: at < len(by)-1}
	second := math.Inf(-1)
	for i, s := range by {
		if i != at {
			second = max(second, s)
		}
	}
	c.margin = best - second
	if !c.found {
		c.list = list
		return c
	}
	c.list = append(c.list, list[at])
	for i := range list {
		if i != at {
			c.list = append(c.list, list[i])
		}
	}
	return c
}

// score of one combination.
func (w sumWeights) score(n, t, g *Candidate) float64 {
	s := 0.0
	for _, c := range [...]*Candidate{n, t, g} {
		if c != nil {
			s += c.Score
		}
	}
	x := w.terms(n, t, g)
	return s + x[0]*w.holds + x[1]*w.broken + x[2]*w.exceeds
}

// terms of the equation: that it holds, that it is broken, and that a part is
// more than the whole.
func (w sumWeights) terms(n, t, g *Candidate) (x [3]float64) {
	if g != nil && t != nil && (t.cents > g.cents || t.cents == g.cents && t.cents != 0) {
		x[2]++
	}
	if g != nil && n != nil && n.cents > g.cents {
		x[2] += 0.5
	}
	if n == nil || t == nil || g == nil || w.rounds && g.cents%5 != 0 {
		return x // with odd cents: the sum before rounding
	}
	if !w.equal(n, t, g) {
		x[1] = 1
	} else if t.cents != 0 {
		x[0] = 1
	}
	return x
}

// proof is 1 when net + tax = gross with a tax that is not zero.
func (w sumWeights) proof(n, t, g *Candidate) float64 {
	if n == nil || t == nil || g == nil || t.cents == 0 {
		return 0
	}
	return indicator(w.equal(n, t, g))
}
