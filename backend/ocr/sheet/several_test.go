package sheet_test

import (
	"fmt"
	"image"
	"testing"

	"deskclerk/backend/ocr/sheet"
	"deskclerk/internal/paper"
)

func laid(t testing.TB, o paper.GlassOptions) *image.Gray {
	t.Helper()
	scan, _, err := paper.Glass(o)
	if err != nil {
		t.Fatal(err)
	}
	return scan
}

func TestReceiptsThatLieApartOnTheGlassAreCounted(t *testing.T) {
	for _, o := range []paper.GlassOptions{
		{Seed: 2, Number: 3, Ground: 40, Degrees: 6},
		{Seed: 5, Number: 9, Ground: 60, Degrees: 2},
		{Seed: 6, Number: 3, Ground: 190, Degrees: 2},
	} {
		t.Run(fmt.Sprintf("%d on a shade of %d", o.Number, o.Ground), func(t *testing.T) {
			scan := laid(t, o)
			got := sheet.Look(scan).Several()
			if len(got) != o.Number {
				t.Fatalf("found %d sheets", len(got))
			}
			for i, q := range got {
				b := q.Bounds()
				if !b.In(scan.Rect.Inset(-20)) || b.Dx() < 300 || b.Dy() < 300 {
					t.Errorf("sheet %d lies at %v", i+1, b)
				}
				if i == 0 {
					continue
				}
				if before := got[i-1].Bounds(); b.Min.Y < before.Max.Y && b.Min.X < before.Max.X {
					t.Errorf("sheet %d at %v comes behind %v", i+1, b, before)
				}
			}
		})
	}
}

func TestOneSheetAPageAndPartsOfAPageAreNotSeveral(t *testing.T) {
	page, err := paper.LongInvoice([]paper.Line{{Name: "Chair", Quantity: 2, Price: 4900}})
	if err != nil {
		t.Fatal(err)
	}
	banded := image.NewGray(page[0].Bounds())
	for y := range banded.Rect.Dy() {
		for x := range banded.Rect.Dx() {
			c := page[0].At(x, y)
			banded.Set(x, y, c)
			if y > 700 && y < 800 { // a dark band from edge to edge
				banded.Pix[y*banded.Stride+x] = 30
			}
		}
	}
	columns := image.NewGray(banded.Rect)
	for i := range columns.Pix {
		columns.Pix[i] = 250
		if x := i % columns.Stride; x > 800 && x < 830 { // a dark bar from top to foot
			columns.Pix[i] = 20
		}
	}
	for name, img := range map[string]*image.Gray{
		"one receipt on dark glass":   laid(t, paper.GlassOptions{Seed: 1, Number: 1, Ground: 40, Degrees: 2}),
		"receipts without edges":      laid(t, paper.GlassOptions{Seed: 2, Number: 4, Ground: 255, Degrees: 1}),
		"an invoice":                  page[0].(*image.Gray),
		"a dark band across a page":   banded,
		"a dark bar between columns":  columns,
		"nothing at all":              image.NewGray(image.Rect(0, 0, 400, 500)),
		"a picture of a single pixel": image.NewGray(image.Rect(0, 0, 1, 1)),
	} {
		if got := sheet.Look(img).Several(); got != nil {
			t.Errorf("%s is %d sheets", name, len(got))
		}
	}
}

func TestAPagePrintedLightOnDarkIsToldFromASheetInTheDark(t *testing.T) {
	page, err := paper.LongInvoice([]paper.Line{{Name: "Chair", Quantity: 2, Price: 4900}})
	if err != nil {
		t.Fatal(err)
	}
	white := page[0].(*image.Gray)
	for name, c := range map[string]struct {
		img  *image.Gray
		want bool
	}{
		"a negative":              {sheet.Inverted(white), true},
		"a page as it is":         {white, false},
		"a receipt on dark glass": {laid(t, paper.GlassOptions{Seed: 1, Number: 1, Ground: 20, Degrees: 2}), false},
		"nothing but black":       {image.NewGray(image.Rect(0, 0, 400, 500)), false},
		"a receipt, photographed": {paper.Photo(drawn(t), paper.PhotoOptions{Seed: 3, Degrees: 3}), false},
	} {
		if got := sheet.Look(c.img).Dark(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
