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
	flat := sheet.Flatten(img, sheet.Quad{{0, 0}, {float64(img.Rect.Dx()), 0}, {float64(img.Rect.Dx()), float64(img.Rect.Dy())}, {0, float64(img.Rect.Dy())}})
	way := sheet.Flatten(image.NewGray(image.Rect(0, 0, w, h)), q)
	out := image.NewGray(image.Rect(0, 0, w, h))
	for i := range out.Pix {
		out.Pix[i] = table
	}
	const fine = 2 // steps a pixel of the drawing: no pixel of the picture stays empty
	iw, ih := flat.Image.Rect.Dx(), flat.Image.Rect.Dy()
	for y := range ih * fine {
		for x := range iw * fine {
			p := way.ToPicture(sheet.Point{X: (float64(x) + 0.5) / float64(iw*fine), Y: (float64(y) + 0.5) / float64(ih*fine)})
			if px, py := int(p.X*float64(w)), int(p.Y*float64(h)); image.Pt(px, py).In(out.Rect) {
				light := 1 - gradient*(p.X+p.Y)/2
				out.Pix[py*out.Stride+px] = uint8(float64(flat.Image.Pix[y/fine*flat.Image.Stride+x/fine]) * light)
			}
		}
	}
	return out
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
		picture := photo(img, 1000, 1000, q, 60, 0.2)
		got, ok := sheet.Find(picture)
		if !ok {
			t.Errorf("%s: not found", name)
			continue
		}
		for i := range q {
			if d := math.Hypot(got[i].X-q[i].X, got[i].Y-q[i].Y); d > 16 {
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

func TestWithoutASureSheetNothingIsFound(t *testing.T) {
	img := drawn(t)
	level := sheet.Quad{{200, 200}, {800, 200}, {800, 850}, {200, 850}}
	lettered := photo(img, 1000, 1000, level, 60, 0)
	for y := 20; y < 180; y += 8 { // pale letters on the dark part
		for x := 20; x < 980; x++ {
			if x%20 < 8 {
				lettered.Pix[y*lettered.Stride+x], lettered.Pix[(y+3)*lettered.Stride+x] = 250, 250
			}
		}
	}
	bound := photo(img, 1000, 1000, sheet.Quad{{0, 120}, {1000, 40}, {1000, 1000}, {0, 1000}}, 60, 0)
	for name, picture := range map[string]*image.Gray{
		"a scan without a border":        img,
		"one shade":                      photo(img, 300, 300, sheet.Quad{{1, 1}, {2, 1}, {2, 2}, {1, 2}}, 200, 0),
		"a table nearly as bright":       photo(img, 1000, 1000, level, 230, 0),
		"a triangle":                     photo(img, 1000, 1000, sheet.Quad{{500, 100}, {510, 100}, {900, 900}, {100, 900}}, 60, 0),
		"print around it":                lettered,
		"a torn edge over the whole top": bound,
		"an empty picture":               image.NewGray(image.Rect(0, 0, 1, 1)),
	} {
		if q, ok := sheet.Find(picture); ok {
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
