package sheet_test

import (
	"image"
	"math"
	"testing"

	"deskclerk/backend/ocr/sheet"
	"deskclerk/internal/paper"
)

func drawn(t testing.TB) *image.Gray {
	t.Helper()
	p, err := paper.Receipt(7)
	if err != nil {
		t.Fatal(err)
	}
	return p.Image
}

// photo shows the paper in the quadrilateral of a picture with a dark table
// around it, the light falling from the upper left.
func photo(img *image.Gray, w, h int, q sheet.Quad, table uint8, gradient float64) *image.Gray {
	way := sheet.Flatten(image.NewGray(image.Rect(0, 0, w, h)), q)
	out := image.NewGray(image.Rect(0, 0, w, h))
	for i := range out.Pix {
		out.Pix[i] = table
	}
	iw, ih := img.Rect.Dx(), img.Rect.Dy()
	for y := range ih {
		for x := range iw {
			p := way.ToPicture(sheet.Point{X: (float64(x) + 0.5) / float64(iw), Y: (float64(y) + 0.5) / float64(ih)})
			if px, py := int(p.X*float64(w)), int(p.Y*float64(h)); image.Pt(px, py).In(out.Rect) {
				light := 1 - gradient*(p.X+p.Y)/2
				out.Pix[py*out.Stride+px] = uint8(float64(img.Pix[y*img.Stride+x]) * light)
			}
		}
	}
	return out
}

// half is a quadrilateral of half the size: the drawing's pixels then lie close
// enough that none of the picture stays empty.
func half(q sheet.Quad) sheet.Quad {
	for i := range q {
		q[i].X, q[i].Y = q[i].X/2, q[i].Y/2
	}
	return q
}

func TestATiltedSheetOnADarkTableIsFoundAndFlattened(t *testing.T) {
	img := drawn(t)
	for name, q := range map[string]sheet.Quad{
		"turned":                   {{200, 60}, {860, 160}, {740, 940}, {80, 840}},
		"seen from below":          {{250, 80}, {750, 80}, {900, 930}, {100, 930}},
		"seen from the side":       {{120, 60}, {880, 160}, {860, 840}, {140, 940}},
		"running out at the foot":  {{150, 100}, {850, 120}, {880, 1003}, {120, 1003}},
		"level, with a wide table": {{200, 200}, {800, 200}, {800, 850}, {200, 850}},
	} {
		q = half(q)
		picture := photo(img, 500, 500, q, 60, 0.2)
		got, ok := sheet.Look(picture).Find()
		if !ok {
			t.Errorf("%s: not found", name)
			continue
		}
		for i := range q {
			if d := math.Hypot(got[i].X-q[i].X, got[i].Y-q[i].Y); d > 8 {
				t.Errorf("%s: corner %d is %.0f pixels off: %v", name, i, d, got)
			}
		}
		flat := sheet.Flatten(picture, got)
		for _, p := range []sheet.Point{{0.02, 0.02}, {0.98, 0.02}, {0.98, 0.97}, {0.02, 0.97}} {
			w, h := flat.Image.Rect.Dx(), flat.Image.Rect.Dy()
			if v := flat.Image.GrayAt(int(p.X*float64(w)), int(p.Y*float64(h))).Y; v < 120 {
				t.Errorf("%s: at %v of the sheet there is table (%d)", name, p, v)
			}
		}
	}
}

func TestASmallPictureMayHaveLongerRows(t *testing.T) {
	img := drawn(t)
	q := sheet.Quad{{60, 50}, {260, 70}, {250, 280}, {50, 270}}
	picture := photo(img, 310, 300, q, 60, 0)
	padded := image.NewGray(image.Rect(0, 0, 320, 304)) // as a JPEG's planes are
	for y := range 300 {
		copy(padded.Pix[y*padded.Stride:], picture.Pix[y*picture.Stride:][:310])
		for x := 310; x < 320; x++ {
			padded.Pix[y*padded.Stride+x] = 255
		}
	}
	want, found := sheet.Look(picture).Find()
	part := padded.SubImage(image.Rect(0, 0, 310, 300)).(*image.Gray)
	got, ok := sheet.Look(part).Find()
	if !found || !ok || got != want {
		t.Errorf("found %v at %v, want %v at %v", ok, got, found, want)
	}
	if sheet.Look(part).Dark() != sheet.Look(picture).Dark() {
		t.Error("the longer rows make a dark page of it, or a light one")
	}
}

func TestWithoutASureSheetNothingIsFound(t *testing.T) {
	img := drawn(t)
	level := half(sheet.Quad{{200, 200}, {800, 200}, {800, 850}, {200, 850}})
	lettered := photo(img, 500, 500, level, 60, 0)
	for y := 10; y < 90; y += 6 { // pale letters on the dark part
		for x := 10; x < 490; x++ {
			if x%12 < 5 {
				lettered.Pix[y*lettered.Stride+x], lettered.Pix[(y+3)*lettered.Stride+x] = 250, 250
			}
		}
	}
	torn := photo(img, 500, 500, half(sheet.Quad{{0, 120}, {1000, 40}, {1000, 1000}, {0, 1000}}), 60, 0)
	for name, picture := range map[string]*image.Gray{
		"a scan without a border":        img,
		"one shade":                      photo(img, 300, 300, sheet.Quad{{1, 1}, {2, 1}, {2, 2}, {1, 2}}, 200, 0),
		"a table nearly as bright":       photo(img, 500, 500, level, 230, 0),
		"a wedge":                        photo(img, 500, 500, half(sheet.Quad{{420, 100}, {580, 100}, {900, 900}, {100, 900}}), 60, 0),
		"print around it":                lettered,
		"a torn edge over the whole top": torn,
		"an empty picture":               image.NewGray(image.Rect(0, 0, 1, 1)),
	} {
		if q, ok := sheet.Look(picture).Find(); ok {
			t.Errorf("%s: found %v", name, q)
		}
	}
}

func TestPlacesOnTheSheetLeadBackToThePicture(t *testing.T) {
	q := sheet.Quad{{200, 60}, {860, 160}, {740, 940}, {80, 840}}
	flat := sheet.Flatten(image.NewGray(image.Rect(0, 0, 1000, 1000)), q)
	for i, p := range []sheet.Point{{0, 0}, {1, 0}, {1, 1}, {0, 1}} {
		if got := flat.ToPicture(p); math.Hypot(got.X*1000-q[i].X, got.Y*1000-q[i].Y) > 0.01 {
			t.Errorf("corner %d lies at %v, not %v", i, got, q[i])
		}
	}
	if tilt := q.Tilt(); math.Abs(tilt+8.6) > 0.1 {
		t.Errorf("tilt is %.2f degrees", tilt)
	}
}
