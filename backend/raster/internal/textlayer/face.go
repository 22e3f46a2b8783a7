package textlayer

import (
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/font"
	"golang.org/x/text/encoding/charmap"
)

// face is one of the two fonts of the layer, with its metrics in parts of the
// size: a word's box goes from its descent to its ascent.
type face struct {
	name            string // in the pages' resources
	ascent, descent float64
	space           float64 // width of the space that is set after each word
	width           func(code []byte) float64
	encode          func(text string) []byte
	unit            int // bytes of a code
}

// standard is the font for what WinAnsiEncoding has: every reader knows
// Helvetica's metrics, so that nothing of it stands in the file. A font that only
// invisible text is set in need not be embedded, in PDF/A neither (ISO 19005-2,
// 6.2.11.4.1).
var standard = face{ //nolint:gochecknoglobals // a constant in all but name
	name: "DkLatin", ascent: 0.718, descent: -0.207, space: 0.278, unit: 1,
	width:  func(code []byte) float64 { return winAnsiWidth(code[0]) },
	encode: winAnsi,
}

// anything is the font without glyphs for all other text.
var anything = face{ //nolint:gochecknoglobals // likewise
	name: "DkAny", ascent: ascent / 1000.0, descent: descent / 1000.0, space: advance / 1000.0, unit: 2,
	width:  func([]byte) float64 { return advance / 1000.0 },
	encode: utf16Codes,
}

// faceFor a text.
func faceFor(text string) *face {
	for _, r := range seen(text) {
		if _, ok := winAnsiCode(r); !ok {
			return &anything
		}
	}
	return &standard
}

// set a text without its place.
func (f *face) set(text string) placed {
	p := placed{face: f, codes: f.encode(text)}
	for i := 0; i < len(p.codes); i += f.unit {
		p.natural += f.width(p.codes[i : i+f.unit])
		p.letters++
	}
	return p
}

// write the word as a string with a space after it, so that a line is copied
// with its spaces.
func (p *placed) write(b *strings.Builder) {
	b.WriteByte('(')
	for _, c := range p.codes {
		literal(b, c)
	}
	if p.face.unit == 2 {
		b.WriteByte(0)
	}
	b.WriteString(" )")
}

// winAnsiCode of a character. The no-break space and the soft hyphen would come
// out as others.
func winAnsiCode(r rune) (byte, bool) {
	if r == 0xA0 || r == 0xAD {
		return 0, false
	}
	return charmap.Windows1252.EncodeRune(r)
}

func winAnsi(text string) []byte {
	var out []byte
	for _, r := range seen(text) {
		if c, ok := winAnsiCode(r); ok {
			out = append(out, c)
		}
	}
	return out
}

func winAnsiWidth(code byte) float64 {
	w, err := font.CharWidth("Helvetica", rune(code))
	if err != nil { // not for a standard font
		return 0.556
	}
	return float64(w) / 1000
}

func utf16Codes(text string) []byte {
	var out []byte
	for _, u := range Encode(text) {
		out = append(out, byte(u>>8), byte(u)) //nolint:gosec // its halves
	}
	return out
}
