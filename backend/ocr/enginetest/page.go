package enginetest

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// Receipt is what the drawn pages say.
func Receipt() []string {
	return []string{
		"NORTHERN BAKERY", "12 Harbour Street", "Date 14/03/2024",
		"Brown bread 4.50", "Apple cake 12.80", "Coffee beans 7.25",
		"Subtotal 24.55", "Total 24.55", "Thank you for your visit",
	}
}

// Look is how a page is drawn. Zero values are black letters of 40 pixels on
// white.
type Look struct {
	Size float64 // of the letters, pixels an em
	Ink  uint8   // grey of the letters
	Turn int     // quarter turns clockwise
	Skew float64 // degrees counter-clockwise that lines climb
}

// Draw makes a page of the lines.
func Draw(t testing.TB, lines []string, look Look) *image.Gray {
	t.Helper()
	if look.Size == 0 {
		look.Size = 40
	}
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: look.Size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		t.Fatal(err)
	}
	step := int(look.Size * 1.6)
	img := Blank(int(look.Size*18), step*(len(lines)+2), 255)
	d := font.Drawer{Dst: img, Src: image.NewUniform(color.Gray{Y: look.Ink}), Face: face}
	for i, line := range lines {
		d.Dot = fixed.P(2*int(look.Size), step*(i+2)-step/3)
		d.DrawString(line)
	}
	img = rotate(img, look.Skew)
	for range look.Turn {
		img = Quarter(img)
	}
	return img
}

// Blank is a page of one shade.
func Blank(w, h int, shade uint8) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Rect, image.NewUniform(color.Gray{Y: shade}), image.Point{}, draw.Src)
	return img
}

// Quarter turns the image clockwise by 90 degrees.
func Quarter(src *image.Gray) *image.Gray {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	dst := image.NewGray(image.Rect(0, 0, h, w))
	for y := range h {
		for x := range w {
			dst.SetGray(h-1-y, x, src.GrayAt(x, y))
		}
	}
	return dst
}

// rotate turns the image counter-clockwise about its centre.
func rotate(src *image.Gray, degrees float64) *image.Gray {
	if degrees == 0 {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	dst := Blank(w, h, 255)
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	cx, cy := float64(w)/2, float64(h)/2
	for y := range h {
		for x := range w {
			dx, dy := float64(x)-cx, float64(y)-cy
			from := image.Pt(int(math.Round(cx+dx*cos-dy*sin)), int(math.Round(cy+dx*sin+dy*cos)))
			if from.In(src.Rect) {
				dst.SetGray(x, y, src.GrayAt(from.X, from.Y))
			}
		}
	}
	return dst
}
