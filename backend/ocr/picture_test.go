package ocr_test

import (
	"image"
	"math"
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/ocr/enginetest"
	"deskclerk/backend/ocr/sheet"
)

// onTable shows the page in the quadrilateral of a picture of a dark table.
func onTable(page *image.Gray, w, h int, q sheet.Quad) *image.Gray {
	way := sheet.Flatten(image.NewGray(image.Rect(0, 0, w, h)), q)
	out := enginetest.Blank(w, h, 60)
	const fine = 2 // steps a pixel of the page: no pixel of the picture stays empty
	pw, ph := page.Rect.Dx(), page.Rect.Dy()
	for y := range ph * fine {
		for x := range pw * fine {
			p := way.ToPicture(sheet.Point{X: (float64(x) + 0.5) / float64(pw*fine), Y: (float64(y) + 0.5) / float64(ph*fine)})
			out.Pix[int(p.Y*float64(h))*out.Stride+int(p.X*float64(w))] = page.Pix[y/fine*page.Stride+x/fine]
		}
	}
	return out
}

// place is the middle of the word on the picture.
func place(t *testing.T, words []doc.Word, text string) (x, y float64) {
	t.Helper()
	i := slices.IndexFunc(words, func(w doc.Word) bool { return w.Text == text })
	if i < 0 {
		t.Fatalf("%s was not read: %v", text, words)
	}
	return words[i].Box.CenterX(), words[i].Box.CenterY()
}

func TestASheetInAPictureIsReadAndItsWordsLieOnThePicture(t *testing.T) {
	const w, h = 1200, 1200
	e, page := open(t), enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{})
	flat := read(t, e, page)
	level := sheet.Quad{{X: 200, Y: 250}, {X: 1000, Y: 250}, {X: 1000, Y: 1000}, {X: 200, Y: 1000}}
	side := sheet.Quad{{X: 180, Y: 150}, {X: 1020, Y: 270}, {X: 1000, Y: 930}, {X: 200, Y: 1050}}
	for name, q := range map[string]sheet.Quad{"level": level, "seen from the side": side} {
		got := read(t, e, onTable(page, w, h, q))
		if got.Width != w || got.Height != h {
			t.Errorf("%s: the page is %d × %d", name, got.Width, got.Height)
		}
		way := sheet.Flatten(image.NewGray(image.Rect(0, 0, w, h)), q)
		for _, word := range []string{"BAKERY", "Apple", "7.25", "Thank"} {
			x, y := place(t, flat.Words, word)
			want := way.ToPicture(sheet.Point{X: x, Y: y})
			if x, y = place(t, got.Words, word); math.Hypot(x-want.X, y-want.Y) > 0.015 {
				t.Errorf("%s: %s lies at %.3f, %.3f, not %.3f, %.3f", name, word, x, y, want.X, want.Y)
			}
		}
	}
}

func TestAPictureOfATurnedSheetIsShownUprightAndLevel(t *testing.T) {
	const w, h = 1200, 1200
	e := open(t)
	page := enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{Turn: 1})
	leaning := sheet.Quad{{X: 230, Y: 110}, {X: 1030, Y: 210}, {X: 930, Y: 1010}, {X: 130, Y: 910}}
	got := read(t, e, onTable(page, w, h, leaning))
	if got.Rotation != 270 || math.Abs(got.Skew+7.1) > 0.8 {
		t.Fatalf("turned by %d, skew %.1f", got.Rotation, got.Skew)
	}
	_, left := place(t, got.Words, "NORTHERN")
	_, right := place(t, got.Words, "BAKERY")
	if math.Abs(left-right) > 0.01 {
		t.Errorf("one line stands at %.3f and %.3f", left, right)
	}
}

// TestWhatShinesThroughIsNoPrint: the back of a thin paper shows through, grey and
// the other way round. Evened out it would be as dark as the print.
func TestWhatShinesThroughIsNoPrint(t *testing.T) {
	front := enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{Ink: 110})
	back := enginetest.Draw(t, []string{
		"Bring this paper with you", "and save on your next visit", "of our shops in the town", "terms and conditions apply",
		"Open every day until late", "Find us at the old harbour", "We deliver to your door", "Ask our staff for a card", "See you again quite soon",
	}, enginetest.Look{Ink: 215})
	for y := range front.Rect.Dy() {
		for x := range front.Rect.Dx() {
			through := back.GrayAt(front.Rect.Dx()-1-x, min(y+20, back.Rect.Dy()-1)).Y
			front.Pix[y*front.Stride+x] = min(front.Pix[y*front.Stride+x], through)
		}
	}
	got := read(t, open(t), front, "eng")
	for _, want := range []string{"NORTHERN BAKERY", "14/03/2024", "12.80", "Total 24.55"} {
		if !strings.Contains(text(got), want) {
			t.Errorf("%q was not read:\n%s", want, text(got))
		}
	}
}
