package zone

import (
	"image"
	"math/rand/v2"
	"testing"
)

func TestInkIsWhatIsDarkerThanTheMeanAroundIt(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same picture each time
	for _, size := range []image.Point{{1, 1}, {3, 90}, {97, 61}} {
		img := image.NewGray(image.Rectangle{Max: size})
		for i := range img.Pix {
			img.Pix[i] = byte(180 + r.IntN(60))
		}
		s := integrate(img)
		for _, look := range looks() {
			got := inked(img, s, look[0], look[1])
			for y := range size.Y {
				for x := range size.X {
					v := img.GrayAt(x, y).Y
					mean := s.mean(x-look[0], y-look[0], x+look[0]+1, y+look[0]+1)
					if want := v < 230 && float64(v) < mean-float64(look[1]); (got.GrayAt(x, y).Y == 0) != want {
						t.Fatalf("%v, look %v: ink at %d, %d is %v", size, look, x, y, !want)
					}
				}
			}
		}
	}
}
