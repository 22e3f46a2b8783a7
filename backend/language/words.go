package language

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

//go:embed words.txt
var file string

// known is the embedded words with the languages that have them.
var known = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for line := range strings.Lines(file) {
		code, words, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range fold(words) {
			if !slices.Contains(out[w], code) {
				out[w] = append(out[w], code)
			}
		}
	}
	return out
})

// fold gives the runs of letters in s, without case and accents: what is read
// with another language's model has lost them.
func fold(s string) []string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		if r = unicode.ToLower(r); unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteString(plain(r))
		} else {
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

// plain spells out the letters that Unicode does not take apart.
func plain(r rune) string {
	switch r {
	case 'ß':
		return "ss"
	case 'ł':
		return "l"
	case 'ø':
		return "o"
	case 'đ':
		return "d"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ı':
		return "i"
	default:
		return string(r)
	}
}

// isAddress reports a web or mail address, whose parts look like short words.
func isAddress(s string) bool {
	s = strings.ToLower(s)
	return strings.ContainsRune(s, '@') || strings.Contains(s, "www") || strings.Contains(s, "http")
}
