package pixel

import (
	"image"
	"math/rand/v2"
	"testing"
)

// mean is what Reduced says it does, pixel by pixel.
func mean(img *image.Gray, x, y, k int) byte {
	sum := 0
	for dy := range k {
		for dx := range k {
			sum += int(img.Pix[(y*k+dy)*img.Stride+x*k+dx])
		}
	}
	return byte(sum / (k * k))
}

func TestReducedIsTheMeanOfSquares(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		w, h, k := 1+random.IntN(70), 1+random.IntN(40), 1+random.IntN(13)
		img := image.NewGray(image.Rect(0, 0, w, h))
		img.Stride = w + random.IntN(5)
		img.Pix = make([]byte, img.Stride*h)
		for i := range img.Pix {
			img.Pix[i] = byte(random.Uint32())
		}
		k = min(k, w, h)
		got := Reduced(img, k)
		if got.Rect != image.Rect(0, 0, w/k, h/k) {
			t.Fatalf("%d × %d pixels, %d times smaller, became %v", w, h, k, got.Rect)
		}
		for y := range h / k {
			for x := range w / k {
				if got, want := got.GrayAt(x, y).Y, mean(img, x, y, k); got != want {
					t.Fatalf("%d × %d, %d times smaller: %d at (%d, %d), want %d", w, h, k, got, x, y, want)
				}
			}
		}
	}
}

func TestSumsOfTheLargestSquaresFit(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 600, 600))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for _, k := range []int{256, 400} {
		got := Reduced(img, k)
		if got.Rect.Dx() != 600/256 || got.Pix[0] != 255 {
			t.Errorf("%d times smaller: %v, its first pixel %d", k, got.Rect, got.Pix[0])
		}
	}
}

func BenchmarkReduced(b *testing.B) {
	img := image.NewGray(image.Rect(0, 0, 2480, 3508)) // A4 at 300 dpi
	for _, k := range []int{2, 11} {
		b.Run(string(rune('a'+k)), func(b *testing.B) {
			for b.Loop() {
				Reduced(img, k)
			}
		})
	}
}
