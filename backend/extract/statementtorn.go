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
	slopes := g.slopes()
	for j := range g.sums {
		if letters, _ := countLetters(g.label(j)); len(g.sums[j]) == 0 || g.took[j] > 0 || letters > 0 {
			continue
		}
		to, least := -1, tornApart
		for _, i := range []int{j - 1, j + 1} {
			if i < 0 || i >= len(g.sums) || len(g.sums[i]) > 0 {
				continue
			}
			if off, ok := g.torn(i, j, slopes[g.d.l.rows[j].page]); ok && off < least {
				to, least = i, off
			}
		}
		if to >= 0 {
			g.sums[to], g.sums[j] = g.sums[j], nil
		}
	}
}

const tornApart = 0.75 // heights of words between the parts of one row

// torn says how far the sums of row j stand from row i, in heights of words, once
// the page's slope is taken off; they must stand right of it.
func (g *ledger) torn(i, j int, slope float64) (off float64, ok bool) {
	p, q := &g.d.l.rows[i], &g.d.l.rows[j]
	if p.page != q.page || g.label(i) == "" || g.heads[i] || p.box.Right > q.box.Left {
		return 0, false
	}
	_, h := pixels(&g.d.l.pages[p.page-1])
	drop := q.box.CenterY() - p.box.CenterY() - slope*(q.box.CenterX()-p.box.CenterX())
	return math.Abs(drop) * h / max(g.d.l.em, p.height), true
}

const leastSloping = 3 // rows that tell a page's slope

// slopes are, by page, how much lower things stand further right, as shares of
// the page's height and width: the middle of those of its rows that were not torn.
func (g *ledger) slopes() map[int]float64 {
	all := map[int][]float64{}
	for i := range g.sums {
		r := &g.d.l.rows[i]
		if g.took[i] == 0 || len(g.sums[i]) == 0 {
			continue
		}
		first, last := g.d.l.tokens[r.first].Box, g.sums[i][len(g.sums[i])-1].box
		if dx := last.CenterX() - first.CenterX(); dx > 0.3 {
			all[r.page] = append(all[r.page], (last.CenterY()-first.CenterY())/dx)
		}
	}
	out := map[int]float64{}
	for page, s := range all {
		if len(s) >= leastSloping {
			out[page] = median(s)
		}
	}
	return out
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
	g.ordered = true
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
