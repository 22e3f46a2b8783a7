package paper

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
)

// PhotoOptions say how a paper was photographed.
type PhotoOptions struct {
	Seed    uint64
	Degrees float64 // turned by, clockwise
	Crumple float64 // pixels that folds move the print by at most
	Shade   float64 // how much darker folds are, 0 to 1
	// Smudge is a part of the paper, as fractions of it, over which a finger went;
	// empty: none.
	Smudge [4]float64
}

// Photo lays the paper on a desk and takes a picture of it by hand: turned,
// crumpled, unevenly lit and a little grainy. The same options give the same
// picture.
func Photo(sheet *image.Gray, o PhotoOptions) *image.Gray {
	size := sheet.Bounds().Size()
	w, h := size.X*6/5, size.Y*9/8
	out := image.NewGray(image.Rect(0, 0, w, h))
	sin, cos := math.Sincos(o.Degrees * math.Pi / 180)
	grain := rand.New(rand.NewPCG(o.Seed, 7))
	phase := float64(o.Seed % 17)
	for y := range h {
		for x := range w {
			fx, fy := float64(x)-float64(w)/2, float64(y)-float64(h)/2
			px, py := fx*cos+fy*sin+float64(size.X)/2, fy*cos-fx*sin+float64(size.Y)/2
			fold := math.Sin(px/97+phase) * math.Sin(py/131+px/310)
			px += o.Crumple * math.Sin(py/83+phase)
			py += o.Crumple * math.Sin(px/71)
			tone := 78 + 10*math.Sin(float64(x)/211) // the desk
			if px >= 0 && py >= 0 && px < float64(size.X-1) && py < float64(size.Y-1) {
				tone = between(sheet, px, py) * (1 - o.Shade*(0.5+0.5*fold))
				tone = o.smudge(px/float64(size.X), py/float64(size.Y), tone, grain)
			}
			tone *= 0.92 + 0.08*math.Cos(fx/float64(w))*math.Cos(fy/float64(h)) // the lamp
			tone += grain.NormFloat64() * 4
			out.SetGray(x, y, color.Gray{Y: uint8(max(0, min(255, tone)))})
		}
	}
	return out
}

// smudge spreads the print where a finger went over it.
func (o PhotoOptions) smudge(x, y, tone float64, grain *rand.Rand) float64 {
	s := o.Smudge
	if x < s[0] || y < s[1] || x >= s[2] || y >= s[3] {
		return tone
	}
	return tone*0.45 + 100 + grain.NormFloat64()*26
}

// between is the paper's tone between four of its points.
func between(m *image.Gray, x, y float64) float64 {
	ix, iy := int(x), int(y)
	dx, dy := x-float64(ix), y-float64(iy)
	at := func(x, y int) float64 { return float64(m.Pix[y*m.Stride+x]) }
	top := at(ix, iy)*(1-dx) + at(ix+1, iy)*dx
	return top*(1-dy) + (at(ix, iy+1)*(1-dx)+at(ix+1, iy+1)*dx)*dy
}
