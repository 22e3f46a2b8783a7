package sheet

import "image"

// Bounds on a page that is printed light on dark all over.
const (
	mostlyDark = 0.7  // of the pixels
	brightLeft = 0.01 // of the pixels that stay bright when thin strokes are taken away
	rimDark    = 0.97 // of those along the rim
)

// Dark reports whether the whole picture is a page with light print on a dark
// ground. A light sheet on a dark table is none: it is more than strokes.
func (v *View) Dark() bool {
	small := v.small
	level, apart := divide(small)
	if apart < leastApart {
		return false
	}
	w, h := small.Rect.Dx(), small.Rect.Dy()
	dark, rimmed, around := 0, 0, 0
	for i, shade := range small.Pix {
		x, y := i%w, i/w
		edge := x == 0 || y == 0 || x == w-1 || y == h-1
		if edge {
			around++
		}
		if shade <= level {
			dark++
			if edge {
				rimmed++
			}
		}
	}
	pixels := float64(len(small.Pix))
	if float64(dark) < mostlyDark*pixels || float64(rimmed) < rimDark*float64(around) {
		return false
	}
	bright := 0
	for _, shade := range darkest(small, inkReach).Pix {
		if shade > level {
			bright++
		}
	}
	return float64(bright) <= brightLeft*pixels
}

// Inverted is the negative of a picture.
func Inverted(img *image.Gray) *image.Gray {
	out := image.NewGray(img.Rect)
	for y := range img.Rect.Dy() {
		row, to := img.Pix[y*img.Stride:][:img.Rect.Dx()], out.Pix[y*out.Stride:]
		for x, v := range row {
			to[x] = 255 - v
		}
	}
	return out
}
