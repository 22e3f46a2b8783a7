package bench

import (
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"deskclerk/backend/doc"
	"deskclerk/backend/likeness"
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
		return Match{right, right || likeness.Of(withoutSpace(value), withoutSpace(truth)) >= closeFrom}
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
	a, b := likeness.Fold(value), likeness.Fold(truth)
	return Match{a == b, likeness.Of(a, b) >= closeFrom}
}

func parseMoney(s string) (decimal.Decimal, bool) {
	d, err := decimal.NewFromString(strings.TrimSpace(s))
	return d, err == nil
}

func parseDate(s string) (time.Time, bool) {
	t, err := time.Parse("2006-1-2", strings.TrimSpace(s))
	return t, err == nil
}

func withoutSpace(s string) string {
	return strings.Join(strings.Fields(s), "")
}
