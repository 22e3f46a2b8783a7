package layout

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"deskclerk/backend/doc"
)

// Limits of what still counts as language. Natural languages written in Latin
// letters have 35 to 50 vowels in a hundred letters; forms full of abbreviations
// and codes fall to 25.
const (
	minTokens     = 8    // fewer say nothing
	minSense      = 0.5  // part of the tokens that look like words or numbers
	minLetters    = 60   // Latin letters before their vowels are counted
	minVowels     = 0.15 // part of them
	maxSingles    = 0.7  // part of the tokens that are one letter
	minForSingles = 30
)

// Garbage reports whether the words are mostly not words: a font whose codes
// mean something else, or an old machine's guesses.
func Garbage(words []doc.Word) bool {
	var tokens, sense, singles, letters, vowels int
	for _, w := range words {
		t := strings.TrimFunc(w.Text, func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) })
		if t == "" {
			continue
		}
		tokens++
		if sensible(t) {
			sense++
		}
		l, v := latin(t)
		letters, vowels = letters+l, vowels+v
		if len(t) == 1 && unicode.IsLetter(rune(t[0])) {
			singles++
		}
	}
	if tokens < minTokens {
		return false
	}
	return float64(sense) < minSense*float64(tokens) ||
		(letters >= minLetters && float64(vowels) < minVowels*float64(letters)) ||
		(tokens >= minForSingles && float64(singles) > maxSingles*float64(tokens))
}

// sensible reports whether a token has the shape of a word, a number or a code.
func sensible(t string) bool {
	var letters, digits, other, flips int
	lower := false
	for i, r := range t {
		switch {
		case unicode.IsLetter(r), unicode.IsMark(r):
			letters++
			up := unicode.IsUpper(r)
			if i > 0 && up && lower {
				flips++
			}
			lower = unicode.IsLower(r)
		case unicode.IsDigit(r):
			digits++
		case strings.ContainsRune(".,:;/-–_'’`&@+#%()*=|€$£§°·\u00ad", r):
		default:
			other++
		}
	}
	return other == 0 && (digits > 0 || flips <= 1+letters/8)
}

// latin counts the Latin letters of a token of at least three letters, and
// their vowels, accents put aside. Codes with digits do not count.
func latin(t string) (letters, vowels int) {
	if strings.ContainsAny(t, "0123456789") {
		return 0, 0
	}
	for _, r := range norm.NFD.String(t) {
		if !unicode.Is(unicode.Latin, r) {
			continue
		}
		letters++
		if strings.ContainsRune("aeiouyæøœı", unicode.ToLower(r)) {
			vowels++
		}
	}
	if letters < 3 {
		return 0, 0
	}
	return letters, vowels
}
