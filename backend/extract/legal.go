package extract

import (
	"slices"
	"strings"
)

// legalWord reports whether a folded word belongs to a legal form.
func (l *lexicon) legalWord(w string) bool {
	for _, f := range l.legal {
		for _, t := range f {
			if t == w {
				return true
			}
		}
	}
	return false
}

// cutAtLegalForm finds the longest legal form in s, the last one of equals, mends
// its spelling and drops what follows it. quality is 1 for one read rightly, 0
// for none.
func (l *lexicon) cutAtLegalForm(s string) (out string, quality float64) {
	ws := slices.DeleteFunc(spans(s), func(w span) bool { return w.folded == "" })
	for _, form := range l.legal { // the longest first
		for i := len(ws) - 1; i >= 1; i-- {
			n, q := l.legalAt(ws, i, form)
			if q == 0 {
				continue
			}
			end := ws[i+n-1].end
			rest := strings.Trim(s[end:], " .,")
			if len(strings.Join(form, "")) <= 3 && rest != "" {
				continue // so few letters in the middle are too little
			}
			if q < 1 {
				return s[:ws[i].start] + l.spelled(form, s[ws[i].start:end]) + parenthesis(rest), q
			}
			return strings.TrimRight(s[:end]+parenthesis(rest), ", "), q
		}
	}
	return s, 0
}

// parenthesis keeps what belongs to a legal form though it stands after it.
func parenthesis(rest string) string {
	if strings.HasPrefix(rest, "(M)") || strings.HasPrefix(rest, "& Co") {
		return " " + rest
	}
	return ""
}

// legalAt matches a legal form at word i; n is how many words it takes. Signs
// that look like its letters count as them; long forms of several words, and
// those that no other word resembles, may hold misread letters.
func (l *lexicon) legalAt(ws []span, i int, form []string) (n int, quality float64) {
	if first := len(ws[i].folded); first > len(form[0])+2 && (len(form) == 1 || first > len(form[0])+len(form[1])+2) {
		return 0, 0
	}
	want := strings.Join(form, "")
	joined := ""
	for n = 1; n <= len(form) && i+n <= len(ws); n++ {
		joined += ws[i+n-1].folded
		if joined == want {
			return n, 1
		}
		if len(want) >= 4 && len(joined) == len(want) && string(shape(joined)) == string(shape(want)) {
			return n, 0.95
		}
	}
	n = min(len(form), len(ws)-i)
	if n < len(form) {
		return 0, 0
	}
	joined = ""
	for k := range n {
		joined += ws[i+k].folded
	}
	limit := 2
	if len(want) < 6 {
		if len(want) < 4 || len(joined) != len(want) || strings.ContainsAny(want, "aeiou") {
			return 0, 0
		}
		limit = 1
	}
	if d := distance(shape(joined), shape(want), limit); d <= limit && !l.isLegal(joined) {
		return n, 0.9 - 0.1*float64(d)
	}
	return 0, 0
}

// isLegal reports that the joined words are a legal form as they stand.
func (l *lexicon) isLegal(joined string) bool {
	return slices.ContainsFunc(l.legal, func(f []string) bool { return strings.Join(f, "") == joined })
}

// spelled writes a misread legal form rightly, in the capitals of the print.
func (l *lexicon) spelled(form []string, printed string) string {
	if joined := strings.Join(form, ""); len(compact(printed)) == len(joined) {
		return respelled(printed, joined)
	}
	s := strings.Join(form, " ")
	if strings.ToUpper(printed) == printed {
		return strings.ToUpper(s)
	}
	var out []string
	for _, w := range strings.Fields(s) {
		out = append(out, strings.ToUpper(w[:1])+w[1:])
	}
	return strings.Join(out, " ")
}

// generic reports a name that consists of legal forms, places and words of business
// only: half a name, whose other half stands in a row beside.
func (l *lexicon) generic(s string) bool {
	ws := pieces(s)
	for _, w := range ws {
		if l.business[w.folded] == nil && !l.legalWord(w.folded) && !namings().places[w.folded] && w.folded != "and" && w.folded != "und" {
			return false
		}
	}
	return len(ws) > 0
}
