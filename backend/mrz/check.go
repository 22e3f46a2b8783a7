package mrz

import "strings"

// The names of the check digits.
const (
	CheckNumber    = "number"
	CheckBirth     = "birth"
	CheckExpiry    = "expiry"
	CheckOptional  = "optional"
	CheckComposite = "composite"
)

// Check is one check digit held against what it covers.
type Check struct {
	Name    string // see the constants
	Holds   bool
	Printed byte // as it stands in the zone
	Due     byte // what the covered characters ask for
}

// Digit is the check digit of s: weights 7, 3, 1 and modulo 10, letters from A
// as 10, fillers as 0 (Doc 9303-3, 4.9). It is 0 for a character that no zone
// has.
func Digit(s string) byte {
	sum := 0
	for i := range len(s) {
		sum += value(s[i]) * [3]int{7, 3, 1}[i%3]
	}
	return byte('0' + sum%10)
}

func value(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'Z':
		return int(c-'A') + 10
	default:
		return 0
	}
}

// checked is a check digit's name, what it covers, and where it stands.
type checked struct {
	name  string
	parts []span
	digit span
}

// checks of a format; those of lines whose number goes on in the optional data
// cover it there.
func (f Format) checks(lines []string) []checked {
	l := f.layout()
	number := checked{CheckNumber, []span{l.number}, l.numberCheck}
	if more, digit, ok := l.numberGoesOn(lines); ok {
		number = checked{CheckNumber, []span{l.number, more}, digit}
	}
	out := []checked{number, {CheckBirth, []span{l.birth}, l.birthCheck}, {CheckExpiry, []span{l.expiry}, l.expiryCheck}}
	if l.optionalCheck.to > 0 {
		out = append(out, checked{CheckOptional, l.optional, l.optionalCheck})
	}
	if l.composite.to > 0 {
		out = append(out, checked{CheckComposite, l.compositeOf, l.composite})
	}
	return out
}

// numberGoesOn finds the rest of a document number longer than nine characters:
// a filler stands in the place of its check digit, the rest and the digit begin
// the optional data, and a filler ends them (Doc 9303-5, 4.2.2 note j, and 9303-6
// likewise).
func (l layout) numberGoesOn(lines []string) (more, digit span, ok bool) {
	if !l.longNumber || l.numberCheck.of(lines) != "<" || strings.Contains(l.number.of(lines), "<") {
		return span{}, span{}, false
	}
	o := l.optional[0]
	end := strings.IndexByte(o.of(lines), Filler)
	if end < 0 {
		end = o.to - o.from
	}
	if end < 2 {
		return span{}, span{}, false
	}
	at := o.from + end - 1
	return span{o.line, o.from, at}, span{o.line, at, at + 1}, true
}

// Checks holds every check digit of the lines, which have the format's size. The
// one of optional data may be a filler where there are none.
func Checks(f Format, lines []string) []Check {
	var out []Check
	for _, c := range f.checks(lines) {
		covered := c.covered(lines)
		k := Check{Name: c.name, Printed: c.digit.of(lines)[0], Due: Digit(covered)}
		k.Holds = k.Printed == k.Due || c.name == CheckOptional && k.Printed == Filler && strings.Trim(covered, "<") == ""
		out = append(out, k)
	}
	return out
}

// proved are the places, by line and character, that a check digit covers or
// that hold one.
func (f Format) proved(lines []string) map[[2]int]bool {
	out := map[[2]int]bool{}
	for _, c := range f.checks(lines) {
		for _, s := range append([]span{c.digit}, c.parts...) {
			for at := s.from; at < s.to; at++ {
				out[[2]int{s.line, at}] = true
			}
		}
	}
	return out
}

func (c checked) covered(lines []string) string {
	var b strings.Builder
	for _, p := range c.parts {
		b.WriteString(p.of(lines))
	}
	return b.String()
}

// AllHold reports whether every check digit of the lines holds.
func AllHold(f Format, lines []string) bool {
	for _, c := range Checks(f, lines) {
		if !c.Holds {
			return false
		}
	}
	return true
}
