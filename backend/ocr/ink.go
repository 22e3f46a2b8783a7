package ocr

import (
	"image"

	"deskclerk/backend/ocr/blob"
)

// Bounds on what counts as a glyph when the ink height is measured.
const (
	glyphMin, glyphMax = 7, 120    // height, pixels
	fillMin, fillMax   = 0.15, .95 // share of the box that is ink
	minScale, maxScale = 0.3, 4.0
	smallInk           = 9  // median height below which a warning is due
	minContrast        = 24 // shades between ink and paper
	minSpeck           = 9  // pixels of the least ink worth a look
)

// ink is what the dark parts of a page tell before it is read.
type ink struct {
	threshold byte    // Otsu's; darker or equal is ink
	height    float64 // median height of the glyphs, 0 when there are none
	glyphs    []image.Rectangle
	frames    []image.Rectangle // what may be the lines of a grid
	strokes   []image.Rectangle // what may be lines between rows
	legible   bool              // there is something that may be text
}

// findInk thresholds the page and measures its connected components.
func findInk(img *image.Gray) ink {
	threshold, contrast := otsu(img)
	if contrast < minContrast || img.Rect.Dx() < 8 || img.Rect.Dy() < 8 {
		return ink{threshold: threshold}
	}
	k := ink{threshold: threshold}
	blob.Find(img, threshold, func(c blob.Blob) {
		k.legible = k.legible || c.Pixels >= minSpeck
		if mayBeFrame(c) {
			k.frames = append(k.frames, image.Rect(c.Left, c.Top, c.Right, c.Bottom))
		}
		if mayBeStroke(c) {
			k.strokes = append(k.strokes, image.Rect(c.Left, c.Top, c.Right, c.Bottom))
		}
		if isGlyph(c) {
			k.glyphs = append(k.glyphs, image.Rect(c.Left, c.Top, c.Right, c.Bottom))
		}
	})
	k.height = medianHeight(k.glyphs)
	return k
}

func isGlyph(c blob.Blob) bool {
	w, h := c.Right-c.Left, c.Bottom-c.Top
	fill := float64(c.Pixels) / float64(w*h)
	return h >= glyphMin && h <= glyphMax && w <= 2*h && fill >= fillMin && fill <= fillMax
}

// medianHeight is 0 for no glyphs.
func medianHeight(glyphs []image.Rectangle) float64 {
	var counts [glyphMax + 1]int
	for _, g := range glyphs {
		counts[g.Dy()]++
	}
	seen := 0
	for h, c := range counts {
		if seen += c; 2*seen > len(glyphs) {
			return float64(h)
		}
	}
	return 0
}

// factor scales the page so that the ink has the height the engine likes.
func (k ink) factor() float64 {
	if k.height == 0 {
		return 1
	}
	return min(max(inkHeight/k.height, minScale), maxScale)
}

// otsu finds the threshold that separates the two shades best (Otsu 1979) and
// how far their means are apart.
func otsu(img *image.Gray) (threshold byte, contrast float64) {
	hist := shades(img, image.Rect(0, 0, img.Rect.Dx(), img.Rect.Dy()))
	var all, sum float64
	for v, c := range hist {
		all += float64(c)
		sum += float64(v * c)
	}
	var n, s, best float64
	for v, c := range hist {
		n += float64(c)
		s += float64(v * c)
		if n == 0 || n == all {
			continue
		}
		apart := (sum-s)/(all-n) - s/n
		if between := n * (all - n) * apart * apart; between > best {
			best, threshold, contrast = between, byte(v), apart
		}
	}
	return threshold, contrast
}
