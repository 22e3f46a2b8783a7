// Package barcode is the room that finds the codes printed on a page: QR codes,
// and bar codes lying or standing. It is the only room with gozxing, runs in the
// worker and touches nothing but the picture it is given.
//
// A page is searched in two steps, for decoding is slow and most pages have no
// code: own quick scans look for what only codes look like (the corner marks of
// a QR code, lines whose changes repeat from row to row), and only the parts
// around such places are decoded.
package barcode

import (
	"image"

	"deskclerk/backend/doc"
)

// Bounds of the work on one page.
const (
	maxTries = 12  // parts of a page that are decoded
	maxCodes = 20  // that are given
	minSide  = 100 // pixels: smaller pictures hold no code
)

// Read gives the codes on the picture, their boxes as fractions of it. QR codes
// come first, each content once.
func Read(g *image.Gray) []doc.PageCode {
	if g == nil || g.Rect.Dx() < minSide || g.Rect.Dy() < minSide {
		return nil
	}
	s := &search{g: g}
	s.qr()
	s.bars()
	return s.found
}

// search is the search of one page.
type search struct {
	g     *image.Gray
	tries int
	found []doc.PageCode
}

// try reports whether another part may be decoded.
func (s *search) try() bool {
	s.tries++
	return s.tries <= maxTries && len(s.found) < maxCodes
}

// add keeps a code unless the same was found at the same place or elsewhere.
func (s *search) add(format doc.CodeFormat, text string, r image.Rectangle) {
	for _, f := range s.found {
		if f.Format == format && f.Text == text {
			return
		}
	}
	r = r.Intersect(s.g.Rect)
	w, h := float64(s.g.Rect.Dx()), float64(s.g.Rect.Dy())
	s.found = append(s.found, doc.PageCode{Format: format, Text: text, Box: doc.Box{
		Left: float64(r.Min.X-s.g.Rect.Min.X) / w, Top: float64(r.Min.Y-s.g.Rect.Min.Y) / h,
		Right: float64(r.Max.X-s.g.Rect.Min.X) / w, Bottom: float64(r.Max.Y-s.g.Rect.Min.Y) / h,
	}})
}
