package extract

import (
	"regexp"
	"strconv"
	"strings"
)

// amount is a sum of money or another number as it stands on the page.
type amount struct {
	cents    int64
	decimals int    // digits after the separator: 0 when there was none
	sign     int    // -1 when printed negative
	currency string // glued sign or code, ISO 4217, or "$" when only that
	sep      rune   // the decimal separator, 0 for none
	repaired bool   // a digit was read through a look-alike, or a space closed
	percent  bool
	glued    bool // letters or more digits hang on it that are no currency
}

// habit is how a document writes numbers.
type habit struct {
	decimal rune // '.' or ',', 0 while unknown
	cents   bool // sums have two decimals
	tenths  bool // sums have one decimal
	signed  bool // most sums have a currency sign in front
	dollar  bool // that sign is "$"
	whole   rune // '.' or ',' between groups of three, where no sum has decimals; 0 otherwise
}

// maxCents bounds what is taken for money: ten thousand million.
const maxCents = 1_000_000_000_000

// parseAmount reads s as one number with optional sign, currency and thousands
// marks. Which separator is the decimal one follows from its place and, where
// that is open, from h. ok is false when s is no number.
func parseAmount(s string, h habit) (a amount, ok bool) {
	if !strings.ContainsAny(s, "0123456789") || len(s) > 40 {
		return amount{}, false
	}
	body, a := stripAmount(s, h)
	if body == "" {
		return amount{}, false
	}
	digits, repaired := mendDigits(body)
	if digits == "" {
		return amount{}, false
	}
	a.repaired = a.repaired || repaired
	if !a.split(digits, h) || a.cents >= maxCents {
		return amount{}, false
	}
	return a, true
}

// coreAmount reads a sum out of a word that has other marks grown on to it:
// exactly one, with two decimals.
func coreAmount(s string, h habit) (a amount, ok bool) {
	if remark := strings.IndexByte(s, '('); remark > 0 { // "5,80€(VAT incl."
		s = s[:remark]
	}
	if !strings.ContainsAny(s, ".,") {
		return amount{}, false
	}
	found := core.FindAllStringSubmatchIndex(s, 2)
	if len(found) != 1 || strings.Contains(s, "/") || len(s) > 40 {
		return amount{}, false
	}
	rest := s[:found[0][2]] + s[found[0][3]:]
	if strings.ContainsAny(rest, "0123456789") {
		return amount{}, false
	}
	a, ok = parseAmount(s[found[0][2]:found[0][3]], h)
	a.repaired = true
	a.percent = strings.HasPrefix(s[found[0][3]:], "%")
	return a, ok && a.decimals == 2
}

// core is a sum with two decimals that no other digit touches.
var core = regexp.MustCompile(`(?:^|[^0-9.,:])(\d{1,6}[.,]\d\d)(?:[^0-9.,:]|[.,:]?$)`)

// mendDigits replaces look-alike letters between digits; empty when too much of
// the text is no digit.
func mendDigits(s string) (out string, repaired bool) {
	var b strings.Builder
	digits, mended := 0, 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
			b.WriteRune(r)
		case r == '.' || r == ',' || r == ' ' || r == '\'':
			b.WriteRune(r)
		default:
			d := digitFor(r)
			if d == 0 {
				return "", false
			}
			mended++
			b.WriteRune(d)
		}
	}
	if digits == 0 || mended > digits || mended > 2 {
		return "", false
	}
	return b.String(), mended > 0
}

// digitFor is the digit a letter is often read for, 0 when none.
func digitFor(r rune) rune {
	switch r {
	case 'O', 'o', 'Q', 'D':
		return '0'
	case 'l', 'I', 'i', '|':
		return '1'
	case 'Z', 'z':
		return '2'
	case 'S', 's':
		return '5'
	case 'B':
		return '8'
	case 'G', 'b':
		return '6'
	}
	return 0
}

// split finds the decimal separator in a text of digits, separators and spaces
// and sets the value.
func (a *amount) split(s string, h habit) bool {
	s = strings.ReplaceAll(s, "'", " ")
	last := strings.LastIndexAny(s, ".,")
	if last < 0 {
		return a.splitSpaces(s)
	}
	whole, frac := s[:last], strings.TrimSpace(s[last+1:])
	closed := strings.ReplaceAll(frac, " ", "")
	if closed != frac || strings.HasSuffix(whole, " ") || strings.HasPrefix(s[last+1:], " ") {
		a.repaired, frac = true, closed
	}
	sep := rune(s[last])
	if thousands(whole, frac, sep, h) {
		return a.set(onlyDigits(s), "", 0)
	}
	if !grouped(whole, sep) {
		a.glued = true
	}
	return a.set(onlyDigits(whole), frac, sep)
}

// thousands reports whether the last separator of whole·sep·frac marks
// thousands and not decimals.
func thousands(whole, frac string, sep rune, h habit) bool {
	if len(frac) != 3 {
		return false
	}
	w := onlyDigits(whole)
	if w == "" || w == "0" || len(w) > 3 && !strings.ContainsAny(whole, "., ") {
		return false
	}
	if strings.ContainsRune(whole, sep) {
		return true // 1.234.567
	}
	if strings.ContainsAny(whole, ".,") {
		return false // 1.234,567: the other one marks thousands already
	}
	return h.whole == sep || h.decimal != 0 && h.decimal != sep || h.decimal == 0 && sep == ','
}

// splitSpaces reads digits with spaces only: groups of three are thousands.
func (a *amount) splitSpaces(s string) bool {
	parts := strings.Fields(s)
	if len(parts) > 1 {
		for _, p := range parts[1:] {
			if len(p) != 3 {
				a.glued = true
			}
		}
	}
	return a.set(onlyDigits(s), "", 0)
}

// grouped reports whether whole is plain digits or rightly grouped thousands.
func grouped(whole string, decimal rune) bool {
	whole = strings.TrimSpace(whole)
	parts := strings.FieldsFunc(whole, func(r rune) bool { return r == '.' || r == ',' || r == ' ' })
	if len(parts) <= 1 || letterSpaced(parts) && !strings.ContainsAny(whole, ".,") {
		return true
	}
	if lakhs(parts) && decimal == '.' && !strings.ContainsAny(whole, ". ") {
		return true
	}
	for _, p := range parts[1:] {
		if len(p) != 3 {
			return false
		}
	}
	return len(parts[0]) <= 3 && !strings.ContainsRune(whole, decimal)
}

// lakhs reports groups as in India: two digits each before the last three, as in
// 12,34,567.
func lakhs(parts []string) bool {
	last := len(parts) - 1
	if last < 2 || len(parts[0]) > 2 || len(parts[last]) != 3 {
		return false
	}
	for _, p := range parts[1:last] {
		if len(p) != 2 {
			return false
		}
	}
	return true
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// set stores whole and fraction as cents, rounded half up at the third decimal.
func (a *amount) set(whole, frac string, sep rune) bool {
	if whole == "" {
		whole = "0"
	}
	if len(whole) > 12 || len(frac) > 6 {
		return false
	}
	w, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return false
	}
	a.decimals, a.sep = len(frac), sep
	f := (frac + "000")[:3]
	milli, err := strconv.ParseInt(f, 10, 64)
	if err != nil {
		return false
	}
	a.cents = w*100 + (milli+5)/10
	if a.sign < 0 {
		a.cents = -a.cents
	}
	return true
}

// money writes cents as the contract wants it.
func money(cents int64) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	return sign + strconv.FormatInt(cents/100, 10) + "." + string(rune('0'+cents%100/10)) + string(rune('0'+cents%10))
}
