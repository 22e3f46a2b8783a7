package main

import (
	"image"
	"math"
	"math/rand/v2"

	"deskclerk/backend/ocr/zone"
)

// paper is a line in print: how much of each place is ink, 0 to 1.
type paper struct {
	ink        []float64
	wide, high int
}

func newPaper(wide, high int) *paper { return &paper{make([]float64, wide*high), wide, high} }

// stamp prints a glyph with its middle at a place.
func (p *paper) stamp(g glyph, x, y float64) {
	left, top := int(x-float64(g.wide)/2+0.5), int(y-float64(g.high)/2+0.5)
	for j := range g.high {
		for i := range g.wide {
			u, v := left+i, top+j
			if u >= 0 && v >= 0 && u < p.wide && v < p.high {
				p.ink[v*p.wide+u] = max(p.ink[v*p.wide+u], g.ink[j*g.wide+i])
			}
		}
	}
}

// taken is a picture of the print at a size: taken so, or made of a larger one as
// small pictures mostly are, which leaves less blur and may leave the sharpening
// of the edges that programs are fond of.
func (p *paper) taken(shrink float64, r *rand.Rand) *image.Gray {
	more := 1.2 + 1.8*r.Float64()
	if r.IntN(2) == 0 || shrink*more > 1 {
		return p.photograph(shrink, r)
	}
	img := shrunk(p.photograph(shrink*more, r), more)
	if r.IntN(3) == 0 {
		img = sharpened(img, 0.8*r.Float64())
	}
	if r.IntN(3) > 0 {
		img = compressed(img, 45+r.IntN(50))
	}
	return img
}

// shrunk by a factor: each pixel is the mean of what it covers.
func shrunk(img *image.Gray, f float64) *image.Gray {
	w, h := int(float64(img.Rect.Dx())/f), int(float64(img.Rect.Dy())/f)
	out := image.NewGray(image.Rect(0, 0, w, h))
	const parts = 4
	for y := range h {
		for x := range w {
			sum := 0.0
			for k := range parts * parts {
				u, v := float64(x)+(float64(k%parts)+0.5)/parts, float64(y)+(float64(k/parts)+0.5)/parts
				sum += zone.At(img, u*f-0.5, v*f-0.5)
			}
			out.Pix[y*out.Stride+x] = byte(sum/(parts*parts) + 0.5)
		}
	}
	return out
}

// sharpened adds what each pixel differs by from the mean of those around it.
func sharpened(img *image.Gray, by float64) *image.Gray {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := image.NewGray(img.Rect)
	for y := range h {
		for x := range w {
			sum := 0.0
			for k := range 9 {
				u, v := min(max(x+k%3-1, 0), w-1), min(max(y+k/3-1, 0), h-1)
				sum += float64(img.Pix[v*img.Stride+u])
			}
			here := float64(img.Pix[y*img.Stride+x])
			out.Pix[y*out.Stride+x] = byte(min(max(here+by*(here-sum/9), 0), 255))
		}
	}
	return out
}

// photograph makes a picture: print that spreads or fades, uneven paper with
// lines over it, a lens that blurs, grain and compression.
func (p *paper) photograph(shrink float64, r *rand.Rand) *image.Gray {
	w, h := int(float64(p.wide)*shrink), int(float64(p.high)*shrink)
	blur := (0.25 + 0.5*r.Float64()) / shrink // of the printed pixels: some is in the shrinking
	soft := blurred(p.ink, p.wide, p.high, blur)
	spread := 1 + 0.5*r.NormFloat64()*0.5 // over 1 the strokes are thick
	ink, bright := 30+60*r.Float64(), 150+105*r.Float64()
	if r.IntN(4) == 0 {
		ink = 60 + 80*r.Float64()
	}
	slope, bend := 40*r.NormFloat64()*0.5, 12*r.Float64()
	phase, wave := 6*r.Float64(), 0.5+3*r.Float64()
	lines, angle, thick := 0.0, r.Float64()*3, 4+20*r.Float64() // of a guilloche, in printed pixels
	if r.IntN(2) == 0 {
		lines = 30 * r.Float64()
	}
	grain := 6 * r.Float64()
	img := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			u, v := (float64(x)+0.5)/shrink, (float64(y)+0.5)/shrink
			k := min(1, soft.at(u, v)*spread)
			paper := bright + slope*(float64(x)/float64(w)-0.5) + bend*math.Sin(phase+wave*float64(x)/float64(h))
			paper += lines * min(0, math.Sin((u*math.Cos(angle)+v*math.Sin(angle)+8*math.Sin(u/60))/thick))
			shade := paper*(1-k) + min(ink, paper-40)*k + grain*r.NormFloat64()
			img.Pix[y*img.Stride+x] = byte(min(max(shade, 0), 255))
		}
	}
	if r.IntN(3) > 0 {
		img = compressed(img, 35+r.IntN(60))
	}
	return img
}

// field of values over the paper.
type field struct {
	v          []float64
	wide, high int
}

func (f field) at(x, y float64) float64 {
	i, j := int(x), int(y)
	if i < 0 || j < 0 || i >= f.wide || j >= f.high {
		return 0
	}
	return f.v[j*f.wide+i]
}

// blurred by three boxes, which come near a Gaussian of the given deviation.
func blurred(v []float64, wide, high int, deviation float64) field {
	reach := int(deviation + 0.5)
	for range 3 {
		v = boxed(v, wide, high, reach, 1, wide)
		v = boxed(v, high, wide, reach, wide, 1)
	}
	return field{v, wide, high}
}

// boxed is the mean over 2·reach+1 places along one direction.
func boxed(v []float64, length, count, reach, step, stride int) []float64 {
	if reach == 0 {
		return v
	}
	out := make([]float64, len(v))
	for c := range count {
		base, sum := c*stride, 0.0
		for i := -reach; i < length; i++ {
			if i+reach < length {
				sum += v[base+(i+reach)*step]
			}
			if i-reach-1 >= 0 {
				sum -= v[base+(i-reach-1)*step]
			}
			if i >= 0 {
				out[base+i*step] = sum / float64(2*reach+1)
			}
		}
	}
	return out
}
