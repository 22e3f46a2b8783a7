package paper

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
)

// Scanned is the picture as a scanner makes it of paper: a little askew, a little
// soft, grey with grain.
func Scanned(img *image.Gray, seed uint64) *image.Gray {
	r := rand.New(rand.NewPCG(seed, 3))
	b := img.Bounds()
	out := image.NewGray(b)
	paper := uint8(225 + r.IntN(25))
	draw.Draw(out, b, image.NewUniform(color.Gray{Y: paper}), image.Point{}, draw.Src)
	angle := (r.Float64() - 0.5) * 0.028 // ± 0.8 degrees
	sin, cos := math.Sincos(angle)
	cx, cy := float64(b.Dx())/2, float64(b.Dy())/2
	turn := f64.Aff3{cos, -sin, cx - cos*cx + sin*cy, sin, cos, cy - sin*cx - cos*cy}
	xdraw.ApproxBiLinear.Transform(out, turn, img, b, xdraw.Src, nil)
	grain, soft := 4+8*r.Float64(), r.IntN(2) == 0
	last := out
	if soft {
		last = softened(out)
	}
	for i, v := range last.Pix {
		shade := min(float64(v), float64(paper)) + grain*r.NormFloat64()
		last.Pix[i] = uint8(min(max(shade, 0), 255))
	}
	return last
}

// softened is the mean of each pixel and its neighbours, itself twice.
func softened(img *image.Gray) *image.Gray {
	out := image.NewGray(img.Rect)
	copy(out.Pix, img.Pix)
	w, h, s := img.Rect.Dx(), img.Rect.Dy(), img.Stride
	for y := 1; y < h-1; y++ {
		for x := 1; x < w-1; x++ {
			at := y*s + x
			sum := 2*int(img.Pix[at]) + int(img.Pix[at-1]) + int(img.Pix[at+1]) + int(img.Pix[at-s]) + int(img.Pix[at+s])
			out.Pix[at] = uint8(sum / 6)
		}
	}
	return out
}
