package extract

import (
	"slices"
	"time"
)

// betweenDays is how many words stand between the two days of a period: "to", "t/m".
const betweenDays = 2

// firstDated is the first row that begins with a date and holds a sum; the number of
// rows where none does.
func (d *evidence) firstDated() int {
	for i := range d.l.rows {
		r := &d.l.rows[i]
		if !slices.ContainsFunc(d.sums.byRow[i], func(f int) bool { return d.sums.figs[f].isMoney() }) {
			continue
		}
		if _, n := d.leadingDay(r.first, r.end, false); n > 0 && n < r.end-r.first {
			return i
		}
	}
	return len(d.l.rows)
}

// rangeOfOneYear are two days of a row of which only the second has its year: "1 March
// to 31 March 2025".
func (d *evidence) rangeOfOneYear(i int) (a, b Candidate, ok bool) {
	ds := d.daysIn(i)
	if len(ds) != 1 {
		return a, b, false
	}
	b = ds[0]
	end, err := time.Parse(time.DateOnly, b.Value)
	if err != nil {
		return a, b, false
	}
	_, last := d.tokenAt(b.Page, b.Box)
	r := &d.l.rows[i]
	if last <= r.first || last >= r.end {
		return a, b, false
	}
	american := d.readAs(b, true) && !d.readAs(b, false)
	for first := r.first; first < last; first++ {
		for n := min(3, last-first-1); n >= 1; n-- {
			gap := last - first - n
			if gap < 0 || gap > betweenDays {
				continue
			}
			got, fits := d.dayOf(d.l.text(first, first+n), american)
			if !fits || got.year != 0 {
				continue
			}
			value := got.in(end)
			if value >= b.Value {
				continue
			}
			b.Confidence = textSure
			raw := d.l.text(first, first+n)
			return Candidate{Value: value, Raw: raw, Page: r.page, Box: d.l.box(first, first+n), Confidence: textSure}, b, true
		}
	}
	return a, b, false
}

// readAs reports that a date is what its text says with the month first, or behind.
func (d *evidence) readAs(c Candidate, american bool) bool {
	got, ok := d.dayOf(c.Raw, american)
	return ok && got.in(time.Time{}) == c.Value
}

// told is the period in the order of days and months that the rows have: the days of a
// head may be read in either.
func (g *ledger) told(start, end Candidate) (Candidate, Candidate) {
	if start.Value == "" || !g.ordered {
		return start, end
	}
	a, b := start, end
	for _, c := range []*Candidate{&a, &b} {
		if got, ok := g.d.dayOf(c.Raw, g.american); ok && got.year > 0 {
			c.Value = got.in(time.Time{})
		}
	}
	first, ok1 := dateOf(a.Value)
	last, ok2 := dateOf(b.Value)
	if ok1 && ok2 && first.Before(last) && first.AddDate(1, 0, 1).After(last) {
		return a, b
	}
	return start, end
}
