package ocr

import (
	"image"
	"math"
	"math/rand/v2"
	"testing"
)

// leveledAt is what evenContrast does, pixel by pixel in real numbers.
func leveledAt(src *image.Gray, x, y int) float64 {
	const n = tiles
	w, h := src.Rect.Dx(), src.Rect.Dy()
	tw, th := (w+n-1)/n, (h+n-1)/n
	between := func(at, size int) (first, second int, share float64) {
		f := (float64(at)+0.5)/float64(size) - 0.5
		i := int(math.Floor(f))
		return min(max(i, 0), n-1), min(max(i+1, 0), n-1), f - float64(i)
	}
	curve := func(tx, ty int) float64 {
		tile := image.Rect(tx*tw, ty*th, (tx+1)*tw, (ty+1)*th).Intersect(src.Rect)
		return float64(tileCurve(src, tile)[src.GrayAt(x, y).Y])
	}
	left, right, across := between(x, tw)
	upper, lower, down := between(y, th)
	top := curve(left, upper)*(1-across) + curve(right, upper)*across
	bottom := curve(left, lower)*(1-across) + curve(right, lower)*across
	return top*(1-down) + bottom*down
}

func TestContrastIsEvenedBetweenTiles(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 2))
	for _, size := range []image.Point{{64, 48}, {37, 91}, {9, 5}, {1, 1}, {130, 3}} {
		src := grain(random, size.X, size.Y)
		for i, v := range src.Pix {
			src.Pix[i] = v/4 + byte(i%100) // unevenly lit
		}
		got := evenContrast(src)
		for y := range size.Y {
			for x := range size.X {
				if want := leveledAt(src, x, y); math.Abs(float64(got.GrayAt(x, y).Y)-want) > 2.5 { // shares are of 256
					t.Fatalf("%v: %d at (%d, %d), want %.1f", size, got.GrayAt(x, y).Y, x, y, want)
				}
			}
		}
	}
}

func TestThickInkGrowsRightAndDown(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	for range 50 {
		src := grain(random, 1+random.IntN(70), 1+random.IntN(20))
		got := thicken(src)
		for y := range src.Rect.Dy() {
			for x := range src.Rect.Dx() {
				want := byte(255)
				for _, p := range []image.Point{{x, y}, {x - 1, y}, {x, y - 1}, {x - 1, y - 1}} {
					if p.In(src.Rect) {
						want = min(want, src.GrayAt(p.X, p.Y).Y)
					}
				}
				if got.GrayAt(x, y).Y != want {
					t.Fatalf("%v: %d at (%d, %d), want %d", src.Rect, got.GrayAt(x, y).Y, x, y, want)
				}
			}
		}
	}
}

func TestShadesAreCountedInAPart(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	src := grain(random, 41, 23)
	for _, part := range []image.Rectangle{src.Rect, image.Rect(5, 3, 18, 20), image.Rect(40, 22, 41, 23), {}} {
		var want [256]int
		for y := part.Min.Y; y < part.Max.Y; y++ {
			for x := part.Min.X; x < part.Max.X; x++ {
				want[src.GrayAt(x, y).Y]++
			}
		}
		if shades(src, part) != want {
			t.Errorf("the shades of %v are miscounted", part)
		}
	}
}
