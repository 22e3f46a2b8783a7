package extract

import (
	"slices"
	"strings"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/mrz"
)

// zoneWords are the lines of a machine readable zone as they stand on a page,
// with what they say.
type zoneWords struct {
	mrz.Zone

	words []doc.Word
	page  int // 1-based
}

// zone finds the machine readable zone of a travel document: lines of one of the
// formats that follow each other. now decides the century of its years.
func (d *evidence) zone(now time.Time) (z zoneWords, ok bool) {
	for p := range d.l.pages {
		ws := d.l.pages[p].Words
		for i := range ws {
			for _, n := range []int{3, 2} {
				if i+n > len(ws) {
					continue
				}
				if found, err := mrz.Parse(linesOf(ws[i:i+n]), now); err == nil && believable(found) {
					return zoneWords{found, ws[i : i+n], p + 1}, true
				}
			}
		}
	}
	return zoneWords{}, false
}

func linesOf(ws []doc.Word) []string {
	out := make([]string, len(ws))
	for i := range ws {
		if out[i] = ws[i].Text; !mrz.IsLine(out[i]) {
			return nil
		}
	}
	return out
}

// believable zones begin as documents do and divide their names.
func believable(z mrz.Zone) bool {
	return strings.IndexByte("PIACV", z.Lines[0][0]) >= 0 && z.Surname != "" && strings.Contains(strings.Join(z.Lines, ""), "<<")
}

// doubt is the probability that one of the characters [from, to) of a line was
// misread: what its other readings have together. A change that a check digit
// would have found counts little: ten of eleven misreadings break it.
func (z *zoneWords) doubt(line, from, to int, checked string) float64 {
	sum := 0.0
	for _, r := range z.words[line].Readings {
		at := mrz.Differ(r.Text, z.Lines[line])
		if len(at) == 0 || !slices.ContainsFunc(at, func(i int) bool { return i >= from && i < to }) {
			continue
		}
		p := r.Confidence
		if checked != "" && z.breaks(line, r.Text, checked) {
			p *= 0.03
		}
		sum += p
	}
	return sum
}

// breaks reports whether another reading of a line breaks a check digit that
// holds.
func (z *zoneWords) breaks(line int, text, check string) bool {
	if !z.holds(check) || len(text) != len(z.Lines[line]) {
		return false
	}
	lines := slices.Clone(z.Lines)
	lines[line] = text
	return slices.ContainsFunc(mrz.Checks(z.Format, lines), func(c mrz.Check) bool { return c.Name == check && !c.Holds })
}

// holds reports whether the named check digit is there and holds.
func (z *zoneWords) holds(check string) bool {
	return slices.ContainsFunc(z.Checks, func(c mrz.Check) bool { return c.Name == check && c.Holds })
}

// whole reports whether every check digit holds.
func (z *zoneWords) whole() bool { return mrz.AllHold(z.Format, z.Lines) }

// mended reports whether a character in the stretch was changed so that check
// digits hold; the first other reading of a line then is what was read.
func (z *zoneWords) mended(line, from, to int) bool {
	for _, r := range z.words[line].Readings {
		inside := func(at int) bool { return at >= from && at < to }
		if r.Confidence >= likelier(z.words[line]) && slices.ContainsFunc(mrz.Differ(r.Text, z.Lines[line]), inside) {
			return true
		}
	}
	return false
}

// likelier is the probability over which a reading of a character is likelier
// than the one that was chosen.
func likelier(w doc.Word) float64 { return max(0.5, w.Confidence) }
