package extract

import (
	"regexp"
	"strings"
	"sync"
	"time"
)

const (
	mostDues  = 16   // words of a row that names what is due
	dayBehind = 0.12 // of the page's width from a label to its date
)

// dayBy is the date behind or below a phrase of the notion.
func (d *evidence) dayBy(n notion) (Candidate, bool) {
	for i := range d.l.rows {
		if !means(d.l.rows[i].folded, n) {
			continue
		}
		box, ok := d.phraseBox(i, n)
		if !ok {
			continue
		}
		for _, c := range d.daysIn(i) {
			if gap := c.Box.Left - box.Right; gap >= 0 && gap < dayBehind {
				return c, true
			}
		}
		for k := i + 1; k < min(i+3, len(d.l.rows)); k++ {
			for _, c := range d.daysIn(k) {
				if overlaps(c.Box, box) && c.Page == d.l.rows[i].page {
					return c, true
				}
			}
		}
	}
	return Candidate{}, false
}

// owes reports the account of a card, on which what is owed is printed without a
// sign: what is due at least, and until when, is named beside the transactions,
// and where sums have a minus, few of them do.
func (g *ledger) owes(marked map[int]int) bool {
	due, more := false, false
	rows := map[int]bool{}
	for _, e := range g.entries {
		rows[e.row] = true
	}
	for i := range g.d.l.rows {
		r := &g.d.l.rows[i]
		if rows[i] || r.end-r.first > mostDues {
			continue
		}
		says := notionsIn(r.folded)
		due = due || says[nOwed]
		more = more || says[nCard]
	}
	if marked[-1] == 0 || !due {
		return due && more
	}
	minus := 0
	for _, e := range g.entries {
		if e.amount.signed == -1 && !e.amount.worded {
			minus++
		}
	}
	return more && 2*minus < len(g.entries) && marked[1] == 0
}

// settledDay reports a day at the end of the statement: no transaction is later,
// and all lie within so many days before it.
func (g *ledger) settledDay(end string, days int) bool {
	limit, ok := dateOf(end)
	if !ok || len(g.entries) == 0 {
		return false
	}
	for _, e := range g.entries {
		if on := e.day.in(limit); on > end || on < limit.AddDate(0, 0, -days).Format(time.DateOnly) {
			return false
		}
	}
	return true
}

// cardForm is a card's number, whole or masked, in its groups of four.
var cardForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:[0-9]{4}|[xX*]{4})(?:[ -](?:[0-9]{4}|[xX*]{4})){2}[ -][0-9]{4}$`)
})

// cardFields finds a card's number that stands without a label, and the name
// beside the number of an account or a card.
func (d *evidence) cardFields(found map[string]Candidate) {
	for i := range d.l.rows {
		r := &d.l.rows[i]
		for k := range r.cells {
			c := &r.cells[k]
			got := d.piece(r, c.first, c.end)
			if _, done := found["account_number"]; !done && cardForm().MatchString(got.Value) {
				found["account_number"] = got
			}
		}
	}
	number, ok := found["account_number"]
	if _, done := found["account_holder"]; done || !ok {
		return
	}
	row, _ := d.tokenAt(number.Page, number.Box)
	if row < 0 {
		return
	}
	r := &d.l.rows[row]
	if first := &r.cells[0]; len(r.cells) > 1 {
		if got := d.piece(r, first.first, first.end); isPerson(got.Value) && !strings.ContainsAny(got.Value, "0123456789:") && got.Box.Right < number.Box.Left {
			found["account_holder"] = got
		}
	}
}
