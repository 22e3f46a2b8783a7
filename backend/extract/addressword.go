package extract

import (
	"regexp"
	"strings"
	"sync"
)

var (
	doubleS  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(\$[$S]|S\$)(\s?\d)`) })
	fiveSign = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`§(\d{2,})`) })
	fourSign = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(^|\s)#(\d{4})\b`) })
)

const shortWord = 6 // letters up to which only look-alikes are mended

// mendAddress writes misread words of addresses and the signs that stand for
// digits rightly.
func mendAddress(s string) string {
	if strings.ContainsAny(s, "§#$") {
		s = fiveSign().ReplaceAllString(s, "5$1")
		s = fourSign().ReplaceAllString(s, "${1}4$2")
		s = doubleS().ReplaceAllString(s, "SS$2")
	}
	s = mendBars(s)
	var b strings.Builder
	at := 0
	for _, w := range pieces(s) {
		if right := addressWord(w.folded); right != "" {
			b.WriteString(s[at:w.start])
			b.WriteString(respelled(s[w.start:w.end], right))
			at = w.end
		}
	}
	return b.String() + s[at:]
}

// addressWord is the word of addresses that w is misread from, empty when w is
// one itself or none is near.
func addressWord(w string) string {
	known := &namings().address
	letters, digits := countLetters(w)
	if known.known[w] || letters < 3 || digits > 1 {
		return ""
	}
	own, found := spell(w), ""
	for i := range known.words {
		want := &known.words[i]
		right := want.text
		near := len(right) == len(w) && (own.within(want, 0) == 0 || strokesOff(w, right) == 1)
		if len(want.shape) > shortWord && own.shape[0] == want.shape[0] {
			near = near || own.within(want, 1) <= 1
		}
		if near && !strings.HasPrefix(w, right) && !strings.HasPrefix(right, w) {
			if found != "" {
				return ""
			}
			found = right
		}
	}
	return found
}

// strokesOff counts the letters in which two words of one length differ; 9 when
// one of them is none of the upright strokes that matrix printers make alike.
func strokesOff(a, b string) int {
	off := 0
	for k := range min(len(a), len(b)) {
		if a[k] == b[k] {
			continue
		}
		off++
		if !strings.ContainsRune("mhwn", rune(a[k])) || !strings.ContainsRune("mhwn", rune(b[k])) {
			return 9
		}
	}
	return off
}

// addressText is the text of tokens[first:end] in which a word is taken from
// another pass where that one is a word of addresses or five digits, and what
// was chosen is neither.
func (l *layout) addressText(first, end int) string {
	words := make([]string, 0, end-first)
	for i := first; i < end; i++ {
		t := &l.tokens[i]
		text := t.Text
		for _, r := range t.Readings {
			if r.Words <= 1 && !addressSure(text) && addressSure(r.Text) && len(compact(r.Text)) >= len(compact(text))-1 {
				text = r.Text
				break
			}
		}
		words = append(words, text)
	}
	return strings.Join(words, " ")
}

// addressSure reports a word of addresses or a number of five digits.
func addressSure(w string) bool {
	k := compact(w)
	letters, digits := countLetters(k)
	return namings().address.known[k] || digits == 5 && letters == 0
}
