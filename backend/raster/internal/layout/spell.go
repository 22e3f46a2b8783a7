package layout

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Gaps between the cells of neighbouring characters, as parts of the cell's
// height (about 1.15 times the font size). A word space is 0.12 (condensed
// type) to 0.3; letters set wide may be as far apart, but then all of them are.
const (
	gapWithSpace = 0.05  // a white-space character counts only with a gap
	gapWithout   = 0.115 // without one, this much is a space all the same …
	maxTracking  = 0.06  // … and up to this more where the letters are set wide
	gapBack      = -0.5  // a jump back starts a new word
	maxSizeRatio = 2.5   // beyond it two sizes do not make one word
)

// word is a run of characters that belong together.
type word struct {
	chars []Char
	ink   Rect
	cell  Rect
}

func (w *word) add(c Char) {
	if len(w.chars) == 0 {
		w.ink, w.cell = c.Ink, c.Cell
	} else {
		w.ink, w.cell = w.ink.union(c.Ink), w.cell.union(c.Cell)
	}
	w.chars = append(w.chars, c)
}

// tracking is how far the word's letters are set apart beyond their own
// widths, as a part of the height, 0 to maxTracking.
func (w *word) tracking() float64 {
	const looked = 12 // letters at the end of the word are enough
	tail := w.chars[max(0, len(w.chars)-looked):]
	if len(tail) < 2 || w.cell.height() <= 0 {
		return 0
	}
	sum := 0.0
	for i := 1; i < len(tail); i++ {
		sum += tail[i].Cell.X0 - tail[i-1].Cell.X1
	}
	return max(0, min(maxTracking, sum/float64(len(tail)-1)/w.cell.height()))
}

// baseline estimates where the letters stand: fonts keep about a fifth of
// their height below it.
func (w *word) baseline() float64 { return w.cell.Y1 - 0.2*w.cell.height() }

// IsSpace reports whether r separates words and prints nothing.
func IsSpace(r rune) bool {
	return unicode.IsSpace(r) || r == 0 || r == '\u200b' || r == '\ufeff'
}

// isHyphen knows the soft hyphen and PDFium's mark for a hyphen at a line's
// end; both are printed as a hyphen there.
func isHyphen(r rune) bool { return r == '\u00ad' || r == 2 }

func isControl(r rune) bool {
	return !IsSpace(r) && !isHyphen(r) && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r))
}

// spell walks the characters in the order of the file and cuts them into words.
func spell(chars []Char) []word {
	var words []word
	var cur word
	flush := func() {
		if len(cur.chars) > 0 {
			words = append(words, cur)
		}
		cur = word{}
	}
	space := false
	for _, c := range chars {
		switch {
		case IsSpace(c.Rune):
			space = true
			continue
		case isControl(c.Rune), c.Ink.width() <= 0 && c.Cell.width() <= 0:
			continue
		}
		if n := len(cur.chars); n > 0 {
			last := cur.chars[n-1]
			if again(last, c) {
				continue
			}
			if !follows(last, c, space, cur.tracking()) {
				flush()
			}
		}
		cur.add(c)
		space = false
	}
	flush()
	return words
}

// again reports whether c is the last character printed a second time, a
// little shifted, to look bold. A ligature's letters share one box exactly.
func again(last, c Char) bool {
	return last.Rune == c.Rune && last.Ink != c.Ink &&
		last.Ink.overlap(c.Ink) > 0.6 && abs(last.Cell.X0-c.Cell.X0) < 0.3*c.Cell.width()
}

// follows reports whether c goes on with the word that ends in last and whose
// letters are tracking apart.
func follows(last, c Char, space bool, tracking float64) bool {
	a, b := last.Cell, c.Cell
	small, large := min(a.height(), b.height()), max(a.height(), b.height())
	if small <= 0 || large > maxSizeRatio*small {
		return false
	}
	if min(a.Y1, b.Y1)-max(a.Y0, b.Y0) < 0.5*small {
		return false
	}
	gap := b.X0 - a.X1
	if rightToLeft(last.Rune) && rightToLeft(c.Rune) {
		gap = max(gap, a.X0-b.X1)
	}
	if a == b {
		gap = 0
	}
	if space && gap > gapWithSpace*small {
		return false
	}
	return gap <= (gapWithout+tracking)*small && gap >= gapBack*small
}

func rightToLeft(r rune) bool {
	return unicode.In(r, unicode.Hebrew, unicode.Arabic)
}

// text spells the word: ligatures taken apart, accents put on their letters, a
// soft hyphen kept only where it is printed, at the end.
func (w *word) text() string {
	var b strings.Builder
	for i, c := range w.chars {
		switch {
		case isHyphen(c.Rune) && i == len(w.chars)-1:
			b.WriteByte('-')
		case isHyphen(c.Rune):
		case c.Rune >= 0xfb00 && c.Rune <= 0xfb06:
			b.WriteString(norm.NFKC.String(string(c.Rune)))
		default:
			b.WriteRune(c.Rune)
		}
	}
	return norm.NFC.String(b.String())
}

func abs(f float64) float64 { return max(f, -f) }
