package sheet

import (
	"image"

	"deskclerk/backend/pixel"
)

const inkReach = 3 // pixels of the reduced picture; wider than strokes are thick

// View is a picture as sheets are searched for in it.
type View struct {
	small  *image.Gray // reduced by whole numbers, by the mean
	bright *image.Gray // small without ink
	factor float64
}

// Look prepares a picture for the search.
func Look(img *image.Gray) *View {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	n := max(1, min((max(w, h)+smallSide-1)/smallSide, w, h))
	small := whole(pixel.Reduced(img, n))
	return &View{small, withoutInk(small), float64(n)}
}

// whole is the picture with its rows one after the other, which a small picture's
// need not be.
func whole(img *image.Gray) *image.Gray {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	if img.Stride == w && len(img.Pix) == w*h {
		return img
	}
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		copy(out.Pix[y*w:][:w], img.Pix[y*img.Stride:])
	}
	return out
}

// withoutInk closes the picture: strokes thinner than the reach take the shade of
// the paper around them.
func withoutInk(img *image.Gray) *image.Gray {
	return darkest(brightest(img, inkReach), inkReach)
}

// brightest gives each pixel the most of the square around it.
func brightest(img *image.Gray, reach int) *image.Gray {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	across, out := image.NewGray(image.Rect(0, 0, w, h)), image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		row, to := img.Pix[y*img.Stride:][:w], across.Pix[y*w:][:w]
		for x := range to {
			for _, v := range row[max(0, x-reach):min(w, x+reach+1)] {
				to[x] = max(to[x], v)
			}
		}
	}
	for y := range h {
		to := out.Pix[y*w:][:w]
		for near := max(0, y-reach); near < min(h, y+reach+1); near++ {
			for x, v := range across.Pix[near*w:][:w] {
				to[x] = max(to[x], v)
			}
		}
	}
	return out
}

// darkest gives each pixel the least of the square around it.
func darkest(img *image.Gray, reach int) *image.Gray {
	return Inverted(brightest(Inverted(img), reach))
}

// divide finds the level between the two shades (Otsu 1979), of which the
// brighter one lies above it, and how far their means are apart.
func divide(img *image.Gray) (level byte, apart float64) {
	var hist [256]float64
	var all, sum float64
	for _, v := range img.Pix {
		hist[v]++
		all++
		sum += float64(v)
	}
	var n, s, best float64
	for v, c := range hist {
		n, s = n+c, s+c*float64(v)
		if n == 0 || n == all {
			continue
		}
		d := (sum-s)/(all-n) - s/n
		if between := n * (all - n) * d * d; between > best {
			best, level, apart = between, byte(v), d
		}
	}
	return level, apart
}

// mask is one connected bright part of a picture.
type mask struct {
	w, h int
	in   []bool
	area int
}

// largest is the largest bright part, connected by edges.
func largest(img *image.Gray, level byte) mask {
	var best []int
	for _, part := range parts(img, level) {
		if len(part) > len(best) {
			best = part
		}
	}
	return maskOf(best, img.Rect.Dx(), img.Rect.Dy())
}

// parts are the pixels of all bright parts, each connected by edges.
func parts(img *image.Gray, level byte) [][]int {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	var out [][]int
	seen := make([]bool, w*h)
	for start := range seen {
		if seen[start] || img.Pix[start] <= level {
			continue
		}
		seen[start] = true
		part := []int{start}
		for i := 0; i < len(part); i++ {
			for _, next := range around(part[i], w, h) {
				if !seen[next] && img.Pix[next] > level {
					seen[next] = true
					part = append(part, next)
				}
			}
		}
		out = append(out, part)
	}
	return out
}

func maskOf(part []int, w, h int) mask {
	m := mask{w: w, h: h, area: len(part), in: make([]bool, w*h)}
	for _, i := range part {
		m.in[i] = true
	}
	return m
}

func around(i, w, h int) []int {
	out := make([]int, 0, 4)
	if x := i % w; x > 0 {
		out = append(out, i-1)
	}
	if i%w < w-1 {
		out = append(out, i+1)
	}
	if i >= w {
		out = append(out, i-w)
	}
	if i < w*(h-1) {
		out = append(out, i+w)
	}
	return out
}

// printed reports whether what lies outside of the mask has letters in it, such
// as a dark letterhead: many small differences of shade, away from the edge.
func printed(img *image.Gray, m mask) bool {
	const edge = 4
	w, h := m.w, m.h
	near := image.NewGray(img.Rect)
	for i, in := range m.in {
		if in {
			near.Pix[i] = 1
		}
	}
	near = brightest(near, edge)
	outside, rough := 0, 0
	for y := range h - 1 {
		for x := range w - 1 {
			i := y*w + x
			if near.Pix[i] == 1 {
				continue
			}
			outside++
			v := int(img.Pix[i])
			if d := max(abs(v-int(img.Pix[i+1])), abs(v-int(img.Pix[i+w]))); d > leastApart/2 {
				rough++
			}
		}
	}
	return float64(rough) > mostPrint*float64(outside)
}

func abs(v int) int { return max(v, -v) }
