// Package zone finds and reads the machine readable zone of a travel document in
// a picture. It is pure: it works on grey pixels and knows the formats from
// package mrz.
//
// The zone is print of a fixed pitch in one face (OCR-B, ISO 1073-2), so it is
// cut into cells and each cell is told by a small network that was trained on
// the face (build/glyphs), in place of an engine for words.
package zone

import (
	"image"
	"math"

	"deskclerk/backend/mrz"
)

// Reading is a zone as it was read.
type Reading struct {
	mrz.Settled

	Turn  int     // degrees clockwise, of quarter turns, that make the picture upright
	Tilt  float64 // degrees that the lines climb to the right in the upright picture
	Lines []Place // where each line stands in the upright picture
}

// Place is a stretch of print: the ends of its middle line and its height.
type Place struct {
	X1, Y1, X2, Y2 float64 // fractions of the upright picture
	Height         float64 // of a capital, fraction of its height
}

// Read looks for a zone, whichever way up the picture is. ok is false when there
// is none that makes sense.
func Read(img *image.Gray) (r Reading, ok bool) {
	work := sized(img)
	best := math.Inf(-1)
	for _, sideways := range []bool{false, true} {
		view := work
		if sideways {
			view = quarter(work)
		}
		for _, b := range bands(view) {
			for _, flipped := range []bool{false, true} {
				s, grid, found := read(view, b.way(flipped))
				if !found || s.Score <= best {
					continue
				}
				best, ok = s.Score, true
				r = Reading{Settled: s, Turn: turn(sideways, flipped)}
				r.place(grid, view.Rect, flipped)
			}
			if ok && r.Clear() {
				return r, true
			}
		}
	}
	return r, ok && r.Plausible()
}

// turn is what makes a view upright that was turned by a quarter, and is upside
// down when flipped.
func turn(sideways, flipped bool) int {
	switch {
	case sideways && flipped:
		return 270
	case sideways:
		return 90
	case flipped:
		return 180
	default:
		return 0
	}
}

// place keeps where the lines are, in the upright view.
func (r *Reading) place(lines []line, view image.Rectangle, flipped bool) {
	w, h := float64(view.Dx()), float64(view.Dy())
	for _, l := range lines {
		p := Place{l.x1 / w, l.y(l.x1) / h, l.x2 / w, l.y(l.x2) / h, l.height / h}
		if flipped {
			p = Place{1 - p.X2, 1 - p.Y2, 1 - p.X1, 1 - p.Y1, p.Height}
		}
		r.Lines = append(r.Lines, p)
	}
	if p := r.Lines[0]; p.X2 > p.X1 {
		r.Tilt = math.Atan2((p.Y1-p.Y2)*h, (p.X2-p.X1)*w) * 180 / math.Pi
	}
}
