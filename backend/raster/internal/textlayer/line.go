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
	natural                  float64 // width in parts of the size …
	narrow                   float64 // … and that of the narrowest letter but the last
	left, right, bottom, top float64
	slack                    float64 // how far from there an edge may be set
	frame                    frame
}

// place the words that have a text and a size.
func (f *Fonts) place(words []Word, slack float64) []placed {
	out := make([]placed, 0, len(words))
	before := upright
	for _, w := range words {
		if p, ok := f.placeOne(w, before, slack); ok {
			out = append(out, p)
			before = p.frame
		}
	}
	return out
}

// placeOne places a word in the frame before when it fits.
func (f *Fonts) placeOne(w Word, before frame, slack float64) (placed, bool) {
	in, ok := frameOf(w)
	if !ok {
		return placed{}, false
	}
	if in.like(before) {
		in = before
	}
	p := f.set(w.Text)
	if p.letters == 0 {
		return placed{}, false
	}
	p.frame = in
	p.left, p.bottom = in.in(w.BottomLeft)
	p.right, _ = in.in(w.BottomRight)
	_, p.top = in.in(w.TopLeft)
	if p.cramped() && p.top-p.bottom > p.right-p.left {
		return f.placeOne(w.onItsSide(), before, slack)
	}
	if p.slack = slack; p.top-p.bottom >= speck {
		p.slack = min(slack, slackOfSize*(p.top-p.bottom))
	}
	return p, true
}

// onItsSide is the word read upwards: one that is too high for its letters stands
// so on the paper.
func (w Word) onItsSide() Word {
	topRight := Point{w.BottomRight.X + w.TopLeft.X - w.BottomLeft.X, w.BottomRight.Y + w.TopLeft.Y - w.BottomLeft.Y}
	return Word{Text: w.Text, BottomLeft: w.BottomRight, BottomRight: topRight, TopLeft: w.BottomLeft}
}

// extent is where words of a frame lie.
type extent struct{ x, y between }

// extents of all words, by their frames. What is set outside may be outside the
// page, where readers leave it out.
func extents(words []placed) map[frame]extent {
	out := map[frame]extent{}
	for i := range words {
		w := &words[i]
		e, ok := out[w.frame]
		if !ok {
			e = extent{between{w.left, w.right}, between{w.bottom, w.top}}
		}
		e.x, e.y = between{min(e.x.low, w.left), max(e.x.high, w.right)}, between{min(e.y.low, w.bottom), max(e.y.high, w.top)}
		out[w.frame] = e
	}
	return out
}

// lines gathers words that follow each other on one baseline.
func lines(words []placed) iter.Seq[[]placed] {
	return func(yield func([]placed) bool) {
		for begin := 0; begin < len(words); {
			end := begin + 1
			for end < len(words) && follows(words[begin:end], &words[end]) {
				end++
			}
			if !yield(words[begin:end]) {
				return
			}
			begin = end
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
	bottoms, tops := edges(append(line[:len(line):len(line)], *p))
	return bottoms.low <= bottoms.high && tops.low <= tops.high && bottoms.high < tops.low
}

// between is where a number may lie: nowhere when low is above high.
type between struct{ low, high float64 }

func (b between) middle() float64 { return (b.low + b.high) / 2 }

func (b between) less(v float64) between { return between{b.low - v, b.high - v} }

// within narrows it, to what is nearest when nothing would be left. Between bounds
// that contradict each other it stands in the middle.
func (b between) within(o between) between {
	if b.low > b.high {
		b = between{b.middle(), b.middle()}
	}
	return between{min(max(b.low, o.low), b.high), max(min(b.high, o.high), b.low)}
}

// roundest is the number that takes the least room; its middle when there is none.
func (b between) roundest() float64 {
	for _, unit := range [...]float64{1e5, 1e4, 1000, 500, 100, 50, 10, 5, 2, 1, 0.5, 0.1, 0.05} {
		v := math.Round(b.middle()/unit) * unit
		if b.low <= v && v <= b.high {
			return v
		}
	}
	return math.Round(100*b.middle()) / 100
}

// edges are where the words' lower and upper edges may be set for all of them.
func edges(words []placed) (bottoms, tops between) {
	bottoms, tops = between{math.Inf(-1), math.Inf(1)}, between{math.Inf(-1), math.Inf(1)}
	for i := range words {
		w := &words[i]
		bottoms = between{max(bottoms.low, w.bottom-w.slack), min(bottoms.high, w.bottom+w.slack)}
		tops = between{max(tops.low, w.top-w.slack), min(tops.high, w.top+w.slack)}
	}
	return bottoms, tops
}

// sizeOf the font in which the words fill the band between the middle of their
// lower and that of their upper edges.
func sizeOf(words []placed) float64 {
	bottoms, tops := edges(words)
	f := words[0].face
	return max(sizeUnit, math.Round((tops.middle()-bottoms.middle())/(f.ascent-f.descent)/sizeUnit)*sizeUnit)
}

// baselines that set no edge of the words too far from where it was read.
func baselines(words []placed, size float64) between {
	bottoms, tops := edges(words)
	f := words[0].face
	up, down := tops.less(f.ascent*size), bottoms.less(f.descent*size)
	return between{max(up.low, down.low), min(up.high, down.high)}
}

// middleStretch is the median over the letters of the words, rounded as far as
// that makes none of them too wide or too narrow.
func middleStretch(words []placed, size float64) float64 {
	var all []float64
	most := math.Inf(1)
	for i := range words {
		w := &words[i]
		for range w.letters {
			all = append(all, (w.right-w.left)/(w.natural*size))
		}
		most = min(most, wideOff*w.slack/(w.natural*size))
	}
	slices.Sort(all)
	k := all[len(all)/2]
	for _, unit := range [...]float64{1, 0.5, 0.25, 0.1, 0.05, 0.01} {
		if v := math.Round(k/unit) * unit; v >= leastStretch && math.Abs(v-k) <= most {
			return v
		}
	}
	return max(leastStretch/10, math.Round(k*1000)/1000)
}
