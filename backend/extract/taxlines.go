package extract

import (
	"math"
	"slices"

	"deskclerk/backend/doc"
)

// taxLine is one rate with its base and tax, proved by rate × base = tax.
type taxLine struct {
	rate      float64 // percent
	base, tax figure
}

// taxLines finds the rows of a tax table: a rate and two sums of which one is
// the rate's share of the other.
func (s *sums) taxLines() []taxLine {
	var out []taxLine
	seen := map[[2]int64]bool{}
	for r := range s.l.rows {
		row := s.byRow[r]
		if len(row) < 2 {
			continue
		}
		for _, rate := range s.ratesIn(r) {
			t, ok := s.taxLine(row, rate.percent)
			ok = ok && (!rate.loose || s.inRow(row, t.base.cents+t.tax.cents))
			if !rate.loose && (best(s.l.labelsIn(r), cTax, cSummary) > 0.7 || s.underTax(row)) {
				t, ok = s.nearerLine(row, rate.percent, t, ok)
			}
			if key := [2]int64{t.base.cents, t.tax.cents}; ok && !seen[key] {
				seen[key] = true
				out = append(out, t)
				break
			}
		}
	}
	return out
}

// printedRate is a rate of a tax in percent; a loose one may be any sum.
type printedRate struct {
	percent float64
	loose   bool
}

// inRow reports that the row has the sum.
func (s *sums) inRow(row []int, cents int64) bool {
	return slices.ContainsFunc(row, func(i int) bool { return s.figs[i].isMoney() && s.figs[i].cents == cents })
}

// ratesIn a row: printed percentages first, then bare numbers that may be one.
// Those with two decimals look like sums, unless a column's head says what they
// are.
func (s *sums) ratesIn(r int) []printedRate {
	var marked, bare, loose []printedRate
	for _, i := range s.byRow[r] {
		f := &s.figs[i]
		if f.cents <= 0 || f.cents > 3000 {
			continue
		}
		switch {
		case f.percent || f.end < s.l.rows[r].end && s.l.tokens[f.end].Text == "%":
			marked = append(marked, printedRate{float64(f.cents) / 100, false})
		case f.decimals <= 1 && f.cents >= 200:
			bare = append(bare, printedRate{float64(f.cents) / 100, false})
		case f.decimals == 2 && f.cents >= 200 && f.cents%10 == 0:
			loose = append(loose, printedRate{float64(f.cents) / 100, s.ctx[i].over[cSummary] < 0.7})
		}
	}
	return append(append(marked, bare...), loose...)
}

// taxLine finds base and tax among the sums of a row.
func (s *sums) taxLine(row []int, rate float64) (taxLine, bool) {
	for _, i := range row {
		for _, j := range row {
			base, tax := &s.figs[i], &s.figs[j]
			if i == j || !base.isMoney() || !tax.isMoney() || tax.cents == 0 || abs(tax.cents) >= abs(base.cents) {
				continue
			}
			want := math.Round(float64(base.cents) * rate / 100)
			if math.Abs(want-float64(tax.cents)) <= 1 && math.Abs(want) >= 5 {
				return taxLine{rate, *base, *tax}, true
			}
		}
	}
	return taxLine{}, false
}

// underTax reports a column of the row whose head is the word for a tax.
func (s *sums) underTax(row []int) bool {
	return slices.ContainsFunc(row, func(i int) bool { return s.figs[i].isMoney() && s.ctx[i].over[cTax] > 0.7 })
}

// nearerLine is the line with a gross instead of a base where that fits better:
// a small tax is nearly the same share of both.
func (s *sums) nearerLine(row []int, rate float64, t taxLine, ok bool) (taxLine, bool) {
	g, found := s.grossLine(row, rate)
	if !found || ok && g.off() >= t.off() {
		return t, ok
	}
	return g, true
}

// off is how far the tax is from its share of the base, in cents.
func (t *taxLine) off() float64 {
	return math.Abs(float64(t.base.cents)*t.rate/100 - float64(t.tax.cents))
}

// grossLine finds a tax and the gross that it is inside of among the sums of a
// row; the base is what the gross leaves.
func (s *sums) grossLine(row []int, rate float64) (taxLine, bool) {
	for _, i := range row {
		for _, j := range row {
			gross, tax := s.figs[i], &s.figs[j]
			if i == j || !gross.isMoney() || !tax.isMoney() || tax.cents < 5 || tax.cents >= gross.cents {
				continue
			}
			want := math.Round(float64(gross.cents) * rate / (100 + rate))
			if math.Abs(want-float64(tax.cents)) <= 1 {
				gross.cents -= tax.cents
				return taxLine{rate, gross, *tax}, true
			}
		}
	}
	return taxLine{}, false
}

// withTaxSum adds the sum of several tax lines to the candidates: papers with
// two rates often print no sum of them.
func (d *evidence) withTaxSum(cs []Candidate) []Candidate {
	lines := d.sums.taxLines()
	whole := d.sums.taxWhole()
	if len(lines) == 0 && whole == nil {
		return cs
	}
	var sum int64
	parts := map[string]bool{}
	for _, t := range lines {
		sum += abs(t.tax.cents)
		parts[money(abs(t.tax.cents))] = true
	}
	out := make([]Candidate, 0, len(cs)+2)
	found := false
	for _, c := range cs {
		f := make(Features, len(c.Features)+2)
		for k, v := range c.Features {
			f[k] = v
		}
		set(f, "tax_lines_sum", indicator(c.cents == sum))
		set(f, "tax_lines_part", indicator(c.cents != sum && parts[c.Value]))
		found = found || c.cents == sum
		c.Features = f
		out = append(out, c)
	}
	if whole != nil {
		out = whole.mark(out)
		found = found || whole.tax == sum
	}
	if !found && len(lines) > 0 {
		t := lines[len(lines)-1].tax
		out = append(out, Candidate{
			Value: money(sum), Page: t.page, Box: t.box, Confidence: t.conf, Repeats: 1, cents: sum,
			Features: Features{"tax_lines_sum": 1, "computed": 1, "has_tax": 0.5, "is_tax_part": 0.5}, Origin: doc.OriginComputed,
		})
	}
	return out
}

// newCell of a table; an empty value is a nil one.
func newCell(value string, confidence float64, page int, box doc.Box) doc.Cell {
	c := doc.Cell{Confidence: confidence, Page: page}
	if value != "" {
		c.Value = &value
	}
	if !box.Empty() {
		c.Box = &box
	}
	return c
}
