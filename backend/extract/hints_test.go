package extract

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestCountryHintsSettleTheCurrency(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  string
	}{
		{"a rate only one country with the word has", []string{"Tea $4.00", "GST 5% 0.20", "Total $4.20"}, "CAD"},
		{"the end of a web address", []string{"www.harbour-tea.pl", "Suma 4,20", "Razem 4,20"}, "PLN"},
		{"a till number that begins with 001 is no phone number", []string{"#001-001-0934", "Total 4.20"}, "-"},
		{"a country guessed, but another sign printed", []string{"Tel +45 33 55 01 00", "Total €4.20"}, "EUR"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wants(t, Understand(newSheet(40, tt.lines...), Options{Type: doc.TypeReceipt}), map[string]string{"currency": tt.want})
		})
	}
}

func TestTaxRatesNameOneCountryEach(t *testing.T) {
	for word, countries := range taxRates {
		seen := map[string]string{}
		for code, rates := range countries {
			for _, r := range rates {
				if other, ok := seen[r]; ok {
					t.Errorf("%s %s%%: %s and %s", word, r, code, other)
				}
				seen[r] = code
			}
		}
	}
}
