package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold reduces s to lower-case letters and digits without accents, words
// separated by one space, so that spellings can be compared.
func fold(s string) string {
	if isPlain(s) {
		return s
	}
	var buf [128]byte
	return string(appendFolded(buf[:0], s, true))
}

// foldTokens splits s at everything that is no letter or digit and folds each
// part.
func foldTokens(s string) []string {
	if s = fold(s); s == "" {
		return nil
	}
	return strings.Split(s, " ")
}

// appendFolded appends s folded, with a space between its words when spaced.
func appendFolded(buf []byte, s string, spaced bool) []byte {
	if !isASCII(s) {
		s = norm.NFKD.String(s)
	}
	start, cut := len(buf), false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if cut && spaced && len(buf) > start {
				buf = append(buf, ' ')
			}
			buf, cut = appendLetter(buf, r), false
		case !unicode.Is(unicode.Mn, r):
			cut = true
		}
	}
	return buf
}

// isASCII reports a text that has no accents and needs no decomposition.
func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
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

// appendLetter lowers r and spells out the letters that do not decompose.
func appendLetter(buf []byte, r rune) []byte {
	switch r = unicode.ToLower(r); r {
	case 'ß':
		return append(buf, "ss"...)
	case 'ł':
		r = 'l'
	case 'ø':
		r = 'o'
	case 'đ':
		r = 'd'
	case 'æ':
		return append(buf, "ae"...)
	case 'œ':
		return append(buf, "oe"...)
	case 'ı':
		r = 'i'
	case 'ς':
		r = 'σ'
	}
	return utf8.AppendRune(buf, r)
}

// compact is fold without spaces: what the contract compares texts by.
func compact(s string) string {
	if isPlain(s) {
		return s
	}
	var buf [128]byte
	return string(appendFolded(buf[:0], s, false))
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
