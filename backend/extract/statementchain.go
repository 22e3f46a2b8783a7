package extract

import (
	"slices"
	"strings"
)

// signs decides which way each sum goes: by its column, by its mark, by the
// section it stands in, and where a single column has marks on one side only, by
// what is left.
func (g *ledger) signs() {
	marked, brackets := map[int]int{}, false
	for _, e := range g.entries {
		marked[e.amount.signed]++
		brackets = brackets || e.amount.signed == -2
	}
	owed := g.owes(marked)
	usual := int64(1) // a sum without a mark
	switch {
	case owed:
		usual = -1
	case marked[-1] > 0:
	case marked[1] > 0 || brackets:
		usual = -1
	}
	for i := range g.entries {
		g.entries[i].balance.direct(owed)
	}
	for i := range g.standing {
		g.standing[i].direct(owed)
	}
	g.opening.direct(owed)
	g.closing.direct(owed)
	g.direct(usual, owed)
	if brackets && marked[-1] == 0 && marked[1] == 0 && !owed { // the balances say what brackets mean
		before := g.broken()
		if g.direct(-usual, owed); g.broken() >= before {
			g.direct(usual, owed)
		}
	}
}

// direct gives the sums of the transactions their signs; usual is that of a sum
// without a mark.
func (g *ledger) direct(usual int64, owed bool) {
	for i := range g.entries {
		e := &g.entries[i]
		s := e.amount
		sign := usual
		switch {
		case s.signed == -2, s.signed == -1 && !s.worded && owed:
			sign = -usual
		case s.signed != 0:
			sign = int64(s.signed)
		case g.columns[s.column].role == nDebit:
			sign = -1
		case g.columns[s.column].role == nCredit:
			sign = 1
		case e.side != 0:
			sign = e.side
		}
		s.cents = sign * abs(s.cents)
	}
}

// broken counts the links that do not hold, in the order in which more do.
func (g *ledger) broken() int {
	count := func() (n int) {
		for _, l := range g.links() {
			if l.off != 0 {
				n++
			}
		}
		return n
	}
	down := count()
	slices.Reverse(g.entries)
	up := count()
	slices.Reverse(g.entries)
	return min(down, up)
}

// direct gives a balance its sign: one that is owed is printed without.
func (s *sum) direct(owed bool) {
	switch {
	case s == nil:
	case owed && s.signed <= 0 && (s.signed == 0 || s.worded), !owed && s.signed < 0:
		s.cents = -s.cents
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
			g.columns[last].role, free = nBalance, free[:len(free)-1]
		}
		g.otherSide(free, has)
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

// otherSide names the column of what goes out where that of what comes in has a name,
// and the other way round: the last one that no head names.
func (g *ledger) otherSide(free []int, has map[notion]bool) {
	if len(free) == 0 || has[nAmount] || has[nDebit] == has[nCredit] {
		return
	}
	role := nDebit
	if has[nDebit] {
		role = nCredit
	}
	g.columns[free[len(free)-1]].role = role
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
	closing  bool
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
				out = append(out, link{from, i + 1, b.cents - *before - moved, false})
			}
			before, from, moved = &b.cents, i+1, 0
		}
	}
	if g.closing != nil && before != nil {
		out = append(out, link{from, len(g.entries), g.closing.cents - *before - moved, true})
	}
	return out
}

// upwards turns the transactions of a statement that begins with the latest into
// their order, when its balances hold in that one.
func (g *ledger) upwards() {
	broken := func() (n int) {
		for _, l := range g.links() {
			if l.off != 0 {
				n++
			}
		}
		return n
	}
	down := broken()
	if down == 0 {
		return
	}
	slices.Reverse(g.entries)
	if broken() >= down {
		slices.Reverse(g.entries)
	}
}

// settleStanding takes the first and the last of the balances that do not say of
// when they are for those that are missing, when all transactions lead from one
// to the other.
func (g *ledger) settleStanding() {
	opening, closing := g.opening, g.closing
	if n := len(g.standing); n > 0 && opening == nil {
		g.opening = &g.standing[0]
	}
	if n := len(g.standing); n > 0 && closing == nil {
		g.closing = &g.standing[n-1]
	}
	if !g.wholeChain() {
		g.opening, g.closing = opening, closing
	}
}

// settleByChain takes what another pass read where only that makes the chain
// hold, and turns sums whose direction nothing marks so that it does.
func (g *ledger) settleByChain() {
	for range g.links() { // each time the links are others
		if !g.settleOne() {
			break
		}
	}
	for _, l := range g.links() {
		if l.to-l.from != 1 {
			continue
		}
		s := g.entries[l.from].amount
		if s.signed == 0 && g.columns[s.column].role == nAmount && l.off == -2*s.cents {
			s.cents = -s.cents
		}
	}
}

// rereading is a sum that another pass read so that a link holds.
type rereading struct {
	sum   *sum
	cents int64
}

// settleOne mends the first broken link that one other reading makes hold, and
// reports whether there was one.
func (g *ledger) settleOne() bool {
	links := g.links()
	for i, l := range links {
		if l.off == 0 {
			continue
		}
		var fit []rereading
		try := func(s *sum, want int64) {
			if s != nil && g.readElsewhere(s, want) {
				fit = append(fit, rereading{s, want})
			}
		}
		for k := l.from; k < l.to; k++ {
			try(g.entries[k].amount, g.entries[k].amount.cents+l.off)
		}
		if i == 0 && g.opening != nil {
			try(g.opening, g.opening.cents+l.off)
		}
		switch {
		case i == len(links)-1 && l.closing:
			try(g.closing, g.closing.cents-l.off)
		case i == len(links)-1, links[i+1].off == -l.off: // the balance between two links
			b := g.entries[l.to-1].balance
			try(b, b.cents-l.off)
		}
		if len(fit) == 1 {
			fit[0].sum.cents = fit[0].cents
			return true
		}
	}
	return false
}

// readElsewhere reports that another pass read a sum's words, or the torn one
// before them too, as the wanted one. Its sign is the sum's own, unless that pass
// saw a minus where none was seen, or none where one was.
func (g *ledger) readElsewhere(s *sum, want int64) bool {
	own := hasMinus(g.d.l.text(s.first, s.end))
	for t := max(0, s.first-1); t < s.end; t++ {
		for _, r := range g.d.l.tokens[t].Readings {
			a, ok := parseAmount(r.Text, g.habit)
			if !ok || a.decimals != 2 || abs(a.cents) != abs(want) || t < s.first && r.Words != s.end-t {
				continue
			}
			if same := (want < 0) == (s.cents < 0); same || hasMinus(r.Text) != own {
				return true
			}
		}
	}
	return false
}

// hasMinus reports a minus on either side of a sum.
func hasMinus(s string) bool { return strings.ContainsAny(s, "-−–—") }
