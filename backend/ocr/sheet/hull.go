package sheet

import (
	"cmp"
	"slices"
)

// hull is the convex hull of the mask's pixels, corners clockwise on the picture
// (Andrew 1979).
func (m mask) hull() []Point {
	var ends []Point
	for y := range m.h {
		row := m.in[y*m.w:][:m.w]
		first := slices.Index(row, true)
		if first < 0 {
			continue
		}
		last := len(row) - 1
		for !row[last] {
			last--
		}
		for _, x := range []int{first, last + 1} {
			ends = append(ends, Point{float64(x), float64(y)}, Point{float64(x), float64(y + 1)})
		}
	}
	slices.SortFunc(ends, func(a, b Point) int { return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.Y, b.Y)) })
	half := func(points []Point) []Point {
		var out []Point
		for _, p := range points {
			for len(out) > 1 && cross(out[len(out)-2], out[len(out)-1], p) <= 0 {
				out = out[:len(out)-1]
			}
			out = append(out, p)
		}
		return out[:max(0, len(out)-1)]
	}
	upper := half(ends)
	slices.Reverse(ends)
	return append(upper, half(ends)...)
}

// fit draws a quadrilateral around the hull: again and again the side is dropped
// that adds least when its neighbours are lengthened until they meet. ok is false
// when they do not meet.
func fit(hull []Point) (q Quad, ok bool) {
	hull = slices.Clone(hull)
	for len(hull) > 4 {
		at, least, meet := -1, 0.0, Point{}
		n := len(hull)
		for i := range hull {
			before, a, b, after := hull[(i+n-1)%n], hull[i], hull[(i+1)%n], hull[(i+2)%n]
			p, found := intersect(before, a, after, b)
			if !found {
				continue
			}
			if added := cross(a, p, b) / 2; at < 0 || added < least {
				at, least, meet = i, added, p
			}
		}
		if at < 0 {
			return Quad{}, false
		}
		hull[at] = meet
		hull = slices.Delete(hull, (at+1)%n, (at+1)%n+1)
	}
	if len(hull) < 4 {
		return Quad{}, false
	}
	return ordered(hull), true
}

// intersect lengthens a→b and c→d beyond b and d to where they meet.
func intersect(a, b, c, d Point) (Point, bool) {
	ux, uy, vx, vy := b.X-a.X, b.Y-a.Y, d.X-c.X, d.Y-c.Y
	det := ux*vy - uy*vx
	if det == 0 {
		return Point{}, false
	}
	t := ((c.X-a.X)*vy - (c.Y-a.Y)*vx) / det
	s := ((c.X-a.X)*uy - (c.Y-a.Y)*ux) / det
	return Point{a.X + t*ux, a.Y + t*uy}, t >= 1 && s >= 1
}

// ordered begins with the corner nearest to the top left.
func ordered(corners []Point) Quad {
	first := 0
	for i, p := range corners {
		if p.X+p.Y < corners[first].X+corners[first].Y {
			first = i
		}
	}
	var q Quad
	for i := range q {
		q[i] = corners[(first+i)%4]
	}
	return q
}
