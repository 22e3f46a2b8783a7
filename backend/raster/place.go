package raster

import (
	"math"

	"deskclerk/backend/doc"
	"deskclerk/backend/raster/internal/textlayer"
)

// sheet maps the boxes of a page as it was read back to the page as it lies in
// its file: it undoes what finish does.
type sheet struct {
	w, h    float64 // of the page before it was turned, in points
	quarter int     // turns clockwise that made it upright
	sin     float64 // of the skew
	cos     float64
}

func newSheet(w, h float64, info doc.PageInfo) sheet {
	s := sheet{w: w, h: h, quarter: quarter(doc.RenderOptions{Rotation: info.Rotation}), cos: 1}
	if math.Abs(info.Skew) >= 0.01 {
		s.sin, s.cos = math.Sincos(info.Skew * math.Pi / 180)
	}
	return s
}

// at maps fractions of the upright page to points on the page as it lies, from
// its top left.
func (s sheet) at(x, y float64) (float64, float64) {
	w, h := s.w, s.h
	if s.quarter%2 == 1 {
		w, h = h, w
	}
	x, y = x*w-w/2, y*h-h/2
	x, y = s.cos*x+s.sin*y+w/2, s.cos*y-s.sin*x+h/2 // it was turned clockwise
	switch s.quarter {
	case 1:
		return y, s.h - x
	case 2:
		return s.w - x, s.h - y
	case 3:
		return s.w - y, x
	}
	return x, y
}

// words places a page's words; user maps points from the top left of the page to
// user space.
func (s sheet) words(words []doc.Word, user func(x, y float64) (float64, float64)) []textlayer.Word {
	point := func(x, y float64) textlayer.Point {
		px, py := user(s.at(x, y))
		return textlayer.Point{X: px, Y: py}
	}
	out := make([]textlayer.Word, 0, len(words))
	for _, w := range words {
		if w.Box.Empty() {
			continue
		}
		out = append(out, textlayer.Word{
			Text:       w.Text,
			BottomLeft: point(w.Box.Left, w.Box.Bottom), BottomRight: point(w.Box.Right, w.Box.Bottom),
			TopLeft: point(w.Box.Left, w.Box.Top),
		})
	}
	return out
}

// inverse of an affine map, false when it has none.
func (a affine) inverse() (affine, bool) {
	det := a.ax*a.by - a.bx*a.ay
	if det == 0 || math.IsNaN(det) {
		return affine{}, false
	}
	inv := affine{ax: a.by / det, bx: -a.bx / det, ay: -a.ay / det, by: a.ax / det}
	inv.cx = -(inv.ax*a.cx + inv.bx*a.cy)
	inv.cy = -(inv.ay*a.cx + inv.by*a.cy)
	return inv, true
}
