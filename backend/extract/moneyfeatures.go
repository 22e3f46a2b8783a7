package extract

import (
	"math"
	"slices"
)

// moneyConcepts are the meanings a label can give to a sum.
func moneyConcepts() []concept {
	return []concept{
		cTotalStrong, cTotal, cAmountDue, cSubtotal, cNet, cTax, cRounding, cService, cCash, cChange, cCard,
		cTransfer, cVoucher, cDiscount, cTip, cDeposit, cEquivalent, cCount, cSummary,
	}
}

// sums is every sum of money of a document with its surroundings, computed once
// for all money fields.
type sums struct {
	l      *layout
	habit  habit
	figs   []figure       // as printed
	ctx    []surroundings // of figs
	alts   []figure       // other readings, in the places of figs
	byRow  map[int][]int  // figs of a row, left to right
	values []value
	math   *arithmetic

	totalled bool     // some sum is labelled as the total
	ranks    []ranked // rows that name a total
}

// surroundings of one figure: label qualities by concept.
type surroundings struct {
	near  map[concept]float64 // same row, or the row that stands for it
	over  map[concept]float64 // column head above
	clean float64             // share of the row's letters that labels explain
}

// value is one distinct amount with its occurrences.
type value struct {
	cents int64
	occ   []occurrence
}

// occurrence of a value: where it is printed, or might be.
type occurrence struct {
	fig *figure
	ctx *surroundings
}

// sure reports that the value is printed somewhere as it is.
func (v *value) sure() bool {
	return slices.ContainsFunc(v.occ, func(o occurrence) bool { return o.fig.source <= reread })
}

// exact reports that the value is printed with its cents.
func (v *value) exact() bool {
	return slices.ContainsFunc(v.occ, func(o occurrence) bool { return o.fig.source <= reread && o.fig.decimals == 2 })
}

// offered reports that equations alone offer the value.
func (v *value) offered() bool {
	return !slices.ContainsFunc(v.occ, func(o occurrence) bool { return o.fig.source < mended })
}

// newSums finds figures, their labels and groups them by value, then adds what
// the equations between them ask for.
func newSums(l *layout) *sums {
	s := &sums{l: l, habit: l.numberHabit(), byRow: map[int][]int{}}
	s.figs = l.figures()
	for i := range s.figs {
		s.byRow[s.figs[i].row] = append(s.byRow[s.figs[i].row], i)
	}
	for i := range s.figs {
		s.ctx = append(s.ctx, s.look(&s.figs[i]))
	}
	s.alts = s.alternatives()
	s.group()
	if more := s.repair(s.arithmetic()); len(more) > 0 {
		s.alts = append(s.alts, more...)
		s.group()
	}
	s.math, s.ranks = s.arithmetic(), s.ranking()
	for i := range s.figs {
		s.totalled = s.totalled || s.totals(i) && s.plausible(&s.figs[i], &s.ctx[i])
	}
	return s
}

// group collects the figures that may be money by value, in page order.
func (s *sums) group() {
	s.values = nil
	at := map[int64]int{}
	add := func(f *figure, c *surroundings) {
		if !s.plausible(f, c) {
			return
		}
		v := abs(f.cents)
		k, ok := at[v]
		if !ok {
			k = len(s.values)
			at[v] = k
			s.values = append(s.values, value{cents: v})
		}
		s.values[k].occ = append(s.values[k].occ, occurrence{f, c})
	}
	for i := range s.figs {
		add(&s.figs[i], &s.ctx[i])
	}
	for i := range s.alts {
		c := s.look(&s.alts[i])
		add(&s.alts[i], &c)
	}
}

// plausible: as many decimals as the paper's sums have, or another form where a
// label or a currency speaks for money.
func (s *sums) plausible(f *figure, c *surroundings) bool {
	if f.percent || f.glued {
		return false
	}
	if f.decimals == 2 || f.decimals == 1 && s.habit.tenths {
		return true
	}
	if f.decimals > 2 || f.cents > 10_000_00*100 {
		return false
	}
	labelled := max(c.near[cTotal], c.near[cTotalStrong], c.near[cSubtotal], c.near[cTax], c.near[cNet], c.near[cAmountDue]) > 0.8
	return f.currency != "" || f.decimals == 1 && labelled || labelled && len(s.byRow[f.row]) == 1
}

// look gathers the labels around a figure.
func (s *sums) look(f *figure) surroundings {
	c := surroundings{near: map[concept]float64{}, over: map[concept]float64{}}
	labels := s.l.labelsIn(f.row)
	s.addRow(&c, f, labels, 1)
	if len(c.near) == 0 && len(labels) == 0 {
		s.borrow(&c, f)
	}
	s.addColumn(&c, f)
	c.clean = s.explained(f.row, labels)
	return c
}

// addRow takes the labels of the figure's row. One that another sum separates
// from the figure, or that stands right of it, counts for less.
func (s *sums) addRow(c *surroundings, f *figure, labels []label, weight float64) {
	prev := -1
	for _, k := range s.byRow[f.row] {
		if s.figs[k].end <= f.first && s.figs[k].isMoney() {
			prev = max(prev, s.figs[k].end)
		}
	}
	for k := range labels {
		q := labels[k].quality * weight
		switch {
		case labels[k].first >= f.end:
			q *= 0.5
		case labels[k].end <= prev:
			q *= 0.75
		}
		for _, m := range labels[k].concepts {
			c.near[m] = max(c.near[m], q)
		}
	}
}

// borrow takes the labels of the row above or below when that row has no sum of
// its own: its price stands half a line off, or on the next line.
func (s *sums) borrow(c *surroundings, f *figure) {
	if s.lettersIn(f.row) > 4 {
		return
	}
	for _, step := range []struct {
		row    int
		weight float64
	}{{f.row - 1, 0.8}, {f.row + 1, 0.6}} {
		if step.row < 0 || step.row >= len(s.l.rows) || s.l.rows[step.row].page != f.page || s.hasMoney(step.row) {
			continue
		}
		if gap := s.gap(f.row, step.row); gap > 1.8 {
			continue
		}
		if labels := s.l.labelsIn(step.row); len(labels) > 0 {
			for k := range labels {
				for _, m := range labels[k].concepts {
					c.near[m] = max(c.near[m], labels[k].quality*step.weight)
				}
			}
			return
		}
	}
}

// gap between two rows, in heights of a word.
func (s *sums) gap(a, b int) float64 {
	ra, rb := &s.l.rows[a], &s.l.rows[b]
	_, ph := pixels(&s.l.pages[ra.page-1])
	return math.Abs(ra.box.CenterY()-rb.box.CenterY()) * ph / max(1, s.l.em)
}

func (s *sums) hasMoney(row int) bool {
	return slices.ContainsFunc(s.byRow[row], func(i int) bool { return s.figs[i].isMoney() })
}

func (s *sums) lettersIn(row int) int {
	n, _ := countLetters(s.l.rows[row].text)
	return n
}

// explained is the share of a row's letters that its labels account for.
func (s *sums) explained(row int, labels []label) float64 {
	n, _ := countLetters(s.l.rows[row].text)
	if n == 0 {
		return 0
	}
	m := 0
	for k := range labels {
		m += len(labels[k].shape)
	}
	return min(1, float64(m)/float64(n))
}

const columnReach = 14 // rows upwards in which a column's head is looked for

// addColumn takes the nearest label above the figure in its column.
func (s *sums) addColumn(c *surroundings, f *figure) {
	for r := f.row - 1; r >= 0 && r >= f.row-columnReach && s.l.rows[r].page == f.page; r-- {
		hit := false
		for _, lb := range s.l.labelsIn(r) {
			if !overX(lb.box.Left, lb.box.Right, f.box.Left, f.box.Right) || s.numberRightOf(&lb) || s.l.unit(&lb) {
				continue
			}
			hit = true
			w := lb.quality * (1 - 0.03*float64(f.row-r))
			for _, m := range lb.concepts {
				c.over[m] = max(c.over[m], w)
			}
		}
		if hit {
			return
		}
	}
}

// numberRightOf reports that a label has its own sum in its row, so it is no
// head of a column.
func (s *sums) numberRightOf(lb *label) bool {
	return slices.ContainsFunc(s.byRow[lb.row], func(i int) bool {
		return s.figs[i].isMoney() && s.figs[i].first >= lb.end
	})
}

// unit reports a label right behind a number, such as the km of a distance: it is
// no head of a column.
func (l *layout) unit(lb *label) bool {
	before := lb.first - 1
	if before < l.rows[lb.row].first || l.tokens[before].cell != lb.cell {
		return false
	}
	return numeric(l.tokens[before].Text)
}

// overX reports that two spans share a good part of the shorter.
func overX(l1, r1, l2, r2 float64) bool {
	return min(r1, r2)-max(l1, l2) > 0.3*min(r1-l1, r2-l2)
}
