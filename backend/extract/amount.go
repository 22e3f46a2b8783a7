package extract

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
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

// taxCode is what tills print behind a sum: the letters of its rate.
var taxCode = regexp.MustCompile(`^(.*\d[.,]\d\d)([A-Za-z]{1,3}|§)$`)

// stripAmount takes sign, currency, percent and stray punctuation off s.
func stripAmount(s string, h habit) (body string, a amount) {
	a.sign = 1
	s = strings.Map(func(r rune) rune {
		switch r {
		case '−', '–', '—', '~', '‑':
			return '-'
		case '\u00a0', '\u202f', '\u2009':
			return ' '
		case '’', '‘', '`':
			return '\''
		}
		return r
	}, s)
	s = strings.Trim(s, " \t:;=|*_\"'!?()[]{}<>«»“”„•·°#@&/\\^¢")
	if rest, found := strings.CutPrefix(s, "§"); found {
		s = rest
		switch {
		case h.dollar:
			a.currency = "$"
		default:
			s, a.repaired = "S"+rest, true
		}
	} else if h.dollar && len(s) > 1 && (s[0] == 'S' || s[0] == 's') {
		s, a.currency, a.repaired = s[1:], "$", true
	}
	if strings.HasSuffix(s, "%") {
		a.percent, s = true, strings.TrimRight(s, "% ")
	}
	s = a.takeCurrency(s)
	if m := taxCode.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	if strings.HasPrefix(s, "-") || strings.HasSuffix(s, "-") {
		a.sign = -1
		if strings.HasSuffix(s, ",-") || strings.HasSuffix(s, ".-") {
			a.sign = 1
		}
		s = strings.Trim(s, "- ")
	}
	s = a.takeCurrency(strings.TrimLeft(s, "+"))
	s = strings.TrimRight(s, " .,:;'")
	if len(s) == 3 && (s[0] == '.' || s[0] == ',') && len(onlyDigits(s)) == 2 {
		return s, a // below one, without its zero
	}
	return strings.TrimLeft(s, " .,:;'"), a
}

// takeCurrency removes a currency sign or code at either end.
func (a *amount) takeCurrency(s string) string {
	l := words()
	s = strings.TrimSpace(s)
	for _, c := range l.currencies {
		for _, sign := range c.Signs {
			if t, found := trimEither(s, sign); found {
				a.currency = c.Code
				return t
			}
		}
	}
	lead := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsLetter(r) || r == '$' })
	if head := s[:len(s)-len(lead)]; head != "" && lead != "" {
		if code, found := l.currency[strings.ToLower(head)]; found {
			a.currency = code
			return strings.Trim(lead, " .:")
		}
		if head == "$" {
			a.currency = "$"
			return strings.TrimSpace(lead)
		}
		if n := len(head) - 1; n >= 2 && digitFor(rune(head[n])) != 0 { // "RMO.90"
			if code, found := l.currency[strings.ToLower(head[:n])]; found {
				a.currency = code
				return s[n:]
			}
		}
		if misreadRinggit(head) {
			a.currency, a.repaired = "MYR", true
			return strings.Trim(lead, " .:")
		}
	}
	tail := strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsLetter(r) || r == '$' })
	if end := s[len(tail):]; end != "" && tail != "" {
		if end == "$" {
			a.currency = "$"
			return tail
		}
		for n := range min(3, len(end)) { // "0OSEK": the digits before it may be letters
			if n > 0 && digitFor(rune(end[n-1])) == 0 {
				break
			}
			if code, found := l.currency[currencyKey(end[n:])]; found {
				a.currency = code
				return strings.TrimSpace(s[:len(tail)+n])
			}
		}
	}
	return s
}

// misreadRinggit knows the usual misreadings of "RM" before a number.
func misreadRinggit(head string) bool {
	switch strings.ToUpper(head) {
	case "RN", "RH", "PM", "FM", "RW", "KM", "BM", "HM", "RMI", "AM", "RI":
		return true
	}
	return false
}

func trimEither(s, sign string) (string, bool) {
	low := strings.ToLower(s)
	if strings.HasPrefix(low, sign) {
		return strings.TrimSpace(s[len(sign):]), true
	}
	if strings.HasSuffix(low, sign) && len(low) == len(s) {
		return strings.TrimSpace(s[:len(s)-len(sign)]), true
	}
	return s, false
}

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
	return h.decimal != 0 && h.decimal != sep || h.decimal == 0 && sep == ','
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
	for _, p := range parts[1:] {
		if len(p) != 3 {
			return false
		}
	}
	return len(parts[0]) <= 3 && !strings.ContainsRune(whole, decimal)
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
