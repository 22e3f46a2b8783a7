package extract

import "math"

const columnGap = 2 // rows a column may skip

// columns finds the figures that are the sum of two or more others directly
// above them in their column, and those others.
func (s *sums) columns() (totals, parts map[int64]bool) {
	totals, parts = map[int64]bool{}, map[int64]bool{}
	for i := range s.figs {
		f := &s.figs[i]
		if !f.isMoney() || f.cents <= 0 {
			continue
		}
		var sum int64
		var seen []int
		for r, gap := f.row-1, 0; r >= 0 && gap < columnGap && sum < f.cents; r-- {
			k := s.inColumn(r, f)
			if k < 0 {
				gap++
				continue
			}
			gap = 0
			sum += s.figs[k].cents
			seen = append(seen, k)
			if sum == f.cents && len(seen) >= 2 {
				totals[f.cents] = true
				for _, k := range seen {
					parts[s.figs[k].cents] = parts[s.figs[k].cents] || !s.netAndTax(i, seen)
				}
			}
		}
	}
	return totals, parts
}

// netAndTax reports that the two sums over a total may be its net and its tax.
func (s *sums) netAndTax(total int, parts []int) bool {
	n := s.ctx[total].near
	if len(parts) != 2 || max(n[cTotal], n[cTotalStrong], n[cAmountDue]) < 0.7 || n[cTax] > 0.7 {
		return false
	}
	a, b := abs(s.figs[parts[0]].cents), abs(s.figs[parts[1]].cents)
	return float64(min(a, b)) < 0.3*float64(max(a, b))
}

// inColumn is the sum of row r whose right edge is f's, −1 without.
func (s *sums) inColumn(r int, f *figure) int {
	for _, k := range s.byRow[r] {
		if g := &s.figs[k]; g.isMoney() && g.page == f.page && math.Abs(g.box.Right-f.box.Right) < 0.6*f.box.Width() {
			return k
		}
	}
	return -1
}
