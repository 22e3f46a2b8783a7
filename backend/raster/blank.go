package raster

import (
	"image"

	"deskclerk/backend/doc"
)

// A page is blank when next to nothing on it is darker than its paper.
const (
	blankEdge  = 0.03    // of each side that is not looked at: shadows, punch holes
	blankInk   = 48      // levels darker than the paper
	blankShare = 0.00002 // of the pixels that may be so: a speck or two
)

// blankWarning looks at a page image and warns when there is nothing on it.
func blankWarning(g *image.Gray, number int) []doc.Warning {
	if !blank(g) {
		return nil
	}
	return []doc.Warning{doc.NewWarning(doc.WarnBlankPage, number, "")}
}

// contrast is the span of levels in a box and one pixel around it.
func contrast(g *image.Gray, b doc.Box) int {
	w, h := float64(g.Rect.Dx()), float64(g.Rect.Dy())
	r := image.Rect(int(b.Left*w)-1, int(b.Top*h)-1, int(b.Right*w)+2, int(b.Bottom*h)+2).Intersect(g.Rect)
	low, high := 255, 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for _, v := range g.Pix[y*g.Stride+r.Min.X : y*g.Stride+r.Max.X] {
			low, high = min(low, int(v)), max(high, int(v))
		}
	}
	return high - low
}

// Most pages are told by some of their rows: what is not blank there by far is
// not blank at all.
const (
	fewRows   = 16 // every such row is looked at first
	farFromIt = 20 // times the share of a blank page
)

func blank(g *image.Gray) bool {
	return inked(g, fewRows) <= farFromIt*blankShare && inked(g, 1) <= blankShare
}

// inked is the share of pixels that are far from the paper's level, of every
// such row.
func inked(g *image.Gray, every int) float64 {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	mx, my := int(blankEdge*float64(w)), int(blankEdge*float64(h))
	var histogram [256]int
	n := 0
	for y := my; y < h-my; y += every {
		for _, v := range g.Pix[y*g.Stride+mx : y*g.Stride+w-mx] {
			histogram[v]++
		}
		n += w - 2*mx
	}
	paper, below := 0, 0
	for below < n/2 && paper < 255 { // the median: a page is mostly paper
		below += histogram[paper]
		paper++
	}
	ink := 0
	for v := range max(0, paper-blankInk) {
		ink += histogram[v]
	}
	for v := paper + blankInk; v < len(histogram); v++ { // or light on dark
		ink += histogram[v]
	}
	return float64(ink) / float64(max(1, n))
}
