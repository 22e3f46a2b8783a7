package marks

import (
	"math"

	"deskclerk/backend/doc"
)

// Turned gives the marks of a page as they lie when it has been turned clockwise
// by rotation (0, 90, 180 or 270 degrees) and then straightened by skew, as the
// page's words do. w and h are the page's size before the turn, in any unit.
func Turned(found []doc.Mark, w, h float64, rotation int, skew float64) []doc.Mark {
	out := make([]doc.Mark, len(found))
	for i, m := range found {
		m.Box = TurnedBox(m.Box, w, h, rotation, skew)
		out[i] = m
	}
	return out
}

// TurnedBox gives one box as Turned does those of marks.
func TurnedBox(b doc.Box, w, h float64, rotation int, skew float64) doc.Box {
	x0, y0, x1, y1 := b.Left*w, b.Top*h, b.Right*w, b.Bottom*h
	for range ((rotation/90)%4 + 4) % 4 {
		x0, y0, x1, y1 = h-y1, x0, h-y0, x1
		w, h = h, w
	}
	if math.Abs(skew) >= 0.01 {
		sin, cos := math.Sincos(skew * math.Pi / 180)
		cx, cy := (x0+x1)/2-w/2, (y0+y1)/2-h/2
		x, y := cos*cx-sin*cy+w/2, sin*cx+cos*cy+h/2
		dx, dy := (x1-x0)/2, (y1-y0)/2
		x0, y0, x1, y1 = x-dx, y-dy, x+dx, y+dy
	}
	return doc.Box{Left: max(0, x0/w), Top: max(0, y0/h), Right: min(1, x1/w), Bottom: min(1, y1/h)}
}
