package validate

import (
	"fmt"
	"strconv"

	"github.com/shopspring/decimal"

	"deskclerk/backend/doc"
)

// amount of a field; ok is false when it was not found or is no decimal.
func (s sheet) amount(name string) (d decimal.Decimal, ok bool) {
	return parse(s.value(name))
}

func parse(v string) (d decimal.Decimal, ok bool) {
	if v == "" {
		return d, false
	}
	d, err := decimal.NewFromString(v)
	return d, err == nil
}

// tolerance of an equation of n rounded terms: a cent for each.
func tolerance(n int) decimal.Decimal { return decimal.New(int64(max(1, n)), -2) }

// within reports that a and b differ by no more than t.
func within(a, b, t decimal.Decimal) bool { return a.Sub(b).Abs().LessThanOrEqual(t) }

// totalNotZero: a sum of nothing is nearly always a misreading.
func totalNotZero(s sheet) []finding {
	name := s.first("total", "grand_total")
	if d, ok := s.amount(name); ok && d.IsZero() {
		return fail(breaks("total_not_zero"), name)
	}
	return nil
}

// totalNotNegative: a refund or a credit note is booked the other way round, so a
// person confirms that it is one.
func totalNotNegative(s sheet) []finding {
	name := s.first("total", "grand_total")
	d, ok := s.amount(name)
	if !ok || !d.IsNegative() {
		return nil
	}
	fields := []string{name}
	for _, n := range []string{"subtotal", "net_total", "tax_total", "amount_due"} {
		if other, ok := s.amount(n); ok && other.IsNegative() {
			fields = append(fields, n)
		}
	}
	return fail(breaks("total_not_negative"), fields...)
}

// invoiceSum: net + tax = gross.
func invoiceSum(s sheet) []finding {
	return s.equation("net_plus_tax", "net_total", "tax_total", "grand_total", tolerance(1))
}

// receiptSum: subtotal + tax = total, or the subtotal holds the tax already.
// Five cents are left for rounding cash.
func receiptSum(s sheet) []finding {
	sub, ok1 := s.amount("subtotal")
	total, ok2 := s.amount("total")
	if ok1 && ok2 && within(sub, total, decimal.New(5, -2)) {
		return nil
	}
	return s.equation("total_is_sum", "subtotal", "tax_total", "total", decimal.New(5, -2))
}

// equation checks net + tax = total for the rule, and looks for the one misread
// term.
func (s sheet) equation(rule, net, tax, total string, t decimal.Decimal) []finding {
	x, ok1 := s.amount(net)
	y, ok2 := s.amount(tax)
	z, ok3 := s.amount(total)
	if !ok1 || !ok2 || !ok3 || within(x.Add(y), z, t) {
		return nil
	}
	f := finding{
		fields: []string{net, tax, total},
		said:   breaks(rule, "net", x.StringFixed(2), "tax", y.StringFixed(2), "total", z.StringFixed(2)),
	}
	terms := []term{{net, z.Sub(y)}, {total, x.Add(y)}}
	if want := z.Sub(x); want.Abs().LessThan(x.Abs().Div(decimal.NewFromInt(2))) { // no tax is more
		terms = append(terms, term{tax, want})
	}
	f.field, f.value = s.repair(terms)
	return []finding{f}
}

// taxBelowTotal: the highest value added tax of the world is a fifth of what it is
// in; what is more than a third is another sum, or the total is misread.
func taxBelowTotal(s sheet) []finding {
	name := s.first("total", "grand_total")
	total, ok1 := s.amount(name)
	tax, ok2 := s.amount("tax_total")
	if ok1 && ok2 && !total.IsZero() && tax.Abs().Mul(decimal.NewFromInt(3)).GreaterThan(total.Abs()) {
		return fail(breaks("tax_below_total"), "tax_total", name)
	}
	return nil
}

// dueNotAboveTotal: what is due is at most the invoice's total.
func dueNotAboveTotal(s sheet) []finding {
	due, ok1 := s.amount("amount_due")
	total, ok2 := s.amount("grand_total")
	if ok1 && ok2 && due.Abs().GreaterThan(total.Abs()) {
		return fail(breaks("due_not_above_total"), "amount_due", "grand_total")
	}
	return nil
}

// cell of a table row as a decimal.
func cell(r doc.Row, column string) (d decimal.Decimal, ok bool) {
	v := r.Cells[column].Value
	if v == nil {
		return d, false
	}
	return parse(*v)
}

// taxIsRate: tax = base × rate in each line of the tax table.
func taxIsRate(s sheet) []finding {
	for _, r := range s.Tables["tax_lines"].Rows {
		base, ok1 := cell(r, "base")
		rate, ok2 := cell(r, "rate")
		tax, ok3 := cell(r, "amount")
		if ok1 && ok2 && ok3 && !within(base.Mul(rate).Shift(-2), tax, tolerance(2)) {
			return fail(breaks("tax_is_rate", "rate", rate.String(), "base", base.StringFixed(2), "tax", tax.StringFixed(2)), "tax_total")
		}
	}
	return nil
}

// taxLinesSum: the tax lines add up to the tax.
func taxLinesSum(s sheet) []finding {
	tax, ok := s.amount("tax_total")
	rows := s.Tables["tax_lines"].Rows
	sum, n := total(rows, "amount")
	if !ok || n == 0 || n < len(rows) || within(sum.Abs(), tax.Abs(), tolerance(n)) {
		return nil
	}
	return fail(breaks("tax_lines_sum", "sum", sum.StringFixed(2), "tax", tax.StringFixed(2)), "tax_total")
}

// total of a column and how many rows have it.
func total(rows []doc.Row, column string) (sum decimal.Decimal, n int) {
	for _, r := range rows {
		if d, ok := cell(r, column); ok {
			sum, n = sum.Add(d), n+1
		}
	}
	return sum, n
}

// sureTable is the confidence from which a table's lines are held against the
// sums: below it a line may be missing.
const sureTable = 0.8

// linesSum: the lines add up to the net or the gross sum, alone or with the
// allowances and charges of the whole; with one line found there is nothing to say.
func linesSum(s sheet) []finding {
	rows := s.Tables["line_items"].Rows
	sum, n := total(rows, "amount")
	if n < 2 || n < len(rows) || s.Tables["line_items"].Confidence < sureTable {
		return nil
	}
	whole := sum
	if a, ok := parse(s.Tables["line_items"].Adjustment); ok {
		whole = sum.Add(a)
	}
	known := 0
	for _, name := range []string{"net_total", "grand_total", "subtotal", "total"} {
		if d, ok := s.amount(name); ok {
			known++
			if within(sum.Abs(), d.Abs(), tolerance(n)) || within(whole.Abs(), d.Abs(), tolerance(n)) {
				return nil
			}
		}
	}
	if known == 0 {
		return nil
	}
	return fail(breaks("lines_sum", "count", strconv.Itoa(n), "sum", sum.StringFixed(2)))
}

// lineProduct: quantity × price = amount in each line. The one of the three that
// can be a misreading is offered as it would have to be.
func lineProduct(s sheet) []finding {
	for i, r := range s.Tables["line_items"].Rows {
		q, ok1 := cell(r, "quantity")
		p, ok2 := cell(r, "unit_price")
		a, ok3 := cell(r, "amount")
		if ok1 && ok2 && ok3 && !within(q.Mul(p), a, tolerance(2)) {
			f := finding{said: breaks("line_product", "line", strconv.Itoa(i+1))}
			if column, want := factor(q, p, a); column != "" {
				f.field, f.value = fmt.Sprintf("line_items.%d.%s", i+1, column), want
			}
			return []finding{f}
		}
	}
	return nil
}

// factor finds the one of quantity, price and amount that may be misread, and as
// what the line would hold; empty when none or more than one may be.
func factor(q, p, a decimal.Decimal) (column, want string) {
	n := 0
	fits := func(name, got, value string, exact bool) {
		if exact && misread(got, value) {
			column, want, n = name, value, n+1
		}
	}
	fits("amount", a.StringFixed(2), q.Mul(p).StringFixed(2), true)
	if !q.IsZero() {
		price := a.DivRound(q, 2)
		fits("unit_price", p.StringFixed(2), price.StringFixed(2), price.Mul(q).Equal(a))
	}
	if !p.IsZero() {
		count := a.DivRound(p, 0)
		fits("quantity", q.String(), count.String(), count.Mul(p).Equal(a))
	}
	if n != 1 {
		return "", ""
	}
	return column, want
}
