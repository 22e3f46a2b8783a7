package extract

import (
	"math"
	"slices"

	"deskclerk/backend/doc"
)

// adjust brings the lines of a table to what they stand for: a discount printed
// below a line of goods is taken off it, and the sums of a credit note are
// positive (EN 16931 states a credit note's amounts so: the kind of the document
// says which way the money goes).
func (g *grid) adjust(items []item) []item {
	return positive(g.withoutDiscounts(items))
}

// withoutDiscounts takes rows such as "less 16.7 % discount −2.00" off the line
// above when the percentage of that line's amount proves it.
func (g *grid) withoutDiscounts(items []item) []item {
	var out []item
	for i := range items {
		it := &items[i]
		if len(out) == 0 || !g.discountOf(it, &out[len(out)-1]) {
			out = append(out, *it)
			continue
		}
		above := &out[len(out)-1]
		above.amount.cents += it.amount.cents
		above.amount.box = doc.Box{} // the net amount is printed nowhere
	}
	return out
}

// discountOf reports that it is a discount in percent on the line above.
func (g *grid) discountOf(it, above *item) bool {
	if it.quantity != nil || it.amount.cents >= 0 || above.amount.cents <= 0 || it.amount.page != above.amount.page {
		return false
	}
	for _, i := range g.around(it.last) {
		f := &g.sums.figs[i]
		rate := math.Abs(g.l.exact(f))
		if !g.l.isRate(f) || rate == 0 || rate >= 100 {
			continue
		}
		// The rate is printed with one decimal at most: half of its last place counts.
		if want := rate / 100 * float64(above.amount.cents); math.Abs(want+float64(it.amount.cents)) <= 1+0.0005*float64(above.amount.cents) {
			return true
		}
	}
	return false
}

// positive turns the sign of every line where each is negative although its
// quantity and price are not.
func positive(items []item) []item {
	odd := func(it item) bool {
		return it.amount.cents < 0 && it.quantity != nil && it.price != nil && it.quantity.cents > 0 && it.price.cents > 0
	}
	if len(items) == 0 || slices.ContainsFunc(items, func(it item) bool { return !odd(it) }) {
		return items
	}
	for i := range items {
		items[i].amount.cents = -items[i].amount.cents
	}
	return items
}
