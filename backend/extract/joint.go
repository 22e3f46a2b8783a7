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
	odds   float64 // logarithm of the odds against all other values and none
	most   float64 // probability it may not exceed, 0 for any
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
	rest := 0.0 // none
	for i := range c.list[1:] {
		rest = logAdd(rest, c.list[i+1].Score)
	}
	c.odds = c.list[0].Score - rest
	return c
}

// logAdd is log(eᵃ + eᵇ) without overflow.
func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if math.IsInf(b, -1) {
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}

const jointWidth = 7 // candidates of each field that are tried together

// sumWeights says how much the equation counts against the single scores.
type sumWeights struct {
	holds   float64 // net + tax = gross
	broken  float64 // all three chosen and it does not hold
	exceeds float64 // net over gross, or more tax than a gross sum can hold
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
// equation between them is worth. Each may stay empty. The gross is the one that
// has most on its side over all nets and taxes; they are the best that go with
// it.
func together(net, tax, gross []Candidate, w sumWeights) (n, t, g choice) {
	s := newSearch([3][]Candidate{distinct(net), distinct(tax), distinct(gross)}, w)
	at := s.best()
	out := [3]choice{}
	proof := w.proof(s.at(0, at[0]), s.at(1, at[1]), s.at(2, at[2]))
	for f := range out {
		out[f] = s.choose(f, at[f])
		out[f].proof = proof
	}
	if g := &out[2]; w.rounds && g.found && g.list[0].cents%5 != 0 {
		g.proof = -0.5
	}
	return out[0], out[1], out[2]
}

// search holds what the combinations of three sums add up to. In each list the
// index size means: left empty.
type search struct {
	lists [3][]Candidate
	size  [3]int
	most  [3][jointWidth + 1]float64 // the best combination with this candidate
	all   [3][jointWidth + 1]float64 // logarithm of the sum over them
	pair  [jointWidth + 1][2]int     // the best net and tax with this gross
}

func newSearch(lists [3][]Candidate, w sumWeights) *search {
	s := &search{lists: lists}
	for f := range lists {
		s.size[f] = min(jointWidth, len(lists[f]))
		for i := range s.most[f] {
			s.most[f][i], s.all[f][i] = math.Inf(-1), math.Inf(-1)
		}
	}
	for i := 0; i <= s.size[0]; i++ {
		for j := 0; j <= s.size[1]; j++ {
			for k := 0; k <= s.size[2]; k++ {
				s.add([3]int{i, j, k}, w.score(s.at(0, i), s.at(1, j), s.at(2, k)))
			}
		}
	}
	return s
}

// add counts one combination.
func (s *search) add(at [3]int, score float64) {
	if score > s.most[2][at[2]] {
		s.pair[at[2]] = [2]int{at[0], at[1]}
	}
	for f, i := range at {
		s.most[f][i] = max(s.most[f][i], score)
		s.all[f][i] = logAdd(s.all[f][i], score)
	}
}

// at is candidate i of list f, nil for none.
func (s *search) at(f, i int) *Candidate {
	if i == s.size[f] {
		return nil
	}
	return &s.lists[f][i]
}

// best combination.
func (s *search) best() [3]int {
	k := 0
	for i := 1; i <= s.size[2]; i++ {
		if s.all[2][i] > s.all[2][k] {
			k = i
		}
	}
	return [3]int{s.pair[k][0], s.pair[k][1], k}
}

// choose puts the chosen candidate of list f first and measures its lead.
func (s *search) choose(f, at int) choice {
	c := choice{found: at < s.size[f]}
	second, rest := math.Inf(-1), math.Inf(-1)
	for i := 0; i <= s.size[f]; i++ {
		if i != at {
			second, rest = max(second, s.most[f][i]), logAdd(rest, s.all[f][i])
		}
	}
	c.margin, c.odds = s.most[f][at]-second, s.all[f][at]-rest
	list := s.lists[f]
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

// taxPart of a gross sum is the most that a tax may be: with a rate of half the
// net. validate's rule tax_below_total flags what is more.
const taxPart = 3

// terms of the equation: that it holds, that it is broken, and that a part is
// more of the whole than it can be.
func (w sumWeights) terms(n, t, g *Candidate) (x [3]float64) {
	if g != nil && t != nil && taxPart*abs(t.cents) > abs(g.cents) {
		x[2]++
	}
	if g != nil && n != nil && abs(n.cents) > abs(g.cents) {
		x[2] += 0.5
	}
	if n == nil || t == nil || g == nil || w.rounds && g.cents%5 != 0 {
		return x // with odd cents: the sum before rounding
	}
	if !w.equal(n, t, g) {
		x[1] = 1
	} else if t.cents != 0 && !t.noTax() {
		x[0] = 1
	}
	return x
}

// proof is 1 when net + tax = gross with a tax that is not zero.
func (w sumWeights) proof(n, t, g *Candidate) float64 {
	if n == nil || t == nil || g == nil || t.cents == 0 || t.noTax() {
		return 0
	}
	return indicator(w.equal(n, t, g))
}
