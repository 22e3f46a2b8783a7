package extract

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestKeysAndValuesOfOneRowAreKeptApart(t *testing.T) {
	for line, want := range map[string][][2]string{
		"Date : 12/10/2026":                    {{"Date", "12/10/2026"}},
		"Born: 02/11/1984 Phone: 0117":         {{"Born", "02/11/1984"}, {"Phone", "0117"}},
		"Kunden-Nr.: 4417 Ihr Zeichen: Ahlers": {{"Kunden-Nr.", "4417"}, {"Ihr Zeichen", "Ahlers"}},
		"Subject: the harbour wall":            {{"Subject", "the harbour wall"}},
		"Line 2 address: Quay Road":            {{"Line 2 address", "Quay Road"}},
	} {
		got := Understand(newSheet(60, line), Options{Type: doc.TypeOther}).Pairs
		if len(got) != len(want) {
			t.Errorf("%s: %+v", line, got)
			continue
		}
		for i, w := range want {
			if got[i].Key != w[0] || got[i].Value != w[1] {
				t.Errorf("%s: pair %d is %q = %q", line, i, got[i].Key, got[i].Value)
			}
		}
	}
}

// boxAt is a box to tick over a column of the first line of newSheet(60).
func boxAt(p *doc.Page, column int, fill float64) doc.Mark {
	char := 0.0
	for _, w := range p.Words {
		char = max(char, w.Box.Width()/float64(len([]rune(w.Text))))
	}
	y := p.Words[0].Box
	left := p.Words[0].Box.Left + float64(column)*char
	return doc.Mark{Fill: fill, Box: doc.Box{Left: left, Right: left + 2*char, Top: y.Top, Bottom: y.Bottom}}
}

func TestABoxBelongsToTheWordsOfItsSide(t *testing.T) {
	for name, c := range map[string]struct {
		line string
		at   [2]int
		keys [2]string
	}{
		"boxes before their words": {"Kind    Junior    Adult", [2]int{5, 15}, [2]string{"Junior", "Adult"}},
		"boxes behind their words": {"Swimmer    Runner", [2]int{8, 18}, [2]string{"Swimmer", "Runner"}},
	} {
		pages := newSheet(60, c.line)
		pages[0].Marks = []doc.Mark{boxAt(&pages[0], c.at[0], 0.4), boxAt(&pages[0], c.at[1], 0)}
		got := Understand(pages, Options{Type: doc.TypeOther}).Pairs
		if len(got) != 2 || got[0].Key != c.keys[0] || got[1].Key != c.keys[1] || got[0].Value != doc.CheckedYes || got[1].Value != doc.CheckedNo {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
