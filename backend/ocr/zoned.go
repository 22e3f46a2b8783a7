package ocr

import (
	"math"
	"regexp"
	"strings"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/ocr/sheet"
	"deskclerk/backend/ocr/zone"
)

// ZonePass names what was read of a machine readable zone. Each of its lines is
// one word, and each reading of it another way to read one of its characters.
const ZonePass = "zone"

const (
	zoneMarks = 2    // of what fillers are read as, in a word, that make a zone likely
	zoneWord  = 16   // capitals and digits without a space likewise
	zoneFew   = 60   // words of a page, below which it may be a card
	zoneSums  = 3    // sums of money on a page, from which it is a bill
	zoneLines = 2    // traces of as many lines that a zone leaves on a bill, if it has one
	zoneOver  = 0.35 // of a word that lies in the zone, which is then the zone's
)

// sumShape is a sum of money, with its currency or without; no date or number.
var sumShape = regexp.MustCompile(`^\D{0,3}\d{1,3}(?:[.,]?\d{3})*[.,]\d{2}\D{0,3}$`)

func isSum(w doc.Word) bool { return sumShape.MatchString(w.Text) }

// seekZone looks for a machine readable zone where the words of a first pass do
// not speak against one: they hold a trace of it, or were read badly. It turns
// and levels the page by the zone that it finds and reports whether that changed
// how the page lies.
func (r *reading) seekZone(words []doc.Word) (moved bool) {
	if r.skips(ZonePass) || !mayHoldZone(words) {
		return false
	}
	start := time.Now()
	defer func() { r.stage("zone", start) }()
	found, ok := zone.Read(r.flat)
	if !ok || r.options.Turn != nil && *r.options.Turn != found.Turn {
		return false
	}
	r.zone = &found
	return found.Turn != r.out.Rotation || math.Abs(found.Tilt-r.out.Skew) > notableSkew
}

// mayHoldZone reports traces of a zone; or else few words as on a card, or hardly
// any legible, as when the page lies on its side. What has the sums of a bill is
// no card, and dashes and numbers are misread there too.
func mayHoldZone(words []doc.Word) bool {
	traces := count(words, tracesZone)
	if count(words, isSum) >= zoneSums {
		return traces >= zoneLines
	}
	return traces > 0 || len(words) < zoneFew || doc.MeanConfidence(words) < fairPage
}

func count(words []doc.Word, holds func(doc.Word) bool) int {
	n := 0
	for _, w := range words {
		if holds(w) {
			n++
		}
	}
	return n
}

// tracesZone reports what is read of a zone: fillers, or long runs of capitals and
// digits.
func tracesZone(w doc.Word) bool {
	if isSum(w) {
		return false
	}
	if strings.Count(w.Text, "<")+2*strings.Count(w.Text, "«") >= zoneMarks {
		return true
	}
	capitals := strings.IndexFunc(w.Text, func(c rune) bool { return (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '<' }) < 0
	return capitals && len(w.Text) >= zoneWord
}

// withZone puts the zone's lines in the place of the words that the passes read
// there.
func (r *reading) withZone(words []doc.Word) []doc.Word {
	if r.zone == nil {
		return words
	}
	var places []doc.Box
	all := doc.Box{}
	for _, p := range r.zone.Lines {
		b := r.zonePlace(p)
		places, all = append(places, b), all.Union(b)
	}
	var out []doc.Word
	line, block := 0, 0
	for _, w := range words {
		if w.Box.Overlap(all) < zoneOver {
			out = append(out, w)
		}
		line, block = max(line, w.Line+1), max(block, w.Block+1)
	}
	for i, b := range places {
		out = append(out, r.zoneLine(i, b, block, line+i))
	}
	r.raw = append(r.raw, "# "+ZonePass+"\n"+strings.Join(r.zone.Settled.Lines, "\n")+"\n"...)
	return out
}

// asReadLeast is the least probability of what was read of a line before it was
// mended.
const asReadLeast = 0.5

// zoneLine is a line of the zone as a word: its confidence is that of its least
// sure character.
func (r *reading) zoneLine(i int, place doc.Box, block, line int) doc.Word {
	s := &r.zone.Settled
	w := doc.Word{Text: s.Lines[i], Box: place, Confidence: 1, Block: block, Line: line, Passes: 1, Agree: 1}
	for _, p := range s.Sure[i] {
		w.Confidence = min(w.Confidence, p)
	}
	if s.AsRead[i] != s.Lines[i] {
		// the ink alone speaks more for what was read than for what was made of it
		w.Readings = append(w.Readings, doc.Reading{Text: s.AsRead[i], Confidence: max(asReadLeast, w.Confidence), Pass: ZonePass, Agree: 1, Words: 1})
	}
	for _, a := range s.Alternatives(i) {
		if a.Text != s.AsRead[i] {
			w.Readings = append(w.Readings, doc.Reading{Text: a.Text, Confidence: a.Probability, Pass: ZonePass, Agree: 1, Words: 1})
		}
	}
	return w
}

// zonePlace is where a line of the zone stands on the upright, level page.
func (r *reading) zonePlace(p zone.Place) doc.Box {
	w, h := float64(r.out.Width), float64(r.out.Height)
	half := 0.62 * p.Height
	var b doc.Box
	for _, c := range []sheet.Point{{X: p.X1, Y: p.Y1 - half}, {X: p.X2, Y: p.Y2 - half}, {X: p.X2, Y: p.Y2 + half}, {X: p.X1, Y: p.Y1 + half}} {
		c = rotated(c, w, h, r.out.Skew)
		x, y := min(max(c.X, 0), 1), min(max(c.Y, 0), 1)
		if b == (doc.Box{}) {
			b = doc.Box{Left: x, Top: y, Right: x, Bottom: y}
		}
		b = doc.Box{Left: min(b.Left, x), Top: min(b.Top, y), Right: max(b.Right, x), Bottom: max(b.Bottom, y)}
	}
	return b
}
