package extract

import (
	"math"

	"deskclerk/backend/doc"
)

// candidates gives one candidate for each distinct sum, with the features every
// money field shares; the fields differ in their weights.
func (s *sums) candidates() []Candidate {
	var out []Candidate
	for k := range s.values {
		v := &s.values[k]
		f := v.occ[0].fig
		c := Candidate{
			Value: money(v.cents), Raw: s.l.text(f.first, f.end), Page: f.page, Box: f.box, Confidence: f.conf,
			Repeats: v.repeats(), Features: s.valueFeatures(v), cents: v.cents,
		}
		if f.source == computed {
			c.Raw, c.Origin = "", doc.OriginComputed
		}
		out = append(out, c)
	}
	return out
}

// repeats counts where the value is printed.
func (v *value) repeats() int {
	n := 0
	for _, o := range v.occ {
		n += int(indicator(o.fig.source == printed))
	}
	return max(1, n)
}

// valueFeatures of one value. A label that speaks for a field counts when any
// occurrence has it (has_), one that speaks against it when all have (only_).
func (s *sums) valueFeatures(v *value) Features {
	f := Features{}
	for _, c := range moneyConcepts() {
		has, only, over := 0.0, 1.0, 0.0
		for _, o := range v.occ {
			q := o.ctx.near[c] * o.fig.claim()
			has, only, over = max(has, q), min(only, q), max(over, o.ctx.over[c])
		}
		if c == cRounding && v.cents > 100 {
			set(f, "after_rounding", has)
			continue // too much for a rounding: the sum after it
		}
		setOf(f, "has_", c, has)
		setOf(f, "only_", c, only)
		setOf(f, "over_", c, over)
	}
	if !s.totalled {
		set(f, "stands_in", max(f["has_subtotal"], f["has_card"], 0.5*f["has_cash"]))
	}
	s.placeFeatures(f, v)
	v.sourceFeatures(f)
	s.math.features(f, v.cents)
	return f
}

// claim is how far the labels of a figure's place are the figure's own.
func (f *figure) claim() float64 {
	if f.source == mended {
		return 0.8
	}
	return 1
}

// sourceFeatures: how the value came to be read.
func (v *value) sourceFeatures(f Features) {
	best, agree, contested := computed, 0.0, 1.0
	for _, o := range v.occ {
		best = min(best, o.fig.source)
		agree = max(agree, o.fig.agree)
		contested = min(contested, o.fig.contested)
		if o.fig.source == mended {
			f["mended"] = 1
		}
	}
	set(f, "agreement", agree)
	set(f, "contested", contested)
	switch best {
	case reread:
		f["only_other"] = 1
	case reshaped:
		f["only_reshaped"] = 1
	case mended:
		f["repaired_by_sum"] = 1
	case computed:
		f["computed"] = 1
	}
}

// set stores what is not zero.
func set(f Features, name string, v float64) {
	if v != 0 {
		f[name] = v
	}
}

// setOf stores what is not zero under a name that ends with the concept.
func setOf(f Features, prefix string, c concept, v float64) {
	if v != 0 {
		f[prefix+string(c)] = v
	}
}

// placeFeatures: where and how the value is printed.
func (s *sums) placeFeatures(f Features, v *value) {
	pos, height, conf, clean := 0.0, 0.0, 0.0, 0.0
	rated, cut := 1.0, 0.0
	whole, repaired, coined, negative, alone, right := 1.0, 1.0, 0.0, 1.0, 0.0, 0.0
	for _, o := range v.occ {
		g := o.fig
		pos = max(pos, s.l.rows[g.row].order)
		height = max(height, g.height)
		conf = max(conf, g.conf)
		clean = max(clean, o.ctx.clean*max(o.ctx.near[cTotal], o.ctx.near[cTotalStrong]))
		if g.decimals == 2 || g.decimals == 1 && s.habit.tenths {
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
		cut = max(cut, indicator(g.box.Right > 0.998 || g.box.Left < 0.002))
		row := s.byRow[g.row]
		if len(row) == 1 {
			alone = 1
		}
		if len(row) == 0 || s.figs[row[len(row)-1]].first <= g.first {
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
	set(f, "repeats", math.Log2(float64(v.repeats())))
	set(f, "cut", cut)
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
