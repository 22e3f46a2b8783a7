package extract

import (
	"maps"
	"slices"
)

// How loudly a row calls its sum the total.
const (
	rankStrong = 1.0
	rankTotal  = 0.6
)

// ranked is a row that calls a sum the total, and the sums that stand in it;
// none where its sum could not be read.
type ranked struct {
	row   int
	rank  float64
	cents []int64
}

// ranking lists the rows that name a total and hold figures, downwards.
func (s *sums) ranking() []ranked {
	var out []ranked
	for i := range s.l.rows {
		_, figures := countLetters(s.l.rows[i].text)
		rank := s.rankOf(i)
		if rank == 0 || figures == 0 {
			continue
		}
		k := ranked{row: i, rank: rank}
		for _, f := range s.byRow[i] {
			k.cents = append(k.cents, abs(s.figs[f].cents))
		}
		for f := range s.alts {
			if s.alts[f].row == i {
				k.cents = append(k.cents, abs(s.alts[f].cents))
			}
		}
		out = append(out, k)
	}
	return out
}

// rankOf a row: by its labels, unless one of them means another sum.
func (s *sums) rankOf(row int) float64 {
	labels := s.l.labelsIn(row)
	if best(labels, cSubtotal, cNet, cTax, cCount, cDiscount, cCash, cChange, cTip, cDeposit, cSummary, cEquivalent) > 0.7 {
		return 0
	}
	return max(rankStrong*best(labels, cTotalStrong), rankTotal*best(labels, cTotal))
}

// outranked tells how much louder than any row of v a later row calls another
// sum the total, 0 to 1, be that one legible or not.
func (s *sums) outranked(v *value) float64 {
	own, last := 0.0, 0
	for _, o := range v.occ {
		last = max(last, o.fig.row)
		own = max(own, s.rankOf(o.fig.row))
	}
	most := 0.0
	for _, k := range s.ranks {
		if k.row > last && !slices.Contains(k.cents, v.cents) {
			most = max(most, k.rank-own)
		}
	}
	return most
}

// withRanks gives each candidate for a total how far others outrank it.
func (s *sums) withRanks(cs []Candidate) []Candidate {
	out := slices.Clone(cs)
	for i := range out {
		k := slices.IndexFunc(s.values, func(v value) bool { return v.cents == out[i].cents })
		if k < 0 {
			continue
		}
		if by := s.outranked(&s.values[k]); by > 0 {
			out[i].Features = maps.Clone(out[i].Features)
			out[i].Features["outranked"] = by
		}
	}
	return out
}
