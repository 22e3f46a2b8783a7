// Package marks finds the small square boxes that forms have to tick, and how
// much ink is inside each. It is pure: it looks at pixels and knows no other
// room but doc, so that drawing and reading can both ask it.
package marks

import (
	"image"
	"slices"

	"deskclerk/backend/doc"
	"deskclerk/backend/pixel"
)

// Sizes of a box, as shares of the page's longer side: 2 to 8 mm on A4.
const (
	leastSide = 0.0068
	mostSide  = 0.028
)

const (
	workingSide = 1600 // pixels of the longer side of the picture that is looked at: 137 dpi on A4
	mostMarks   = 400  // of one page; more are a table's or a pattern's cells
	solid       = 0.86 // share of a side that must be ink
	rim         = 0.24 // of the side, which the inside keeps away from the border
	paperRows   = 8    // every such row is asked for the paper's level
)

// Find gives the boxes on a grey page, from the top. A box is empty paper around
// which four straight sides are inked; a tick may reach over them.
func Find(page *image.Gray) []doc.Mark {
	k := max(1, max(page.Rect.Dx(), page.Rect.Dy())/workingSide)
	g := pixel.Reduced(page, k)
	w, h := g.Rect.Dx(), g.Rect.Dy()
	if w < 50 || h < 50 {
		return nil
	}
	s := newSheet(g)
	least, most := max(7, int(leastSide*float64(max(w, h)))), int(mostSide*float64(max(w, h)))
	var out []doc.Mark
	for y := 0; y+least < h; y++ {
		for x := range s.corners(y, w-least, least) {
			side, ok := s.square(x, y, least, most)
			if !ok {
				continue
			}
			m := s.mark(x, y, side, k, page.Rect)
			if !slices.ContainsFunc(out, func(o doc.Mark) bool { return o.Box.Overlap(m.Box) > 0.3 }) {
				out = append(out, m)
			}
			if len(out) > mostMarks {
				return nil
			}
		}
	}
	return out
}

// threshold between ink and paper: nearer to the paper, as thin lines are grey
// (the paper is the commonest level). Some of the rows tell it.
func threshold(g *image.Gray) byte {
	var counts [256]int
	for y := 0; y < g.Rect.Dy(); y += paperRows {
		for _, v := range g.Pix[y*g.Stride : y*g.Stride+g.Rect.Dx()] {
			counts[v]++
		}
	}
	paper := 128
	for v := 128; v < len(counts); v++ {
		if counts[v] > counts[paper] {
			paper = v
		}
	}
	return byte(paper * 7 / 10) //nolint:gosec // at most 178
}

// square finds the side of the box whose left top corner is at x, y.
func (s *sheet) square(x, y, least, most int) (side int, ok bool) {
	for n := least; n <= most && x+n < s.w && y+n < s.h; n++ {
		if !s.across(x, y, n) || !s.down(x, y, n) {
			return 0, false // its first sides end before
		}
		if s.across(x, y+n-1, n) && s.down(x+n-1, y, n) && s.alone(x, y, n) {
			return n, true
		}
	}
	return 0, false
}

// alone reports that the sides end at the corners, as those of a table's cell do
// not, and that the inside has paper next to them, as a letter or a blot has not.
func (s *sheet) alone(x, y, n int) bool {
	const most = 1 // sides that go on: a rule may touch a box
	if s.goingOn(x, y, n) > most {
		return false
	}
	in := max(2, int(rim*float64(n)))
	inside := n - 2*in
	if inside < 3 {
		return false
	}
	return s.count(x+in, y+in, x+n-in, y+n-in) < inside*inside*9/10
}

// goingOn counts the ends of sides behind which the line goes on.
func (s *sheet) goingOn(x, y, n int) int {
	const off, thick = 2, 3 // lines have some width
	reach := max(3, n/4)
	out := 0
	for _, at := range []int{y, y + n - 1} {
		for _, from := range []int{x + n + off, x - off - reach} {
			if s.along(from, at-thick+1, reach, 2*thick-1, true) {
				out++
			}
		}
	}
	for _, at := range []int{x, x + n - 1} {
		for _, from := range []int{y + n + off, y - off - reach} {
			if s.along(at-thick+1, from, 2*thick-1, reach, false) {
				out++
			}
		}
	}
	return out
}

// mark measures the box of the working size in the page.
func (s *sheet) mark(x, y, n, k int, page image.Rectangle) doc.Mark {
	in := max(2, int(rim*float64(n)))
	inside := n - 2*in
	w, h := float64(page.Dx()), float64(page.Dy())
	return doc.Mark{
		Box: doc.Box{
			Left: float64(x*k) / w, Top: float64(y*k) / h,
			Right: min(1, float64((x+n)*k)/w), Bottom: min(1, float64((y+n)*k)/h),
		},
		Fill: float64(s.count(x+in, y+in, x+n-in, y+n-in)) / float64(inside*inside),
	}
}
