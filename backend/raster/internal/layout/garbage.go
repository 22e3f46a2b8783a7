package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"deskclerk/backend/doc"
)

// Limits of what still counts as language. Of a hundred Latin letters, natural
// languages have 35 to 50 vowels, forms full of abbreviations 25; and 4 (German)
// to 16 (Polish) of the letters that are rare in most.
const (
	minMarks      = 5    // printed characters before their kinds are counted
	minNamed      = 0.4  // part of them that are letters or digits
	minTokens     = 8    // words; fewer say nothing
	minSense      = 0.5  // part of them that look like words or numbers
	minLetters    = 60   // Latin letters before their kinds are counted
	minVowels     = 0.2  // part of them
	maxRare       = 0.24 // part of them that are one of q x j w z v y
	maxSingles    = 0.7  // part of the tokens that are one letter
	minForSingles = 30
)

// Garbage reports whether the words are mostly not words: a font whose codes
// mean something else, or an old machine's guesses.
func Garbage(words []doc.Word) bool {
	var tokens, sense, singles, letters, vowels, rare, marks, named int
	for _, w := range words {
		m, n := count(w.Text)
		marks, named = marks+m, named+n
		t := strings.TrimFunc(w.Text, func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) })
		if t == "" {
			continue
		}
		tokens++
		if sensible(t) {
			sense++
		}
		l, v, r := latin(t)
		letters, vowels, rare = letters+l, vowels+v, rare+r
		if len(t) == 1 && unicode.IsLetter(rune(t[0])) {
			singles++
		}
	}
	if marks >= minMarks && float64(named) < minNamed*float64(marks) {
		return true
	}
	if tokens < minTokens {
		return false
	}
	return float64(sense) < minSense*float64(tokens) ||
		(letters >= minLetters && float64(vowels) < minVowels*float64(letters)) ||
		(letters >= minLetters && float64(rare) > maxRare*float64(letters)) ||
		(tokens >= minForSingles && float64(singles) > maxSingles*float64(tokens))
}

// count counts the characters of a word, and the letters and digits among them.
// Rules and leaders do not count.
func count(text string) (marks, named int) {
	first, _ := utf8.DecodeRuneInString(text)
	if leads(first) && strings.Trim(text, string(first)) == "" {
		return 0, 0
	}
	for _, r := range text {
		marks++
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			named++
		}
	}
	return marks, named
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

// latin counts the Latin letters of a token of at least three letters, their
// vowels and rare letters, accents put aside. Codes with digits do not count.
func latin(t string) (letters, vowels, rare int) {
	if strings.ContainsAny(t, "0123456789") {
		return 0, 0, 0
	}
	for _, r := range norm.NFD.String(t) {
		if !unicode.Is(unicode.Latin, r) {
			continue
		}
		letters++
		low := unicode.ToLower(r)
		if strings.ContainsRune("aeiouyæøœı", low) {
			vowels++
		}
		if strings.ContainsRune("qxjwzvy", low) {
			rare++
		}
	}
	if letters < 3 {
		return 0, 0, 0
	}
	return letters, vowels, rare
}
