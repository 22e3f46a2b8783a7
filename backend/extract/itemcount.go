package extract

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"sync"
)

// countForm is a number of pieces with its sign, as in "2x".
var countForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([1-9]\d{0,2})([xX×*@]?)$`) })

// timesSign is that sign alone.
func timesSign(s string) bool { return slices.Contains([]string{"x", "X", "×", "*", "@"}, s) }

// pieces is the number of pieces that stands at token i with its sign, and the
// token after both.
func (d *evidence) pieces(i, end int) (q *figure, next int, ok bool) {
	m := countForm().FindStringSubmatch(d.l.tokens[i].Text)
	if m == nil || i+1 >= end {
		return nil, 0, false
	}
	next = i + 1
	if m[2] == "" {
		if !timesSign(d.l.tokens[next].Text) || next+1 >= end {
			return nil, 0, false
		}
		next++
	}
	n, err := strconv.ParseInt(m[1], 10, 64)
	if err != nil {
		return nil, 0, false
	}
	t := &d.l.tokens[i]
	return &figure{amount: amount{cents: 100 * n}, first: i, end: next, row: t.row, page: t.page, box: t.Box, conf: t.Confidence}, next, true
}

// countLine is a row that has nothing but a number of pieces and the price of one,
// as in "2X 2.20": it tells of the line of goods above or below.
func (d *evidence) countLine(r int) (quantity, price *figure, ok bool) {
	row := &d.l.rows[r]
	quantity, next, ok := d.pieces(row.first, row.end)
	if !ok {
		return nil, nil, false
	}
	for _, i := range d.sums.byRow[r] {
		if f := &d.sums.figs[i]; f.isMoney() && f.first == next {
			letters, _ := d.l.countLetters(f.end, row.end)
			return quantity, f, letters < 3 && !d.moneyAfter(r, f.end)
		}
	}
	return nil, nil, false
}

// moneyAfter reports a sum in row r from a token on.
func (d *evidence) moneyAfter(r, from int) bool {
	return slices.ContainsFunc(d.sums.byRow[r], func(i int) bool { return d.sums.figs[i].first >= from && d.sums.figs[i].isMoney() })
}

// countsFor reports that row r is such a line and the row n beside it has its amount.
func (d *evidence) countsFor(r, n int) bool {
	if n < 0 || n >= len(d.l.rows) || d.l.rows[n].page != d.l.rows[r].page || d.sums.gap(n, r) > 2.2 || d.summing(n) {
		return false
	}
	q, p, ok := d.countLine(r)
	i, priced := d.sums.lastMoney(n)
	return ok && priced && math.Abs(d.l.exact(q)*d.l.exact(p)-math.Abs(float64(d.sums.figs[i].cents)/100)) < 0.0101
}

// withoutTotal takes a row off the end that is what at least two lines before it
// add up to and has no quantity and price: a total whose name was not read.
func withoutTotal(items []item) []item {
	n := len(items) - 1
	if n < 2 || items[n].quantity != nil || items[n].price != nil || items[n].amount.cents == 0 || sumOf(items[:n]) != items[n].amount.cents {
		return items
	}
	return items[:n]
}
