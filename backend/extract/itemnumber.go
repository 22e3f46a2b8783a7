package extract

import (
	"math"
	"strconv"
	"strings"
)

// exact is the figure with all its decimals; sums are kept in cents, prices of
// single pieces often have more.
func (l *layout) exact(f *figure) float64 {
	if f.decimals <= 2 || f.repaired {
		return float64(f.cents) / 100
	}
	v, err := strconv.ParseFloat(onlyDigits(l.text(f.first, f.end)), 64)
	if err != nil {
		return float64(f.cents) / 100
	}
	v /= math.Pow10(f.decimals)
	if math.Abs(v-math.Abs(float64(f.cents)/100)) > 0.01 { // a look-alike was mended
		return float64(f.cents) / 100
	}
	return math.Copysign(v, float64(f.cents))
}

// price writes the figure with two decimals or as many as are printed.
func (l *layout) price(f *figure) string {
	if f.decimals <= 2 || f.repaired {
		return money(f.cents)
	}
	s := strings.TrimRight(strconv.FormatFloat(l.exact(f), 'f', f.decimals, 64), "0")
	if k := strings.IndexByte(s, '.'); len(s)-k <= 2 {
		return money(f.cents)
	}
	return s
}

// quantity writes the figure without needless zeros.
func (l *layout) quantity(f *figure) string {
	return strconv.FormatFloat(l.exact(f), 'f', -1, 64)
}

// isRate reports a figure that a percent sign belongs to.
func (l *layout) isRate(f *figure) bool {
	return f.percent || f.end < len(l.tokens) && l.tokens[f.end].row == f.row && l.tokens[f.end].Text == "%"
}

const mostFactors = 16 // figures beside an amount that are multiplied

// product finds quantity and price of an amount among other figures: their
// product is the amount, give or take a cent, or what a discount of some percent
// leaves of it.
func (d *evidence) product(amount int, others []int) (quantity, price *figure, ok bool) {
	sum := math.Abs(float64(d.sums.figs[amount].cents) / 100)
	if sum == 0 {
		return nil, nil, false
	}
	others = others[max(0, len(others)-mostFactors):]
	best := math.Inf(1)
	for _, i := range others {
		for _, j := range others {
			q, p := &d.sums.figs[i], &d.sums.figs[j]
			if i == j || d.l.isRate(q) || d.l.isRate(p) || p.decimals < 2 && q.decimals < 2 && !d.whole(p) || q.cents == 0 {
				continue
			}
			x := math.Abs(d.l.exact(q) * d.l.exact(p))
			if math.Abs(x-sum) > 0.0101 && !d.discounted(x, sum, others) {
				continue
			}
			if rank := awkward(q, p); rank < best {
				best, quantity, price, ok = rank, q, p, true
			}
		}
	}
	return quantity, price, ok
}

// whole reports a price without decimals: one beside a currency.
func (d *evidence) whole(p *figure) bool { return p.currency != "" }

// discounted reports that a percentage among the figures takes x down to sum.
func (d *evidence) discounted(x, sum float64, others []int) bool {
	for _, k := range others {
		f := &d.sums.figs[k]
		if rate := math.Abs(d.l.exact(f)); d.l.isRate(f) && rate < 100 && math.Abs(x*(1-rate/100)-sum) < 0.0101 {
			return true
		}
	}
	return false
}

// awkward orders pairs whose roles might be the other way round: quantities have
// few decimals, prices two or more.
func awkward(q, p *figure) float64 {
	rank := 0.0
	if q.isMoney() && q.cents%100 != 0 {
		rank += 2
	}
	if q.currency != "" {
		rank += 3
	}
	if p.decimals < 2 {
		rank += 2
	}
	if q.decimals > p.decimals {
		rank++
	}
	return rank
}
