package ocr

import (
	"image"
	"testing"

	"deskclerk/backend/ocr/enginetest"
)

func TestScalingKeepsShadesAndSizes(t *testing.T) {
	for _, factor := range []float64{.3, .77, 1, 1.5, 4} {
		got := scale(enginetest.Blank(101, 57, 200), factor)
		if w := int(101*factor + .5); got.Rect.Dx() != w {
			t.Errorf("factor %v gives width %d, want %d", factor, got.Rect.Dx(), w)
		}
		for _, v := range got.Pix {
			if v != 200 {
				t.Fatalf("factor %v changed the shade to %d", factor, v)
			}
		}
	}
}

func TestHugeImagesAreMadeSmaller(t *testing.T) {
	for _, size := range []image.Point{{9000, 6000}, {60_000, 10}, {1, 50_000}} {
		got := bounded(enginetest.Blank(size.X, size.Y, 255)).Rect
		if got.Dx()*got.Dy() > maxPixels*101/100 || max(got.Dx(), got.Dy()) > maxSide {
			t.Errorf("%v became %v", size, got)
		}
	}
}

func TestComponentsAreFoundWithTheirPixels(t *testing.T) {
	img := enginetest.Blank(20, 10, 255)
	for _, p := range []image.Point{{1, 1}, {2, 2}, {3, 1}, {10, 5}, {11, 5}, {11, 6}} { // a V by its corners, and a hook
		img.Pix[p.Y*img.Stride+p.X] = 0
	}
	var got []component
	components(img, 127, func(c component) { got = append(got, c) })
	want := []component{{1, 1, 4, 3, 3}, {10, 5, 12, 7, 3}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("components %v, want %v", got, want)
	}
}

func TestTheInkHeightIsTheLetters(t *testing.T) {
	for _, size := range []float64{20, 40, 80} {
		k := findInk(enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{Size: size}))
		if k.height < size*.4 || k.height > size*.85 {
			t.Errorf("letters of %v pixels an em measure %v", size, k.height)
		}
	}
}

func TestFourQuarterTurnsAreNone(t *testing.T) {
	img := enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{Size: 10})
	got := turned(turned(turned(img, 90), 180), 90)
	if string(got.Pix) != string(img.Pix) {
		t.Error("the page changed")
	}
}
