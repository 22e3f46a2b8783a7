package ocr

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestPapersComeInTheOrderInWhichTheyAreRead(t *testing.T) {
	at := func(left, top float64) paper {
		return paper{place: doc.Box{Left: left, Top: top, Right: left + 0.3, Bottom: top + 0.3}}
	}
	got := inRows([]paper{at(0.7, 0.1), at(0.1, 0.6), at(0.35, 0.08), at(0.6, 0.55), at(0.01, 0.12)})
	want := []paper{at(0.01, 0.12), at(0.35, 0.08), at(0.7, 0.1), at(0.1, 0.6), at(0.6, 0.55)}
	for i, p := range got {
		if p.place != want[i].place {
			t.Errorf("paper %d lies at %v", i+1, p.place)
		}
	}
}

// column is a receipt's words at a place.
func column(left, width float64, lines ...string) (words []doc.Word) {
	for i, text := range lines {
		top := 0.1 + 0.03*float64(i)
		words = append(words, doc.Word{Text: text, Box: doc.Box{Left: left, Top: top, Right: left + width, Bottom: top + 0.015}})
	}
	return words
}

func TestOnlyWhiteStripsBetweenLikePapersDivideAPage(t *testing.T) {
	receipt := []string{"SHOP", "High", "Street", "12/03/2026", "Coffee", "2.40", "TOTAL", "2.40", "Thanks"}
	dateless := []string{"Goods", "and", "their", "prices", "Coffee", "2.40", "TOTAL", "2.40", "Thanks"}
	across := []doc.Word{{Text: "A line over everything", Box: doc.Box{Left: 0.05, Top: 0.03, Right: 0.95, Bottom: 0.05}}}
	for name, c := range map[string]struct {
		words []doc.Word
		parts int
	}{
		"two receipts":                   {append(column(0.05, 0.3, receipt...), column(0.55, 0.3, receipt...)...), 2},
		"two under one head":             {append(append(column(0.05, 0.3, receipt...), column(0.55, 0.3, receipt...)...), across...), 0},
		"a wide column and a narrow one": {append(column(0.05, 0.6, receipt...), column(0.8, 0.1, receipt...)...), 0},
		"a column without a day":         {append(column(0.05, 0.3, receipt...), column(0.55, 0.3, dateless...)...), 0},
		"a single receipt":               {column(0.2, 0.3, receipt...), 0},
		"nothing":                        {nil, 0},
	} {
		got := cells(c.words, 1.4)
		parts := 0
		if len(got) > 0 {
			parts = len(got[len(got)-1])
		}
		if parts != c.parts {
			t.Errorf("%s: %v", name, got)
		}
	}
}
