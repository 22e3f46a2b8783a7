// Package textlayer makes the parts of a PDF that let its pages be searched: the
// words of a page as invisible text (render mode 3, ISO 32000-1, 9.3.6) and the
// font without glyphs that they are set in. It also writes whole PDF/A-2b files
// of pictures. It decodes nothing and does no I/O but to the writer it is given.
package textlayer

import (
	"fmt"
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
	b.WriteString("q BT 3 Tr /" + FontName + " 1 Tf\n")
	for _, w := range words {
		w.write(&b)
	}
	b.WriteString("ET Q\n")
	return []byte(b.String())
}

// write sets one word with a space after it, so that a line is copied with its
// spaces.
func (w Word) write(b *strings.Builder) {
	units := Encode(w.Text)
	right := Point{w.BottomRight.X - w.BottomLeft.X, w.BottomRight.Y - w.BottomLeft.Y}
	up := Point{w.TopLeft.X - w.BottomLeft.X, w.TopLeft.Y - w.BottomLeft.Y}
	if len(units) == 0 || math.Hypot(right.X, right.Y) == 0 || math.Hypot(up.X, up.Y) == 0 {
		return
	}
	wide := float64(len(units)) * advance / 1000
	base := Point{w.BottomLeft.X - up.X*descent/1000, w.BottomLeft.Y - up.Y*descent/1000}
	for _, v := range []float64{right.X / wide, right.Y / wide, up.X, up.Y, base.X, base.Y} {
		b.WriteString(number(v))
		b.WriteByte(' ')
	}
	b.WriteString("Tm <")
	for _, u := range append(units, ' ') {
		fmt.Fprintf(b, "%04X", u)
	}
	b.WriteString("> Tj\n")
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

// number writes a coordinate: a thousandth of a point is finer than any page.
func number(v float64) string {
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(v, 'f', 3, 64), "0"), ".")
}
