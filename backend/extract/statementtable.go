package extract

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"deskclerk/backend/doc"
)

// Bounds of a statement's rows.
const (
	nextLine  = 2.6 // em from a row to one that goes on with it
	mostLines = 6   // of a description
)

// walk is how far down the rows of a statement were read.
type walk struct {
	now     day // the last date
	dateBox doc.Box
	open    *entry // what a further row may go on with
	side    int64  // of the section's sums without a mark; 0 outside of one
	aside   bool   // in a table of balances, which has no transactions
	heading int    // row that said so
	last    int    // row of an entry; -1 before the first
}

// readEntries walks down the rows: a date begins a transaction, an amount in a
// column of movements makes it one, and rows without either go on with its
// description.
func (g *ledger) readEntries() {
	w := &walk{last: -1}
	start := g.tableStart()
	g.balancesBelow()
	for i := range g.d.l.rows {
		if w.last >= 0 && (g.d.l.rows[w.last].page != g.d.l.rows[i].page || g.heads[i]) {
			w.open = nil
		}
		label := g.label(i)
		switch {
		case g.heads[i]:
			w.aside = g.headsBalances(i) || w.aside && w.heading == i-1
			if !slices.ContainsFunc(g.entries, func(e entry) bool { return e.amount != nil }) {
				w.now = day{} // a date above the table is none of its rows'
			}
		case g.markOpening(i, label), g.markClosing(i, label), g.unreadBalance(i, label), g.markStanding(i, label),
			g.isPage(label, i):
			w.open = nil
		case begins(label, nTotal) > 0 && g.took[i] == 0:
			w.open, w.side = nil, 0
		case g.section(w, i, label), w.aside, i < start:
			w.open = nil
		default:
			g.readRow(w, i, label)
		}
	}
	g.dateFirst()
	g.entries = slices.DeleteFunc(g.entries, func(e entry) bool { return e.amount == nil })
}

// readRow makes an entry of a row of the table, or goes on with the open one.
func (g *ledger) readRow(w *walk, i int, label string) {
	r := &g.d.l.rows[i]
	dated := g.took[i] > 0
	if dated {
		w.now, w.dateBox = g.days[i], g.dateBox(i)
	}
	amount, balance := g.movement(i)
	switch {
	case !dated && strings.Contains(r.text, "%"): // of a table of interest
		w.open = nil
		return
	case amount != nil && !dated && label != "" && (w.now == (day{}) && g.headed(i) || g.firstRow(i, amount)): // before the first date
		g.entries = append(g.entries, entry{page: r.page, amount: amount, balance: balance, row: i, side: w.side})
		g.extend(&g.entries[len(g.entries)-1], i)
	case amount != nil && (dated || w.now != (day{}) && g.goesOn(w, i)):
		if dated || w.open == nil || w.open.amount != nil {
			g.openEntry(w, i)
		}
		g.extend(w.open, i)
		w.open.amount, w.open.balance, w.open.row = amount, balance, i
	case dated && amount == nil && len(g.sums[i]) == 0 && label != "":
		g.openEntry(w, i)
		g.extend(w.open, i)
	case w.open != nil && len(g.sums[i]) == 0 && w.last >= 0 && g.near(w.last, i) && len(w.open.description) < mostLines:
		g.extend(w.open, i)
	default:
		w.open = nil
		return
	}
	w.last = i
}

// openEntry begins a transaction, of the last date, that further rows may go on
// with.
func (g *ledger) openEntry(w *walk, i int) {
	g.entries = append(g.entries, entry{day: w.now, dateBox: w.dateBox, page: g.d.l.rows[i].page, row: i, side: w.side, undated: g.took[i] == 0})
	w.open = &g.entries[len(g.entries)-1]
}

// headed reports a row below a head of the table.
func (g *ledger) headed(i int) bool {
	for k := range i {
		if g.heads[k] {
			return true
		}
	}
	return false
}

// firstRow reports a row right above the first one with a date whose amount
// stands in the same column: the head of a table may be a picture.
func (g *ledger) firstRow(i int, amount *sum) bool {
	if i+1 >= len(g.took) || g.took[i+1] == 0 || !g.near(i, i+1) || slices.ContainsFunc(g.entries, func(e entry) bool { return e.amount != nil }) {
		return false
	}
	next, _ := g.movement(i + 1)
	return next != nil && next.column == amount.column
}

// dateFirst gives transactions without a date the one of the next.
func (g *ledger) dateFirst() {
	for i := len(g.entries) - 2; i >= 0; i-- {
		if e, next := &g.entries[i], &g.entries[i+1]; e.day == (day{}) {
			e.day, e.dateBox = next.day, next.dateBox
		}
	}
}

// goesOn reports a row of the table without a date of its own. One that has no
// words but a number, such as a card's on the slip to pay with, is none, unless the
// open one still lacks its amount.
func (g *ledger) goesOn(w *walk, i int) bool {
	if w.last < 0 || g.d.l.rows[w.last].page == g.d.l.rows[i].page && !g.near(w.last, i) {
		return false
	}
	letters, digits := countLetters(g.label(i))
	return letters > 0 || digits > 0 && w.open != nil && w.open.amount == nil
}

// near reports rows close below each other.
func (g *ledger) near(a, b int) bool {
	p, q := &g.d.l.rows[a], &g.d.l.rows[b]
	if p.page != q.page {
		return false
	}
	_, h := pixels(&g.d.l.pages[p.page-1])
	return (q.box.CenterY()-p.box.CenterY())*h < nextLine*max(g.d.l.em, p.height)
}

func (g *ledger) isPage(label string, i int) bool {
	return begins(label, nPage) > 0 && g.took[i] == 0
}

// movement is what a row moves, and the balance after it.
func (g *ledger) movement(i int) (amount, balance *sum) {
	for k := range g.sums[i] {
		s := &g.sums[i][k]
		if s.column < 0 {
			continue
		}
		switch g.columns[s.column].role {
		case nBalance:
			balance = s
		case nDebit, nCredit, nAmount:
			if amount == nil {
				amount = s
			}
		}
	}
	return amount, balance
}

// extend adds a row's words to a transaction's description: those that are no
// date, no sum and no mark of one.
func (g *ledger) extend(e *entry, i int) {
	r := &g.d.l.rows[i]
	var words []string
	valued := r.end // where a second date begins
	if g.behind && g.dayBefore(i) > 0 {
		valued = g.sums[i][0].first - g.dayBefore(i)
	}
	for t := r.first; t < r.end; t++ {
		tok := &g.d.l.tokens[t]
		if t >= valued && t < g.sums[i][0].first || g.inDate(i, t) || g.inSum(i, t) || g.unreadSum(tok) || g.amongDates(i, t) || strings.Trim(tok.Text, "|_-–—.:,;'") == "" && tok.Text != "&" {
			continue
		}
		if year := g.yearBelow(e, i, tok); year > 0 {
			if e.day.year == 0 {
				e.day.year = year
			}
			continue
		}
		words = append(words, tok.Text)
		e.textBox = union(e.textBox, tok.Box, r.page == e.page)
	}
	if len(words) > 0 {
		e.description = append(e.description, strings.Join(words, " "))
	}
}

// yearBelow is the year of a date whose column is too narrow for all of it, where the
// word stands below the rest; 0 where it is none.
func (g *ledger) yearBelow(e *entry, i int, tok *token) int {
	year, err := strconv.Atoi(tok.Text)
	if err != nil || len(tok.Text) != 4 || year < 1990 || year > 2100 || g.took[i] > 0 || g.took[e.row] == 0 {
		return 0
	}
	dates := g.d.l.box(g.from[e.row], g.from[e.row]+g.took[e.row]+g.valueDate(e.row))
	if tok.Box.Left >= dates.Right || e.day.year != 0 && e.day.year != year {
		return 0
	}
	return year
}

func union(a, b doc.Box, samePage bool) doc.Box {
	if !samePage {
		return a
	}
	return a.Union(b)
}

// inSum reports a word that is part of a sum, a mark behind one, or stands right
// of where the movements do.
func (g *ledger) inSum(i, t int) bool {
	for k := range g.sums[i] {
		s := &g.sums[i][k]
		if s.row != i {
			continue // it was torn off
		}
		if t >= s.first && t < s.end {
			return true
		}
		if t == s.end && s.signed != 0 || t == s.first-1 && s.signed != 0 && isSumMark(g.d.l.tokens[t].Text) {
			return true
		}
		if s.column >= 0 && t > s.end && len(g.d.l.tokens[t].Text) <= 2 {
			return true
		}
	}
	return false
}

// isSumMark reports what may stand before a sum: a sign, one of a currency, or a word
// such as CR.
func isSumMark(s string) bool {
	letters, digits := countLetters(s)
	return letters+digits == 0 || digits == 0 && isMarkWord(s)
}

// amongDates reports a word of a row with an amount that ends before the texts of
// most rows begin: a misread date is no part of a description, the number of a
// check in front of the date is.
func (g *ledger) amongDates(i, t int) bool {
	tok := &g.d.l.tokens[t]
	if g.took[i] > 0 && t < g.from[i] || checkForm().MatchString(tok.Text) {
		return false
	}
	r := &g.d.l.rows[i]
	amount, _ := g.movement(i)
	return amount != nil && tok.Box.Right < g.afterDates && slices.ContainsFunc(g.d.l.tokens[r.first:r.end], func(t token) bool {
		return math.Abs(t.Box.Left-g.afterDates) < columnSlack // the text begins where those of other rows do
	})
}

// endOfDates is where the descriptions of the dated rows begin, with a little room
// for sheets that are not straight; 0 where they do not begin in one place.
func (g *ledger) endOfDates() float64 {
	var begins []float64
	for i := range g.took {
		next := g.from[i] + g.took[i] + g.valueDate(i)
		if g.took[i] > 0 && len(g.sums[i]) > 0 && next < g.d.l.rows[i].end && !g.inSum(i, next) {
			begins = append(begins, g.d.l.tokens[next].Box.Left)
		}
	}
	at := median(begins)
	near := 0
	for _, b := range begins {
		if math.Abs(b-at) < columnSlack {
			near++
		}
	}
	if len(begins) < leastSloping || 4*near < 3*len(begins) {
		return 0
	}
	return at - columnSlack/2
}

const leastUnread = 3 // digits of what must have been a sum

// unreadSum reports a word that stands flush with a column of sums and has
// figures that make none: a misread sum is no part of a description.
func (g *ledger) unreadSum(t *token) bool {
	if _, digits := countLetters(t.Text); digits < leastUnread {
		return false
	}
	return slices.ContainsFunc(g.columns, func(c moneyColumn) bool {
		return c.role != "" && c.count > 2 && math.Abs(c.right-t.Box.Right) < columnSlack && t.Box.Left > c.left-t.Box.Width()
	})
}

// unreadBalance reports a row that names a balance whose sum was not read.
func (g *ledger) unreadBalance(i int, label string) bool {
	return g.took[i] == 0 && len(g.sums[i]) == 0 && (begins(label, nOpening) > 0 || begins(label, nClosing) > 0)
}

// mostNaming is how many words a row has that names a balance, numbers and dates
// aside.
const mostNaming = 8

func wordCount(label string) int {
	n := 0
	for w := range strings.FieldsSeq(label) {
		if !hasDigit(w) {
			n++
		}
	}
	return n
}

// markOpening takes a row that says what was there before.
func (g *ledger) markOpening(i int, label string) bool {
	if !means(label, nOpening) || len(g.sums[i]) == 0 || wordCount(label) > mostNaming {
		return false
	}
	if g.opening == nil {
		s := g.sums[i][len(g.sums[i])-1]
		g.opening = &s
	}
	return true
}

// markClosing takes a row that says what is there in the end; the last one
// counts.
func (g *ledger) markClosing(i int, label string) bool {
	if !means(label, nClosing) || len(g.sums[i]) == 0 || wordCount(label) > mostNaming {
		return false
	}
	s := g.sums[i][len(g.sums[i])-1]
	g.closing = &s
	return true
}

// markStanding takes a row that says what there is without saying whether before
// or after.
func (g *ledger) markStanding(i int, label string) bool {
	if g.took[i] > 0 || len(g.sums[i]) != 1 || begins(label, nBalance) == 0 || wordCount(label) > mostNaming {
		return false
	}
	g.standing = append(g.standing, g.sums[i][0])
	return true
}
