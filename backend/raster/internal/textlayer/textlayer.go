// Package textlayer makes the parts of a PDF that let its pages be searched: the
// words of a page as invisible text (render mode 3, ISO 32000-1, 9.3.6) and the
// fonts that they are set in. It also writes whole PDF/A-2b files
// of pictures. It decodes nothing and does no I/O but to the writer it is given.
package textlayer

import (
	"strings"
	"unicode"
)

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

// literal writes a byte of a string (ISO 32000-1, 7.3.4.2): packed, it takes
// less room than in hexadecimal.
func literal(out []byte, c byte) []byte {
	switch c {
	case '(', ')', '\\':
		return append(out, '\\', c)
	case '\r':
		return append(out, "\\r"...) // a bare one would be read as a line feed
	}
	return append(out, c)
}

// ligatures are written as the letters that they join, as who searches types them:
// Tesseract gives them where letters touch, and the standard font has none.
var ligatures = strings.NewReplacer( //nolint:gochecknoglobals // a constant in all but name
	"ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st", "ĳ", "ij", "Ĳ", "IJ",
)

// seen are the characters of a text that can be seen.
func seen(text string) []rune {
	return []rune(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, ligatures.Replace(strings.TrimSpace(text))))
}
