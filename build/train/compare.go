package main

import (
	"slices"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"

	"deskclerk/backend/doc"
	"deskclerk/build/packs"
)

// right compares by the contract's rules: money as decimals, dates and times as
// they are, everything else by its letters and digits.
func right(kind doc.FieldKind, got string, want packs.OneOf) bool {
	return slices.ContainsFunc(want, func(w string) bool {
		switch kind {
		case doc.KindMoney:
			a, errA := decimal.NewFromString(got)
			b, errB := decimal.NewFromString(w)
			return errA == nil && errB == nil && a.Equal(b)
		case doc.KindDate, doc.KindTime:
			return got == w
		default:
			return letters(got) == letters(w)
		}
	})
}

// near is the contract's "close": right, or of a text nine letters in ten.
func near(kind doc.FieldKind, got string, want packs.OneOf) bool {
	if right(kind, got, want) {
		return true
	}
	if kind != doc.KindText && kind != doc.KindIdentifier {
		return false
	}
	return slices.ContainsFunc(want, func(w string) bool {
		a, b := []rune(letters(got)), []rune(letters(w))
		return 1-float64(edits(a, b))/float64(max(1, len(a), len(b))) >= 0.9
	})
}

// letters folds a text to what is compared.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKD.String(strings.ToLower(s)))
}

// edits is Levenshtein's distance.
func edits(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		last := row[0]
		row[0] = i + 1
		for j := range b {
			keep := last
			if a[i] != b[j] {
				keep++
			}
			last = row[j+1]
			row[j+1] = min(keep, row[j]+1, last+1)
		}
	}
	return row[len(b)]
}
