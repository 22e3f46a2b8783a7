package paper

import (
	"reflect"
	"testing"
)

func TestAStatementsMovementsLeadFromItsOpeningToItsClosingBalance(t *testing.T) {
	for layout := range StatementLayouts() {
		b, err := StatementRead(layout, 7, false)
		if err != nil {
			t.Fatal(err)
		}
		var moved int64
		for _, m := range b.Movements {
			moved += m.Cents
		}
		opening, closing := b.Fields["opening_balance"], b.Fields["closing_balance"]
		if Plain(cents(t, opening)+moved) != closing {
			t.Errorf("%s: %s and %s do not make %s", b.Layout, opening, Plain(moved), closing)
		}
		if len(b.Read) == 0 || len(b.Movements) < 12 || b.Fields["period_start"] > b.Movements[0].Date {
			t.Errorf("%s: %d pages, %d movements", b.Layout, len(b.Read), len(b.Movements))
		}
	}
}

func cents(t *testing.T, s string) (out int64) {
	t.Helper()
	for _, r := range s {
		if r >= '0' && r <= '9' {
			out = 10*out + int64(r-'0')
		}
	}
	if s[0] == '-' {
		return -out
	}
	return out
}

func TestTheSameSeedGivesTheSameStatement(t *testing.T) {
	a, err1 := Statement(2, 3, true)
	b, err2 := Statement(2, 3, true)
	if err1 != nil || err2 != nil || string(a.Pages[0].Pix) != string(b.Pages[0].Pix) || a.Wrong != b.Wrong || a.Wrong == 0 {
		t.Error("two statements of one seed differ, or have no slip")
	}
	right, err := Statement(2, 3, false)
	if err != nil || string(right.Pages[0].Pix) == string(a.Pages[0].Pix) && len(a.Pages) == 1 {
		t.Error("a slip is not to be seen")
	}
	if string(Scanned(a.Pages[0], 1).Pix) != string(Scanned(b.Pages[0], 1).Pix) {
		t.Error("two scans of one seed differ")
	}
}

func TestAStatementIsReadTheSameWithoutItsPictures(t *testing.T) {
	for _, layout := range []int{0, 9, 12} {
		whole, err1 := Statement(layout, 4, false)
		words, err2 := StatementRead(layout, 4, false)
		if err1 != nil || err2 != nil || len(whole.Pages) != len(whole.Read) || len(words.Pages) != 0 || !reflect.DeepEqual(whole.Read, words.Read) {
			t.Errorf("%s: %d pages, %d of them read", whole.Layout, len(whole.Pages), len(whole.Read))
		}
	}
}
