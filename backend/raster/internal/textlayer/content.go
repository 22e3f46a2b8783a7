package textlayer

import (
	"math"
	"strconv"
	"strings"
)

// slacks are how far from its ink an edge of a word may be set, in points: what
// neighbours share need not be said again, and round numbers are short, so that a
// little slack saves much room. They go from the nearest that is worth its room
// to the widest that still puts every edge within two points.
var slacks = []float64{0.4, 0.8, 1.2, 1.6} //nolint:gochecknoglobals // a constant in all but name

const (
	speck        = 3.0  // points of height under which a word is none that is read
	slackOfSize  = 0.2  // what a larger word may be off, in parts of its height
	wideOff      = 1.2  // what a word may be too wide or too narrow, in parts of its slack
	widestStray  = 0.06 // of the size between two letters; readers part words at a tenth
	sizeUnit     = 0.5  // points to which sizes are rounded
	leastStretch = 0.01
	backwards    = 1.0 // points by which words of a line may overlap

	// Readers take a letter that begins less than a tenth of the size after the one
	// before for its shadow, and part words where there is a tenth between two or
	// where they overlap by a fifth.
	leastStep   = 0.11
	mostStray   = 0.09
	mostOverlap = 0.18
)

// The room that a layer is to take: so much of its file, of which the fonts and
// what refers to the layer need a part.
const (
	roomOfFile = 0.08
	roomBeside = 1000 // bytes
)

// Contents are the streams of pages in a file of so many bytes. Words are set as
// near to their ink as there is room for.
func (f *Fonts) Contents(pages map[int][]Word, size int64) map[int][]byte {
	out := map[int][]byte{}
	for _, slack := range slacks {
		room := int(roomOfFile*float64(size)) - roomBeside
		for number, words := range pages {
			out[number] = f.Content(words, slack)
			room -= len(deflated(out[number]))
		}
		if room >= 0 {
			break
		}
	}
	return out
}

// Content is the stream that sets the words. It belongs before a page's own
// streams, where nothing has changed the graphics state yet, and leaves that
// state as it was. Words of a line share its baseline, size and stretch, with
// gaps between them, as long as each stays about where it was read.
func (f *Fonts) Content(words []Word, slack float64) []byte {
	all := f.place(words, slack)
	p := pen{suffix: f.suffix, stretch: 1, frame: upright, extents: extents(all)}
	p.print("q BT 3 Tr")
	for line := range lines(all) {
		for len(line) > 0 {
			line = line[p.next(line):]
		}
	}
	p.print(" ET Q\n")
	return p.out
}

// pen writes text operators (ISO 32000-1, 9.3 and 9.4) and knows what is set.
type pen struct {
	out     []byte
	suffix  string // of the fonts' names
	font    string
	size    float64
	stretch float64
	spacing float64
	frame   frame
	x, y    float64 // where the line begins
	extents map[frame]extent
}

func (p *pen) print(parts ...string) {
	for _, s := range parts {
		p.out = append(p.out, s...)
	}
}

// next sets words of the line from the first on, and gives how many. Of keeping
// the size and stretch that are set and choosing others it takes what costs least
// for each word.
func (p *pen) next(line []placed) int {
	var best pen
	most, least := 0, math.Inf(1)
	for _, size := range []float64{p.size, 0} {
		for _, stretch := range []float64{p.stretch, 0} {
			try := *p
			try.out = p.out[:len(p.out):len(p.out)]
			n := try.run(line, size, stretch)
			if cost := float64(len(try.out)-len(p.out)) / float64(n); n > 0 && cost < least {
				best, most, least = try, n, cost
			}
		}
	}
	*p = best
	return most
}

// run sets as many words as go with one size and stretch; those that are 0 are
// chosen for the words, which always goes for one.
func (p *pen) run(line []placed, size, stretch float64) (n int) {
	if size != 0 && line[0].face.name != p.font {
		return 0
	}
	var s, k float64
	for n < len(line) {
		words := line[:n+1]
		newSize, newStretch := size, stretch
		if size == 0 {
			newSize = sizeOf(words)
		}
		if stretch == 0 {
			newStretch = middleStretch(words, newSize)
		}
		if n == 0 && size == 0 && stretch == 0 {
			newSize, newStretch = words[0].squeezed(newSize, newStretch)
		} else if b := baselines(words, newSize); b.low > b.high || !stretches(words, newSize, newStretch) {
			break
		}
		s, k = newSize, newStretch
		n++
	}
	if n > 0 {
		p.set(line[:n], s, k)
	}
	return n
}

// stretches reports a stretch from which spacing brings each word to its width.
func stretches(words []placed, size, stretch float64) bool {
	for i := range words {
		w := &words[i]
		off := math.Abs(w.right - w.left - w.width(size, stretch, 0))
		if off > max(wideOff*w.slack, widestStray*size*float64(w.letters-1)) || !w.whole(size, stretch, w.spacing(size, stretch)) {
			return false
		}
	}
	return true
}

// width of a word. What follows its last letter is none of it.
func (p *placed) width(size, stretch, spacing float64) float64 {
	return (p.natural*size + float64(p.letters-1)*spacing) * stretch
}

// spacing of its letters that makes the word as wide as it was read.
func (p *placed) spacing(size, stretch float64) float64 {
	if p.letters < 2 {
		return 0
	}
	return (p.right - p.left - p.width(size, stretch, 0)) / float64(p.letters-1) / stretch // it is stretched, too
}

// whole reports that readers take the letters for those of one word.
func (p *placed) whole(size, stretch, spacing float64) bool {
	return p.letters < 2 || (p.narrow*size+spacing)*stretch >= leastStep*size &&
		spacing*stretch <= mostStray*size && spacing*stretch >= -mostOverlap*size
}

// alike is what spacing adds between letters, in parts of the size, where it must
// keep narrow ones apart.
const alike = 0.08

// narrowest is how wide the word is, in parts of the size, at the least stretch
// that leaves steps between letters so spaced.
func (p *placed) narrowest() float64 {
	return alike*float64(p.letters-1) + 1.1*(leastStep-alike)/p.narrow*p.natural
}

// cramped reports that its letters have no room at the size that its height asks
// for.
func (p *placed) cramped() bool {
	return p.letters > 1 && (p.top-p.bottom)/(p.face.ascent-p.face.descent)*p.narrowest() > p.right-p.left
}

// squeezed are size and stretch for a word whose letters would come too close to
// each other or too far apart: the roundest stretch that does, or one at which
// spacing makes the letters alike.
func (p *placed) squeezed(size, stretch float64) (float64, float64) {
	if p.whole(size, stretch, p.spacing(size, stretch)) {
		return size, stretch
	}
	for _, unit := range [...]float64{0.5, 0.1, 0.05, 0.01} {
		k := math.Round((p.right-p.left)/(p.natural*size)/unit) * unit
		if k >= leastStretch && p.whole(size, k, p.spacing(size, k)) {
			return size, k
		}
	}
	if width := p.narrowest(); size*width > p.right-p.left {
		size = max(sizeUnit/10, math.Floor(10*(p.right-p.left)/width)/10)
	}
	between := alike * float64(p.letters-1) * size
	return size, max(leastStretch, math.Round(1000*(p.right-p.left-between)/(p.natural*size))/1000)
}

// set writes a run.
func (p *pen) set(words []placed, size, stretch float64) {
	first := &words[0]
	if first.face.name != p.font || size != p.size {
		p.font, p.size = first.face.name, size
		p.print(" /", p.font, p.suffix, " ", number(size, 1), " Tf")
	}
	if stretch != p.stretch {
		p.stretch = stretch
		p.print(" ", number(100*stretch, 1), " Tz")
	}
	if first.frame != p.frame {
		p.frame, p.x, p.y = first.frame, 0, 0
		p.print(" ", p.frame.matrix(), " Tm")
	}
	spacing := p.fit(first)
	within := p.extents[p.frame]
	x, y := p.starts(first, spacing).within(within.x), baselines(words, size).within(within.y)
	dx, dy := x.less(p.x).roundest(), y.less(p.y).roundest()
	p.x, p.y = p.x+dx, p.y+dy
	p.print(" ", number(dx, 2), " ", number(dy, 2), " Td")
	p.show(words)
}

// starts are the places where a word may begin so that both its ends are near
// enough to its ink.
func (p *pen) starts(w *placed, spacing float64) between {
	right := w.right - w.width(p.size, p.stretch, spacing)
	return between{max(w.left, right) - w.slack, min(w.left, right) + w.slack}
}

// show sets the words of a run from where the line begins.
func (p *pen) show(words []placed) {
	em := p.size * p.stretch
	at := p.x
	open := false
	for i := range words {
		w := &words[i]
		if spacing := p.fit(w); spacing != p.spacing {
			if open {
				p.print("]TJ")
				open = false
			}
			p.spacing = spacing
			p.print(" ", number(spacing, 2), " Tc")
		}
		if !open {
			p.print("[")
			open = true
		}
		if i > 0 {
			may := p.starts(w, p.spacing).within(p.extents[p.frame].x).less(at)
			if shift := (between{-may.high / em * 1000, -may.low / em * 1000}).roundest(); shift != 0 {
				p.print(number(shift, 2))
				at -= shift / 1000 * em
			}
		}
		p.out = w.write(p.out)
		at += (w.natural+w.face.space)*em + float64(w.letters+1)*p.spacing*p.stretch
	}
	p.print("]TJ")
}

// fit is the spacing of letters that lets a word be as wide as it was read: the
// one that is set when that is near enough.
func (p *pen) fit(w *placed) float64 {
	if w.letters < 2 {
		return p.spacing
	}
	exact := w.spacing(p.size, p.stretch)
	for _, s := range []float64{p.spacing, 0, tenths(exact)} {
		if off := math.Abs(w.right - w.left - w.width(p.size, p.stretch, s)); off <= wideOff*w.slack && w.whole(p.size, p.stretch, s) {
			return s
		}
	}
	return math.Round(100*exact) / 100
}

func tenths(v float64) float64 { return math.Round(10*v) / 10 }

// number writes a number as PDF does, without what need not be said.
func number(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	}
	switch {
	case s == "-0" || s == "":
		return "0"
	case strings.HasPrefix(s, "0."):
		return s[1:]
	case strings.HasPrefix(s, "-0."):
		return "-" + s[2:]
	}
	return s
}
