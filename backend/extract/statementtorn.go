package extract

import (
	"math"
	"strings"
	"time"
)

// joinSums gives rows without a sum the sums that lie a little higher or lower
// and have no words of their own: on a sheet that is not quite straight a wide
// gap tears a row.
func (g *ledger) joinSums() {
	for j := range g.sums {
		if len(g.sums[j]) == 0 || g.took[j] > 0 || g.label(j) != "" {
			continue
		}
		for _, i := range []int{j - 1, j + 1} {
			if i >= 0 && i < len(g.sums) && len(g.sums[i]) == 0 && g.torn(i, j) {
				g.sums[i], g.sums[j] = g.sums[j], nil
				break
			}
		}
	}
}

const tornApart = 0.75 // heights of words between the parts of one row

// torn reports that the sums of row j stand right of row i, at about its height.
func (g *ledger) torn(i, j int) bool {
	p, q := &g.d.l.rows[i], &g.d.l.rows[j]
	if p.page != q.page || g.label(i) == "" || g.heads[i] || p.box.Right > q.box.Left {
		return false
	}
	_, h := pixels(&g.d.l.pages[p.page-1])
	return math.Abs(p.box.CenterY()-q.box.CenterY())*h < tornApart*max(g.d.l.em, p.height)
}

// monthsFirst reports numeric dates that put the month first: more of them have
// a day over twelve in the second place than in the first. Those begin rows, or
// have a year: the period may say against a single misread digit. Where none
// tells, the period does.
func (g *ledger) monthsFirst() bool {
	first, second := 0, 0
	for i := range g.d.l.tokens {
		t := &g.d.l.tokens[i]
		m := numericDay().FindStringSubmatch(strings.Trim(t.Text, " ,"))
		if m == nil || len(m[1]) > 2 || m[3] == "" && g.d.l.rows[t.row].first != i {
			continue
		}
		if len(m[1]) == 2 && m[1] > "12" {
			first++
		}
		if len(m[2]) == 2 && m[2] > "12" {
			second++
		}
	}
	if first == second {
		return g.periodSaysMonthsFirst()
	}
	return second > first
}

// periodSaysMonthsFirst reports that more rows are dated within the period when
// the month is read first.
func (g *ledger) periodSaysMonthsFirst() bool {
	start, end := g.d.period()
	within := [2]int{}
	for i := range g.d.l.rows {
		r := &g.d.l.rows[i]
		for k := range within {
			got, n := g.d.leadingDay(r.first, r.end, k == 1)
			if limit, ok := dateOf(end.Value); ok && n > 0 && got.in(limit) <= end.Value && got.in(limit) >= earliest(start.Value, limit) {
				within[k]++
			}
		}
	}
	return within[1] > within[0]
}

// earliest day of a period: its start, or as far back as one goes.
func earliest(start string, end time.Time) string {
	if start != "" {
		return start
	}
	return end.AddDate(0, 0, -longestPeriod).Format(time.DateOnly)
}
