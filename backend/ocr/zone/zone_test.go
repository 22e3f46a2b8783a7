package zone

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"deskclerk/backend/mrz"
)

func specimens() map[mrz.Format][]string {
	return map[mrz.Format][]string{
		mrz.TD3: {"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"},
		mrz.TD1: {"I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"},
	}
}

// card draws the lines in a face of fixed pitch, below a photograph's grey.
func card(t *testing.T, lines []string, size float64) *image.Gray {
	t.Helper()
	parsed, err := opentype.Parse(gomono.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	pitch := size * 0.76
	w := int(pitch*float64(len(lines[0])) + 3*size)
	img := image.NewGray(image.Rect(0, 0, w, w*7/10))
	draw.Draw(img, img.Rect, image.NewUniform(color.Gray{Y: 225}), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(w/20, w/20, w/4, w*3/10), image.NewUniform(color.Gray{Y: 120}), image.Point{}, draw.Src)
	pen := font.Drawer{Dst: img, Src: image.NewUniform(color.Gray{Y: 30}), Face: face}
	for i, l := range lines {
		y := img.Rect.Dy() - int(size*1.9*float64(len(lines)-i))
		for j := range l {
			pen.Dot = fixed.P(int(1.5*size+float64(j)*pitch), y)
			pen.DrawString(l[j : j+1])
		}
	}
	return img
}

func TestAZoneIsReadWhicheverWayItLies(t *testing.T) {
	for f, lines := range specimens() {
		img := card(t, lines, 30)
		for _, turn := range []int{0, 270, 180, 90} { // what makes upright what was turned by 0, 90, 180, 270
			r, ok := Read(img)
			if !ok || r.Format != f || r.Turn != turn || !slices.Equal(r.Settled.Lines, lines) {
				t.Errorf("%s to be turned by %d: %v, turn %d, %v", f, turn, ok, r.Turn, r.Settled.Lines)
			}
			img = quarter(img)
		}
	}
}

func TestSmallPrintIsRead(t *testing.T) {
	const pitch = 5.0 // pixels
	for f, lines := range specimens() {
		img := resized(card(t, lines, 30), pitch/(30*0.76))
		if r, ok := Read(img); !ok || !slices.Equal(r.Settled.Lines, lines) {
			t.Errorf("%s: %v, %v", f, ok, r.Settled.Lines)
		}
	}
}

func TestATiltedZoneIsReadAndItsTiltTold(t *testing.T) {
	lines := specimens()[mrz.TD3]
	level := card(t, lines, 30)
	tilted := image.NewGray(level.Rect)
	sin, cos := math.Sincos(4 * math.Pi / 180)
	cx, cy := float64(level.Rect.Dx())/2, float64(level.Rect.Dy())/2
	for y := range level.Rect.Dy() {
		for x := range level.Rect.Dx() {
			dx, dy := float64(x)-cx, float64(y)-cy
			u, v := cx+(dx*cos-dy*sin)*1.06, cy+(dx*sin+dy*cos)*1.06
			tilted.Pix[y*tilted.Stride+x] = 225
			if u >= 0 && v >= 0 && u < 2*cx && v < 2*cy {
				tilted.Pix[y*tilted.Stride+x] = byte(At(level, u, v))
			}
		}
	}
	r, ok := Read(tilted)
	if !ok || !slices.Equal(r.Settled.Lines, lines) || math.Abs(r.Tilt-4) > 0.5 {
		t.Errorf("%v, tilt %.1f: %v", ok, r.Tilt, r.Settled.Lines)
	}
}

func TestNothingIsReadWhereThereIsNoZone(t *testing.T) {
	for name, lines := range map[string][]string{
		"a till receipt":  {"COFFEE BEANS 250G            4.50", "WHOLEMEAL BREAD              2.10", "TOTAL GBP                    6.60"},
		"numbers in rows": {"202403150001234567890123456789012345678901234", "202403160001234567890123456789012345678901234"},
	} {
		if r, ok := Read(card(t, lines, 30)); ok {
			t.Errorf("%s is read as %v", name, r.Settled.Lines)
		}
	}
	if _, ok := Read(image.NewGray(image.Rect(0, 0, 1, 1))); ok {
		t.Error("a dot is read")
	}
}
