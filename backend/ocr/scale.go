package ocr

import (
	"image"
	"math"
)

// scale resizes by the factor: enlarging by cubic interpolation (Keys 1981, a =
// −0.75), shrinking by the mean of the covered area.
func scale(src *image.Gray, factor float64) *image.Gray {
	w := max(1, int(math.Round(float64(src.Rect.Dx())*factor)))
	h := max(1, int(math.Round(float64(src.Rect.Dy())*factor)))
	return resize(src, w, h)
}

// taps are the source pixels that make one target pixel.
type taps struct {
	first   int
	weights []int32 // sum 1<<weightBits
}

const weightBits = 14

func resize(src *image.Gray, w, h int) *image.Gray {
	sw, sh := src.Rect.Dx(), src.Rect.Dy()
	across, down := tapsFor(sw, w), tapsFor(sh, h)
	dst := image.NewGray(image.Rect(0, 0, w, h))
	rows := make(map[int][]int32)
	for y := range h {
		t := down[y]
		for k := range rows {
			if k < t.first {
				delete(rows, k)
			}
		}
		sum := make([]int32, w)
		for i, wt := range t.weights {
			row, ok := rows[t.first+i]
			if !ok {
				row = stretch(src.Pix[(t.first+i)*src.Stride:][:sw], across)
				rows[t.first+i] = row
			}
			for x, v := range row {
				sum[x] += v * wt
			}
		}
		out := dst.Pix[y*dst.Stride:][:w]
		for x, v := range sum {
			out[x] = clamp8((v + 1<<(weightBits+3)) >> (weightBits + 4))
		}
	}
	return dst
}

// stretch makes one row, values times 16.
func stretch(row []byte, across []taps) []int32 {
	out := make([]int32, len(across))
	for x, t := range across {
		var s int32
		for i, wt := range t.weights {
			s += int32(row[t.first+i]) * wt
		}
		out[x] = s >> (weightBits - 4)
	}
	return out
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
	first, last := int(from), min(n-1, int(math.Ceil(to))-1)
	w := make([]float64, last-first+1)
	for i := range w {
		w[i] = min(to, float64(first+i+1)) - max(from, float64(first+i))
	}
	return fixed(first, w)
}

func cubicTaps(at float64, n int) taps {
	base := int(math.Floor(at))
	f := at - float64(base)
	const a = -0.75
	near := func(t float64) float64 { return ((a+2)*t-(a+3))*t*t + 1 }
	far := func(t float64) float64 { return ((a*t-5*a)*t+8*a)*t - 4*a }
	ws := [4]float64{far(1 + f), near(f), near(1 - f), far(2 - f)}
	first := max(0, base-1)
	last := min(n-1, base+2)
	w := make([]float64, max(1, last-first+1))
	for i, v := range ws {
		k := min(max(base-1+i, 0), n-1)
		w[k-first] += v
	}
	return fixed(first, w)
}

func fixed(first int, w []float64) taps {
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
