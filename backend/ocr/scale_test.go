package ocr

import (
	"image"
	"math/rand/v2"
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

// grain is a picture of random shades whose rows lie some bytes apart.
func grain(random *rand.Rand, w, h int) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, w+random.IntN(4), h))
	for i := range img.Pix {
		img.Pix[i] = byte(random.Uint32())
	}
	img.Rect.Max.X = w
	return img
}

// resampled is what resize does, a sum after the other.
func resampled(src *image.Gray, w, h int) *image.Gray {
	across, down := axisOf(src.Rect.Dx(), w), axisOf(src.Rect.Dy(), h)
	at := func(x, y int) (sum int32) {
		for k := range across.taps {
			if weight := across.weights[k*w+x]; weight != 0 {
				sum += int32(src.GrayAt(int(across.first[x])+k, y).Y) * weight
			}
		}
		return sum >> (weightBits - valueBits)
	}
	dst := image.NewGray(image.Rect(0, 0, w, h))
	for i := range dst.Pix {
		x, y, sum := i%w, i/w, int32(0)
		for k := range down.taps {
			if weight := down.weights[k*h+y]; weight != 0 {
				sum += at(x, int(down.first[y])+k) * weight
			}
		}
		dst.Pix[i] = byte(min(max((sum+1<<(weightBits+valueBits-1))>>(weightBits+valueBits), 0), 255))
	}
	return dst
}

func TestResizingTakesTheTaps(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for i := range 400 {
		src := grain(random, 1+random.IntN(40), 1+random.IntN(40))
		w, h := 1+random.IntN(80), 1+random.IntN(80)
		if i%3 == 0 {
			w, h = 1+random.IntN(5), 1+random.IntN(5) // many pixels into one
		}
		if got, want := resize(src, w, h), resampled(src, w, h); string(got.Pix) != string(want.Pix) {
			t.Fatalf("%v to %d × %d gives\n%v, want\n%v", src.Rect, w, h, got.Pix, want.Pix)
		}
	}
}
