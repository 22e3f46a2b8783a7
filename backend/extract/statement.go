package extract

import (
	"slices"
	"strings"
	"time"

	"deskclerk/backend/doc"
)

// How sure the values of a statement can be.
const (
	chainProved  = 0.995 // the balances before and after lead to it
	chainAlone   = 0.90  // nothing checks it
	chainBroken  = 0.40  // the balances say something else
	periodProved = 0.992 // all transactions lie in it
	datedByYear  = 0.985
	datedByRange = 0.975 // its year comes from the period
	dateGuessed  = 0.50  // that of the row before, where each row has its own
	textSure     = 0.97
	labelled     = 0.93 // stands behind its name
)

// longestPeriod is how many days before its own a statement without a printed
// period goes back.
const longestPeriod = 45

// statement fills the fields and transactions of a bank statement.
func (d *evidence) statement(u *doc.Understanding, o Options) {
	g := d.readLedger()
	g.guessRoles()
	g.mendUnread()
	g.readEntries()
	if len(g.entries) > 0 {
		g.signs()
		g.upwards()
		g.settleStanding()
		g.settleByChain()
	}
	start, end := g.told(d.period())
	limit, ok := dateOf(end.Value)
	if !ok {
		limit = g.latest()
	}
	if limit.IsZero() {
		limit = d.statementDay()
	}
	if start.Value != "" && g.within(start.Value, end.Value) {
		start.Confidence, end.Confidence = periodProved, periodProved
	}
	if start.Value == "" && g.settledDay(end.Value, longestPeriod) && d.surelyAt(&end) {
		end.Confidence = periodProved
	}
	found := map[string]Candidate{"period_start": start, "period_end": end}
	d.accountFields(found)
	proved := g.wholeChain()
	if g.opening != nil {
		found["opening_balance"] = balanceCandidate(g.opening, proved)
	}
	if g.closing == nil && len(g.entries) > 0 {
		if last := g.entries[len(g.entries)-1].balance; last != nil {
			g.closing = last
		}
	}
	if g.closing != nil {
		found["closing_balance"] = balanceCandidate(g.closing, proved)
	}
	for _, s := range doc.TypeStatement.Spec().Fields {
		u.Fields[s.Name] = probable(doc.TypeStatement, s, found[s.Name], o.Policy)
	}
	t := g.table(limit, o.Policy)
	u.Tables["transactions"] = t
	flagWith(u, "period_end", t, "date")
	flagWith(u, "closing_balance", t, "amount")
}

// flagWith flags a field when a cell of the column is: a document whose rows need
// a look must not go through for its fields.
func flagWith(u *doc.Understanding, field string, t doc.Table, column string) {
	f := u.Fields[field]
	if f.Flagged || !slices.ContainsFunc(t.Rows, func(r doc.Row) bool { return r.Cells[column].Flagged }) {
		return
	}
	reason := doc.ReasonLowConfidence
	if f.Value == nil {
		reason = doc.ReasonMissing
	}
	f.Flagged, f.Reasons = true, append(f.Reasons, reason)
	u.Fields[field] = f
}

// dateOf reads a day as fields have it.
func dateOf(s string) (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, s)
	return t, err == nil
}

// within reports that there are transactions and all of them whose dates have a
// year of their own, or get it from the period, lie in it.
func (g *ledger) within(start, end string) bool {
	limit, err := time.Parse(time.DateOnly, end)
	for _, e := range g.entries {
		if d := e.day.in(limit); d < start || d > end {
			return false
		}
	}
	return err == nil && len(g.entries) > 0
}

// latest day with a year among the rows.
func (g *ledger) latest() time.Time {
	var out time.Time
	for _, e := range g.entries {
		if e.day.year > 0 {
			t := time.Date(e.day.year, time.Month(e.day.month), e.day.day, 0, 0, 0, 0, time.UTC)
			if t.After(out) {
				out = t
			}
		}
	}
	return out
}

// wholeChain reports that there is a chain of balances and all of it holds.
func (g *ledger) wholeChain() bool {
	links := g.links()
	if len(links) == 0 && g.opening == nil && g.closing != nil { // what was owed before is a row itself
		return abs(g.moved()) == abs(g.closing.cents)
	}
	for _, l := range links {
		if l.off != 0 {
			return false
		}
	}
	return len(links) > 0
}

// moved is what all transactions come to.
func (g *ledger) moved() (cents int64) {
	for _, e := range g.entries {
		cents += e.amount.cents
	}
	return cents
}

func balanceCandidate(s *sum, proved bool) Candidate {
	p := chainAlone * min(1, 0.5+0.5*s.conf)
	if proved {
		p = chainProved
	}
	return Candidate{Value: money(s.cents), Raw: money(s.cents), Page: s.page, Box: s.box, Confidence: p}
}

// table of the transactions.
func (g *ledger) table(end time.Time, p doc.Policy) doc.Table {
	t := doc.Table{Columns: doc.TypeStatement.Spec().Tables[0].Columns, Rows: []doc.Row{}}
	state := g.states()
	limit := p.Threshold("bank_statement.closing_balance", byItself)
	linked := len(g.links()) > 0 // what no balance bears out stands out
	dated := g.mostlyDated()
	sureSum := 0.0
	for i, e := range g.entries {
		sure := state[i]
		if sure == chainAlone {
			sure *= min(1, 0.5+0.5*e.amount.conf)
		}
		date, dateSure := e.day.in(end), datedByYear
		if e.day.year == 0 {
			dateSure = datedByRange
		}
		unsure := e.undated && dated // in a table that dates each row: it may have been misread
		if unsure {
			dateSure = dateGuessed
		}
		cells := map[string]doc.Cell{
			"date":        newCell(date, dateSure, e.page, e.dateBox),
			"description": newCell(strings.Join(e.description, " "), textSure, e.page, e.textBox),
			"amount":      newCell(money(e.amount.cents), sure, e.amount.page, e.amount.box),
			"balance":     newCell("", 0, 0, doc.Box{}),
		}
		if e.balance != nil {
			cells["balance"] = newCell(money(e.balance.cents), sure, e.balance.page, e.balance.box)
		}
		if c := cells["date"]; unsure || date == "" {
			c.Flagged = true
			cells["date"] = c
		}
		for _, name := range []string{"amount", "balance"} {
			if c := cells[name]; c.Value != nil && c.Confidence < limit && (sure == chainBroken || linked && state[i] == chainAlone) {
				c.Flagged = true
				cells[name] = c
			}
		}
		sureSum += sure
		t.Rows = append(t.Rows, doc.Row{Cells: cells})
	}
	if len(t.Rows) > 0 {
		t.Confidence = sureSum / float64(len(t.Rows))
	}
	return t
}

// mostlyDated reports a statement that prints the date of each row, also where
// the one before has the same.
func (g *ledger) mostlyDated() bool {
	undated, alike := 0, 0
	for i, e := range g.entries {
		switch {
		case e.undated:
			undated++
		case i > 0 && e.day == g.entries[i-1].day:
			alike++
		}
	}
	return alike > 0 && undated*mostUndated <= len(g.entries)
}

// mostUndated: one of so many rows may miss its date where each has one.
const mostUndated = 5

// states say how sure each row is by the links that it is part of.
func (g *ledger) states() []float64 {
	out := make([]float64, len(g.entries))
	for i := range out {
		out[i] = chainAlone
	}
	if len(g.links()) == 0 && g.wholeChain() {
		for i := range out {
			out[i] = chainProved
		}
	}
	for _, l := range g.links() {
		for i := l.from; i < l.to; i++ {
			switch {
			case l.off != 0:
				out[i] = chainBroken
			case out[i] == chainAlone:
				out[i] = chainProved
			}
		}
	}
	return out
}
