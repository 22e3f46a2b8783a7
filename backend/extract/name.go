package extract

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"deskclerk/backend/likeness"
)

// nameText is a company's name cut out of a row.
type nameText struct {
	cleanName
	first, end int  // tokens
	captioned  bool // words with a colon stood before it
	caption    bool // a colon follows: it announces something itself
}

// cleanName is what remains of a text as a name.
type cleanName struct {
	value      string
	legal      float64
	business   bool
	repaired   bool
	registered bool // a registration number was cut off
	numbered   bool // a number was cut off that is none of a company's
	greeted    bool // "Welcome to" or the like was cut off
}

// readName cleans tokens[first:end] to what may be a company's name: junk at
// the ends, captions, registration numbers and what follows a legal form are cut
// off.
func (l *layout) readName(first, end int) nameText {
	first, end = l.trimJunk(first, end)
	n := nameText{first: first, end: end}
	if first >= end {
		return n
	}
	l.skipCaptions(&n)
	text := l.text(n.first, n.end)
	c, ok := l.names[text]
	if !ok {
		c = l.cleanName(text)
		l.names[text] = c
	}
	n.cleanName = c
	return n
}

// cleanName cleans the text of a name.
func (l *layout) cleanName(s string) (n cleanName) {
	if g := l.greeting(s); g > 0 {
		s, n.greeted = s[g:], true
	}
	s, n.registered = cutRegistration(s)
	s = strings.TrimLeft(s, " .,:;-–_=*~'\"|«»“”‘’!<>")
	s = strings.TrimRight(s, " ,:;-–_=*~'\"|«»“”‘’°<>([{")
	if !strings.HasSuffix(strings.ToLower(s), "s/b") {
		s = strings.TrimSuffix(s, "/")
	}
	if strings.Count(s, "\"") == 1 { // its fellow was cut off
		s = strings.Replace(s, "\"", "", 1)
	}
	n.value, n.repaired = mendName(s)
	n.value, n.legal = l.lex.cutAtLegalForm(n.value)
	n.value, n.business = l.lex.mendBusiness(n.value)
	n.numbered = n.registered && n.legal == 0 && !n.business
	return n
}

// skipCaptions steps over what a colon ends, as in "Owned by: ...", and notes
// a colon behind the name.
func (l *layout) skipCaptions(n *nameText) {
	for i := n.end - 2; i >= n.first; i-- {
		if strings.HasSuffix(l.tokens[i].Text, ":") {
			if letters, _ := countLetters(l.text(i+1, n.end)); letters >= 3 {
				n.first, n.captioned = i+1, true
			} else {
				n.end, n.caption = i+1, true
			}
			break
		}
	}
	if n.end-n.first > 1 && namings().owners[compact(l.tokens[n.first].Text)] {
		n.first, n.captioned = n.first+1, true
	}
	r := &l.rows[l.tokens[n.first].row]
	if n.end > n.first && strings.HasSuffix(l.tokens[n.end-1].Text, ":") || n.end < r.end && strings.HasPrefix(l.tokens[n.end].Text, ":") {
		n.caption = true
	}
}

// trimJunk drops scraps at both ends of tokens[first:end].
func (l *layout) trimJunk(first, end int) (int, int) {
	for first < end && l.isJunk(first, first+1, end) {
		first++
	}
	for end > first && l.isJunk(end-1, end-2, end) {
		end--
	}
	return first, end
}

// isJunk reports a word at a row's end that is no part of a name: punctuation,
// or a scrap of few letters. What stands as close to its neighbour and is as
// high as the row is given more credit than what stands apart.
func (l *layout) isJunk(i, neighbour, end int) bool {
	t := &l.tokens[i]
	letters, digits := countLetters(t.Text)
	if letters+digits == 0 {
		return t.Text != "&"
	}
	if letters+digits > 3 || l.lex.legalWord(compact(t.Text)) {
		return false
	}
	if !strings.ContainsAny(fold(t.Text), "aeiouy0123456789") && strings.ToLower(t.Text) == t.Text && letters > 1 {
		return t.Confidence < 0.95
	}
	_, ph := pixels(&l.pages[t.page-1])
	r := &l.rows[t.row]
	high := t.Box.Height() * ph / r.height
	fits := high > 0.75 && high < 1.35 && neighbour >= r.first && neighbour < min(end, r.end) && l.gap(i, neighbour) < 1
	switch {
	case high < 0.45:
		return true
	case fits && (letters == 0 || strings.ToUpper(t.Text) == t.Text):
		return t.Confidence < [...]float64{0, 0.75, 0.4, 0.35}[letters+digits]
	case letters+digits == 1:
		return t.Confidence < 0.9
	}
	return t.Confidence < 0.55
}

// gap between two words of a row, in heights of the row.
func (l *layout) gap(a, b int) float64 {
	x, y := l.tokens[min(a, b)].Box, l.tokens[max(a, b)].Box
	pw, _ := pixels(&l.pages[l.tokens[a].page-1])
	return (y.Left - x.Right) * pw / max(1, l.rows[l.tokens[a].row].height)
}

var (
	registration = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\s*[(\[{]?\s*(?:(?i:co\.?|reg\.?|company|roc|no\.?|[:#.])\s*)*[A-Z]{0,2}[0-9][0-9 ]{3,}[0-9OIl]*\s*[-–:.~_]?\s*[A-Z]?\s*[)\]}]?.*$`)
	})
	bracketed = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\s*[(\[{]([^()\[\]{}]*)[)\]}]?[^\pL\d]*$`) })
)

// cutRegistration drops a company's number behind its name: a run of digits, or
// a bracket with mostly digits, however misread.
func cutRegistration(s string) (string, bool) {
	if hasNumber(s, 4, " ") {
		if m := registration().FindStringIndex(s); m != nil && m[0] >= 4 && !strings.ContainsAny(s[m[0]:], "#") {
			return s[:m[0]], true
		}
	}
	if !strings.ContainsAny(s, "([{") {
		return s, false
	}
	if m := bracketed().FindStringSubmatchIndex(s); m != nil && m[0] >= 4 {
		letters, digits := countLetters(s[m[2]:m[3]])
		if digits >= 3 && digits >= letters {
			return s[:m[0]], true
		}
	}
	return s, false
}

// span is a word of a text with its place.
type span struct {
	start, end int // bytes
	folded     string
	letters    int    // of folded
	mask       uint32 // of folded's shape
}

func newSpan(s string, start, end int) span {
	w := span{start: start, end: end, folded: compact(s[start:end])}
	for _, r := range w.folded {
		w.letters++
		w.mask |= maskOf(likeness.Lookalike(r))
	}
	return w
}

// spans of the folded words in s: a word with inner punctuation counts once.
func spans(s string) []span { return spansBy(s, unicode.IsSpace) }

// pieces of s between all that is no letter, digit or apostrophe.
func pieces(s string) []span {
	return spansBy(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' })
}

func spansBy(s string, cut func(rune) bool) []span {
	var out []span
	start := -1
	for i, r := range s {
		switch parts := cut(r); {
		case !parts && start < 0:
			start = i
		case parts && start >= 0:
			out = append(out, newSpan(s, start, i))
			start = -1
		}
	}
	if start >= 0 {
		out = append(out, newSpan(s, start, len(s)))
	}
	return out
}
