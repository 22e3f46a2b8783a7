package likeness_test

import (
	"math"
	"testing"

	"deskclerk/backend/likeness"
)

func TestSimilarityIsNormalisedLevenshtein(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want float64
	}{
		{"kitten", "sitting", 1 - 3.0/7},
		{"flaw", "lawn", 1 - 2.0/4},
		{"", "", 1},
		{"", "abc", 0},
		{"ünï", "uni", 1 - 2.0/3},
	} {
		if got := likeness.Of(tt.a, tt.b); math.Abs(got-tt.want) > 1e-12 {
			t.Errorf("%q, %q: %v, want %v", tt.a, tt.b, got, tt.want)
		}
		if likeness.Of(tt.a, tt.b) != likeness.Of(tt.b, tt.a) {
			t.Errorf("%q, %q: not the same both ways", tt.a, tt.b)
		}
	}
}

func TestFoldingKeepsLettersAndDigits(t *testing.T) {
	for text, want := range map[string]string{
		"Müller & Söhne GmbH": "mullersohnegmbh", "99 SPEED-MART (S/B)": "99speedmartsb", "Straße": "strasse", "…": "",
	} {
		if got := likeness.Fold(text); got != want {
			t.Errorf("%q is compared as %q, want %q", text, got, want)
		}
	}
}
