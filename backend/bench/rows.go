package bench

import (
	"cmp"

	"deskclerk/backend/doc"
)

// RowFinding is a row of a table to look at: one of the paper that no row of the
// result is like (Missed), or one of the result that is like none (Invented).
type RowFinding struct {
	Outcome     Outcome `json:"outcome"`
	Pack        string  `json:"pack"`
	File        string  `json:"file"`
	Table       string  `json:"table"`
	Description string  `json:"description"` // as the truth or the result has it
	Amount      string  `json:"amount"`      // likewise
}

// rowFindings lists the rows that were not paired, document by document. A truth
// without rows says nothing of them.
func rowFindings(seen []observed) []RowFinding {
	out := []RowFinding{}
	for _, o := range seen {
		t := o.Case.Truth
		var items, moves []RowFinding
		for _, i := range t.LineItems {
			items = append(items, o.row(Missed, "line_items", spelled(i.Description), spelled(i.Amount)))
		}
		for _, m := range t.Transactions {
			moves = append(moves, o.row(Missed, "transactions", spelled(m.Description), spelled(m.Amount)))
		}
		out = append(out, o.unpaired(items, "line_items", func(i int, row doc.Row) bool { return sameItem(t.LineItems[i], row) })...)
		out = append(out, o.unpaired(moves, "transactions", func(i int, row doc.Row) bool { return sameTransaction(t.Transactions[i], row) })...)
	}
	return out
}

func (o observed) row(outcome Outcome, table, description, amount string) RowFinding {
	return RowFinding{outcome, o.Case.Pack, o.Case.File(), table, description, amount}
}

// unpaired are the rows of the truth, then those of the table, that have no pair.
func (o observed) unpaired(truth []RowFinding, table string, same func(i int, row doc.Row) bool) []RowFinding {
	if len(truth) == 0 {
		return nil
	}
	rows := o.Document.Tables[table].Rows
	paired := map[int]bool{}
	var extra []RowFinding
	for k, i := range newPairing(len(truth), rows, same).taken {
		if paired[i-1] = true; i == 0 {
			cell := func(name string) string { return deref(rows[k].Cells[name].Value) }
			extra = append(extra, o.row(Invented, table, cell("description"), cell("amount")))
		}
	}
	var out []RowFinding
	for i, f := range truth {
		if !paired[i] {
			out = append(out, f)
		}
	}
	return append(out, extra...)
}

// spelled is the first spelling.
func spelled(o OneOf) string {
	if len(o) == 0 {
		return ""
	}
	return o[0]
}

func deref(s *string) string { return *cmp.Or(s, new(string)) }
