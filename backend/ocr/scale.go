package ocr

import (
	"image"
	"math"
)

const (
	maxPixels = 25_000_000 // of the image that is worked on
	maxSide   = 32_000     // Tesseract refuses more than 32767
)

// bounded makes very large images smaller, to keep the worker's memory bounded.
func bounded(img *image.Gray) *image.Gray {
	w, h := float64(img.Rect.Dx()), float64(img.Rect.Dy())
	if w*h == 0 {
		return img
	}
	if f := min(math.Sqrt(maxPixels/(w*h)), maxSide/max(w, h)); f < 1 {
		return scale(img, f)
	}
	return img
}

// scaled is the page at the ink height the engine likes.
func (r *reading) scaled() *image.Gray {
	w, h := float64(r.flat.Rect.Dx()), float64(r.flat.Rect.Dy())
	f := min(r.ink.factor(), math.Sqrt(maxPixels/(w*h)), maxSide/max(w, h))
	return scale(r.flat, f)
}

// scale resizes by the factor: enlarging by cubic interpolation (Keys 1981, a =
// −0.75), shrinking by the mean of the covered area.
func scale(src *image.Gray, factor float64) *image.Gray {
	w := max(1, int(math.Round(float64(src.Rect.Dx())*factor)))
	h := max(1, int(math.Round(float64(src.Rect.Dy())*factor)))
	if w == src.Rect.Dx() && h == src.Rect.Dy() {
		return src
	}
	return resize(src, w, h)
}

// taps are the source pixels that make one target pixel.
type taps struct {
	first   int
	weights []int32 // sum 1<<weightBits
}

const (
	weightBits = 14
	valueBits  = 4 // of fraction, kept between the two directions
	usualTaps  = 4 // of the cubic; loops for it are unrolled
)

func resize(src *image.Gray, w, h int) *image.Gray {
	across, down := tapsFor(src.Rect.Dx(), w), tapsFor(src.Rect.Dy(), h)
	dst := image.NewGray(image.Rect(0, 0, w, h))
	rows := newRowCache(src, across)
	sum := make([]int32, w)
	for y, t := range down {
		rows.blend(sum, t)
		out := dst.Pix[y*dst.Stride:][:w]
		for x, v := range sum {
			out[x] = clamp8((v + 1<<(weightBits+valueBits-1)) >> (weightBits + valueBits))
		}
	}
	return dst
}

// rowCache holds the last few rows stretched to the target's width.
type rowCache struct {
	src    *image.Gray
	across []taps
	rows   [4][]int32
	number [4]int
}

func newRowCache(src *image.Gray, across []taps) *rowCache {
	c := &rowCache{src: src, across: across, number: [4]int{-1, -1, -1, -1}}
	for i := range c.rows {
		c.rows[i] = make([]int32, len(across))
	}
	return c
}

func (c *rowCache) get(y int) []int32 {
	i := y % len(c.rows)
	if c.number[i] == y {
		return c.rows[i]
	}
	c.number[i] = y
	row := c.src.Pix[y*c.src.Stride:][:c.src.Rect.Dx()]
	out := c.rows[i][:len(c.across)]
	for x := range c.across {
		t := &c.across[x]
		var s int32
		if w := t.weights; len(w) == usualTaps {
			r := row[t.first:][:usualTaps]
			s = int32(r[0])*w[0] + int32(r[1])*w[1] + int32(r[2])*w[2] + int32(r[3])*w[3]
		} else {
			for k, v := range row[t.first:][:len(w)] {
				s += int32(v) * w[k]
			}
		}
		out[x] = s >> (weightBits - valueBits)
	}
	return out
}

// blend adds up the rows of the taps into sum.
func (c *rowCache) blend(sum []int32, t taps) {
	if w := t.weights; len(w) == usualTaps {
		r0, r1, r2, r3 := c.get(t.first), c.get(t.first+1), c.get(t.first+2), c.get(t.first+3)
		r0, r1, r2, r3 = r0[:len(sum)], r1[:len(sum)], r2[:len(sum)], r3[:len(sum)]
		for x := range sum {
			sum[x] = r0[x]*w[0] + r1[x]*w[1] + r2[x]*w[2] + r3[x]*w[3]
		}
		return
	}
	clear(sum)
	for i, weight := range t.weights {
		for x, v := range c.get(t.first + i) {
			sum[x] += v * weight
		}
	}
}

func tapsFor(from, to int) []taps {
	out := make([]taps, to)
	step := float64(from) / float64(to)
	for i := range out {
		if step > 1 {
			out[i] = areaTaps(float64(i)*step, float64(i+1)*step, from)
		} else {
			out[i] = cubicTaps((float64(i)+0.5)*step-0.5, from)
		}
	}
	return out
}

func areaTaps(from, to float64, n int) taps {
	first := min(int(from), n-1)
	last := max(first, min(n, int(math.Ceil(to)))-1)
	w := make([]float64, last-first+1)
	for i := range w {
		w[i] = max(1e-6, min(to, float64(first+i+1))-max(from, float64(first+i)))
	}
	return normalized(first, w)
}

func cubicTaps(at float64, n int) taps {
	const a = -0.75
	near := func(t float64) float64 { return ((a+2)*t-(a+3))*t*t + 1 }
	far := func(t float64) float64 { return ((a*t-5*a)*t+8*a)*t - 4*a }
	base := int(math.Floor(at))
	f := at - float64(base)
	first, last := max(0, base-1), min(n-1, base+2)
	w := make([]float64, last-first+1)
	for i, v := range [4]float64{far(1 + f), near(f), near(1 - f), far(2 - f)} {
		w[min(max(base-1+i, 0), n-1)-first] += v
	}
	return normalized(first, w)
}

func normalized(first int, w []float64) taps {
	var sum float64
	for _, v := range w {
		sum += v
	}
	t := taps{first, make([]int32, len(w))}
	for i, v := range w {
		t.weights[i] = int32(math.Round(v / sum * (1 << weightBits)))
	}
	return t
}

func clamp8(v int32) byte { return byte(min(max(v, 0), 255)) }
