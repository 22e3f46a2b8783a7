package extract

import (
	"math"
	"slices"
)

// sameNumbers: two readings differ in the order of the numbers only.
func sameNumbers(a, b reading) bool {
	x, y := [3]int{a.year % 100, a.month, a.day}, [3]int{b.year % 100, b.month, b.day}
	slices.Sort(x[:])
	slices.Sort(y[:])
	return x == y
}

// orderPrior is how likely the reading's order is among those of its date that
// are the same numbers.
func (d *evidence) orderPrior(s *dateSpot, r reading) float64 {
	own, sum := d.orderWeight(s, r), 0.0
	for _, v := range s.votes {
		if v.guessed == r.guessed && v.mended == r.mended && sameNumbers(v.reading, r) {
			sum += d.orderWeight(s, v.reading)
		}
	}
	if r.order == orderNamed || sum == 0 {
		return 1
	}
	return own / math.Max(sum, 1e-9)
}

// oddOrder is how unusual the order of the numbers is on this paper: a day that
// can be read in that order only may be misread.
func (d *evidence) oddOrder(r reading) float64 {
	if r.order == orderNamed || r.order == orderYMD && !r.short {
		return 0
	}
	top := max(d.order[orderDMY], d.order[orderMDY], d.order[orderYMD])
	return 1 - d.order[r.order]/max(top, 1e-9)
}

// laterDate: a later day is printed in the same form.
func (d *evidence) laterDate(r reading) bool {
	for i := range d.dates {
		if o := d.dates[i].found.readings[0]; o.order == r.order && o.String() > r.String() {
			return true
		}
	}
	return false
}

// orderWeight of a reading.
func (d *evidence) orderWeight(s *dateSpot, r reading) float64 {
	if s.found.sep == '.' && r.order == orderMDY {
		return dottedMonth * d.order[r.order]
	}
	return d.order[r.order]
}

const (
	dottedMonth = 0.1 // dots are hardly ever printed with the month in front
	spacedDate  = 0.1 // numbers with gaps between them are counts and prices
)

// orderVote is how far a date that allows one order only speaks for it, of 1.
func orderVote(sep byte, order dateOrder) float64 {
	switch {
	case sep == ' ':
		return spacedDate
	case sep == '.' && order == orderMDY:
		return dottedMonth // a price, more likely
	default:
		return 1
	}
}
