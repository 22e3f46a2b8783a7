package validate

import (
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

// account makes a statement of rows "date amount balance"; "-" is no balance.
func account(opening, closing string, rows ...string) doc.Understanding {
	u := doc.Understanding{Type: doc.Classification{Name: doc.TypeStatement}, Fields: map[string]doc.Field{}, Tables: map[string]doc.Table{}}
	for _, s := range doc.TypeStatement.Spec().Fields {
		u.Fields[s.Name] = doc.Field{}
	}
	u.Fields["opening_balance"], u.Fields["closing_balance"] = doc.Field{Value: &opening}, doc.Field{Value: &closing}
	var t doc.Table
	for _, line := range rows {
		part := strings.Fields(line)
		r := doc.Row{Cells: map[string]doc.Cell{"date": {Value: &part[0]}, "amount": {Value: &part[1]}}}
		if part[2] != "-" {
			r.Cells["balance"] = doc.Cell{Value: &part[2]}
		}
		t.Rows = append(t.Rows, r)
	}
	u.Tables["transactions"] = t
	return u
}

func TestTheChainFindsTheOneRowAndWhatMendsIt(t *testing.T) {
	for _, c := range []struct {
		name     string
		u        doc.Understanding
		field    string
		value    string
		messages int
	}{
		{"all holds", account("100.00", "70.00", "2024-03-01 -20.00 80.00", "2024-03-02 -10.00 70.00"), "", "", 0},
		{"a digit", account("100.00", "70.00", "2024-03-01 -26.00 80.00", "2024-03-02 -10.00 70.00"), "transactions.1.amount", "-20.00", 1},
		{"a sign", account("100.00", "70.00", "2024-03-01 -20.00 80.00", "2024-03-02 10.00 70.00"), "transactions.2.amount", "-10.00", 1},
		{"a lost separator", account("100.00", "70.00", "2024-03-01 -2000.00 80.00", "2024-03-02 -10.00 70.00"), "transactions.1.amount", "-20.00", 1},
		{"a balance", account("100.00", "70.00", "2024-03-01 -20.00 60.00", "2024-03-02 -10.00 70.00"), "transactions.1.balance", "80.00", 1},
		{"one row of many before the next balance", account("100.00", "40.00", "2024-03-01 -26.00 -", "2024-03-02 -11.00 -", "2024-03-03 -29.00 40.00"), "transactions.1.amount", "-20.00", 1},
		{"without any balance in the rows", account("100.00", "69.00", "2024-03-01 -26.00 -", "2024-03-02 -11.00 -"), "transactions.1.amount", "-20.00", 1},
		{"two rows that may be at fault", account("100.00", "60.00", "2024-03-01 -26.00 -", "2024-03-02 -26.00 60.00"), "", "", 1},
		{"nothing that looks alike", account("100.00", "70.00", "2024-03-01 -51.23 80.00", "2024-03-02 -10.00 70.00"), "", "", 1},
	} {
		u := Apply(c.u, day)
		chain := slices.DeleteFunc(slices.Clone(u.Issues), func(i doc.Issue) bool { return i.Rule != "balance_chain" })
		if len(chain) != c.messages {
			t.Errorf("%s: %+v", c.name, chain)
			continue
		}
		var field, value string
		if len(chain) > 0 && chain[0].Suggestion != nil {
			field, value = chain[0].Suggestion.Field, chain[0].Suggestion.Value
		}
		if field != c.field || value != c.value {
			t.Errorf("%s: %q in %q is offered, want %q in %q", c.name, value, field, c.value, c.field)
		}
		if _, made := u.Fields[c.field]; made && c.field != "" {
			t.Errorf("%s: a field of the name of a cell was made", c.name)
		}
		if u.Flagged() != (c.messages > 0) {
			t.Errorf("%s: flagged %v", c.name, u.Flagged())
		}
	}
}

func TestADateOutOfTheOrderOfTheOthersIsNoted(t *testing.T) {
	row := func(days ...string) (rows []string) {
		for _, d := range days {
			rows = append(rows, "2024-03-"+d+" -1.00 -")
		}
		return rows
	}
	for _, c := range []struct {
		name string
		rows []string
		want bool
	}{
		{"in order", row("01", "02", "02", "03", "04", "05", "06", "07", "08", "09", "10"), false},
		{"one misread", row("01", "02", "02", "08", "04", "05", "06", "07", "08", "09", "10"), true},
		{"the latest first, one misread", row("10", "09", "08", "07", "06", "05", "01", "03", "02", "02", "01"), true},
		{"by another order than that of days", row("03", "01", "09", "04", "02", "10", "05", "08", "01", "07", "06"), false},
		{"too few to tell", row("01", "05", "02"), false},
	} {
		u := Apply(account("100.00", "90.00", c.rows...), day)
		got := slices.ContainsFunc(u.Issues, func(i doc.Issue) bool { return i.Rule == "dates_in_order" })
		if got != c.want {
			t.Errorf("%s: noted %t: %+v", c.name, got, u.Issues)
		}
	}
}
