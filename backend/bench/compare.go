package bench

import (
	"strings"
	"time"
	"unicode"

	"github.com/shopspring/decimal"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"deskclerk/backend/doc"
)

// closeFrom is the similarity from which a text counts as close.
const closeFrom = 0.9

// Match is how a value stands to the truth.
type Match struct {
	Right bool
	Close bool // right, or a text whose similarity is 0.9 or more
}

// Compare holds a value against the accepted spellings by the contract's rules:
// money as decimals, dates as dates, mrz without white space, everything else
// after Unicode NFKD, case folding and dropping all but letters and digits.
func Compare(name string, kind doc.FieldKind, value string, accepted []string) Match {
	var m Match
	for _, truth := range accepted {
		one := compareOne(name, kind, value, truth)
		m.Right, m.Close = m.Right || one.Right, m.Close || one.Close
	}
	return m
}

func compareOne(name string, kind doc.FieldKind, value, truth string) Match {
	switch {
	case name == "mrz":
		right := withoutSpace(value) == withoutSpace(truth)
		return Match{right, right || similarity(withoutSpace(value), withoutSpace(truth)) >= closeFrom}
	case kind == doc.KindMoney:
		if want, ok := parseMoney(truth); ok {
			got, ok := parseMoney(value)
			right := ok && got.Equal(want)
			return Match{right, right}
		}
	case kind == doc.KindDate:
		if want, ok := parseDate(truth); ok {
			got, ok := parseDate(value)
			right := ok && got.Equal(want)
			return Match{right, right}
		}
	}
	a, b := Normal(value), Normal(truth)
	return Match{a == b, similarity(a, b) >= closeFrom}
}

func parseMoney(s string) (decimal.Decimal, bool) {
	d, err := decimal.NewFromString(strings.TrimSpace(s))
	return d, err == nil
}

func parseDate(s string) (time.Time, bool) {
	t, err := time.Parse("2006-1-2", strings.TrimSpace(s))
	return t, err == nil
}

// Normal is a text as it is compared: its letters and digits, folded.
func Normal(s string) string {
	folded := cases.Fold().String(norm.NFKD.String(s))
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, folded)
}

func withoutSpace(s string) string {
	return strings.Join(strings.Fields(s), "")
}

// similarity is 1 − d / max(len a, len b) with the Levenshtein distance d in
// characters; two empty texts are the same.
func similarity(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	longest := max(len(x), len(y))
	if longest == 0 {
		return 1
	}
	return 1 - float64(distance(x, y))/float64(longest)
}

// distance is the least number of insertions, deletions and replacements that
// make one text of the other (Levenshtein 1966), row by row.
func distance(a, b []rune) int {
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
