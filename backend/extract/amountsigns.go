package extract

import (
	"regexp"
	"strings"
	"unicode"
)

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
	if len(s) > 1 && s[0] == '%' { // as Turkish writes it
		a.percent, s = true, strings.TrimLeft(s, "% ")
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
	s = a.takeCurrency(strings.Trim(s, "+"))
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
