package main

import (
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/build/packs"
)

func TestTrueValuesAreFoundHoweverTheyArePrinted(t *testing.T) {
	cases := []struct {
		name string
		has  func(text, want string) bool
		text string
		want string
		is   bool
	}{
		{"an amount", hasAmount, "Total RM 12.50", "12.50", true},
		{"an amount with a comma", hasAmount, "Summe 1.234,50 EUR", "1234.50", true},
		{"an amount with a gap at its point", hasAmount, "TOTAL 16. 80", "16.80", true},
		{"a part of a longer amount", hasAmount, "Total 112.50", "12.50", false},
		{"digits without a point", hasAmount, "Total 1250", "12.50", false},
		{"digits over two lines", hasAmount, "Total 12\n.50", "12.50", false},
		{"a date, day first", hasDate, "am 05.03.24 um", "2024-03-05", true},
		{"a date, month first", hasDate, "3/5/2024", "2024-03-05", true},
		{"a date with a name", hasDate, "5 March 2024", "2024-03-05", true},
		{"a date with a German name", hasDate, "5. März 2024", "2024-03-05", true},
		{"another year", hasDate, "05.03.23", "2024-03-05", false},
		{"a day within more digits", hasDate, "105.03.2024", "2024-03-05", false},
		{"a name over two lines", hasName, "NORTHERN\nBAKERY LTD.", "Northern Bakery Ltd", true},
		{"a misread name", hasName, "N0RTHERN BAKERY", "Northern Bakery", false},
		{"no name", hasName, "NORTHERN", "", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if c.has(c.text, c.want) != c.is {
				t.Errorf("%q in %q: %v", c.want, c.text, !c.is)
			}
		})
	}
}

func TestOtherReadingsStandInForTheirWords(t *testing.T) {
	p := doc.Page{Words: []doc.Word{
		{Text: "Total"},
		{Text: "16.", Readings: []doc.Reading{{Text: "16.80", Words: 2}, {Text: "18.", Words: 1}}},
		{Text: "8O"},
		{Text: "Thanks", Line: 1},
	}}
	if want, got := "Total 16. 8O\nThanks\nTotal 16.80\nTotal 18. 8O", withReadings(p); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCasesAreSpreadOverAPack(t *testing.T) {
	all := make([]packs.Case, 10)
	for i := range all {
		all[i].Stem = string(rune('a' + i))
	}
	got := ""
	for _, c := range spread(all, 3) {
		got += c.Stem
	}
	if got != "adg" || len(spread(all, 0)) != 10 || len(spread(all, 20)) != 10 {
		t.Errorf("three of ten are %q", got)
	}
}

func TestPassesAreCountedWithoutLooks(t *testing.T) {
	if n := passes([]byte("# contrast\n1\t2\n# look\n3\n# thick\n4\n")); n != 2 {
		t.Errorf("%d passes", n)
	}
}
