package extract

import (
	"strconv"
	"strings"

	"deskclerk/backend/doc"
)

// withoutAllowances takes the allowances and charges of the whole document
// (EN 16931, BG-20 and BG-21) off the end of the lines of goods: rows without
// quantity and price, where every line of goods has one, the first of which is
// called a discount and is one. What they come to is given back.
func (d *evidence) withoutAllowances(items []item) (goods []item, cents int64) {
	counted := func(it *item) bool { return it.quantity != nil || it.price != nil }
	n := 0
	for n < len(items) && counted(&items[n]) {
		n++
	}
	if n == 0 || n == len(items) || !d.allowance(&items[n]) {
		return items, 0
	}
	for i := n; i < len(items); i++ {
		if counted(&items[i]) {
			return items, 0
		}
		cents += items[i].amount.cents
	}
	return items[:n], cents
}

// allowance reports a negative line that is called a discount.
func (d *evidence) allowance(it *item) bool {
	if it.amount.cents >= 0 {
		return false
	}
	for _, lb := range d.l.labelsIn(d.l.tokens[it.first].row) {
		if lb.has(cDiscount) && lb.quality > 0.9 && lb.first == it.first {
			return true
		}
	}
	return false
}

const mostAllowances = 4 // between the sum of the lines and the net sum

// allowances is what the paper prints between the sum of the lines and the net
// sum, below each other or beside each other, when that is how one comes to the
// other; 0 where it is not, or where the sum of the lines is not printed: then a
// line may be missing. Their signs are printed or not.
func (d *evidence) allowances(items []item, net int64) int64 {
	sum := sumOf(items)
	if len(items) == 0 || sum == 0 || net == 0 || sum == net {
		return 0
	}
	last := items[len(items)-1].amount.row
	for r := last + 1; r < len(d.l.rows); r++ {
		row := d.moneyIn(r)
		for k, cents := range row {
			if abs(cents) != abs(sum) {
				continue
			}
			if leads(sum, row[k+1:], net) || k == len(row)-1 && leads(sum, d.lastMoneys(r+1), net) {
				return net - sum
			}
		}
	}
	return 0
}

// moneyIn are the sums of a row.
func (d *evidence) moneyIn(r int) []int64 {
	var out []int64
	for _, i := range d.sums.byRow[r] {
		if f := &d.sums.figs[i]; f.isMoney() {
			out = append(out, f.cents)
		}
	}
	return out
}

// lastMoneys are the rightmost sums of the rows from r on.
func (d *evidence) lastMoneys(r int) []int64 {
	var out []int64
	for ; r < len(d.l.rows) && len(out) < 3*mostAllowances; r++ {
		if row := d.moneyIn(r); len(row) > 0 {
			out = append(out, row[len(row)-1])
		}
	}
	return out
}

// leads reports that the sums up to one that is the net make it of sum, each added
// or taken off.
func leads(sum int64, row []int64, net int64) bool {
	var terms []int64
	for _, cents := range row {
		if abs(cents) == abs(net) {
			return len(terms) > 0 && reaches(sum, terms, net)
		}
		if cents != 0 {
			terms = append(terms, cents)
		}
		if len(terms) > mostAllowances {
			break
		}
	}
	return false
}

func reaches(sum int64, terms []int64, want int64) bool {
	if len(terms) == 0 {
		return sum == want
	}
	return reaches(sum+terms[0], terms[1:], want) || reaches(sum-terms[0], terms[1:], want)
}

// balanced takes allowances and charges off the end of an invoice's lines, says
// what those of the whole document add to them, empty for nothing, and whether the
// lines miss what they must come to: the net sum, or the gross one where prices
// hold the tax.
func (d *evidence) balanced(items []item, fields map[string]doc.Field) (goods []item, adjustment string, off bool) {
	net, gross := cents(fields["net_total"].Value), cents(fields["grand_total"].Value)
	goods, added := d.withoutAllowances(items)
	if added == 0 {
		added = d.allowances(goods, net)
	}
	if added != 0 {
		adjustment = money(added)
	}
	sum := sumOf(goods)
	slack := int64(max(1, len(goods))) // a cent for each
	fits := func(want int64) bool {
		return abs(abs(sum)-abs(want)) <= slack || abs(abs(sum+added)-abs(want)) <= slack
	}
	off = len(goods) > 0 && (net != 0 || gross != 0) && !fits(net) && !fits(gross)
	return goods, adjustment, off
}

func sumOf(items []item) int64 {
	var sum int64
	for i := range items {
		sum += items[i].amount.cents
	}
	return sum
}

// cents of a sum as the contract writes it, 0 for none.
func cents(value *string) int64 {
	if value == nil {
		return 0
	}
	n, err := strconv.ParseInt(strings.Replace(*value, ".", "", 1), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
