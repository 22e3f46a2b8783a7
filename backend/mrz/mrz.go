// Package mrz knows the machine readable zone of travel documents: its formats,
// check digits and fields (ICAO Doc 9303, parts 3 to 7), and what may be mended
// in one that was read from a picture. It is pure and knows no pictures.
package mrz

import "strings"

// Filler stands for a place without a character.
const Filler = '<'

// Format is one of the layouts of Doc 9303.
type Format string

// The formats, with the part of Doc 9303 that defines each.
const (
	TD1  Format = "TD1"   // cards of 86 × 54 mm: part 5
	TD2  Format = "TD2"   // cards of 105 × 74 mm: part 6
	TD3  Format = "TD3"   // passports: part 4
	MRVA Format = "MRV-A" // visas of a passport's page: part 7
	MRVB Format = "MRV-B" // small visas: part 7
)

// Formats lists all of them.
func Formats() []Format { return []Format{TD1, TD2, TD3, MRVA, MRVB} }

// Size is how many lines of how many characters the format has.
func (f Format) Size() (lines, length int) {
	switch f {
	case TD1:
		return 3, 30
	case TD2, MRVB:
		return 2, 36
	default:
		return 2, 44
	}
}

// FormatOf tells the format of lines by their number, length and first letter;
// empty when they have the size of none.
func FormatOf(lines []string) Format {
	visa := len(lines) > 0 && strings.HasPrefix(lines[0], "V")
	for _, f := range Formats() {
		n, length := f.Size()
		if len(lines) != n || (f == MRVA || f == MRVB) != visa {
			continue
		}
		fits := true
		for _, l := range lines {
			fits = fits && len(l) == length
		}
		if fits {
			return f
		}
	}
	return ""
}

// span is characters From to To, exclusive, of a line.
type span struct{ line, from, to int }

func (s span) of(lines []string) string { return lines[s.line][s.from:s.to] }

// layout is where a format has its elements; an element it lacks is empty.
type layout struct {
	kind, issuer, names                     span
	number, nationality, birth, sex, expiry span
	optional                                []span
	numberCheck, birthCheck, expiryCheck    span
	optionalCheck, composite                span
	compositeOf                             []span
	longNumber                              bool // a number of more than nine characters goes on in the optional data
}

func (f Format) layout() layout {
	switch f {
	case TD1:
		return layout{
			kind: span{0, 0, 2}, issuer: span{0, 2, 5}, names: span{2, 0, 30},
			number: span{0, 5, 14}, numberCheck: span{0, 14, 15}, optional: []span{{0, 15, 30}, {1, 18, 29}},
			birth: span{1, 0, 6}, birthCheck: span{1, 6, 7}, sex: span{1, 7, 8}, expiry: span{1, 8, 14}, expiryCheck: span{1, 14, 15},
			nationality: span{1, 15, 18}, composite: span{1, 29, 30},
			compositeOf: []span{{0, 5, 30}, {1, 0, 7}, {1, 8, 15}, {1, 18, 29}}, longNumber: true,
		}
	case TD2:
		l := twoLines(36)
		l.optional, l.composite = []span{{1, 28, 35}}, span{1, 35, 36}
		l.compositeOf, l.longNumber = []span{{1, 0, 10}, {1, 13, 20}, {1, 21, 35}}, true
		return l
	case TD3:
		l := twoLines(44)
		l.optional, l.optionalCheck, l.composite = []span{{1, 28, 42}}, span{1, 42, 43}, span{1, 43, 44}
		l.compositeOf = []span{{1, 0, 10}, {1, 13, 20}, {1, 21, 43}}
		return l
	case MRVB:
		l := twoLines(36)
		l.optional = []span{{1, 28, 36}}
		return l
	default:
		l := twoLines(44)
		l.optional = []span{{1, 28, 44}}
		return l
	}
}

// twoLines is what the formats of two lines have in common.
func twoLines(length int) layout {
	return layout{
		kind: span{0, 0, 2}, issuer: span{0, 2, 5}, names: span{0, 5, length},
		number: span{1, 0, 9}, numberCheck: span{1, 9, 10}, nationality: span{1, 10, 13},
		birth: span{1, 13, 19}, birthCheck: span{1, 19, 20}, sex: span{1, 20, 21},
		expiry: span{1, 21, 27}, expiryCheck: span{1, 27, 28},
	}
}
