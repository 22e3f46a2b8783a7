package zone

import (
	"cmp"
	"image"
	"math"
	"slices"

	"deskclerk/backend/ocr/blob"
)

// Bounds on print that may be a line of a zone, in heights of its capitals. The
// shortest zone's line is 32 of them long (Doc 9303-3, figure 2: 2.54 mm a
// character, capitals of 2.4 mm).
const (
	leastGlyph, mostGlyph = 5, 90 // pixels
	leastLength           = 20.0
	mostGap               = 2.6 // to the next glyph
	mostStep              = 0.5 // that the next glyph stands higher or lower
	mostBridge            = 9.0 // between two stretches of one line
	leastCover            = 0.35
	leastBlobs            = 8
)

// line is a stretch of print: y = a + b·x + c·x², from x1 to x2, in pixels.
type line struct {
	a, b, c float64
	x1, x2  float64
	height  float64 // of a capital
	flipped bool    // to be read from right to left, upside down
}

func (l line) y(x float64) float64 { return l.a + x*(l.b+x*l.c) }

// glyph is ink that may be a letter, or several that touch.
type glyph struct{ left, right, top, bottom float64 }

func (g glyph) height() float64 { return g.bottom - g.top }
func (g glyph) middle() float64 { return (g.top + g.bottom) / 2 }

// lines finds all long stretches of print, from the top.
func lines(img *image.Gray, s integral, reach, margin int) []line {
	chains := chained(glyphs(img, s, reach, margin))
	var out []line
	for _, c := range bridged(chains) {
		if l, ok := fitted(c); ok {
			out = append(out, l)
		}
	}
	fromTop(out)
	return out
}

// fromTop sorts lines by where their middles are.
func fromTop(ls []line) {
	slices.SortStableFunc(ls, func(p, q line) int { return cmp.Compare(p.y((p.x1+p.x2)/2), q.y((q.x1+q.x2)/2)) })
}

func glyphs(img *image.Gray, s integral, reach, margin int) []glyph {
	var out []glyph
	blob.Find(inked(img, s, reach, margin), 127, func(b blob.Blob) {
		w, h := b.Right-b.Left, b.Bottom-b.Top
		if h >= leastGlyph && h <= mostGlyph && w <= 16*h && 6*w >= h && 12*b.Pixels >= w*h {
			out = append(out, glyph{float64(b.Left), float64(b.Right), float64(b.Top), float64(b.Bottom)})
		}
	})
	slices.SortFunc(out, func(p, q glyph) int { return cmp.Compare(p.left, q.left) })
	return out
}

// chained links each glyph to the nearest one to its right that is about as high
// and stands level with it.
func chained(gs []glyph) [][]glyph {
	next, taken := make([]int, len(gs)), make([]bool, len(gs))
	for i, g := range gs {
		next[i] = -1
		best := math.Inf(1)
		for j := i + 1; j < len(gs) && gs[j].left-g.right < mostGap*g.height(); j++ {
			o := gs[j]
			h := max(g.height(), o.height())
			if taken[j] || min(g.height(), o.height()) < 0.55*h || o.left < g.right-0.4*h {
				continue
			}
			step := math.Abs(o.middle()-g.middle()) / h
			if d := (o.left-g.right)/h + 2*step; step < mostStep && d < best {
				best, next[i] = d, j
			}
		}
		if next[i] >= 0 {
			taken[next[i]] = true
		}
	}
	var out [][]glyph
	for i := range gs {
		if taken[i] {
			continue
		}
		var c []glyph
		for j := i; j >= 0; j = next[j] {
			c = append(c, gs[j])
		}
		out = append(out, c)
	}
	return out
}

// bridged joins chains that go on in each other's direction.
func bridged(chains [][]glyph) [][]glyph {
	chains = slices.DeleteFunc(chains, func(c []glyph) bool {
		return len(c) < 3 && c[len(c)-1].right-c[0].left < 4*c[0].height()
	})
	slices.SortFunc(chains, func(p, q []glyph) int { return cmp.Compare(p[0].left, q[0].left) })
	for i := 0; i < len(chains); i++ {
		for j := i + 1; j < len(chains); j++ {
			if goesOn(chains[i], chains[j]) {
				chains[i] = append(chains[i], chains[j]...)
				chains = slices.Delete(chains, j, j+1)
				j = i
			}
		}
	}
	return chains
}

func goesOn(p, q []glyph) bool {
	hp, hq := capital(p), capital(q)
	end, start := p[len(p)-1], q[0]
	gap := start.left - end.right
	if min(hp, hq) < 0.7*max(hp, hq) || gap < -0.5*hp || gap > mostBridge*hp {
		return false
	}
	long := p
	if len(q) > len(p) {
		long = q
	}
	if len(long) < 6 {
		return false
	}
	slope := (long[len(long)-1].middle() - long[0].middle()) / max(1, long[len(long)-1].left-long[0].left)
	return math.Abs(start.middle()-end.middle()-slope*(start.left-end.left)) < 0.45*hp
}

// capital is the height that four glyphs in five do not exceed: fillers are lower
// than letters.
func capital(c []glyph) float64 {
	hs := make([]float64, len(c))
	for i, g := range c {
		hs[i] = g.height()
	}
	slices.Sort(hs)
	return hs[len(hs)*4/5]
}

// fitted lays a curve through a chain's middles, by least squares, twice: what
// lies far off the first does not count in the second.
func fitted(c []glyph) (line, bool) {
	l := line{x1: c[0].left, x2: c[0].right, height: capital(c)}
	covered := 0.0
	for _, g := range c {
		l.x1, l.x2 = min(l.x1, g.left), max(l.x2, g.right)
		covered += g.right - g.left
	}
	if length := l.x2 - l.x1; len(c) < leastBlobs || length < leastLength*l.height || covered < leastCover*length {
		return line{}, false
	}
	l.fit(c)
	near := slices.DeleteFunc(slices.Clone(c), func(g glyph) bool {
		return math.Abs(g.middle()-l.y((g.left+g.right)/2)) > 0.35*l.height
	})
	if len(near) < leastBlobs {
		return line{}, false
	}
	l.fit(near)
	return l, true
}

// fit solves the normal equations of a straight line, and of a parabola where
// there are enough glyphs for one.
func (l *line) fit(c []glyph) {
	middle, span := (l.x1+l.x2)/2, (l.x2-l.x1)/2
	var s [5]float64
	var t [3]float64
	for _, g := range c {
		x, y := ((g.left+g.right)/2-middle)/span, g.middle()
		p := 1.0
		for i := range s {
			s[i] += p
			p *= x
		}
		t[0], t[1], t[2] = t[0]+y, t[1]+x*y, t[2]+x*x*y
	}
	a, b, q := (t[0]*s[2]-t[1]*s[1])/(s[0]*s[2]-s[1]*s[1]), (t[1]*s[0]-t[0]*s[1])/(s[0]*s[2]-s[1]*s[1]), 0.0
	if len(c) >= 15 {
		a, b, q = parabola(s, t)
	}
	// back from −1…1 to pixels
	q /= span * span
	b /= span
	l.a, l.b, l.c = a-b*middle+q*middle*middle, b-2*q*middle, q
}

// parabola by Cramer's rule.
func parabola(s [5]float64, t [3]float64) (a, b, c float64) {
	det := func(m [9]float64) float64 {
		return m[0]*(m[4]*m[8]-m[5]*m[7]) - m[1]*(m[3]*m[8]-m[5]*m[6]) + m[2]*(m[3]*m[7]-m[4]*m[6])
	}
	m := [9]float64{s[0], s[1], s[2], s[1], s[2], s[3], s[2], s[3], s[4]}
	d := det(m)
	column := func(k int) float64 {
		n := m
		for i := range 3 {
			n[3*i+k] = t[i]
		}
		return det(n) / d
	}
	return column(0), column(1), column(2)
}
