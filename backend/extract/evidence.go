package extract

import (
	"slices"
	"strings"

	"deskclerk/backend/doc"
)

// evidence is all that is read off the pages before any field is chosen; every
// field's candidates are made from it.
type evidence struct {
	l     *layout
	sums  *sums
	place place
	dates []dateSpot            // as printed
	vague []dateSpot            // read by another pass only, or much mended
	times []timeSpot            // as printed, then those of other passes
	order map[dateOrder]float64 // how likely numeric dates are printed so, 0 to 1

	compactRows []string  // see folded
	webRows     [][][]int // see webs
}

// spot is something found in a row, in its place.
type spot[T any] struct {
	found      T
	first, end int // tokens
	row, page  int
	raw        string
	box        doc.Box
	conf       float64
}

// gather reads the layout once.
func gather(l *layout) *evidence {
	d := &evidence{l: l, sums: newSums(l)}
	d.place = l.findPlace(d.sums.figs)
	for i := range l.rows {
		d.readRow(&l.rows[i])
	}
	d.dates, d.vague, d.times = outer(d.dates), outer(d.vague), outer(d.times)
	d.order = d.weighOrders()
	return d
}

// mostDates are compared with each other; only long tables hold more.
const mostDates = 300

// outer keeps the first and the last of too many: what is dated stands at the
// head or the foot of a paper.
func outer[T any](list []T) []T {
	if len(list) <= mostDates {
		return list
	}
	return append(slices.Clone(list[:mostDates/2]), list[len(list)-mostDates/2:]...)
}

// readRow finds the dates and times of one row.
func (d *evidence) readRow(r *row) {
	if !strings.ContainsAny(r.text, "0123456789") {
		return
	}
	sure, doubtful := d.voted(r)
	d.dates, d.vague = append(d.dates, sure...), append(d.vague, doubtful...)
	d.times = append(d.times, d.votedTimes(r)...)
}

// spotAt finds the words behind bytes start to end of the row's text.
func spotAt[T any](l *layout, r *row, found T, start, end int) spot[T] {
	s := spot[T]{found: found, row: r.index, page: r.page, raw: strings.TrimSpace(r.text[start:end]), first: -1}
	at := 0
	for i := r.first; i < r.end; i++ {
		next := at + len(l.tokens[i].Text)
		if next > start && at < end {
			if s.first < 0 {
				s.first = i
			}
			s.end = i + 1
		}
		at = next + 1
	}
	s.box, s.conf = l.box(s.first, s.end), l.confidence(s.first, s.end)
	return s
}

// weighOrders decides how numeric dates are printed here: dates that allow one
// order only weigh most, then the country, then the language.
func (d *evidence) weighOrders() map[dateOrder]float64 {
	w := map[dateOrder]float64{orderDMY: 0.6, orderMDY: 0.15, orderYMD: 0.05}
	usual, also := d.place.order(d.l)
	switch usual {
	case orderMDY:
		w[orderMDY] += 2.5
	case orderDMY:
		w[orderDMY] += 2
	case orderYMD:
		w[orderYMD] += 0.6
		w[orderDMY] += 0.2
	}
	if also != "" {
		w[also] += 0.6
	}
	if d.l.lang != "" && d.l.lang != "en" {
		w[orderDMY] += 0.7
	}
	if slices.ContainsFunc(d.times, func(t timeSpot) bool { return t.found.marked && strings.HasSuffix(strings.ToLower(t.raw), "m") }) {
		w[orderMDY] += 0.15 // a twelve-hour clock; imported tills have it too
	}
	for i := range d.dates {
		r, ok := d.dates[i].certain()
		if ok && r.order != orderNamed && (r.order != orderYMD || r.short) {
			w[r.order] += 3 * orderVote(d.dates[i].found.sep, r.order)
		}
	}
	d.agree(w)
	sum := w[orderDMY] + w[orderMDY] + w[orderYMD]
	for k := range w {
		w[k] /= sum
	}
	return w
}

// agree lets a date that is certain (a month's name, a year in front) settle the
// order of a numeric one that can mean the same day.
func (d *evidence) agree(w map[dateOrder]float64) {
	certain := map[string]bool{}
	for i := range d.dates {
		if r, ok := d.dates[i].certain(); ok {
			certain[r.String()] = true
		}
	}
	for i := range d.dates {
		r := d.dates[i].found.readings
		if len(r) < 2 {
			continue
		}
		for _, x := range r {
			if certain[x.String()] && !x.guessed {
				w[x.order] += 2
			}
		}
	}
}
