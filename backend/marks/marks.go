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
		for x := 0; x+least < w; x++ {
			if !s.corner(x, y) {
				continue
			}
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

// sheet is a page in black and white, with sums over its rectangles.
type sheet struct {
	w, h int
	ink  []bool
	sums []int32 // ink above and left of each point, a row and a column more than pixels
}

func newSheet(g *image.Gray) *sheet {
	s := &sheet{w: g.Rect.Dx(), h: g.Rect.Dy()}
	level := threshold(g)
	s.ink = make([]bool, s.w*s.h)
	s.sums = make([]int32, (s.w+1)*(s.h+1))
	for y := range s.h {
		row, ink := g.Pix[y*g.Stride:][:s.w], s.ink[y*s.w:][:s.w]
		above, sums := s.sums[y*(s.w+1)+1:][:s.w], s.sums[(y+1)*(s.w+1)+1:][:s.w]
		inked := int32(0)
		for x, v := range row {
			if v < level {
				ink[x] = true
				inked++
			}
			sums[x] = above[x] + inked
		}
	}
	return s
}

// threshold between ink and paper: nearer to the paper, as thin lines are grey
// (the paper is the commonest level).
func threshold(g *image.Gray) byte {
	var counts [256]int
	for y := range g.Rect.Dy() {
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

// count is the ink in a rectangle.
func (s *sheet) count(x0, y0, x1, y1 int) int {
	w := s.w + 1
	return int(s.sums[y1*w+x1] - s.sums[y0*w+x1] - s.sums[y1*w+x0] + s.sums[y0*w+x0])
}

// corner reports that a box may begin here: ink with paper over it and to its
// left.
func (s *sheet) corner(x, y int) bool {
	if !s.ink[y*s.w+x] {
		return false
	}
	return y == 0 || !s.ink[(y-1)*s.w+x]
}

// square finds the side of the box whose left top corner is at x, y.
func (s *sheet) square(x, y, least, most int) (side int, ok bool) {
	for n := least; n <= most && x+n < s.w && y+n < s.h; n++ {
		if s.across(x, y, n) < solid || s.down(x, y, n) < solid {
			return 0, false // its first sides end before
		}
		if s.across(x, y+n-1, n) >= solid && s.down(x+n-1, y, n) >= solid && s.alone(x, y, n) {
			return n, true
		}
	}
	return 0, false
}

// across is the share of columns of a horizontal side that have ink, within a
// pixel above or below.
func (s *sheet) across(x, y, n int) float64 {
	inked := 0
	for i := range n {
		if s.count(x+i, max(0, y-1), x+i+1, min(s.h, y+2)) > 0 {
			inked++
		}
	}
	return float64(inked) / float64(n)
}

// down is the share of rows of a vertical side that have ink.
func (s *sheet) down(x, y, n int) float64 {
	inked := 0
	for i := range n {
		if s.count(max(0, x-1), y+i, min(s.w, x+2), y+i+1) > 0 {
			inked++
		}
	}
	return float64(inked) / float64(n)
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

// along reports a line through all of a strip, across or down.
func (s *sheet) along(x, y, w, h int, across bool) bool {
	if x < 0 || y < 0 || x+w > s.w || y+h > s.h {
		return false
	}
	n := h
	if across {
		n = w
	}
	for i := range n {
		if across && s.count(x+i, y, x+i+1, y+h) == 0 || !across && s.count(x, y+i, x+w, y+i+1) == 0 {
			return false
		}
	}
	return true
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
