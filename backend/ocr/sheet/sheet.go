// Package sheet finds a sheet of paper in a photo or scan that also shows what
// lies around it, cuts it out and makes it a flat rectangle. It is pure, works on
// grey pixels, and says nothing where it is not sure: a page without a border of
// another shade, a torn sheet, a patterned table.
package sheet

import "math"

// Bounds on what is taken for a sheet that lies on something.
const (
	smallSide   = 320  // pixels of the longer side of the picture that is searched
	leastApart  = 60   // shades between sheet and surroundings
	leastPart   = 0.2  // of the picture that is sheet
	mostPart    = 0.97 // beyond it there is nothing to cut away
	leastFill   = 0.94 // of the quadrilateral that is bright
	leastSquare = 45.0 // degrees of the sharpest corner
	mostSpread  = 2.0  // of the lengths of opposite sides
	mostPrint   = 0.02 // share of what would be cut away that looks like print
	mostAtRim   = 1    // sides that may lie on the picture's rim: a torn scan has three
	rim         = 3    // pixels of the reduced picture
)

// Point is a place in pixels.
type Point struct{ X, Y float64 }

// Quad is a sheet's corners: top left, top right, bottom right, bottom left as it
// lies in the picture.
type Quad [4]Point

// Find looks for one sheet, brighter than what is around it. ok is false when
// there is none, when it fills the picture, or when it is not surely one.
func (v *View) Find() (q Quad, ok bool) {
	small, bright := v.small, v.bright
	level, apart := divide(bright)
	if apart < leastApart {
		return Quad{}, false
	}
	m := largest(bright, level)
	w, h := small.Rect.Dx(), small.Rect.Dy()
	if part := float64(m.area) / float64(w*h); part < leastPart || part > mostPart {
		return Quad{}, false
	}
	q, found := fit(m.hull())
	if !found || float64(m.area) < leastFill*q.within(w, h) || !q.plausible() || q.atRim(w, h) > mostAtRim || printed(small, m) {
		return Quad{}, false
	}
	for i := range q {
		q[i] = Point{q[i].X * v.factor, q[i].Y * v.factor}
	}
	return q, true
}

// plausible sheets are rectangles seen not too much from the side.
func (q Quad) plausible() bool {
	for i := range q {
		if angle(q[(i+3)%4], q[i], q[(i+1)%4]) < leastSquare {
			return false
		}
		a, b := length(q[i], q[(i+1)%4]), length(q[(i+2)%4], q[(i+3)%4])
		if i < 2 && max(a, b) > mostSpread*min(a, b) {
			return false
		}
	}
	return true
}

// atRim counts the sides that lie on the picture's rim or beyond it.
func (q Quad) atRim(w, h int) int {
	n := 0
	for i, a := range q {
		b := q[(i+1)%4]
		for _, out := range [][2]float64{
			{a.X, b.X}, {a.Y, b.Y}, {float64(w) - a.X, float64(w) - b.X}, {float64(h) - a.Y, float64(h) - b.Y},
		} {
			if out[0] <= rim && out[1] <= rim {
				n++
				break
			}
		}
	}
	return n
}

// within is the area of the part of the quadrilateral that lies in the picture.
func (q Quad) within(w, h int) float64 {
	n := 0
	for y := range h {
		for x := range w {
			if q.contains(Point{float64(x) + 0.5, float64(y) + 0.5}) {
				n++
			}
		}
	}
	return float64(n)
}

func (q Quad) contains(p Point) bool {
	for i, a := range q {
		if b := q[(i+1)%4]; cross(a, b, p) < 0 {
			return false
		}
	}
	return true
}

// Tilt is how much the sheet's lines climb to the right, in degrees.
func (q Quad) Tilt() float64 {
	dx := (q[1].X - q[0].X) + (q[2].X - q[3].X)
	dy := (q[1].Y - q[0].Y) + (q[2].Y - q[3].Y)
	return -math.Atan2(dy, dx) * 180 / math.Pi
}

func length(a, b Point) float64 { return math.Hypot(a.X-b.X, a.Y-b.Y) }

// cross is positive when c lies to the right of the way from a to b, y downwards.
func cross(a, b, c Point) float64 { return (b.X-a.X)*(c.Y-a.Y) - (b.Y-a.Y)*(c.X-a.X) }

// angle at b in degrees, 0 to 180.
func angle(a, b, c Point) float64 {
	t := math.Abs(math.Atan2(a.Y-b.Y, a.X-b.X) - math.Atan2(c.Y-b.Y, c.X-b.X))
	return min(t, 2*math.Pi-t) * 180 / math.Pi
}
