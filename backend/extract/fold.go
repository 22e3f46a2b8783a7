package extract

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold reduces s to lower-case letters and digits without accents, words
// separated by one space, so that spellings can be compared.
func fold(s string) string {
	return strings.Join(foldTokens(s), " ")
}

// foldTokens splits s at everything that is no letter or digit and folds each
// part.
func foldTokens(s string) []string {
	if isPlain(s) {
		return []string{s}
	}
	var out []string
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
		}
	}
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			writeFolded(&b, r)
		default:
			flush()
		}
	}
	flush()
	return out
}

// isPlain reports lower-case ASCII, which folds to itself.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return len(s) > 0
}

// writeFolded lowers r and spells out the letters that do not decompose.
func writeFolded(b *strings.Builder, r rune) {
	switch r = unicode.ToLower(r); r {
	case 'ß':
		b.WriteString("ss")
	case 'ł':
		b.WriteByte('l')
	case 'ø':
		b.WriteByte('o')
	case 'đ':
		b.WriteByte('d')
	case 'æ':
		b.WriteString("ae")
	case 'œ':
		b.WriteString("oe")
	case 'ı':
		b.WriteByte('i')
	case 'ς':
		b.WriteRune('σ')
	default:
		b.WriteRune(r)
	}
}

// compact is fold without spaces: what the contract compares texts by.
func compact(s string) string {
	return strings.Join(foldTokens(s), "")
}

// countLetters counts letters and digits.
func countLetters(s string) (letters, digits int) {
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		}
	}
	return letters, digits
}
