package extract

import "slices"

// leastWhole is how many dated rows show that a currency has no decimals.
const leastWhole = 3

// wholeSums takes whole numbers for sums where no dated row has decimals, as in
// forints and yen: those that stand under the names of columns of sums, or right of
// them.
func (g *ledger) wholeSums() {
	dated, left := 0, g.firstMoney()
	for i := range g.sums {
		if g.took[i] == 0 {
			continue
		}
		if dated++; len(g.sums[i]) > 0 {
			return
		}
	}
	if dated < leastWhole || left == 0 {
		return
	}
	for i := range g.d.l.rows {
		r := &g.d.l.rows[i]
		if g.heads[i] {
			continue
		}
		var out []sum
		for _, f := range g.d.l.rowFigures(r, g.habit) {
			if f.decimals != 0 || f.percent || f.glued || f.box.Right < left || f.first < g.from[i]+g.took[i]+g.valueDate(i) {
				continue
			}
			s := sum{cents: abs(f.cents), figure: f, column: -1}
			s.signed, s.worded = g.mark(r, &f)
			out = append(out, s)
		}
		g.sums[i] = out
	}
}

// firstMoney is where the first name of a column of sums begins, 0 where no head has
// one.
func (g *ledger) firstMoney() float64 {
	left := 0.0
	for i := range g.d.l.rows {
		if !g.heads[i] {
			continue
		}
		r := &g.d.l.rows[i]
		for t := r.first; t < r.end; t++ {
			word := fold(g.d.l.tokens[t].Text)
			named := slices.ContainsFunc([]notion{nBalance, nDebit, nCredit, nAmount}, func(n notion) bool { return slices.Contains(statementLexicon().of[n], word) })
			if at := g.d.l.tokens[t].Box.Left; named && (left == 0 || at < left) {
				left = at
			}
		}
	}
	return left
}
