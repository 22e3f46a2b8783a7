package extract

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// nameText is a company's name cut out of a row.
type nameText struct {
	value      string
	first, end int // tokens
	legal      float64
	business   bool
	repaired   bool
}

var (
	registration = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\s*[(\[{]?\s*(?:(?i:co\.?|reg\.?|company|roc|no\.?|[:#.])\s*)*[A-Z]{0,2}[0-9][0-9 ]{3,}[0-9OIl]*\s*[-–:.~_]?\s*[A-Z]?\s*[)\]}]?.*$`)
	})
	partnership = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(\pL\s)[S5$§8]\s?/\s?[B8][^\pL\d]*$`) })
	digitInWord = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\pL{2,}[015]\pL+|\pL+[015]\pL{2,}`) })
)

// readName cleans tokens[first:end] to what may be a company's name: junk at
// the ends, registration numbers and what follows a legal form are cut off.
func (l *layout) readName(first, end int) nameText {
	for first < end && l.isJunk(first) {
		first++
	}
	for end > first && l.isJunk(end-1) {
		end--
	}
	n := nameText{first: first, end: end}
	s := l.text(first, end)
	if m := registration().FindStringIndex(s); m != nil && m[0] >= 4 && !strings.ContainsAny(s[m[0]:], "#") {
		s = s[:m[0]]
	}
	s = strings.TrimLeft(s, " .,:;-–_=*~'\"|«»“”‘’!<>")
	s = strings.TrimRight(s, " ,:;-–_=*~'\"|«»“”‘’°<>([{")
	if !strings.HasSuffix(strings.ToLower(s), "s/b") {
		s = strings.TrimSuffix(s, "/")
	}
	n.value, n.repaired = mendName(s)
	n.value, n.legal = l.lex.cutAtLegalForm(n.value)
	n.value, n.business = l.lex.mendBusiness(n.value)
	return n
}

// isJunk reports a word at a row's end that is no part of a name: punctuation,
// or a scrap read without confidence.
func (l *layout) isJunk(i int) bool {
	t := &l.tokens[i]
	letters, digits := countLetters(t.Text)
	if letters+digits == 0 {
		return t.Text != "&"
	}
	if letters+digits == 1 {
		return t.Confidence < 0.9
	}
	if letters+digits <= 3 && t.Confidence < 0.55 && !l.lex.legalWord(compact(t.Text)) {
		return true
	}
	_, ph := pixels(&l.pages[t.page-1])
	return letters+digits <= 3 && t.Box.Height()*ph < 0.45*l.rows[t.row].height
}

// mendName puts letters where digits and signs were read inside words.
func mendName(s string) (string, bool) {
	out := strings.ReplaceAll(s, "¥", "Y")
	out = partnership().ReplaceAllString(out, "${1}S/B")
	out = digitInWord().ReplaceAllStringFunc(out, func(w string) string {
		upper := strings.ToUpper(w) == w
		return strings.Map(func(r rune) rune {
			switch {
			case r == '0' && upper:
				return 'O'
			case r == '0':
				return 'o'
			case r == '1' && upper:
				return 'I'
			case r == '1':
				return 'l'
			case r == '5' && upper:
				return 'S'
			case r == '5':
				return 's'
			}
			return r
		}, w)
	})
	return out, out != s
}

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

// span is a word of a text with its place.
type span struct {
	start, end int // bytes
	folded     string
}

// spans of the folded words in s: a word with inner punctuation counts once.
func spans(s string) []span {
	var out []span
	start := -1
	for i, r := range s + " " {
		if unicode.IsSpace(r) {
			if start >= 0 {
				out = append(out, span{start, i, compact(s[start:i])})
				start = -1
			}
			continue
		}
		if start < 0 {
			start = i
		}
	}
	return out
}

// cutAtLegalForm finds the longest legal form in s, the last one of equals, mends
// its spelling and drops what follows it. quality is 1 for one read rightly, 0
// for none.
func (l *lexicon) cutAtLegalForm(s string) (out string, quality float64) {
	ws := spans(s)
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
				return s[:ws[i].start] + l.spelled(form, s[ws[i].start:end]), q
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

// legalAt matches a legal form at word i; n is how many words it takes. Long
// ones of several words may hold misread letters.
func (l *lexicon) legalAt(ws []span, i int, form []string) (n int, quality float64) {
	want := strings.Join(form, "")
	joined := ""
	for n = 1; n <= len(form) && i+n <= len(ws); n++ {
		joined += ws[i+n-1].folded
		if joined == want {
			return n, 1
		}
	}
	n = min(len(form), len(ws)-i)
	if len(want) < 6 || n < len(form) {
		return 0, 0
	}
	const limit = 2
	if d := distance(shape(joined), shape(want), limit); d <= limit {
		return n, 0.9 - 0.1*float64(d)
	}
	return 0, 0
}

// mendBusiness writes misread words that names are made of rightly: of six
// letters and more, one or two off, when only one such word is near.
func (l *lexicon) mendBusiness(s string) (out string, known bool) {
	var b strings.Builder
	at := 0
	for _, w := range spans(s) {
		if l.business[w.folded] != nil {
			known = true
			continue
		}
		letters, digits := countLetters(s[w.start:w.end])
		if letters < 6 || digits > 0 || len(l.exactWord(w.folded)) > 0 {
			continue
		}
		if right := l.nearBusiness(w.folded); right != "" {
			known = true
			b.WriteString(s[at:w.start])
			b.WriteString(l.spelled([]string{right}, s[w.start:w.end]))
			at = w.end
		}
	}
	b.WriteString(s[at:])
	return b.String(), known
}

// exactWord are the meanings of a word the lexicon holds as it is.
func (l *lexicon) exactWord(w string) []concept {
	if p := l.exact[w]; p != nil {
		return p.concepts
	}
	return nil
}

// nearBusiness is the one business word within the allowance, empty when there
// is none or more than one.
func (l *lexicon) nearBusiness(w string) string {
	sh, found := shape(w), ""
	limit := min(2, len(sh)/5)
	for right, want := range l.business {
		if d := distance(sh, want, limit); d <= limit && len(want) >= 6 {
			if found != "" {
				return ""
			}
			found = right
		}
	}
	return found
}

// spelled writes a misread legal form rightly, in the capitals of the print.
func (l *lexicon) spelled(form []string, printed string) string {
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
