package textlayer

import (
	"iter"
	"math"
	"slices"
)

// frame is a direction of reading and the one across it, upwards.
type frame struct{ ax, ay, ux, uy float64 }

var upright = frame{1, 0, 0, 1} //nolint:gochecknoglobals // a constant in all but name

// frameOf a word, rounded: what it is set in and what it is written as are the
// same.
func frameOf(w Word) (frame, bool) {
	right := Point{w.BottomRight.X - w.BottomLeft.X, w.BottomRight.Y - w.BottomLeft.Y}
	up := Point{w.TopLeft.X - w.BottomLeft.X, w.TopLeft.Y - w.BottomLeft.Y}
	a, u := math.Hypot(right.X, right.Y), math.Hypot(up.X, up.Y)
	if a == 0 || u == 0 {
		return frame{}, false
	}
	round := func(v float64) float64 { return math.Round(1e4*v) / 1e4 }
	f := frame{round(right.X / a), round(right.Y / a), round(up.X / u), round(up.Y / u)}
	return f, f.ax*f.uy != f.ay*f.ux
}

// like reports frames that differ by rounding only.
func (f frame) like(o frame) bool {
	const most = 1.5e-4
	return math.Abs(f.ax-o.ax) < most && math.Abs(f.ay-o.ay) < most && math.Abs(f.ux-o.ux) < most && math.Abs(f.uy-o.uy) < most
}

// in gives a point's coordinates in the frame.
func (f frame) in(p Point) (x, y float64) {
	det := f.ax*f.uy - f.ay*f.ux
	return (p.X*f.uy - p.Y*f.ux) / det, (p.Y*f.ax - p.X*f.ay) / det
}

func (f frame) matrix() string {
	return number(f.ax, 4) + " " + number(f.ay, 4) + " " + number(f.ux, 4) + " " + number(f.uy, 4) + " 0 0"
}

// placed is a word in its frame.
type placed struct {
	face                     *face
	codes                    []byte
	letters                  int     // codes
	natural                  float64 // width in parts of the size
	left, right, bottom, top float64
	frame                    frame
}

// place a word, in the frame before when it fits; false for one that has no text
// or no size.
func place(w Word, before frame) (placed, bool) {
	f, ok := frameOf(w)
	if !ok {
		return placed{}, false
	}
	if f.like(before) {
		f = before
	}
	p := faceFor(w.Text).set(w.Text)
	if p.letters == 0 {
		return placed{}, false
	}
	p.frame = f
	p.left, p.bottom = f.in(w.BottomLeft)
	p.right, _ = f.in(w.BottomRight)
	_, p.top = f.in(w.TopLeft)
	return p, true
}

// lines gathers words that follow each other on one baseline.
func lines(words []Word) iter.Seq[[]placed] {
	return func(yield func([]placed) bool) {
		var line []placed
		before := upright
		for _, w := range words {
			p, ok := place(w, before)
			if !ok {
				continue
			}
			before = p.frame
			if len(line) > 0 && !follows(line, &p) {
				if !yield(line) {
					return
				}
				line = nil
			}
			line = append(line, p)
		}
		if len(line) > 0 {
			yield(line)
		}
	}
}

// follows reports a word that goes on with a line and whose edges leave no other
// too far from the line's.
func follows(line []placed, p *placed) bool {
	last := &line[len(line)-1]
	if p.face != last.face || p.frame != last.frame || p.left < last.right-backwards {
		return false
	}
	lowest, highest := p.bottom, p.bottom // of lower edges
	low, high := p.top, p.top             // of upper edges
	for i := range line {
		w := &line[i]
		lowest, highest = min(lowest, w.bottom), max(highest, w.bottom)
		low, high = min(low, w.top), max(high, w.top)
	}
	return highest-lowest <= 2*slackUp && high-low <= 2*slackUp && highest < low
}

// band is the middle of the words' lower and of their upper edges.
func band(words []placed) (bottom, top float64) {
	edges := func(of func(*placed) float64) float64 {
		least, most := math.Inf(1), math.Inf(-1)
		for i := range words {
			least, most = min(least, of(&words[i])), max(most, of(&words[i]))
		}
		return (least + most) / 2
	}
	return edges(func(p *placed) float64 { return p.bottom }), edges(func(p *placed) float64 { return p.top })
}

// sizeOf the font in which the words fill their band.
func sizeOf(words []placed) float64 {
	bottom, top := band(words)
	f := words[0].face
	return max(sizeUnit, math.Round((top-bottom)/(f.ascent-f.descent)/sizeUnit)*sizeUnit)
}

// middleStretch is the median over the letters of the words.
func middleStretch(words []placed) float64 {
	size := sizeOf(words)
	var all []float64
	for i := range words {
		w := &words[i]
		for range w.letters {
			all = append(all, (w.right-w.left)/(w.natural*size))
		}
	}
	slices.Sort(all)
	return max(leastStretch, math.Round(all[len(all)/2]/stretchUnit)*stretchUnit)
}
