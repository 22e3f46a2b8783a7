package sheet

import (
	"cmp"
	"image"
	"slices"
)

// Bounds on several sheets that lie apart on something darker, such as receipts
// on the glass of a scanner.
const (
	mostSheets    = 9
	clearlyApart  = 30    // shades between sheets and ground; less than for one: their number bears them out
	leastSheet    = 0.02  // of the picture that the smallest sheet takes
	straySheet    = 0.004 // a bright part smaller than that is a speck, one between the two is not surely anything
	leastGround   = 0.08  // of the picture that is ground
	leastFilled   = 0.9   // of a sheet's quadrilateral that is bright: receipts curl
	leastOneGrain = 0.8   // of the ground that is one part: it lies around the sheets
)

// Several looks for two to nine sheets on one picture, brighter than what is
// around them and not touching each other, from the top and then from the left.
// It gives none when there are not several, or when anything else bright lies
// among them.
func (v *View) Several() []Quad {
	small, bright := v.small, v.bright
	level, apart := divide(bright)
	if apart < clearlyApart {
		return nil
	}
	found, ground := parts(bright, level), parts(Inverted(bright), 254-level)
	if len(found) < 2 || len(ground) == 0 || !surrounds(ground, len(bright.Pix)) {
		return nil
	}
	w, h := small.Rect.Dx(), small.Rect.Dy()
	var sheets []Quad
	all := mask{w: w, h: h, in: make([]bool, w*h)}
	for _, part := range found {
		share := float64(len(part)) / float64(w*h)
		if share < straySheet {
			continue
		}
		q, ok := maskOf(part, w, h).sheet()
		if share < leastSheet || !ok || len(sheets) == mostSheets {
			return nil
		}
		sheets = append(sheets, q)
		for _, i := range part {
			all.in[i] = true
		}
	}
	if len(sheets) < 2 || printed(small, all) {
		return nil
	}
	return inRows(sheets, v.factor)
}

// sheet is the rectangle that a bright part is, seen not too much from the side.
func (m mask) sheet() (Quad, bool) {
	q, ok := fit(m.hull())
	if !ok || float64(m.area) < leastFilled*q.within(m.w, m.h) || !q.plausible() || q.atRim(m.w, m.h) > 2 {
		return Quad{}, false
	}
	return q, true
}

// surrounds reports whether the dark parts are one ground that is seen.
func surrounds(ground [][]int, pixels int) bool {
	all, most := 0, 0
	for _, g := range ground {
		all, most = all+len(g), max(most, len(g))
	}
	return float64(all) >= leastGround*float64(pixels) && float64(most) >= leastOneGrain*float64(all)
}

// inRows puts sheets in the order in which they are read: those whose middles lie
// between top and bottom of the first are beside it.
func inRows(sheets []Quad, factor float64) []Quad {
	slices.SortFunc(sheets, func(a, b Quad) int { return cmp.Compare(a.Bounds().Min.Y, b.Bounds().Min.Y) })
	for from := 0; from < len(sheets); {
		first, to := sheets[from].Bounds(), from+1
		for to < len(sheets) {
			b := sheets[to].Bounds()
			if middle := (b.Min.Y + b.Max.Y) / 2; middle > first.Max.Y {
				break
			}
			to++
		}
		slices.SortFunc(sheets[from:to], func(a, b Quad) int { return cmp.Compare(a.Bounds().Min.X, b.Bounds().Min.X) })
		from = to
	}
	for i, q := range sheets {
		for k, p := range q {
			sheets[i][k] = Point{p.X * factor, p.Y * factor}
		}
	}
	return sheets
}

// Bounds is the upright rectangle around the sheet.
func (q Quad) Bounds() image.Rectangle {
	out := image.Rect(int(q[0].X), int(q[0].Y), int(q[0].X), int(q[0].Y))
	for _, p := range q[1:] {
		out.Min.X, out.Min.Y = min(out.Min.X, int(p.X)), min(out.Min.Y, int(p.Y))
		out.Max.X, out.Max.Y = max(out.Max.X, int(p.X+1)), max(out.Max.Y, int(p.Y+1))
	}
	return out
}
