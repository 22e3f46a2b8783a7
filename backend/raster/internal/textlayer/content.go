package textlayer

import (
	"math"
	"strconv"
	"strings"
)

// How far from its ink a word may be set, in points and in parts of the size of
// its line: what neighbours share need not be said again.
const (
	slackUp      = 0.8 // of its upper and lower edge
	slackAlong   = 0.8 // of its width
	slackOfSize  = 0.12
	widestStray  = 0.06 // of the size between two letters; readers part words at a tenth
	shiftUnit    = 50   // thousandths of the size to which gaps are rounded
	sizeUnit     = 0.5  // points to which sizes are rounded
	stretchUnit  = 0.05
	leastStretch = 0.05
	backwards    = 1.0 // points by which words of a line may overlap
)

// Content is the stream that sets the words. It belongs before a page's own
// streams, where nothing has changed the graphics state yet, and leaves that
// state as it was. Words of a line share its baseline, size and stretch, with
// gaps between them, as long as each stays about where it was read.
func Content(words []Word) []byte {
	p := pen{stretch: 1, frame: upright}
	p.out.WriteString("q BT 3 Tr")
	for line := range lines(words) {
		for len(line) > 0 {
			n, stretch := together(line)
			p.run(line[:n], stretch)
			line = line[n:]
		}
	}
	p.out.WriteString(" ET Q\n")
	return []byte(p.out.String())
}

// together is how many words from the first can be set with one stretch, and
// which: the middle one of their letters.
func together(line []placed) (n int, stretch float64) {
	for n < len(line) {
		k := middleStretch(line[:n+1])
		size := sizeOf(line[:n+1])
		for i := range line[:n+1] {
			w := &line[i]
			if n > 0 && math.Abs(w.right-w.left-w.natural*size*k) > widestStray*size*float64(w.letters) {
				return n, stretch
			}
		}
		n, stretch = n+1, k
	}
	return n, stretch
}

// pen writes text operators (ISO 32000-1, 9.3 and 9.4) and knows what is set.
type pen struct {
	out     strings.Builder
	font    string
	size    float64
	stretch float64
	spacing float64
	frame   frame
	x, y    float64 // where the line begins
}

// run sets words with one size and stretch.
func (p *pen) run(words []placed, stretch float64) {
	first := &words[0]
	size := sizeOf(words)
	if first.face.name != p.font || size != p.size {
		p.font, p.size = first.face.name, size
		p.out.WriteString(" /" + p.font + " " + number(size, 1) + " Tf")
	}
	if stretch != p.stretch {
		p.stretch = stretch
		p.out.WriteString(" " + number(100*stretch, 0) + " Tz")
	}
	if first.frame != p.frame {
		p.frame, p.x, p.y = first.frame, 0, 0
		p.out.WriteString(" " + p.frame.matrix() + " Tm")
	}
	bottom, top := band(words)
	base := (bottom+top)/2 - size*(first.face.ascent+first.face.descent)/2
	dx, dy := tenths(first.left-p.x), tenths(base-p.y)
	p.x, p.y = p.x+dx, p.y+dy
	p.out.WriteString(" " + number(dx, 1) + " " + number(dy, 1) + " Td")
	p.show(words)
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
				p.out.WriteString("]TJ")
				open = false
			}
			p.spacing = spacing
			p.out.WriteString(" " + number(spacing, 2) + " Tc")
		}
		if !open {
			p.out.WriteString("[")
			open = true
		}
		if i > 0 {
			if shift := math.Round((at-w.left)/em*1000/shiftUnit) * shiftUnit; shift != 0 {
				p.out.WriteString(number(shift, 0))
				at -= shift / 1000 * em
			}
		}
		w.write(&p.out)
		at += (w.natural+w.face.space)*em + float64(w.letters+1)*p.spacing*p.stretch
	}
	p.out.WriteString("]TJ")
}

// fit is the spacing of letters that lets a word end where it was read: the one
// that is set when that is near enough.
func (p *pen) fit(w *placed) float64 {
	off := w.right - w.left - w.natural*p.size*p.stretch
	n := float64(w.letters) * p.stretch // spacing is stretched, too
	slack := min(slackAlong, slackOfSize*p.size)
	for _, s := range []float64{p.spacing, 0, tenths(off / n)} {
		if math.Abs(off-s*n) <= slack {
			return s
		}
	}
	return math.Round(100*off/n) / 100
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
