package extract

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

var (
	partnership = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(\pL\s)[S5$§8]\s?/\s?[B80][^\pL\d]*$`) })
	digitInWord = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\pL{2,}[015]\pL+|\pL+[015]\pL{2,}|\b\pL\.(?:1|0|5)\.`)
	})
	barInWord = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(\pL{2})[\]|\[!](\pL|$|\s)`) })
	andCo     = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\s(?:se|8|s|b|g|6|4|\$|€)\.?\s(co\.?)(\s(?:kg|ohg|kgaa)\b|\s*$)`)
	})
	openBracket = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(^|\s)[TCfI{\[<]([A-Z]{1,2}[.,]?\))`) })
)

// mendName puts letters where digits and signs were read inside words.
func mendName(s string) (string, bool) {
	out := strings.ReplaceAll(s, "¥", "Y")
	out = undivided(out)
	if strings.Contains(out, "/") {
		out = partnership().ReplaceAllString(out, "${1}S/B")
	}
	if holdsFold(out, "co") {
		out = andCo().ReplaceAllString(out, " & ${1}${2}")
	}
	if strings.Contains(out, ")") {
		out = openBracket().ReplaceAllString(out, "${1}(${2}")
	}
	out = mendBars(out)
	if strings.ContainsAny(out, "015") {
		out = digitInWord().ReplaceAllStringFunc(out, lettersFor)
	}
	return out, out != s
}

// mendBars puts letters where bars were read inside words.
func mendBars(s string) string {
	if !strings.ContainsAny(s, "]|[!") {
		return s
	}
	return barInWord().ReplaceAllStringFunc(s, lettersForBars)
}

// lettersForBars writes an l, or in capitals an I, for what stands upright in a
// word.
func lettersForBars(w string) string {
	letter := "l"
	if strings.ToUpper(w) == w {
		letter = "I"
	}
	return strings.NewReplacer("]", letter, "|", letter, "[", letter, "!", letter).Replace(w)
}

// lettersFor writes the letters that a word's digits look like, in its capitals.
func lettersFor(w string) string {
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
}

// undivided joins a word whose letters are divided by bars, which are read as I,
// l or 1: A|B|C is read AIBIC.
func undivided(s string) string {
	rs := []rune(strings.TrimSpace(s))
	if len(rs) < 9 || len(rs)%2 == 0 {
		return s
	}
	var b strings.Builder
	bars := 0
	for i, r := range rs {
		bar := strings.ContainsRune("|Il1!i", r)
		if i%2 == 1 && !bar || !unicode.IsLetter(r) && !bar {
			return s
		}
		if i%2 == 0 {
			b.WriteRune(r)
			if bar {
				bars++
			}
		}
	}
	if bars > len(rs)/5 {
		return s
	}
	return b.String()
}

// mendBusiness writes misread words that names are made of rightly: of six
// letters and more, one or two off, when only one such word is near; shorter ones
// only where M, N, W and H were taken for each other.
func (l *lexicon) mendBusiness(s string) (out string, known bool) {
	var b strings.Builder
	at := 0
	ws := pieces(s)
	for i := 0; i < len(ws); i++ {
		w := ws[i]
		if l.business.known[w.folded] || i > 0 && l.legalWord(w.folded) && isCapitals(s[w.start:w.end]) && !isCapitals(s) {
			known = true
		}
		right, n := l.rightBusiness(ws, i, s)
		if right == "" {
			continue
		}
		known = true
		b.WriteString(s[at:w.start])
		b.WriteString(l.spelled([]string{right}, s[w.start:w.end]))
		at = ws[i+n-1].end
		i += n - 1
	}
	b.WriteString(s[at:])
	return b.String(), known
}

// isCapitals reports two letters or more and none of them small.
func isCapitals(s string) bool { return len(s) > 1 && strings.ToUpper(s) == s }

// rightBusiness is the business word meant by the n words from i on, empty when
// there is none.
func (l *lexicon) rightBusiness(ws []span, i int, s string) (right string, n int) {
	w := ws[i]
	if i+1 < len(ws) && len(ws[i+1].folded) <= 3 && len(w.folded) >= 4 && !l.legalWord(ws[i+1].folded) && strings.TrimSpace(s[w.end:ws[i+1].start]) == "" {
		joined := w.folded + ws[i+1].folded
		if r := l.nearBusiness(joined); r != "" && (len(r) == len(joined) || !l.business.known[w.folded]) {
			return r, 2
		}
	}
	letters, digits := countLetters(s[w.start:w.end])
	if digits > 0 || l.business.known[w.folded] {
		return "", 0
	}
	if letters < 6 {
		if i == 0 || strings.ToUpper(s[w.start:w.end]) != s[w.start:w.end] {
			return "", 0
		}
		return l.strokeBusiness(w.folded), 1
	}
	if len(l.exactWord(w.folded)) > 0 {
		return "", 0
	}
	return l.nearBusiness(w.folded), 1
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
	own, found := spell(w), ""
	limit := min(2, (len(own.shape)-2)/5)
	for i := range l.business.words {
		want := &l.business.words[i]
		if len(want.shape) >= 6 && own.within(want, limit) <= limit {
			right := want.text
			if strings.HasPrefix(w, right) || strings.HasPrefix(right, w) {
				continue // another form of the word, not a misread one
			}
			if found != "" {
				return ""
			}
			found = right
		}
	}
	return found
}

// strokeBusiness is the business word of four or five letters that w is but for
// one of the letters of upright strokes, which matrix printers make alike.
func (l *lexicon) strokeBusiness(w string) string {
	for i := range l.business.words {
		right := l.business.words[i].text
		if len(right) == len(w) && len(w) >= 4 && strokesOff(w, right) == 1 {
			return right
		}
	}
	return ""
}

// respelled writes s with the letters of right, another reading of the same
// name: letter by letter where the lengths agree, which keeps spaces and
// capitals.
func respelled(s, right string) string {
	want := []rune(right)
	if len([]rune(compact(s))) != len(want) {
		if strings.ToUpper(s) == s {
			return strings.ToUpper(right)
		}
		return strings.ToUpper(right[:1]) + right[1:]
	}
	k, first, upper := 0, true, strings.ToUpper(s) == s
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			first = true
			return r
		}
		w := r
		if k < len(want) && compact(string(r)) != string(want[k]) {
			w = want[k]
			if unicode.IsUpper(r) || first || upper {
				w = unicode.ToUpper(w)
			}
		}
		k++
		first = false
		return w
	}, s)
}
