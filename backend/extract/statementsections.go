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
		w.aside = true
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
// above its sum.
func (g *ledger) balancesBelow() {
	for i := 0; i+1 < len(g.sums); i++ {
		if len(g.sums[i]) > 0 || len(g.sums[i+1]) < 2 || g.took[i+1] > 0 || g.label(i+1) != "" {
			continue
		}
		for n, to := range map[notion]**sum{nOpening: &g.opening, nClosing: &g.closing} {
			if box, ok := g.d.phraseBox(i, n); ok && *to == nil {
				*to = g.sumUnder(i+1, box)
			}
		}
	}
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
