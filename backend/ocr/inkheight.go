package ocr

import (
	"image"
	"slices"
)

// Glyphs of 16 to 25 pixels suit the fast models best; these are the sizes that
// were measured (median height of ink components on till receipts).
const (
	glyphHeight = 20  // pixels that glyphs are scaled to
	glyphDPI    = 200 // what that is as a resolution, for 7-point type
	minScale    = 0.3
	maxScale    = 4
)

// What counts as a glyph among the components of ink.
const (
	glyphMin     = 7   // pixels
	glyphMax     = 120 // pixels
	glyphFillMin = 0.15
	glyphFillMax = 0.95
)

// blankInk is the number of glyphs below which a page has no text.
const blankInk = 3

// inkHeight is the median height of the glyphs in pixels, and how many there are.
func inkHeight(p pix) (height float64, glyphs int) {
	b := p.binary(otsu(p))
	defer b.destroy()
	if b.empty() {
		return 0, 0
	}
	var heights []int
	for _, c := range b.components() {
		if c.height < glyphMin || c.height > glyphMax || c.width > 2*c.height {
			continue
		}
		if fill := float64(c.ink) / float64(c.width*c.height); fill >= glyphFillMin && fill <= glyphFillMax {
			heights = append(heights, c.height)
		}
	}
	if len(heights) == 0 {
		return 0, 0
	}
	slices.Sort(heights)
	return float64(heights[len(heights)/2]), len(heights)
}

// toGlyphHeight scales the image so that its glyphs are glyphHeight high.
func toGlyphHeight(img *image.Gray, height float64) *image.Gray {
	if height == 0 {
		return img
	}
	factor := min(max(glyphHeight/height, minScale), maxScale)
	// An image that would grow beyond what Tesseract takes stays as it is.
	if float64(max(img.Rect.Dx(), img.Rect.Dy()))*factor > maxSide {
		factor = maxSide / float64(max(img.Rect.Dx(), img.Rect.Dy()))
	}
	if factor > 0.95 && factor < 1.05 {
		return img
	}
	return scale(img, factor)
}

// maxSide is Tesseract's limit, a 16-bit coordinate, with room to spare.
const maxSide = 30000
