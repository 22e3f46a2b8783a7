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
