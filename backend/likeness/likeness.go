// Package likeness says how alike two texts are, whatever their case, accents,
// spaces and punctuation. It is pure.
package likeness

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold is a text as it is compared: its letters and digits, after Unicode NFKD and
// case folding.
func Fold(s string) string {
	folded := cases.Fold().String(norm.NFKD.String(s))
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, folded)
}

// Of two texts is 1 − d / max(len a, len b) with the Levenshtein distance d in
// characters; two empty texts are the same. Nothing is folded.
func Of(a, b string) float64 {
	longest := max(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	if longest == 0 {
		return 1
	}
	return 1 - float64(Distance(a, b))/float64(longest)
}

// Shape is a text with every character replaced by the letter that stands for all
// that look like it, so that TOTA1 and T0TAL are TOTAL. No two digits look alike.
func Shape(s string) []rune {
	out := make([]rune, 0, len(s))
	for _, c := range s {
		out = append(out, Lookalike(c))
	}
	return out
}

// Lookalike is the letter that stands for all that look like c in print.
func Lookalike(c rune) rune {
	switch c {
	case '0', 'q':
		return 'o'
	case '1', 'i', 'j':
		return 'l'
	case '5':
		return 's'
	case '8':
		return 'b'
	case '6':
		return 'g'
	case '2':
		return 'z'
	case 'v':
		return 'u'
	case 'e':
		return 'c'
	default:
		return c
	}
}

// Distance is the least number of insertions, deletions and replacements of
// characters that make one text of the other (Levenshtein 1966), row by row.
func Distance(x, y string) int {
	a, b := []rune(x), []rune(y)
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, ra := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, rb := range b {
			replaced := diagonal
			if ra != rb {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
