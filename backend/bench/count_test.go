package bench

import (
	"math"
	"slices"
	"testing"

	"deskclerk/backend/doc"
)

func TestIntervalsAreThoseOfClopperAndPearson(t *testing.T) {
	for _, tt := range []struct {
		k, n      int
		low, high float64
	}{
		{0, 0, 0, 1},
		{0, 200, 0, 1 - math.Pow(0.025, 1.0/200)}, // closed form at both ends
		{10, 10, math.Pow(0.025, 1.0/10), 1},
		{1, 10, 0.0025286, 0.4450161}, // published tables
		{5, 10, 0.1870860, 0.8129140},
		{8, 10, 0.4439045, 0.9747893},
	} {
		s := NewShare(tt.k, tt.n)
		if math.Abs(s.Low-tt.low) > 1e-6 || math.Abs(s.High-tt.high) > 1e-6 {
			t.Errorf("%d of %d: %.7f to %.7f, want %.7f to %.7f", tt.k, tt.n, s.Low, s.High, tt.low, tt.high)
		}
	}
}

func TestTheIntervalOfManyIsWithinZeroAndOne(t *testing.T) {
	s := NewShare(37, 5000)
	if !(0.005 < s.Low && s.Low < 0.0074 && 0.0074 < s.High && s.High < 0.0105) {
		t.Errorf("%+v", s)
	}
}

func TestTheCurveTakesValuesOfOneConfidenceTogether(t *testing.T) {
	found := []judged{{0.8, true}, {0.9, true}, {0.9, false}, {0.7, true}}
	points := curve(found, 5)
	want := []Point{
		{0.9, 0.4, 0.5, 2, 1},
		{0.8, 0.6, 1.0 / 3, 3, 1},
		{0.7, 0.8, 0.25, 4, 1},
	}
	if !slices.Equal(points, want) {
		t.Fatalf("%+v", points)
	}
	if p := coverageAt(points, 0.25); p.Accepted != 4 {
		t.Errorf("at a quarter wrong: %+v", p)
	}
	if p := coverageAt(points, 0.01); p != (Point{}) {
		t.Errorf("at one in a hundred: %+v", p)
	}
}

func TestTheLargestCoverageIsTakenEvenBehindAWorseStretch(t *testing.T) {
	found := []judged{{0.99, false}}
	for i := range 99 {
		found = append(found, judged{0.9 - float64(i)/1000, true})
	}
	if p := coverageAt(curve(found, 100), 0.01); p.Coverage != 1 || p.Wrong != 1 {
		t.Errorf("%+v", p)
	}
}

func TestReliabilityLeavesEmptyTenthsOut(t *testing.T) {
	got := reliability([]judged{{1, true}, {0.95, false}, {0.9, true}, {0.25, false}, {0, false}})
	want := []Bin{{0, 0.1, 1, 0, 0}, {0.2, 0.3, 1, 0.25, 0}, {0.9, 1, 3, 0.95, 2.0 / 3}}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i := range want {
		g, w := got[i], want[i]
		if g.N != w.N || g.From != w.From || math.Abs(g.Confidence-w.Confidence) > 1e-9 || math.Abs(g.Right-w.Right) > 1e-9 {
			t.Errorf("%+v, want %+v", g, w)
		}
	}
}

func TestRowsOfItemsArePairedAsManyAsPossible(t *testing.T) {
	row := func(description, amount string) doc.Row {
		return doc.Row{Cells: map[string]doc.Cell{"description": {Value: &description}, "amount": {Value: &amount}}}
	}
	truth := []Item{
		{Amount: OneOf{"5.00"}}, // fits both rows of 5.00
		{Description: OneOf{"Olive oil 1 litre"}, Amount: OneOf{"5"}},
		{Description: OneOf{"Bread"}, Amount: OneOf{"2.00"}},
	}
	table := doc.Table{Rows: []doc.Row{row("olive oil 1 lltre", "5.00"), row("Tea", "5.00"), row("Bread", "2.01"), {}}}
	if c := compareItems(truth, table); c != (itemCount{matched: 2, truth: 3, found: 4}) {
		t.Errorf("%+v", c)
	}
	if c := compareItems(nil, table); c != (itemCount{}) {
		t.Errorf("a truth without items counts: %+v", c)
	}
}

func TestARowOfWhichNothingIsGivenIsLeftOut(t *testing.T) {
	truth, err := parseTruth([]byte(`{"type": "invoice", "line_items": [{"description": null, "amount": null}, {"description": "Bread", "amount": null}, {"amount": "2.00"}]}`))
	if err != nil || len(truth.LineItems) != 2 {
		t.Errorf("%d rows, want 2; %v", len(truth.LineItems), err)
	}
}

func TestRowsAreSplitByIssuerAndTheUnpairedListed(t *testing.T) {
	row := func(description, amount string) doc.Row {
		return doc.Row{Cells: map[string]doc.Cell{"description": {Value: &description}, "amount": {Value: &amount}}}
	}
	result := func(supplier string, truth []Item, rows ...doc.Row) Result {
		return Result{
			Case:     Case{Pack: "p", Path: supplier, Truth: Truth{Type: doc.TypeInvoice, Fields: map[string]OneOf{"supplier_name": {supplier}}, LineItems: truth}},
			Document: doc.Document{Tables: map[string]doc.Table{"line_items": {Rows: rows}}},
		}
	}
	bread := Item{Description: OneOf{"Bread"}, Amount: OneOf{"2.00"}}
	r := Measure(Run{Results: []Result{
		result("North Mill Bakery", []Item{bread}, row("Bread", "2.00")),
		result("NORTH MILL BAKERY Ltd", []Item{bread}, row("Breed", "3.00")),
		result("Harbour Tools", []Item{bread}),
	}})
	want := []IssuerFigures{
		{"North Mill Bakery", ItemFigures{Documents: 2, Truth: 2, Found: 2, Matched: 1, Precision: 0.5, Recall: 0.5, F1: 0.5}},
		{"Harbour Tools", ItemFigures{Documents: 1, Truth: 1}},
	}
	if !slices.Equal(r.All.ItemsBy, want) || meanF1(r.All.ItemsBy) != 0.25 {
		t.Errorf("%+v", r.All.ItemsBy)
	}
	rows := []RowFinding{
		{Missed, "p", "NORTH MILL BAKERY Ltd", "line_items", "Bread", "2.00"},
		{Invented, "p", "NORTH MILL BAKERY Ltd", "line_items", "Breed", "3.00"},
		{Missed, "p", "Harbour Tools", "line_items", "Bread", "2.00"},
	}
	if !slices.Equal(r.Rows, rows) {
		t.Errorf("%+v", r.Rows)
	}
}
