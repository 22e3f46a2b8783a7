package validate

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"deskclerk/backend/doc"
)

// statementRules are those of bank statements.
func statementRules() []rule {
	statement := []doc.Type{doc.TypeStatement}
	return []rule{
		{"balance_chain", doc.SeverityError, statement, balanceChain},
		{"period_order", doc.SeverityError, statement, periodOrder},
		{"dates_in_period", doc.SeverityWarning, statement, datesInPeriod},
		{"dates_in_order", doc.SeverityWarning, statement, datesInOrder},
	}
}

// link is a stretch of rows between two printed balances, and by how much they
// miss the second.
type link struct {
	from, to int // rows from:to
	off      decimal.Decimal
	last     bool // the second balance is the closing one
}

// balanceChain: each balance is the one before and what moved between them, and
// the last one is the closing balance. Where one row alone can be misread, the
// digit, sign or separator that mends it is offered.
func balanceChain(s sheet) []finding {
	rows := s.Tables["transactions"].Rows
	var out []finding
	links := s.links(rows)
	for i, l := range links {
		if l.off.IsZero() {
			continue
		}
		if i > 0 && links[i-1].off.Equal(l.off.Neg()) && links[i-1].to == l.from {
			continue // the balance between them is misread, and told with the first
		}
		out = append(out, s.broken(rows, links, i))
	}
	return out
}

// links of the table; none without an opening balance or any other.
func (s sheet) links(rows []doc.Row) []link {
	var out []link
	before, known := s.amount("opening_balance")
	from, moved := 0, decimal.Decimal{}
	for i, r := range rows {
		a, ok := cell(r, "amount")
		if !ok {
			known = false
		}
		moved = moved.Add(a)
		if b, ok := cell(r, "balance"); ok {
			if known {
				out = append(out, link{from: from, to: i + 1, off: b.Sub(before).Sub(moved)})
			}
			before, known, from, moved = b, true, i+1, decimal.Decimal{}
		}
	}
	if end, ok := s.amount("closing_balance"); ok && known && len(rows) > 0 {
		out = append(out, link{from: from, to: len(rows), off: end.Sub(before).Sub(moved), last: true})
	}
	return out
}

// broken tells where a link misses its balance, and what would mend it.
func (s sheet) broken(rows []doc.Row, links []link, i int) finding {
	l := links[i]
	f := finding{said: doc.IssueSentence("balance_chain", "between", "from", strconv.Itoa(l.from+1), "to", strconv.Itoa(l.to), "amount", l.off.StringFixed(2))}
	if l.to-l.from == 1 {
		f.said = breaks("balance_chain", "line", strconv.Itoa(l.to), "amount", l.off.StringFixed(2))
	}
	if l.last {
		f.fields = []string{"closing_balance"}
	}
	mended := i+1 < len(links) && links[i+1].off.Equal(l.off.Neg()) && links[i+1].from == l.to
	var fit []string
	if mended { // two links differ by the same: their common balance is at fault
		if b, ok := cell(rows[l.to-1], "balance"); ok {
			fit = append(fit, cellName(l.to, "balance")+"="+b.Sub(l.off).StringFixed(2))
		}
	} else {
		for k := l.from; k < l.to; k++ {
			a, ok := cell(rows[k], "amount")
			if want := a.Add(l.off); ok && mayBe(a, want) {
				fit = append(fit, cellName(k+1, "amount")+"="+want.StringFixed(2))
			}
		}
	}
	if len(fit) == 1 {
		f.field, f.value, _ = strings.Cut(fit[0], "=")
	}
	return f
}

// cellName names a cell of the transactions in a suggestion: its line, from 1,
// and its column.
func cellName(line int, column string) string {
	return fmt.Sprintf("transactions.%d.%s", line, column)
}

// mayBe reports that a reader may take want for got: the sign, one digit, or the
// separator.
func mayBe(got, want decimal.Decimal) bool {
	if want.IsZero() {
		return false
	}
	a, b := got.Abs().StringFixed(2), want.Abs().StringFixed(2)
	if a == b {
		return true // the sign
	}
	if got.Sign() != want.Sign() {
		return false
	}
	x, y := strings.ReplaceAll(a, ".", ""), strings.ReplaceAll(b, ".", "")
	if len(a) == len(b) {
		return misread(a, b)
	}
	return strings.TrimSuffix(x, "00") == y || strings.TrimSuffix(y, "00") == x
}

// periodOrder: a period ends after it begins.
func periodOrder(s sheet) []finding {
	start, ok1 := s.date("period_start")
	end, ok2 := s.date("period_end")
	if ok1 && ok2 && end.Before(start) {
		return fail(breaks("period_order"), "period_start", "period_end")
	}
	return nil
}

// datesInPeriod: bookings lie in the period, a few days left for value dates.
func datesInPeriod(s sheet) []finding {
	start, ok1 := s.date("period_start")
	end, ok2 := s.date("period_end")
	if !ok1 || !ok2 {
		return nil
	}
	for i, r := range s.Tables["transactions"].Rows {
		if v := r.Cells["date"].Value; v != nil && (*v < start.AddDate(0, 0, -7).Format("2006-01-02") || *v > end.AddDate(0, 0, 7).Format("2006-01-02")) {
			return fail(breaks("dates_in_period", "line", strconv.Itoa(i+1)), "period_start", "period_end")
		}
	}
	return nil
}
