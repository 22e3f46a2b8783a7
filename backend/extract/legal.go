package extract

import (
	"slices"
	"strings"

	"deskclerk/backend/likeness"
)

// legalForm is one legal form by its folded words.
type legalForm struct {
	words []string
	spelled
	vowels bool
}

func newLegalForm(words []string) legalForm {
	f := legalForm{words: words, spelled: spell(strings.Join(words, ""))}
	f.vowels = strings.ContainsAny(f.text, "aeiou")
	return f
}

// legalWord reports whether a folded word belongs to a legal form.
func (l *lexicon) legalWord(w string) bool { return l.legalWords[w] }

// cutAtLegalForm finds the longest legal form in s, the last one of equals, mends
// its spelling and drops what follows it. quality is 1 for one read rightly, 0
// for none.
func (l *lexicon) cutAtLegalForm(s string) (out string, quality float64) {
	ws := slices.DeleteFunc(spans(s), func(w span) bool { return w.folded == "" })
	for k := range l.legal { // the longest first
		form := &l.legal[k]
		for i := len(ws) - 1; i >= 1; i-- {
			n, q := l.legalAt(ws, i, form)
			if q == 0 {
				continue
			}
			end := ws[i+n-1].end
			rest := strings.Trim(s[end:], " .,")
			if len(form.text) <= 3 && rest != "" {
				continue // so few letters in the middle are too little
			}
			if q < 1 {
				return s[:ws[i].start] + l.spelled(form.words, s[ws[i].start:end]) + parenthesis(rest), q
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

// legalAt matches a legal form at word i; n is how many words it takes. Signs that
// look like its letters count as them; long forms of several words, and those
// that no other word resembles, may hold misread letters.
func (l *lexicon) legalAt(ws []span, i int, f *legalForm) (n int, quality float64) {
	if first := len(ws[i].folded); first > len(f.words[0])+2 && (len(f.words) == 1 || first > len(f.words[0])+len(f.words[1])+2) {
		return 0, 0
	}
	size, m := 0, uint32(0)
	for n = 1; n <= len(f.words) && i+n <= len(ws); n++ {
		w := &ws[i+n-1]
		size, m = size+len(w.folded), m|w.mask
		if size != len(f.text) || m != f.mask {
			continue
		}
		switch joined := joinSpans(ws[i : i+n]); {
		case joined == f.text:
			return n, 1
		case size >= 4 && slices.Equal(likeness.Shape(joined), f.shape):
			return n, 0.95
		}
	}
	if n = len(f.words); i+n > len(ws) {
		return 0, 0
	}
	return n, l.misreadForm(ws[i:i+n], f, size, m)
}

// misreadForm is the quality of the words as a misreading of the form, 0 when
// they are none. size and m are those of the words together.
func (l *lexicon) misreadForm(ws []span, f *legalForm, size int, m uint32) float64 {
	limit := 2
	if len(f.text) < 6 {
		if len(f.text) < 4 || size != len(f.text) || f.vowels {
			return 0
		}
		limit = 1
	}
	letters := 0
	for k := range ws {
		letters += ws[k].letters
	}
	if letters > len(f.shape)+limit || letters < len(f.shape)-limit || masksDiffer(m, f.mask, limit) {
		return 0
	}
	joined := joinSpans(ws)
	if d := distance(likeness.Shape(joined), f.shape, limit); d <= limit && !l.isLegal(joined) {
		return 0.9 - 0.1*float64(d)
	}
	return 0
}

func joinSpans(ws []span) string {
	if len(ws) == 1 {
		return ws[0].folded
	}
	var b strings.Builder
	for k := range ws {
		b.WriteString(ws[k].folded)
	}
	return b.String()
}

// isLegal reports that the joined words are a legal form as they stand.
func (l *lexicon) isLegal(joined string) bool {
	return slices.ContainsFunc(l.legal, func(f legalForm) bool { return f.text == joined })
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
		if !l.business.known[w.folded] && !l.legalWord(w.folded) && !namings().places[w.folded] && w.folded != "and" && w.folded != "und" {
			return false
		}
	}
	return len(ws) > 0
}
