package ocr

// #include <stdint.h>
//
// void resample(const uint8_t *src, int stride, int width, int height,
//   int across_n, int across_taps, const int32_t *across_first, const int32_t *across_weights,
//   int down_n, int down_taps, const int32_t *down_first, const int32_t *down_weights,
//   int weight_bits, int value_bits, int32_t *scratch, uint8_t *line, uint8_t *dst, int dst_stride);
import "C"

import (
	"image"
	"math"
	"unsafe"
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

// axis is one direction of a resampling, as pixels.c takes it: target pixel i is
// the sum of the taps' source pixels from first[i] on, times their weights, which
// are sorted by tap.
type axis struct {
	n, taps        int // taps are a multiple of tapGroup; those that are not needed weigh nothing
	first, weights []int32
}

const (
	weightBits = 14 // a target pixel's weights add up to 1<<weightBits
	valueBits  = 4  // of fraction, kept between the two directions
	tapGroup   = 4  // that pixels.c takes at once
)

func resize(src *image.Gray, w, h int) *image.Gray {
	dst := image.NewGray(image.Rect(0, 0, w, h))
	across, down := axisOf(src.Rect.Dx(), w), axisOf(src.Rect.Dy(), h)
	scratch := make([]int32, (down.taps+1)*w)
	line := make([]byte, src.Rect.Dx()+across.taps)
	C.resample(bytesOf(src.Pix), C.int(src.Stride), C.int(src.Rect.Dx()), C.int(src.Rect.Dy()),
		C.int(across.n), C.int(across.taps), intsOf(across.first), intsOf(across.weights),
		C.int(down.n), C.int(down.taps), intsOf(down.first), intsOf(down.weights),
		weightBits, valueBits, intsOf(scratch), bytesOf(line), bytesOf(dst.Pix), C.int(dst.Stride))
	return dst
}

func bytesOf(s []byte) *C.uint8_t { return (*C.uint8_t)(unsafe.SliceData(s)) }
func intsOf(s []int32) *C.int32_t { return (*C.int32_t)(unsafe.SliceData(s)) }

// axisOf resamples a number of pixels to another: by cubic interpolation when they
// become more, by the mean of what each covers when they become fewer.
func axisOf(from, to int) axis {
	step := float64(from) / float64(to)
	all := make([]taps, to)
	most := 0
	for i := range all {
		if step > 1 {
			all[i] = areaTaps(float64(i)*step, float64(i+1)*step, from)
		} else {
			all[i] = cubicTaps((float64(i)+0.5)*step-0.5, from)
		}
		most = max(most, len(all[i].weights))
	}
	a := axis{n: to, taps: (most + tapGroup - 1) / tapGroup * tapGroup}
	a.first, a.weights = make([]int32, to), make([]int32, a.taps*to)
	for i, t := range all {
		a.first[i] = int32(t.first) //nolint:gosec // below maxSide
		for k, w := range t.weights {
			a.weights[k*to+i] = w
		}
	}
	return a
}

// taps are the source pixels that make one target pixel.
type taps struct {
	first   int
	weights []int32
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
