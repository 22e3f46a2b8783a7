package extract

import (
	"strings"
	"unicode"
)

// clause is what the words between two commas say about a time for payment.
type clause struct {
	discount bool // a discount for early payment
	net      bool // payment in full
	late     bool // interest, returns, claims
	monthEnd bool // counted from the end of a month

	first, end int // tokens
}

// clauseAt looks at the clause around tokens[first:end]: it reaches over at most
// one gap between columns to the left, for a label.
func (d *evidence) clauseAt(first, end int) clause {
	r := &d.l.rows[d.l.tokens[first].row]
	from, to := first, end
	for from > r.first && !closes(d.l.tokens[from-1].Text) && d.l.tokens[first].cell-d.l.tokens[from-1].cell <= 1 {
		from--
	}
	for to < r.end && !closes(d.l.tokens[to-1].Text) && !joinsClauses(d.l.tokens[to].Text) && d.l.tokens[to].cell == d.l.tokens[end-1].cell {
		to++
	}
	text := compact(d.l.text(from, to))
	c := clause{net: holds(text, netWords()), monthEnd: holds(text, monthEndWords()), first: from, end: to}
	c.discount = !c.net && strings.Contains(d.l.text(from, to), "%")
	for _, lb := range d.l.labelsIn(r.index) {
		if lb.first >= from && lb.end <= to && lb.quality > 0.8 {
			c.discount = c.discount || lb.has(cDiscount) && !c.net
			c.late = c.late || lb.has(cLate)
		}
	}
	return c
}

// proseAt: the word stands in a sentence, that is among several words in small
// letters.
func (d *evidence) proseAt(row, token int) bool {
	c := d.l.rows[row].cells[d.l.tokens[token].cell]
	lower := 0
	for i := c.first; i < c.end; i++ {
		if t := []rune(d.l.tokens[i].Text); len(t) > 2 && unicode.IsLower(t[0]) {
			lower++
		}
	}
	return lower >= 3
}

// closes reports the end of a clause: a comma or semicolon, or a full stop after
// a word (one after digits may belong to a date or number).
func closes(s string) bool {
	n := len(s)
	switch {
	case n == 0:
		return false
	case s[n-1] == ',' || s[n-1] == ';':
		return true
	case s[n-1] == '.' && n > 4:
		return s[n-2] < '0' || s[n-2] > '9'
	}
	return joinsClauses(s)
}

// joinsClauses is a word that begins another way to pay.
func joinsClauses(s string) bool {
	switch strings.ToLower(s) {
	case "oder", "or", "ou", "o", "bzw.", "lub", "nebo", "eller", "of":
		return true
	}
	return false
}

func holds(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// netWords say, folded and without spaces, that a term is for payment in full.
func netWords() []string {
	return []string{
		"ohneabzug", "ohneabschlag", "ohneskonto", "netto", "daysnet", "net30", "withoutdeduction", "withoutdiscount", "infull",
		"sansescompte", "joursnet", "sinscuento", "sindescuento", "senzasconto", "zonderkorting", "bezskonta", "utanavdrag",
	}
}

// monthEndWords say that days are counted from the end of a month, or run up to
// it; which, is not agreed between countries.
func monthEndWords() []string {
	return []string{
		"findemois", "finmois", "findumois", "endofmonth", "endofthemonth", "monthend", "eom", "monatsende", "endedesmonats", "ultimo",
		"finemese", "dffm", "findemes", "finaldemes", "findomes", "eindemaand", "eindevandemaand", "konecmesice", "koniecmiesiaca", "lobendemaned", "lobendemd", "frimanad",
	}
}
