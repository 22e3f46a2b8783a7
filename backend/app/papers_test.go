package app

import (
	"image"
	"strings"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/extract"
	"deskclerk/backend/ocr"
	"deskclerk/internal/paper"
)

func TestReceiptsOnOneScanAreReadApartAndAnInvoiceIsNot(t *testing.T) {
	engine, err := ocr.New(ocr.Options{CacheDir: t.TempDir(), Judge: extract.Judge, Apart: extract.Apart})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = engine.Close() })
	quick := doc.ReadOptions{Languages: []string{"eng"}, Skip: []string{"look", "small", "thick", "columns"}}
	for name, o := range map[string]paper.GlassOptions{
		"tilted, on dark glass": {Seed: 301, Number: 3, Ground: 50, Degrees: 4},
		"on white":              {Seed: 205, Number: 2, Ground: 255, Degrees: 0.3},
	} {
		scan, receipts, err := paper.Glass(o)
		if err != nil {
			t.Fatal(err)
		}
		got, err := engine.Recognize(t.Context(), scan, 200, quick)
		if err != nil || len(got.Papers) != o.Number {
			t.Fatalf("%s: %d papers, %v", name, len(got.Papers), err)
		}
		for i, p := range got.Papers {
			if said := wordsIn(got.Words, p); !strings.Contains(said, receipts[i].Truth["total"]) {
				t.Errorf("%s: paper %d at %v says\n%s", name, i+1, p, said)
			}
		}
	}
	pages, err := paper.LongInvoice([]paper.Line{{Name: "Chair", Quantity: 2, Price: 4900}, {Name: "Desk lamp", Quantity: 1, Price: 3495}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := engine.Recognize(t.Context(), pages[0].(*image.Gray), 200, quick)
	if err != nil || got.Papers != nil {
		t.Errorf("an invoice is %d papers, %v", len(got.Papers), err)
	}
}

func wordsIn(words []doc.Word, b doc.Box) string {
	var in []doc.Word
	for _, w := range words {
		if w.Box.CenterX() > b.Left && w.Box.CenterX() < b.Right && w.Box.CenterY() > b.Top && w.Box.CenterY() < b.Bottom {
			in = append(in, w)
		}
	}
	return doc.Page{Words: in}.Text()
}
