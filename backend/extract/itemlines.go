package extract

import (
	"slices"
	"strings"
)

// plainItems finds the lines of goods without a head: rows with a text and a sum at the right, above
// the first row of totals.
func (d *evidence) plainItems() []item {
	end := d.endOfItems()
	var out []item
	for r := d.startOfItems(end); r < end; r++ {
		if d.countsFor(r, r-1) || d.countsFor(r, r+1) {
			continue
		}
		if it, ok := d.item(r); ok {
			d.measure(&it)
			out = append(out, it)
		}
	}
	return withoutTotal(d.counted(out))
}

// summing reports a row that is about the whole and not about one line.
func (d *evidence) summing(r int) bool {
	for _, lb := range d.l.labelsIn(r) {
		for _, c := range []concept{cTotal, cTotalStrong, cSubtotal, cNet, cTax, cCash, cChange, cCard, cRounding, cSummary, cService, cAmountDue} {
			if lb.has(c) && lb.quality > 0.8 && lb.covers > 0.35 {
				return true
			}
		}
	}
	return false
}

// counted takes the quantity in front of the descriptions off them, where most
// lines have one, as in "2 Lemonade" and "2 x Lemonade".
func (d *evidence) counted(items []item) []item {
	n := 0
	for i := range items {
		d.takeCount(&items[i])
		if d.leadingCount(&items[i]) != nil {
			n++
		}
	}
	if n < 2 || 3*n < 2*len(items) {
		return items
	}
	for i := range items {
		it := &items[i]
		f := d.leadingCount(it)
		if f == nil || it.proved && it.quantity.first != f.first {
			continue
		}
		it.quantity, it.first = f, f.end
		if low := strings.ToLower(d.l.tokens[it.first].Text); (low == "x" || low == "×" || low == "*") && it.first+1 < it.end {
			it.first++
		}
		it.description, it.box = d.trimText(it.first, it.end), d.l.box(it.first, it.end)
	}
	return items
}

// takeCount takes a number of pieces with its sign, as in "2x Lemonade", off a
// description, unless its quantity is known to be another one.
func (d *evidence) takeCount(it *item) {
	q, next, ok := d.pieces(it.first, it.end)
	if !ok || !d.longWord(next, it.end) || it.proved && (it.quantity.first < q.first || it.quantity.first >= next) {
		return
	}
	it.quantity, it.first = q, next
	it.description, it.box = d.trimText(it.first, it.end), d.l.box(it.first, it.end)
}

// leadingCount is the small number that a description begins with, nil without.
func (d *evidence) leadingCount(it *item) *figure {
	for _, i := range d.sums.byRow[d.l.tokens[it.first].row] {
		f := &d.sums.figs[i]
		if f.first == it.first && f.decimals == 0 && !f.repaired && !f.glued && f.cents >= 100 && f.cents < 10000 && f.end < it.end && f.end == f.first+1 {
			return f
		}
	}
	return nil
}

// carried reports a row that carries a sum over from page to page.
func (d *evidence) carried(r int) bool {
	return slices.ContainsFunc(d.l.labelsIn(r), func(lb label) bool { return lb.has(cCarried) && lb.quality > 0.85 && lb.covers > 0.6 })
}

// endOfItems is the first row with a sum that is a total, after at least one sum
// that is none.
func (d *evidence) endOfItems() int {
	goods := false
	for r := range d.l.rows {
		if !d.sums.hasMoney(r) {
			continue
		}
		if d.summing(r) {
			if goods {
				return r
			}
			continue
		}
		goods = true
	}
	return len(d.l.rows)
}

// startOfItems is the row after the table's head, or the first after the
// letterhead's dates and numbers.
func (d *evidence) startOfItems(end int) int {
	for r := range end {
		heads := 0
		for _, lb := range d.l.labelsIn(r) {
			if lb.has(cDescription) || lb.has(cQuantity) || lb.has(cUnitPrice) || lb.has(cLineAmount) {
				heads++
			}
		}
		if heads >= 2 && !d.sums.hasMoney(r) {
			return r + 1
		}
	}
	return 0
}

// item reads one row, with the text above or below when the row has none.
func (d *evidence) item(r int) (item, bool) {
	row := d.sums.byRow[r]
	if len(row) == 0 || d.summing(r) || d.carried(r) {
		return item{}, false
	}
	last := -1
	for _, i := range row {
		if d.sums.figs[i].isMoney() {
			last = i
		}
	}
	if last < 0 {
		return item{}, false
	}
	it := item{amount: d.sums.figs[last], last: last}
	first := d.firstNumber(row, last)
	others := othersIn(row, last)
	it.first, it.end = d.l.rows[r].first, d.endOfText(r, first, last, others)
	it.description = d.trimText(it.first, it.end)
	if letters, _ := countLetters(it.description); letters < 3 {
		if n, ok := d.borrowText(&it, r); ok {
			others = append(others, d.sums.byRow[n]...)
		} else if _, _, ok := d.countLine(r); ok {
			return item{}, false
		}
	}
	d.columnText(&it, others)
	it.box = d.l.box(it.first, it.end)
	d.multiply(&it, others)
	return it, it.description != ""
}

// endOfText is where the text of a row ends: at the figures that make the sum,
// else at the first one behind a gap; "3.5 %" and "1 l" in it are part of it.
func (d *evidence) endOfText(r, first, last int, others []int) int {
	sum := d.sums.figs[last].first
	text := d.l.rows[r].first // the first word
	for text < sum && !d.longWord(text, text+1) {
		text++
	}
	if q, p, ok := d.product(last, others); ok {
		for _, f := range []*figure{q, p} {
			if f.first > text {
				sum = min(sum, f.first)
			}
		}
		return sum
	}
	if first <= text {
		return first
	}
	for first < sum && d.l.tokens[first].cell == d.l.tokens[first-1].cell && !d.moneyAt(r, first) {
		first++
	}
	return first
}

// moneyAt reports that a sum begins with the token.
func (d *evidence) moneyAt(r, token int) bool {
	return slices.ContainsFunc(d.sums.byRow[r], func(i int) bool { return d.sums.figs[i].first == token && d.sums.figs[i].isMoney() })
}

// othersIn is the row's figures but one.
func othersIn(row []int, sum int) []int {
	return slices.DeleteFunc(slices.Clone(row), func(i int) bool { return i == sum })
}

// multiply finds quantity, price and rate among the figures beside an amount.
func (d *evidence) multiply(it *item, others []int) {
	for _, i := range others {
		if f := &d.sums.figs[i]; d.l.isRate(f) {
			it.rate = f
		}
	}
	it.quantity, it.price, it.proved = d.product(it.last, others)
}

// measure lets the row above or below tell quantity and price when it has no
// more than them, as tills print "2 x 3.50" or "0.482 kg x 5.90/kg".
func (d *evidence) measure(it *item) {
	for _, n := range []int{it.amount.row + 1, it.amount.row - 1} {
		if n < 0 || n >= len(d.l.rows) || it.proved || d.l.rows[n].page != it.amount.page || d.longWord(d.l.rows[n].first, d.l.rows[n].end) || d.sums.gap(it.amount.row, n) > 2.2 {
			continue
		}
		if d.countsFor(n, it.amount.row) {
			it.quantity, it.price, _ = d.countLine(n)
			it.proved = true
			continue
		}
		it.quantity, it.price, it.proved = d.product(it.last, d.sums.byRow[n])
	}
}

// columnText narrows the description of a row with columns to the one that has
// the most letters: beside it stand positions, article numbers, rates.
func (d *evidence) columnText(it *item, others []int) {
	r := &d.l.rows[d.l.tokens[it.first].row]
	if len(r.cells) < 3 {
		return
	}
	most := 0
	first, end := it.first, it.end
	quantity, _, _ := d.product(it.last, others)
	for _, c := range r.cells {
		a, b := d.withoutNumbers(max(c.first, it.first), min(c.end, it.end), quantity)
		if letters, digits := countLetters(d.l.text(a, max(a, b))); a < b && letters > most && letters > digits {
			first, end, most = a, b, letters
		}
	}
	if most >= 3 {
		it.first, it.end, it.description = first, end, d.trimText(first, end)
	}
}

// withoutNumbers takes plain numbers off the beginning of tokens[first:end], and
// a number with its unit off their end, as in "400,00 Balloons 20 pcs", unless
// the quantity is known to be another one.
func (d *evidence) withoutNumbers(first, end int, quantity *figure) (a, b int) {
	number := func(i int) bool {
		letters, digits := countLetters(d.l.tokens[i].Text)
		return letters == 0 && digits > 0
	}
	for first < end && number(first) {
		first++
	}
	if end-first >= 3 && number(end-2) && (quantity == nil || quantity.first == end-2) && len(d.l.tokens[end-1].Text) <= 8 && strings.Trim(d.l.tokens[end-2].Text, "0123456789.,") == "" {
		end -= 2
	}
	return first, end
}

// firstNumber is the token where the run of numbers before the sum begins.
func (d *evidence) firstNumber(row []int, last int) int {
	first := d.sums.figs[last].first
	for i := len(row) - 1; i >= 0; i-- {
		f := &d.sums.figs[row[i]]
		if f.end <= first && !d.longWord(f.end, first) {
			first = f.first
		}
	}
	return first
}

// longWord reports a word that is no unit or sign in tokens[a:b].
func (d *evidence) longWord(a, b int) bool {
	for i := a; i < b; i++ {
		if letters, _ := countLetters(d.l.tokens[i].Text); letters > 3 {
			return true
		}
	}
	return false
}

// trimText is the text of tokens[first:end] without marks at its ends.
func (d *evidence) trimText(first, end int) string {
	return strings.Trim(d.l.text(first, end), " .,:;-–_=*~|'\"")
}

// borrowText takes the description from the row above, or else below, when that
// row has no sum of its own, and tells which row it was.
func (d *evidence) borrowText(it *item, r int) (row int, ok bool) {
	for _, n := range []int{r - 1, r + 1} {
		if n < 0 || n >= len(d.l.rows) || d.l.rows[n].page != d.l.rows[r].page || d.sums.hasMoney(n) || d.summing(n) {
			continue
		}
		text := d.trimText(d.l.rows[n].first, d.l.rows[n].end)
		if letters, _ := countLetters(text); letters >= 3 && d.sums.gap(r, n) < 2.2 {
			it.description, it.first, it.end = text, d.l.rows[n].first, d.l.rows[n].end
			return n, true
		}
	}
	return 0, false
}
