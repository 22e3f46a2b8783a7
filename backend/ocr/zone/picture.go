package zone

import (
	"image"
	"math"
)

// longSide is the length in pixels that a picture's longer side is brought to.
// The 44 characters of a passport, half as wide as the picture, then have 15
// pixels each.
const longSide = 1400

// sized is the picture at the working size.
func sized(img *image.Gray) *image.Gray {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	f := min(4, longSide/float64(max(w, h, 1)))
	if f > 0.8 && f < 1.1 {
		return img
	}
	return resized(img, f)
}

// resized scales by the factor: shrinking by the mean of the area, enlarging by
// straight interpolation.
func resized(img *image.Gray, f float64) *image.Gray {
	w, h := max(1, int(float64(img.Rect.Dx())*f)), max(1, int(float64(img.Rect.Dy())*f))
	out := image.NewGray(image.Rect(0, 0, w, h))
	if f >= 1 {
		for y := range h {
			for x := range w {
				out.Pix[y*out.Stride+x] = byte(At(img, (float64(x)+0.5)/f-0.5, (float64(y)+0.5)/f-0.5) + 0.5)
			}
		}
		return out
	}
	sums := integrate(img)
	step := 1 / f
	for y := range h {
		top, bottom := int(float64(y)*step), int(math.Ceil(float64(y+1)*step))
		for x := range w {
			out.Pix[y*out.Stride+x] = byte(sums.mean(int(float64(x)*step), top, int(math.Ceil(float64(x+1)*step)), bottom) + 0.5)
		}
	}
	return out
}

// At is the shade between four pixels; outside, that of the nearest pixel.
func At(img *image.Gray, x, y float64) float64 {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	x, y = min(max(x, 0), float64(w-1)), min(max(y, 0), float64(h-1))
	left, top := min(int(x), max(0, w-2)), min(int(y), max(0, h-2))
	fx, fy := x-float64(left), y-float64(top)
	right, below := min(1, w-1), min(1, h-1)*img.Stride
	p := img.Pix[top*img.Stride+left:]
	upper := float64(p[0])*(1-fx) + float64(p[right])*fx
	lower := float64(p[below])*(1-fx) + float64(p[below+right])*fx
	return upper*(1-fy) + lower*fy
}

// quarter turns the picture clockwise by 90 degrees.
func quarter(img *image.Gray) *image.Gray {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, h, w))
	for y := range h {
		for x, v := range img.Pix[y*img.Stride:][:w] {
			out.Pix[x*out.Stride+h-1-y] = v
		}
	}
	return out
}

// integral holds the sums of all pixels above and left of each (Crow 1984).
type integral struct {
	sums []uint32
	w, h int
}

func integrate(img *image.Gray) integral {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	s := integral{make([]uint32, (w+1)*(h+1)), w, h}
	for y := range h {
		var row uint32
		above, here := s.sums[y*(w+1):][:w+1], s.sums[(y+1)*(w+1):][:w+1]
		for x, v := range img.Pix[y*img.Stride:][:w] {
			row += uint32(v)
			here[x+1] = above[x+1] + row
		}
	}
	return s
}

// mean of the pixels from left, top to right, bottom, exclusive.
func (s integral) mean(left, top, right, bottom int) float64 {
	left, top, right, bottom = max(0, left), max(0, top), min(s.w, right), min(s.h, bottom)
	n := (right - left) * (bottom - top)
	if n <= 0 {
		return 255
	}
	row := s.w + 1
	return float64(s.sums[bottom*row+right]-s.sums[top*row+right]-s.sums[bottom*row+left]+s.sums[top*row+left]) / float64(n)
}

// inked marks with 0 what is darker than the mean of its surroundings, a square
// of twice the reach, by more than the margin; all else is 255. s is the image's
// own. It is the dearest step of seeking a zone, so it only adds and multiplies.
func inked(img *image.Gray, s integral, reach, margin int) *image.Gray {
	out := image.NewGray(img.Rect)
	for y := range s.h {
		top, bottom := max(0, y-reach), min(s.h, y+reach+1)
		above, below := s.sums[top*(s.w+1):][:s.w+1], s.sums[bottom*(s.w+1):][:s.w+1]
		here := out.Pix[y*out.Stride:][:s.w]
		for x, v := range img.Pix[y*img.Stride:][:s.w] {
			here[x] = 255
			if v >= 230 {
				continue
			}
			left, right := max(0, x-reach), min(s.w, x+reach+1)
			sum := int(below[right] - above[right] - below[left] + above[left])
			if (int(v)+margin)*(right-left)*(bottom-top) < sum {
				here[x] = 0
			}
		}
	}
	return out
}
