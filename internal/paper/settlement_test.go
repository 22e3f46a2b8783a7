package paper_test

import (
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/internal/paper"
)

func TestSettlementsHaveAccountsThatHold(t *testing.T) {
	seen := map[string]int{}
	for _, lang := range paper.SettlementLanguages() {
		for seed := range uint64(6) {
			d, err := paper.Settlement(lang, seed)
			if err != nil {
				t.Fatal(err)
			}
			for field, value := range d.Fields {
				seen[field]++
				ok := true
				switch field {
				case "iban":
					ok = doc.ValidIBAN(value)
				case "bic":
					ok = doc.ValidBIC(value)
				case "supplier_vat_id":
					ok = doc.ValidVATForm(value)
				}
				if !ok {
					t.Errorf("%s, %d: %s %q does not hold", lang, seed, field, value)
				}
			}
		}
	}
	for _, field := range []string{"iban", "bic", "supplier_vat_id", "due_date", "purchase_order", "payment_reference"} {
		if seen[field] == 0 || seen[field] == 48 {
			t.Errorf("%s stands on %d of 48", field, seen[field])
		}
	}
}
