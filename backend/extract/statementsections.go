package extract

import (
	"slices"
	"strings"

	"deskclerk/backend/doc"
)

// Bounds of what stands around the transactions.
const (
	mostHeading = 7 // words of a section's heading
	fewAbove    = 2 // dated sums above the table that are none of its rows
	leastBelow  = 3 // rows of the table
)

// headsBalances reports the head of a table of balances alone.
func (g *ledger) headsBalances(i int) bool {
	f := g.d.l.rows[i].folded
	return means(f, nBalance) && !slices.ContainsFunc([]notion{nAmount, nDebit, nCredit, nDescription}, func(n notion) bool { return means(f, n) })
}

// section takes the heading of a part of the statement: of credits or debits
// alone, or of the balances by day.
func (g *ledger) section(w *walk, i int, label string) bool {
	if len(g.sums[i]) > 0 || g.took[i] > 0 || label == "" || strings.Count(label, " ") >= mostHeading {
		return false
	}
	if means(label, nDaily) {
		w.aside, w.heading = true, i
		return true
	}
	credits, debits := means(label, nCredits), means(label, nDebits)
	if credits == debits || !g.precedesRows(i, w.open == nil || !g.near(w.last, i)) {
		return false
	}
	w.side, w.aside = -1, false
	if credits {
		w.side = 1
	}
	return true
}

// precedesRows reports a row right above a head of the table, or, where it goes
// on with no transaction, above the first one.
func (g *ledger) precedesRows(i int, alone bool) bool {
	for k := i + 1; k < min(i+3, len(g.took)); k++ {
		if g.heads[k] {
			return true
		}
	}
	return alone && i+1 < len(g.took) && g.took[i+1] > 0 && len(g.sums[i+1]) > 0
}

// tableStart is the first row that may be a transaction: the few dated sums above
// the head of a table tell what is due.
func (g *ledger) tableStart() int {
	head := -1
	for i := range g.d.l.rows {
		if f := g.d.l.rows[i].folded; g.heads[i] && means(f, nDate) && (means(f, nDescription) || means(f, nBalance)) && !g.headsBalances(i) {
			head = i
			break
		}
	}
	above, below := 0, 0
	for i := range g.took {
		switch {
		case g.took[i] == 0 || len(g.sums[i]) == 0:
		case i < head:
			above++
		default:
			below++
		}
	}
	if above <= fewAbove && below >= leastBelow {
		return head
	}
	return 0
}

// balancesBelow takes the balances whose names stand in a row of their own, each
// above its sum. Where both are named, the row below may say of what account they
// are, and how many movements lie between; their names may take two rows.
func (g *ledger) balancesBelow() {
	for i := 0; i+1 < len(g.sums); i++ {
		if len(g.sums[i]) > 0 || len(g.sums[i+1]) < 2 || g.took[i+1] > 0 {
			continue
		}
		first, opens := g.nameOver(i, nOpening)
		last, closes := g.nameOver(i, nClosing)
		before, after := g.sumUnder(i+1, first), g.sumUnder(i+1, last)
		if whole := opens && closes && before != nil && after != nil; !whole && g.label(i+1) != "" {
			continue
		}
		if opens && g.opening == nil {
			g.opening = before
		}
		if closes && g.closing == nil {
			g.closing = after
		}
	}
}

// nameOver is where a phrase of the notion stands in row i, or one word of it over the
// other in the row before and this.
func (g *ledger) nameOver(i int, n notion) (doc.Box, bool) {
	if box, ok := g.d.phraseBox(i, n); ok || i == 0 || len(g.sums[i-1]) > 0 || !g.near(i-1, i) {
		return box, ok
	}
	above, below := &g.d.l.rows[i-1], &g.d.l.rows[i]
	for a := above.first; a < above.end; a++ {
		for b := below.first; b < below.end; b++ {
			over, under := &g.d.l.tokens[a], &g.d.l.tokens[b]
			if overlaps(over.Box, under.Box) && slices.Contains(statementLexicon().of[n], strings.Join(foldTokens(over.Text+" "+under.Text), " ")) {
				return over.Box.Union(under.Box), true
			}
		}
	}
	return doc.Box{}, false
}

// sumUnder is the sum of row i that stands below the box, nil for none.
func (g *ledger) sumUnder(i int, box doc.Box) *sum {
	for k := range g.sums[i] {
		if s := g.sums[i][k]; overlaps(s.box, box) {
			return &s
		}
	}
	return nil
}

// overlaps reports boxes one of which lies below the other.
func overlaps(a, b doc.Box) bool { return a.Left < b.Right && b.Left < a.Right }

// mostPhrase is how many words of a page a phrase of the lexicon may take.
const mostPhrase = 5

// phraseBox is where row i has the longest phrase of the notion.
func (d *evidence) phraseBox(i int, n notion) (box doc.Box, ok bool) {
	r := &d.l.rows[i]
	for words := mostPhrase; words >= 1; words-- {
		for t := r.first; t+words <= r.end; t++ {
			folded := strings.Join(foldTokens(d.l.text(t, t+words)), " ")
			if slices.Contains(statementLexicon().of[n], folded) {
				return d.l.box(t, t+words), true
			}
		}
	}
	return box, false
}
