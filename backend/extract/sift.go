package extract

import "strings"

// Cheap looks at a text, which rule out most of them before an expression runs.
// Each is true of every text that the expression behind it matches.

// hasNumber reports n characters in a row that are digits or, behind the first,
// one of inner.
func hasNumber(s string, n int, inner string) bool {
	run := 0
	for i := range len(s) {
		switch {
		case digit(s[i]) || run > 0 && strings.IndexByte(inner, s[i]) >= 0:
			run++
		default:
			run = 0
		}
		if run >= n {
			return true
		}
	}
	return false
}

// hasOutward reports a digit after a space and before a capital, as in the post
// codes of Britain and Canada.
func hasOutward(s string) bool {
	for i := 2; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' && digit(s[i-1]) && s[i-2] <= ' ' {
			return true
		}
	}
	return false
}

// holdsFold reports that s holds one of the words in any capitals. They are in
// small letters without k and s, which more than two characters fold to.
func holdsFold(s string, words ...string) bool {
	for _, w := range words {
		for i := range len(s) - len(w) + 1 {
			if s[i]|0x20 == w[0] && strings.EqualFold(s[i:i+len(w)], w) {
				return true
			}
		}
	}
	return false
}

// mayBePostcode is true of what postcode matches.
func mayBePostcode(s string) bool { return hasNumber(s, 4, " -") || hasOutward(s) }

// mayBePhone is true of what phoneRow matches.
func mayBePhone(s string) bool {
	return hasNumber(s, 6, " -/.") || holdsFold(s, "tel", "fax", "phone", "fon", "hotline", "mobil", "h/p")
}
