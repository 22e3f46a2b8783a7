package main

import (
	"strings"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/build/packs"
)

func TestAWayIsMeasuredByWhatItReadsAndWhatIsFound(t *testing.T) {
	words := func(lines ...string) (out []doc.Word) {
		for n, line := range lines {
			at := 0.1
			for _, w := range strings.Fields(line) {
				wide := 0.02 * float64(len(w))
				out = append(out, doc.Word{Text: w, Confidence: 0.95, Line: n, Box: doc.Box{
					Left: at, Right: at + wide, Top: 0.1 * float64(n), Bottom: 0.1*float64(n) + 0.05,
				}})
				at += wide + 0.02
			}
		}
		return out
	}
	page := doc.Page{PageInfo: doc.PageInfo{Number: 1, Width: 500, Height: 300, DPI: 200, TextSource: doc.TextOCR}, Words: words("Corner Bakery", "15 March 2024", "Bread 3.20", "Total 8.20")}
	page.Words[len(page.Words)-1].Readings = []doc.Reading{{Text: "3.20", Words: 1}, {Text: "9.20", Words: 1}}
	truth := packs.Truth{Type: doc.TypeReceipt, Fields: map[string]packs.OneOf{"total": {"9.20"}, "date": {"2024-03-15"}}}
	reading := doc.PageReading{Page: page, Raw: []byte("# contrast\n# look\n# thick\n")}
	f := measure([]packs.Case{{Truth: truth}}, [][]doc.PageReading{{reading, {}}}, 3*time.Second)
	if f.pages != 2 || f.passes != 2 {
		t.Errorf("%d passes over %d pages", f.passes, f.pages)
	}
	total, date, merchant := f.fields[0], f.fields[1], f.fields[2]
	if total.of != 1 || total.words != 0 || total.readings != 1 {
		t.Errorf("the total stands in another reading only, and is counted as %+v", total)
	}
	if date != (counts{1, 1, 1, 1}) {
		t.Errorf("the date stands in the words and is found, and is counted as %+v", date)
	}
	if merchant.of != 0 {
		t.Errorf("a name without truth is counted as %+v", merchant)
	}
	if row := f.row("base"); !strings.Contains(row, "1.00    1.50") {
		t.Errorf("passes and seconds of a page in %q", row)
	}
}
