// Package textlayer makes the parts of a PDF that let its pages be searched: the
// words of a page as invisible text (render mode 3, ISO 32000-1, 9.3.6) and the
// font without glyphs that they are set in. It also writes whole PDF/A-2b files
// of pictures. It decodes nothing and does no I/O but to the writer it is given.
package textlayer

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
)

// FontName is what pages call the font of the layer.
const FontName = "DeskclerkText"

// Point in a page's user space, in points.
type Point struct{ X, Y float64 }

// Word is a text with three corners of its box in user space. Lines may lean.
type Word struct {
	Text                    string
	BottomLeft, BottomRight Point
	TopLeft                 Point
}

// Object is a PDF object without its number: a dictionary, and a stream that is
// not compressed yet when it is one.
type Object struct {
	Dict   string // with its << and >>, without Length and Filter
	Stream []byte // nil: no stream
}

// The font's metrics in thousandths of the size: a word's box goes from its
// descent to its ascent, and every character is as wide as half the size before
// it is stretched.
const (
	ascent  = 800
	descent = -200
	advance = 500
)

// Content is the stream that sets the words. It belongs before a page's own
// streams, where nothing has changed the graphics state yet, and leaves that
// state as it was.
func Content(words []Word) []byte {
	var b strings.Builder
	b.WriteString("q BT 3 Tr/" + FontName + " 1 Tf\n")
	for _, w := range words {
		w.write(&b)
	}
	b.WriteString("ET Q\n")
	return []byte(b.String())
}

// write sets one word with a space after it, so that a line is copied with its
// spaces. Each word has a matrix of its own: what a line's words share is less
// than what it would cost to say so, once packed.
func (w Word) write(b *strings.Builder) {
	units := Encode(w.Text)
	right := Point{w.BottomRight.X - w.BottomLeft.X, w.BottomRight.Y - w.BottomLeft.Y}
	up := Point{w.TopLeft.X - w.BottomLeft.X, w.TopLeft.Y - w.BottomLeft.Y}
	if len(units) == 0 || math.Hypot(right.X, right.Y) == 0 || math.Hypot(up.X, up.Y) == 0 {
		return
	}
	wide := float64(len(units)) * advance / 1000
	base := Point{w.BottomLeft.X - up.X*descent/1000, w.BottomLeft.Y - up.Y*descent/1000}
	b.WriteString(number(right.X/wide, 2) + " " + number(right.Y/wide, 2) + " ")
	for _, v := range []float64{up.X, up.Y, base.X, base.Y} {
		b.WriteString(number(v, 1))
		b.WriteByte(' ')
	}
	b.WriteString("Tm(")
	for _, u := range append(units, ' ') {
		literal(b, byte(u>>8))
		literal(b, byte(u)) //nolint:gosec // its lower half
	}
	b.WriteString(")Tj\n")
}

// literal writes a byte of a string (ISO 32000-1, 7.3.4.2): packed, it takes
// less room than in hexadecimal.
func literal(b *strings.Builder, c byte) {
	switch c {
	case '(', ')', '\\':
		b.WriteByte('\\')
		b.WriteByte(c)
	case '\r':
		b.WriteString("\\r") // a bare one would be read as a line feed
	default:
		b.WriteByte(c)
	}
}

// Encode gives a text's codes in the font: UTF-16 without what cannot be seen.
func Encode(text string) []uint16 {
	return utf16.Encode([]rune(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, strings.TrimSpace(text))))
}

// number writes a coordinate. A tenth of a point is finer than any reading;
// stretches are multiplied by the length of their word.
func number(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}
