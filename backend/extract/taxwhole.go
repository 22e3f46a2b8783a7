package extract

import (
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"

	"deskclerk/backend/doc"
)

// taxWhole is what the taxes of a paper's rates add up to, and their nets: tills
// with several rates often print no sum of them. It is proved by another sum of
// the paper.
type taxWhole struct {
	tax, net int64 // net is 0 where the nets are not printed
	taxes    map[int64]bool
	nets     map[int64]bool
	last     *figure // the last of the taxes
	printed  bool    // each of the nets is printed
}

// mostShares of a tax are tried: no country has as many rates.
const mostShares = 12

// taxShare is the tax of one rate in a row of its own.
type taxShare struct {
	fig  *figure
	rate float64 // a fraction, 0 when the row has none
	name string  // the row's letters: two taxes of one rate are named apart
}

// taxWhole finds the proved sum of several taxes, nil without.
func (s *sums) taxWhole() *taxWhole {
	if w := s.wholeOfLines(); w != nil {
		return w
	}
	shares := s.taxShares()
	if len(shares) > mostShares {
		return nil
	}
	for first := range shares {
		for end := len(shares); end >= first+2; end-- {
			if run := shares[first:end]; s.wholeOf(run) {
				return newTaxWhole(run)
			}
		}
	}
	return nil
}

// wholeOfLines: base and tax of all lines of the table make the total.
func (s *sums) wholeOfLines() *taxWhole {
	lines := s.taxLines()
	if len(lines) == 0 || len(lines) < 2 && s.untaxed() == 0 {
		return nil
	}
	w := &taxWhole{taxes: map[int64]bool{}, nets: map[int64]bool{}, printed: true}
	for i := range lines {
		base, tax := abs(lines[i].base.cents), abs(lines[i].tax.cents)
		w.net, w.tax = w.net+base, w.tax+tax
		w.nets[base], w.taxes[tax] = true, true
		w.last = &lines[i].tax
		w.printed = w.printed && slices.ContainsFunc(s.figs, func(f figure) bool { return abs(f.cents) == base })
	}
	if len(lines) > 1 && s.isTotal(w.net+w.tax, 1) {
		return w
	}
	if w.net += s.untaxed(); !s.isTotal(w.net+w.tax, 1) {
		return nil
	}
	return w
}

// untaxed is what the rows of a rate of nothing add up to.
func (s *sums) untaxed() int64 {
	var out int64
	for r := range s.l.rows {
		zero := false
		var base int64
		for _, i := range s.byRow[r] {
			f := &s.figs[i]
			zero = zero || f.percent && f.cents == 0
			if f.isMoney() {
				base = max(base, f.cents)
			}
		}
		if zero {
			out += base
		}
	}
	return out
}

func newTaxWhole(run []taxShare) *taxWhole {
	w := &taxWhole{taxes: map[int64]bool{}, last: run[len(run)-1].fig}
	for _, x := range run {
		w.tax += abs(x.fig.cents)
		w.taxes[abs(x.fig.cents)] = true
	}
	return w
}

// mark tells the whole of the taxes from its parts; one that is not printed is
// added.
func (w *taxWhole) mark(cs []Candidate) []Candidate {
	found := false
	for i := range cs {
		c := &cs[i]
		found = found || c.cents == w.tax
		set(c.Features, "tax_whole", indicator(c.cents == w.tax))
		set(c.Features, "tax_share", indicator(c.cents != w.tax && w.taxes[c.cents]))
	}
	if found {
		return cs
	}
	f := w.last
	return append(cs, Candidate{
		Value: money(w.tax), Page: f.page, Box: f.box, Confidence: f.conf, Repeats: 1, cents: w.tax, Origin: doc.OriginComputed,
		Features: Features{"tax_whole": 1, "tax_lines_sum": indicator(w.net > 0), "computed": 1, "has_tax": 0.5, "is_tax_part": 0.5},
	})
}

// isRounded reports that v is the total, as it is or with a printed rounding.
func (s *sums) isRounded(v int64) bool {
	if s.isTotal(v, 0) {
		return true
	}
	for i := range s.figs {
		if f := &s.figs[i]; s.ctx[i].near[cRounding] > 0.7 && f.isMoney() && f.cents != 0 && abs(f.cents) < 100 {
			if s.isTotal(v+f.cents, 0) || s.isTotal(v-f.cents, 0) {
				return true
			}
		}
	}
	return false
}

// isTotal reports that v is printed as the total, give or take some cents.
func (s *sums) isTotal(v, tolerance int64) bool {
	if s.rounds() {
		tolerance = max(tolerance, 3)
	}
	for k := range s.values {
		x := &s.values[k]
		if x.sure() && abs(x.cents-v) <= tolerance && max(x.named(cTotalStrong), x.named(cTotal), x.named(cAmountDue), x.named(cCard)) > 0.7 {
			return true
		}
	}
	return false
}

// taxShares are the sums that stand alone behind the word for a tax.
func (s *sums) taxShares() []taxShare {
	var out []taxShare
	for r := range s.l.rows {
		x := taxShare{name: lettersOf(s.l.rows[r].folded)}
		n := 0
		for _, i := range s.byRow[r] {
			f := &s.figs[i]
			switch {
			case f.percent:
				x.rate = float64(f.cents) / 10000
			case f.isMoney():
				n++
				x.fig = f
			}
		}
		if n != 1 || x.fig.cents == 0 {
			continue
		}
		for _, i := range s.byRow[r] {
			if &s.figs[i] == x.fig && s.ctx[i].near[cTax] > 0.7 && max(s.ctx[i].near[cTotal], s.ctx[i].near[cNet]) < 0.9 {
				out = append(out, x)
			}
		}
	}
	return out
}

// lettersOf a text, without figures, marks and spaces.
func lettersOf(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, text)
}

// wholeOf reports that the shares are the parts of one tax: a printed tax is
// their sum, or a net and they make the total, or their rates do. A share without
// a rate beside one that has it may be a sum that bears no tax, which makes the
// total as well.
func (s *sums) wholeOf(run []taxShare) bool {
	var sum int64
	gross, slack := 0.0, 0.0
	rates := 0
	for k, x := range run {
		c := abs(x.fig.cents)
		sum += c
		for _, y := range run[:k] {
			if abs(y.fig.cents) == c && y.rate == x.rate && y.name == x.name {
				return false // printed twice
			}
		}
		if x.rate > 0 {
			rates++
		}
		if x.rate > 0 && slack >= 0 {
			gross += float64(c) * (1 + x.rate) / x.rate
			slack += 0.55 * (1 + x.rate) / x.rate
		} else {
			slack = -1
		}
	}
	for k := range s.values {
		v := &s.values[k]
		if v.cents == sum && v.sure() && v.named(cTax) > 0.7 {
			return true
		}
		if v.sure() && (rates == 0 || rates == len(run)) && max(v.named(cNet), v.named(cSubtotal)) > 0.7 && s.isRounded(v.cents+sum) {
			return true
		}
	}
	return slack > 0 && s.isTotal(int64(math.Round(gross)), int64(math.Round(slack)))
}

// withNetShares tells the whole net from the nets of single rates; one that is not
// printed is added.
func (d *evidence) withNetShares(cs []Candidate) []Candidate {
	w := d.sums.taxWhole()
	if w == nil || w.net == 0 {
		return cs
	}
	out := make([]Candidate, 0, len(cs)+1)
	found := false
	for _, c := range cs {
		c.Features = maps.Clone(c.Features)
		found = found || c.cents == w.net
		set(c.Features, "net_whole", indicator(c.cents == w.net))
		set(c.Features, "net_share", indicator(c.cents != w.net && w.nets[c.cents]))
		out = append(out, c)
	}
	if found || !w.printed {
		return out
	}
	f := w.last
	return append(out, Candidate{
		Value: money(w.net), Page: f.page, Box: f.box, Confidence: f.conf, Repeats: 1, cents: w.net, Origin: doc.OriginComputed,
		Features: Features{"net_whole": 1, "computed": 1, "has_net": 0.8, "is_net_part": 1, "triple_net": 1},
	})
}

// rateFeatures tells the nets of single rates, where the paper prints several,
// from the whole.
func (s *sums) rateFeatures(cs []Candidate) {
	nets, rates := map[int64]bool{}, map[int64]bool{}
	for r := range s.l.rows {
		var fig *figure
		rate, n := int64(-1), 0
		for _, i := range s.byRow[r] {
			switch f := &s.figs[i]; {
			case f.percent || f.end < s.l.rows[r].end && s.l.tokens[f.end].Text == "%":
				rate = f.cents
			case f.isMoney():
				n++
				fig = f
			}
		}
		if n == 1 && rate >= 0 && best(s.l.labelsIn(r), cNet) > 0.8 {
			nets[abs(fig.cents)], rates[rate] = true, true
		}
	}
	for i := range cs {
		set(cs[i].Features, "net_of_rate", indicator(len(rates) > 1 && nets[cs[i].cents]))
	}
}
