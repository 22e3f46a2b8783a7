package extract

import (
	"math"
)

// candidates gives one candidate for each distinct sum, with the features every
// money field shares; the fields differ in their weights.
func (s *sums) candidates() []Candidate {
	a := s.arithmetic()
	var out []Candidate
	for k := range s.values {
		f := s.valueFeatures(k, a)
		i := s.values[k].occ[0]
		out = append(out, Candidate{
			Value: money(s.values[k].cents), Raw: s.l.text(s.figs[i].first, s.figs[i].end),
			Page: s.figs[i].page, Box: s.figs[i].box, Confidence: s.figs[i].conf,
			Repeats: len(s.values[k].occ), Features: f, cents: s.values[k].cents,
		})
	}
	return out
}

// valueFeatures of the k-th value. A label that speaks for a field counts when
// any occurrence has it (has_), one that speaks against it when all have
// (only_).
func (s *sums) valueFeatures(k int, a *arithmetic) Features {
	v := &s.values[k]
	f := Features{}
	for _, c := range moneyConcepts() {
		has, only, over := 0.0, 1.0, 0.0
		for _, i := range v.occ {
			q := s.ctx[i].near[c]
			has, only, over = max(has, q), min(only, q), max(over, s.ctx[i].over[c])
		}
		if c == cRounding && v.cents > 100 {
			set(f, "after_rounding", has)
			continue // too much for a rounding: the sum after it
		}
		set(f, "has_"+string(c), has)
		set(f, "only_"+string(c), only)
		set(f, "over_"+string(c), over)
	}
	s.placeFeatures(f, v)
	a.features(f, v.cents)
	return f
}

// set stores what is not zero.
func set(f Features, name string, v float64) {
	if v != 0 {
		f[name] = v
	}
}

// placeFeatures: where and how the value is printed.
func (s *sums) placeFeatures(f Features, v *value) {
	pos, height, conf, clean := 0.0, 0.0, 0.0, 0.0
	rated := 1.0
	whole, repaired, coined, negative, alone, right := 1.0, 1.0, 0.0, 1.0, 0.0, 0.0
	for _, i := range v.occ {
		g := &s.figs[i]
		pos = max(pos, s.l.rows[g.row].order)
		height = max(height, g.height)
		conf = max(conf, g.conf)
		clean = max(clean, s.ctx[i].clean*max(s.ctx[i].near[cTotal], s.ctx[i].near[cTotalStrong]))
		if g.decimals == 2 {
			whole = 0
		}
		if !g.repaired {
			repaired = 0
		}
		if g.currency != "" {
			coined = 1
		}
		if !s.percentIn(g.row) {
			rated = 0
		}
		if g.sign > 0 {
			negative = 0
		}
		row := s.byRow[g.row]
		if len(row) == 1 {
			alone = 1
		}
		if row[len(row)-1] == i {
			right = 1
		}
	}
	set(f, "position", pos)
	set(f, "height", min(2, math.Max(0, height-1)))
	set(f, "confidence", conf)
	set(f, "clean_total", clean)
	set(f, "whole", whole)
	set(f, "repaired", repaired)
	set(f, "currency", coined)
	set(f, "percent_row", rated)
	set(f, "negative", negative)
	set(f, "alone", alone)
	set(f, "rightmost", right)
	set(f, "repeats", math.Log2(float64(len(v.occ))))
	if v.cents == 0 {
		f["zero"] = 1
	}
}

// percentIn reports a rate in the row: what stands there is a part by rate.
func (s *sums) percentIn(row int) bool {
	for _, i := range s.byRow[row] {
		if s.figs[i].percent {
			return true
		}
	}
	return false
}
