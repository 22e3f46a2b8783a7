package extract

// signs decides which way each sum goes: by its column, by its mark, and where a
// single column has marks on one side only, by what is left.
func (g *ledger) signs() {
	marked, brackets := map[int]int{}, false
	for _, e := range g.entries {
		marked[e.amount.signed]++
		brackets = brackets || e.amount.signed == -2
	}
	usual := int64(1) // a sum without a mark
	switch {
	case marked[-1] > 0:
	case marked[1] > 0 || brackets:
		usual = -1
	}
	for i := range g.entries {
		s := g.entries[i].amount
		switch {
		case s.signed == -2:
			s.cents *= -usual
		case s.signed != 0:
			s.cents *= int64(s.signed)
		default:
			switch g.columns[s.column].role {
			case nDebit:
				s.cents *= -1
			case nCredit:
			default:
				s.cents *= usual
			}
		}
		if b := g.entries[i].balance; b != nil && b.signed < 0 {
			b.cents = -b.cents
		}
	}
	for _, b := range []*sum{g.opening, g.closing} {
		if b != nil && b.signed < 0 {
			b.cents = -b.cents
		}
	}
}

// guessRoles gives roles to columns that no head names: a balance is the one that
// the others lead to from row to row.
func (g *ledger) guessRoles() {
	g.dropOtherHeads()
	var free []int
	has := map[notion]bool{}
	for i, c := range g.columns {
		has[c.role] = true
		if c.role == "" && c.count >= 3 {
			free = append(free, i)
		}
	}
	if len(free) == 0 {
		return
	}
	if has[nDebit] || has[nCredit] || has[nAmount] {
		last := free[len(free)-1]
		if !has[nBalance] && last == len(g.columns)-1 && g.chains(last) {
			g.columns[last].role = nBalance
		}
		return
	}
	last := free[len(free)-1]
	switch {
	case len(free) >= 3:
		g.columns[free[len(free)-3]].role, g.columns[free[len(free)-2]].role, g.columns[last].role = nDebit, nCredit, nBalance
	case len(free) == 2 && g.chains(last):
		g.columns[free[0]].role, g.columns[last].role = nAmount, nBalance
	case len(free) == 2:
		g.columns[free[0]].role, g.columns[last].role = nDebit, nCredit
	default:
		g.columns[last].role = nAmount
	}
}

// dropOtherHeads takes back the names of columns of movements that hardly have
// any, where a column without a name has many: they come from the head of another
// table, such as that of the amount due.
func (g *ledger) dropOtherHeads() {
	named, most := 0, 0
	for _, c := range g.columns {
		switch c.role {
		case nDebit, nCredit, nAmount:
			named += c.count
		case "":
			most = max(most, c.count)
		}
	}
	if named > 2 || most < 3*max(named, 1) {
		return
	}
	for i := range g.columns {
		if g.columns[i].role != nBalance {
			g.columns[i].role = ""
		}
	}
}

// chains reports whether the sums of a column follow from each other by another
// sum of their row, in most rows.
func (g *ledger) chains(column int) bool {
	var before *sum
	n, holds := 0, 0
	for i := range g.sums {
		var own *sum
		for k := range g.sums[i] {
			if g.sums[i][k].column == column {
				own = &g.sums[i][k]
			}
		}
		if own == nil {
			continue
		}
		if before != nil && len(g.sums[i]) > 1 {
			n++
			for _, s := range g.sums[i] {
				if s.column != column && (abs(own.cents-before.cents) == s.cents || own.cents+before.cents == s.cents) {
					holds++
					break
				}
			}
		}
		before = own
	}
	return n >= 2 && 2*holds > n
}

// link is a stretch of transactions between two balances.
type link struct {
	from, to int // entries from:to; the balance is that of to-1 or the closing one
	off      int64
}

// links holds every balance against the one before and what moved between.
func (g *ledger) links() []link {
	var out []link
	var before *int64
	if g.opening != nil {
		before = &g.opening.cents
	}
	from, moved := 0, int64(0)
	for i := range g.entries {
		moved += g.entries[i].amount.cents
		if b := g.entries[i].balance; b != nil {
			if before != nil {
				out = append(out, link{from, i + 1, b.cents - *before - moved})
			}
			before, from, moved = &b.cents, i+1, 0
		}
	}
	if g.closing != nil && before != nil {
		out = append(out, link{from, len(g.entries), g.closing.cents - *before - moved})
	}
	return out
}

// settleByChain turns sums whose direction nothing marks so that the chain
// holds, and takes what another pass read where only that makes it hold.
func (g *ledger) settleByChain() {
	for _, l := range g.links() {
		if l.off == 0 || l.to-l.from != 1 {
			continue
		}
		e := &g.entries[l.from]
		if want := e.amount.cents + l.off; g.readElsewhere(e.amount, want) {
			e.amount.cents = want
			continue
		}
		if s := g.entries[l.from].amount; s.signed == 0 && g.columns[s.column].role == nAmount && l.off == -2*s.cents {
			s.cents = -s.cents
		}
	}
}

// readElsewhere reports that another pass read a sum's word as the wanted one.
func (g *ledger) readElsewhere(s *sum, want int64) bool {
	for t := s.first; t < s.end; t++ {
		for _, r := range g.d.l.tokens[t].Readings {
			if a, ok := parseAmount(r.Text, g.habit); ok && a.decimals == 2 && abs(a.cents) == abs(want) && (want < 0) == (s.cents < 0) {
				return true
			}
		}
	}
	return false
}
