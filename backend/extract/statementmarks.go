package extract

import (
	"math"
	"slices"
	"strings"
)

// mark beside a figure: a minus on either side, brackets, CR and DR, S and H; the
// last four are words.
func (g *ledger) mark(r *row, f *figure) (sign int, worded bool) {
	text := g.d.l.text(f.first, f.end)
	minus := func(s string) bool { return strings.ContainsAny(s, "-−–—") }
	switch {
	case strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")"):
		return -2, false // brackets: the other side of what is usual here
	case f.sign < 0, minus(text[:1]), strings.HasSuffix(text, "-"):
		return -1, false
	case strings.HasPrefix(text, "+"), strings.HasSuffix(text, "+"):
		return 1, false
	}
	low := strings.ToLower(strings.TrimLeft(text, "0123456789.,' "))
	own, _ := markOf(low)
	if f.end < r.end && own == 0 {
		t := &g.d.l.tokens[f.end]
		pw, _ := pixels(&g.d.l.pages[r.page-1])
		if (t.Box.Left-f.box.Right)*pw < 2.2*max(r.height, g.d.l.em) {
			low = strings.ToLower(strings.Trim(t.Text, ". "))
		}
	}
	if f.first > r.first && own == 0 {
		if t := g.d.l.tokens[f.first-1].Text; t == "-" || t == "−" || t == "–" || t == "+" {
			low = strings.NewReplacer("−", "-", "–", "-").Replace(t)
		}
	}
	return markOf(low)
}

// markOf is what a mark in small letters says.
func markOf(low string) (sign int, worded bool) {
	switch {
	case slices.Contains(statementLexicon().of[nCreditMark], low):
		return 1, low != "+"
	case slices.Contains(statementLexicon().of[nDebitMark], low):
		return -1, low != "-"
	}
	return 0, false
}

// isMarkWord reports CR, DR and their like.
func isMarkWord(s string) bool {
	_, worded := markOf(strings.ToLower(strings.Trim(s, ". ")))
	return worded
}

// markColumn reads the marks that have a column of their own beside the one of the
// sums, as "Af" and "Bij" have: most rows with a date must have one.
func (g *ledger) markColumn() {
	var rows, found []*sum
	var signs []int
	for i := range g.sums {
		if g.took[i] == 0 || len(g.sums[i]) == 0 {
			continue
		}
		s := &g.sums[i][0]
		rows = append(rows, s)
		r := &g.d.l.rows[i]
		for _, t := range []int{s.end, s.first - 1} {
			if t <= r.first || t >= r.end || !isMarkWord(g.d.l.tokens[t].Text) {
				continue
			}
			sign, _ := markOf(strings.ToLower(strings.Trim(g.d.l.tokens[t].Text, ". ")))
			found, signs = append(found, s), append(signs, sign)
			break
		}
	}
	if len(found) < leastMarks || 5*len(found) < 4*len(rows) {
		return
	}
	for k, s := range found {
		if s.signed == 0 {
			s.signed, s.worded = signs[k], true
		}
	}
}

const leastMarks = 3 // of a column of them

// mendUnread reads what must have been a sum, for it stands in a column of them, where
// another mark was read for its point or behind it: "23:33" is 23.33. The balances say
// whether that is right.
func (g *ledger) mendUnread() {
	for i := range g.d.l.rows {
		r := &g.d.l.rows[i]
		if amount, balance := g.movement(i); amount != nil || g.took[i] == 0 && balance == nil {
			continue
		}
		for t := g.from[i] + g.took[i]; t < r.end; t++ {
			tok := &g.d.l.tokens[t]
			if g.inDate(i, t) || g.inSum(i, t) || !g.unreadSum(tok) {
				continue
			}
			text := strings.NewReplacer(":", ".", ";", ",").Replace(strings.TrimRight(tok.Text, ":;.,"))
			a, ok := parseAmount(text, g.habit)
			if !ok || a.decimals != 2 || a.glued {
				continue
			}
			f := g.d.l.figureOn(r, t, t+1)
			f.amount, f.conf = a, min(f.conf, mendedSum)
			s := sum{cents: abs(a.cents), figure: f, column: g.columnAt(f.box.Right)}
			s.signed, s.worded = g.mark(r, &f)
			g.sums[i] = append(g.sums[i], s)
		}
		slices.SortFunc(g.sums[i], func(a, b sum) int { return a.first - b.first })
	}
}

const mendedSum = 0.5 // surety of a sum whose point was read as another mark

// columnAt is the named column that ends nearest to a place, −1 for none.
func (g *ledger) columnAt(right float64) int {
	best, at := columnSlack, -1
	for j, c := range g.columns {
		if off := math.Abs(c.right - right); c.role != "" && off < best {
			best, at = off, j
		}
	}
	return at
}

// gluedMarks reads a third decimal as the mark S where sums have such marks:
// "12,535" is "12,53S".
func (g *ledger) gluedMarks() {
	marked := 0
	for i := range g.d.l.tokens {
		if t := g.d.l.tokens[i].Text; strings.HasSuffix(t, "S") && hasDigit(t) || t == "S" {
			marked++
		}
	}
	if marked < 2 {
		return
	}
	for i := range g.d.l.rows {
		r := &g.d.l.rows[i]
		for _, f := range g.d.l.rowFigures(r, g.habit) {
			if text := g.d.l.text(f.first, f.end); f.decimals == 3 && !f.glued && f.sep == g.habit.decimal && strings.HasSuffix(text, "5") {
				if a, ok := parseAmount(text[:len(text)-1], g.habit); ok && a.decimals == 2 {
					g.sums[i] = append(g.sums[i], sum{cents: abs(a.cents), signed: -1, worded: true, figure: f, column: -1})
				}
			}
		}
		slices.SortFunc(g.sums[i], func(a, b sum) int { return a.first - b.first })
	}
}
