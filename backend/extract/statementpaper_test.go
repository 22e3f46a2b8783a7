package extract

import (
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/doc"
	drawn "deskclerk/internal/paper"
)

// eachManner calls try with a statement of every layout that rules may be made
// for, as a faultless engine reads it.
func eachManner(t *testing.T, slip bool, try func(t *testing.T, b drawn.BankStatement)) {
	t.Helper()
	for layout := range drawn.StatementLayouts() {
		b, err := drawn.StatementRead(layout, 5, slip)
		if err != nil {
			t.Fatal(err)
		}
		if !b.Held {
			t.Run(b.Layout, func(t *testing.T) { try(t, b) })
		}
	}
}

func TestDrawnStatementsAreFoundWhole(t *testing.T) {
	eachManner(t, false, func(t *testing.T, b drawn.BankStatement) {
		u := Understand(b.Read, Options{Type: doc.TypeStatement})
		wants(t, u, b.Fields)
		var want, got []string
		for _, m := range b.Movements {
			want = append(want, m.Date+"|"+m.Description+"|"+drawn.Plain(m.Cents))
		}
		for _, line := range transactions(u) {
			got = append(got, line[:strings.LastIndexByte(line, '|')])
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if u.Flagged() {
			t.Errorf("nothing is wrong, and yet a person is asked: %+v", u.Fields)
		}
	})
}

func TestAWrongDigitInADrawnStatementIsNeverSilent(t *testing.T) {
	eachManner(t, true, func(t *testing.T, b drawn.BankStatement) {
		if u := Understand(b.Read, Options{Type: doc.TypeStatement}); !u.Flagged() {
			t.Errorf("the wrong digit in row %d goes through", b.Wrong)
		}
	})
}
