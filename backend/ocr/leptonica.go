package ocr

// #include <leptonica/allheaders.h>
import "C"

import "math"

// otsu is the threshold that divides ink from paper best over the whole image
// (Otsu 1979).
func otsu(p pix) int {
	var hist [256]float64
	w, h := p.size()
	for y := range h {
		for _, v := range p.row(y)[:w] {
			hist[v]++
		}
	}
	var sum, n float64
	for i, v := range hist {
		sum += float64(i) * v
		n += v
	}
	threshold, best := 127, 0.0
	var below, belowSum float64
	for i, v := range hist {
		below += v
		belowSum += float64(i) * v
		if below == 0 || below == n {
			continue
		}
		d := belowSum/below - (sum-belowSum)/(n-below)
		if s := below * (n - below) * d * d; s > best {
			best, threshold = s, i
		}
	}
	return threshold
}

// binary is the ink below the threshold.
func (p pix) binary(threshold int) pix {
	return pix{C.pixThresholdToBinary(p.c, C.l_int32(threshold+1))}
}

// component is one connected piece of ink.
type component struct{ width, height, ink int }

// components finds the connected pieces of ink of a binary image.
func (p pix) components() []component {
	var pieces *C.PIXA
	boxes := C.pixConnComp(p.c, &pieces, 8)
	defer C.boxaDestroy(&boxes)
	defer C.pixaDestroy(&pieces)
	counts := C.pixaCountPixels(pieces)
	defer C.numaDestroy(&counts)
	out := make([]component, int(C.boxaGetCount(boxes)))
	for i := range out {
		var x, y, w, h, ink C.l_int32
		C.boxaGetBoxGeometry(boxes, C.l_int32(i), &x, &y, &w, &h)
		C.numaGetIValue(counts, C.l_int32(i), &ink)
		out[i] = component{int(w), int(h), int(ink)}
	}
	return out
}

// skew is how far the lines of a binary image are turned, in degrees; positive
// when it must be turned clockwise to be straight. sure is at least 3 for a
// page of text (leptonica/skew.c).
func (p pix) skew() (degrees, sure float64) {
	var angle, confidence C.l_float32
	if C.pixFindSkew(p.c, &angle, &confidence) != 0 {
		return 0, 0
	}
	return float64(angle), float64(confidence)
}

// rotate turns a grey image clockwise by degrees about its centre, on a canvas
// of the same size, and fills with white.
func (p pix) rotate(degrees float64) pix {
	return pix{C.pixRotateAMGray(p.c, C.l_float32(degrees*math.Pi/180), 255)}
}

// turn turns by a multiple of 90 degrees clockwise.
func (p pix) turn(degrees int) pix {
	return pix{C.pixRotateOrth(p.c, C.l_int32(degrees/90))}
}

// empty reports whether Leptonica had no memory for the image.
func (p pix) empty() bool { return p.c == nil }
