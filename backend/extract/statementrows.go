package extract

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"

	"deskclerk/backend/doc"
)

// sum is an amount on a row of a statement.
type sum struct {
	cents  int64
	signed int  // -1 or 1 as marked beside it, 0 for no mark
	worded bool // the mark is a word, such as CR
	figure
	column int
}

// entry is one transaction.
type entry struct {
	day         day
	dateBox     doc.Box
	undated     bool // its date is that of the row before
	page        int
	description []string
	textBox     doc.Box
	amount      *sum
	balance     *sum
	row         int   // of its amount
	side        int64 // 1 or -1 in a section of credits or debits
}

// moneyColumn is a column of amounts, which are flush right.
type moneyColumn struct {
	right, left float64
	count       int
	role        notion // nDebit, nCredit, nAmount or nBalance
}

// ledger is a statement's table while it is read.
type ledger struct {
	d        *evidence
	habit    habit
	american bool
	ordered  bool         // the days themselves tell whether months come first
	valued   bool         // most rows have a second date
	behind   bool         // most rows have one before their sums
	heads    map[int]bool // rows that are heads of the table
	sums     [][]sum      // by row
	days     []day        // by row; zero where none begins it
	from     []int        // first word of that date
	took     []int        // words of that date
	columns  []moneyColumn
	entries  []entry
	opening  *sum
	closing  *sum
	standing []sum // balances whose names do not say of when

	afterDates float64 // where descriptions begin; 0 when that is not known
}

// readLedger finds dates and amounts in all rows, and the columns.
func (d *evidence) readLedger() *ledger {
	g := &ledger{d: d, habit: d.l.numberHabit(), heads: map[int]bool{}}
	g.american = g.monthsFirst()
	g.valued = g.twoDates()
	for i := range d.l.rows {
		r := &d.l.rows[i]
		from, got, n := g.rowDay(r)
		g.days, g.from, g.took = append(g.days, got), append(g.from, from), append(g.took, n)
		g.sums = append(g.sums, g.rowSums(r, from+n+g.valueDate(i)))
		g.heads[i] = g.isHead(r)
	}
	g.wholeSums()
	g.gluedMarks()
	g.markColumn()
	g.joinSums()
	g.findColumns()
	g.afterDates = g.endOfDates()
	g.behind = g.datesBehind()
	return g
}

// rowDay is the date that a row begins with, or that stands behind the number of
// a check, with its first word and how many it took.
func (g *ledger) rowDay(r *row) (from int, got day, n int) {
	if !g.valued && r.end-r.first >= 3 && checkForm().MatchString(g.d.l.tokens[r.first].Text) {
		from = r.first + 1
		if strings.Trim(g.d.l.tokens[from].Text, "*^#") == "" { // the mark of one that is out of its order
			from++
		}
		for n = min(3, r.end-from-1); n >= 1; n-- {
			if got, ok := g.d.dayOf(mendedDay(g.d.l.text(from, from+n)), g.american); ok {
				return from, got, n
			}
		}
	}
	got, n = g.d.leadingDay(r.first, r.end, g.american)
	return r.first, got, n
}

// twoDates reports a statement most rows of which have a second date: what stands
// before the one of a row is a misread date then, and no number of a check.
func (g *ledger) twoDates() bool {
	one, two := 0, 0
	for i := range g.d.l.rows {
		r := &g.d.l.rows[i]
		if _, n := g.d.leadingDay(r.first, r.end, g.american); n > 0 {
			one++
			if _, more := g.d.leadingDay(r.first+n, r.end, g.american); more > 0 {
				two++
			}
		}
	}
	return 2*two > one
}

// checkForm is a check's number, with the marks of one that is out of its order.
var checkForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^#?\d{3,8}[*^]?$`) })

// valueDate is how many words a second date of row i has, behind the first.
func (g *ledger) valueDate(i int) int {
	if g.took[i] == 0 || !g.valued {
		return 0 // a sum may look like a date
	}
	next := g.from[i] + g.took[i]
	_, more := g.d.leadingDay(next, g.d.l.rows[i].end, g.american)
	if more == 0 && next < g.d.l.rows[i].end && unreadDay(g.d.l.tokens[next].Text) {
		return 1
	}
	return more
}

// dayBefore is how many words a date has that ends right before the first sum of row
// i.
func (g *ledger) dayBefore(i int) int {
	if g.took[i] == 0 || len(g.sums[i]) == 0 {
		return 0
	}
	end, least := g.sums[i][0].first, g.from[i]+g.took[i]+g.valueDate(i)
	for n := 1; n <= 3 && end-n > least; n++ {
		if got, ok := g.d.dayOf(g.d.l.text(end-n, end), g.american); ok && got.month > 0 {
			return n
		}
	}
	return 0
}

// datesBehind reports a statement most rows of which print a second date behind their
// description.
func (g *ledger) datesBehind() bool {
	rows, found := 0, 0
	for i := range g.took {
		if g.took[i] > 0 && len(g.sums[i]) > 0 {
			rows++
			if g.dayBefore(i) > 0 {
				found++
			}
		}
	}
	return found >= leastMarks && 4*found >= 3*rows
}

// unreadDay reports what must have been a date where one is due: digits and no
// letter.
func unreadDay(s string) bool {
	letters, digits := countLetters(s)
	return digits >= 3 && letters == 0 && !strings.ContainsAny(s[:len(s)-1], ",")
}

// dateBox is where the date of row i stands.
func (g *ledger) dateBox(i int) doc.Box { return g.d.l.box(g.from[i], g.from[i]+g.took[i]) }

// inDate reports a word of the date of row i, or of the second one behind it.
func (g *ledger) inDate(i, t int) bool {
	return g.took[i] > 0 && t >= g.from[i] && t < g.from[i]+g.took[i]+g.valueDate(i)
}

// rowSums are the sums of money of a row with their marks, from a word on: a
// short date looks like a sum.
func (g *ledger) rowSums(r *row, from int) []sum {
	var out []sum
	for _, f := range g.d.l.rowFigures(r, g.habit) {
		if !f.isMoney() || f.first < from {
			continue
		}
		s := sum{cents: f.cents, figure: f, column: -1}
		if s.cents < 0 {
			s.cents = -s.cents
		}
		s.signed, s.worded = g.mark(r, &f)
		out = append(out, s)
	}
	return out
}

// isHead reports a row that names columns: two notions of them, and no sums.
func (g *ledger) isHead(r *row) bool {
	if len(g.rowSumsOf(r.index)) > 0 || means(r.folded, nOwed) || means(r.folded, nOpening) && means(r.folded, nClosing) {
		return false // what is due and the balances have heads of their own
	}
	n := 0
	for _, k := range []notion{nDate, nDescription, nDebit, nCredit, nAmount, nBalance} {
		if means(r.folded, k) {
			n++
		}
	}
	return n >= 2 && r.end-r.first <= 16
}

func (g *ledger) rowSumsOf(i int) []sum {
	if i < len(g.sums) {
		return g.sums[i]
	}
	return nil
}

const columnSlack = 0.014 // of the page's width that right edges differ by

// findColumns groups the sums of rows with a date, or that go on below one, by
// their right edges.
func (g *ledger) findColumns() {
	for i := range g.sums {
		for k := range g.sums[i] {
			s := &g.sums[i][k]
			at := slices.IndexFunc(g.columns, func(c moneyColumn) bool { return math.Abs(c.right-s.box.Right) < columnSlack })
			if at < 0 {
				at = len(g.columns)
				g.columns = append(g.columns, moneyColumn{right: s.box.Right, left: s.box.Left})
			}
			c := &g.columns[at]
			c.right = (c.right*float64(c.count) + s.box.Right) / float64(c.count+1)
			c.left = min(c.left, s.box.Left)
			c.count++
		}
	}
	slices.SortFunc(g.columns, func(a, b moneyColumn) int { return compare(a.right, b.right) })
	for i := range g.sums {
		for k := range g.sums[i] {
			s := &g.sums[i][k]
			best := 3 * columnSlack
			for j, c := range g.columns {
				if off := math.Abs(c.right - s.box.Right); off < best {
					best, s.column = off, j
				}
			}
		}
	}
	g.joinColumns()
	g.nameColumns()
	g.oneAmount()
}

// oneAmount leaves the name of an amount to one of the columns that stand beside each
// other: the others, with few sums, are of other currencies.
func (g *ledger) oneAmount() {
	for a := range g.columns {
		for b := range g.columns {
			p, q := &g.columns[a], &g.columns[b]
			if a != b && p.role == nAmount && q.role == nAmount && 2*p.count <= q.count && g.sideBySide(a, b) {
				p.role = ""
			}
		}
	}
}

// joinColumns makes one column of neighbours that no row has both of: a mark
// behind a sum shifts it.
func (g *ledger) joinColumns() {
	for i := 0; i+1 < len(g.columns); i++ {
		if g.columns[i+1].right-g.columns[i].right > 3*columnSlack || g.sideBySide(i, i+1) {
			continue
		}
		a, b := &g.columns[i], g.columns[i+1]
		a.right, a.left, a.count = max(a.right, b.right), min(a.left, b.left), a.count+b.count
		g.columns = slices.Delete(g.columns, i+1, i+2)
		for r := range g.sums {
			for k := range g.sums[r] {
				if g.sums[r][k].column > i {
					g.sums[r][k].column--
				}
			}
		}
		i--
	}
}

// sideBySide reports a row with sums in both columns.
func (g *ledger) sideBySide(a, b int) bool {
	return slices.ContainsFunc(g.sums, func(row []sum) bool {
		return slices.ContainsFunc(row, func(s sum) bool { return s.column == a }) && slices.ContainsFunc(row, func(s sum) bool { return s.column == b })
	})
}

// nameColumns gives each column the notion of the head above it that stands
// nearest to its right edge.
func (g *ledger) nameColumns() {
	for i := range g.d.l.rows {
		if !g.heads[i] || g.headsBalances(i) {
			continue
		}
		for c := g.d.l.rows[i].first; c < g.d.l.rows[i].end; c++ {
			t := &g.d.l.tokens[c]
			word := fold(t.Text)
			role := notion("")
			for _, n := range []notion{nBalance, nDebit, nCredit, nAmount} {
				if slices.Contains(statementLexicon().of[n], word) || c+1 < g.d.l.rows[i].end && slices.Contains(statementLexicon().of[n], word+" "+fold(g.d.l.tokens[c+1].Text)) {
					role = n
					break
				}
			}
			if role == "" {
				continue
			}
			if at := g.columnBelow(i, t); at >= 0 && g.columns[at].role == "" {
				g.columns[at].role = role
			}
		}
	}
}

const (
	underHead  = 0.09 // of the page's width from a head to the right edge of its column
	strayShare = 8    // a column is none when another in reach has so many times its sums
)

// columnBelow is the column that the word t of the head in row i stands nearest
// to, −1 for none. A few sums from elsewhere, such as a limit at the top of the
// page, are no column beside that of the rows.
func (g *ledger) columnBelow(i int, t *token) int {
	off := func(k *moneyColumn) float64 {
		x := math.Abs(k.right - t.Box.Right)
		if t.Box.Left < k.right && t.Box.Right > k.left {
			x = min(x, 0.04)
		}
		return x
	}
	counts, most := make([]int, len(g.columns)), 0
	for r := i + 1; r < len(g.sums); r++ {
		for _, s := range g.sums[r] {
			if s.column >= 0 {
				counts[s.column]++
			}
		}
	}
	for j := range g.columns {
		if off(&g.columns[j]) < underHead {
			most = max(most, counts[j])
		}
	}
	best, at := underHead, -1
	for j := range g.columns {
		if x := off(&g.columns[j]); counts[j] > 0 && strayShare*counts[j] > most && x < best {
			best, at = x, j
		}
	}
	return at
}

// label is the folded text of a row without its dates and sums.
func (g *ledger) label(i int) string {
	r := &g.d.l.rows[i]
	var parts []string
	for t := r.first; t < r.end; t++ {
		if !g.inDate(i, t) && !slices.ContainsFunc(g.sums[i], func(s sum) bool { return t >= s.first && t < s.end }) {
			parts = append(parts, g.d.l.tokens[t].Text)
		}
	}
	return strings.Join(foldTokens(strings.Join(parts, " ")), " ")
}
