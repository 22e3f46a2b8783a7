package extract

// goods is what the lines of goods add up to: the sums at the right between the
// head and the first row about the whole. One line may count with another
// reading, or with its quantity × price, instead.
func (s *sums) goods() []term {
	lines := s.goodsLines()
	var sum, plain int64
	for _, i := range lines {
		sum += s.figs[i].cents
		plain += abs(s.figs[i].cents)
	}
	weight := 1.0
	switch {
	case len(lines) == 0:
		return nil
	case len(lines) == 1:
		weight = 0.3
	}
	out := []term{{sum, weight}}
	if plain != sum {
		out = append(out, term{plain, 0.7 * weight}) // a dash was read as a sign
	}
	if last := s.figs[lines[len(lines)-1]].cents; len(lines) > 2 && (sum == 2*last || misread(abs(sum-last), last) > 0) {
		out = append(out, term{sum - last, 0.6}) // the last was the total, its label illegible
	}
	return append(out, s.exchanged(lines, sum, 0.6*weight)...)
}

const mostExchanges = 30

// exchanged are the sums with one line replaced.
func (s *sums) exchanged(lines []int, sum int64, weight float64) []term {
	var out []term
	for _, i := range lines {
		f := &s.figs[i]
		for _, other := range s.otherReadings(i) {
			if other != f.cents && other > 0 && len(out) < mostExchanges {
				out = append(out, term{sum - f.cents + other, weight})
			}
		}
	}
	return out
}

// otherReadings of a line's sum: alternatives in its place, and quantity ×
// price of its row.
func (s *sums) otherReadings(i int) []int64 {
	f := &s.figs[i]
	var out []int64
	for k := range s.alts {
		if g := &s.alts[k]; g.row == f.row && g.first < f.end && f.first < g.end {
			out = append(out, g.cents)
		}
	}
	row := s.byRow[f.row]
	for _, p := range row {
		for _, q := range row {
			price, n := &s.figs[p], &s.figs[q]
			if p == q || p == i || q == i || !price.isMoney() || n.decimals > 0 || n.percent || n.cents < 200 || n.cents > 9900 {
				continue
			}
			out = append(out, price.cents*n.cents/100)
		}
	}
	return out
}

// goodsLines are the figures of the lines, one a row, that stand in the column
// of most.
func (s *sums) goodsLines() []int {
	var lines []int
	var edges []float64
	for r := s.headRow() + 1; r < len(s.l.rows); r++ {
		i, ok := s.lastMoney(r)
		if !ok {
			continue
		}
		if s.summing(r) {
			if len(lines) > 0 {
				break
			}
			continue
		}
		lines = append(lines, i)
		edges = append(edges, s.figs[i].box.Right)
	}
	right := median(edges)
	var out []int
	for _, i := range lines {
		if d := s.figs[i].box.Right - right; d < 0.08 && d > -0.08 {
			out = append(out, i)
		}
	}
	return out
}

// lastMoney is the rightmost sum of a row.
func (s *sums) lastMoney(r int) (int, bool) {
	row := s.byRow[r]
	for k := len(row) - 1; k >= 0; k-- {
		if f := &s.figs[row[k]]; f.isMoney() {
			return row[k], f.cents != 0
		}
	}
	return 0, false
}

// headRow is the row of the table's head, −1 without one.
func (s *sums) headRow() int {
	for r := range s.l.rows {
		heads := 0
		for _, lb := range s.l.labelsIn(r) {
			if lb.has(cDescription) || lb.has(cQuantity) || lb.has(cUnitPrice) || lb.has(cLineAmount) {
				heads++
			}
		}
		if heads >= 2 && !s.hasMoney(r) {
			return r
		}
	}
	return -1
}

// summing reports a row that is about the whole and not about one line.
func (s *sums) summing(r int) bool {
	for _, lb := range s.l.labelsIn(r) {
		if lb.quality < 0.8 || lb.covers < 0.35 {
			continue
		}
		for _, c := range []concept{cTotal, cTotalStrong, cSubtotal, cNet, cTax, cCash, cChange, cCard, cRounding, cSummary, cService, cAmountDue} {
			if lb.has(c) {
				return true
			}
		}
	}
	return false
}
