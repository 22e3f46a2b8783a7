package textlayer

import (
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/font"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// face is one of the two fonts of the layer, with its metrics in parts of the
// size: a word's box goes from its descent to its ascent.
type face struct {
	name            string // in the pages' resources
	ascent, descent float64
	space           float64 // width of the space that is set after each word
	unit            int     // bytes of a code
}

// standard is the font for nearly everything: every reader knows Helvetica's
// metrics, so that nothing of it stands in the file. A font that only invisible
// text is set in need not be embedded, in PDF/A neither (ISO 19005-2,
// 6.2.11.4.1).
var standard = face{ //nolint:gochecknoglobals // a constant in all but name
	name: "DkLatin", ascent: 0.718, descent: -0.207, space: 0.278, unit: 1,
}

// anything is the font without glyphs for text that finds no more codes there.
var anything = face{ //nolint:gochecknoglobals // likewise
	name: "DkAny", ascent: ascent / 1000.0, descent: descent / 1000.0, space: advance / 1000.0, unit: 2,
}

// codes are the single bytes of a document's characters: their own where
// WinAnsiEncoding has them, else those of characters that the document has not.
// What such a code says is told by the font's ToUnicode map, which goes before
// its encoding (ISO 32000-1, 9.10.2); the glyph that is not drawn gives the width.
type codes struct {
	of    map[rune]byte
	taken [256]bool
	lent  int // codes that say another character than their own
}

// add gives codes to the texts' characters as long as there are any; those of
// their own come first. It tells whether there were enough.
func (c *codes) add(texts [][]rune) bool {
	if c.of == nil {
		c.of = map[rune]byte{}
	}
	enough := true
	for _, lend := range []bool{false, true} {
		for _, text := range texts {
			for _, r := range text {
				if _, ok := c.of[r]; ok {
					continue
				}
				if own, ok := winAnsiCode(r); ok && !c.taken[own] {
					c.take(r, own)
				} else if lend {
					enough = c.lend(r) && enough
				}
			}
		}
	}
	return enough
}

func (c *codes) take(r rune, code byte) {
	c.of[r], c.taken[code] = code, true
}

// lend gives a character the free code whose width is nearest to its own. Codes
// below are left alone: those of ASCII are what everybody looks at.
func (c *codes) lend(r rune) bool {
	const first = 0x80
	want := widthLike(r)
	best, least := 0, 0.0
	for code := 0xFF; code >= first; code-- {
		own := charmap.Windows1252.DecodeByte(byte(code)) //nolint:gosec // at most 255
		if _, ok := winAnsiCode(own); !ok || c.taken[code] {
			continue
		}
		off := winAnsiWidth(byte(code)) - want //nolint:gosec // likewise
		if off *= off; best == 0 || off < least {
			best, least = code, off
		}
	}
	if best == 0 {
		return false
	}
	c.take(r, byte(best)) //nolint:gosec // likewise
	c.lent++
	return true
}

// widthLike is the width of the letter under the accents of a character, as far
// as Helvetica has it.
func widthLike(r rune) float64 {
	for _, base := range norm.NFD.String(string(r)) {
		if code, ok := winAnsiCode(base); ok {
			return winAnsiWidth(code)
		}
		break //nolint:staticcheck // the first is the letter
	}
	return winAnsiWidth('n')
}

// write gives the codes of a text; false when it has a character without.
func (c *codes) write(text []rune) ([]byte, bool) {
	out := make([]byte, 0, len(text))
	for _, r := range text {
		code, ok := c.of[r]
		if !ok {
			return nil, false
		}
		out = append(out, code)
	}
	return out, true
}

// write appends the word as a string with a space after it, so that a line is
// copied with its spaces.
func (p *placed) write(out []byte) []byte {
	out = append(out, '(')
	for _, c := range p.codes {
		out = literal(out, c)
	}
	if p.face.unit == 2 {
		out = append(out, 0)
	}
	return append(out, " )"...)
}

// winAnsiCode of a character. The no-break space and the soft hyphen would come
// out as others.
func winAnsiCode(r rune) (byte, bool) {
	if r == 0xA0 || r == 0xAD || r < ' ' || r == 0x7F {
		return 0, false
	}
	code, ok := charmap.Windows1252.EncodeRune(r)
	return code, ok && (r < 0x80 || r > 0x9F)
}

func winAnsiWidth(code byte) float64 {
	w, err := font.CharWidth("Helvetica", rune(code))
	if err != nil { // not for a standard font
		return 0.556
	}
	return float64(w) / 1000
}

func utf16Codes(text []rune) []byte {
	var out []byte
	for _, u := range utf16.Encode(text) {
		out = append(out, byte(u>>8), byte(u)) //nolint:gosec // its halves
	}
	return out
}
