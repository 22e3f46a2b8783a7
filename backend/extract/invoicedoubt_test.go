package extract

import (
	"slices"
	"testing"

	"deskclerk/backend/doc"
)

func TestWhatStandsWhereAnotherValueBelongsIsDoubted(t *testing.T) {
	head := []string{"Example Supplies Ltd", "Invoice no. 2031-118", "Invoice date 30 April 2031", "Total due 579.00 EUR"}
	for name, tt := range map[string]struct {
		field   string
		lines   []string
		doubted bool
	}{
		"an account":                {"iban", []string{"IBAN DE02 1203 0000 0000 2020 51"}, false},
		"one of two accounts":       {"iban", []string{"IBAN DE02 1203 0000 0000 2020 51", "Client account: IBAN DE89 3704 0044 0532 0130 00"}, true},
		"the same account, twice":   {"iban", []string{"IBAN DE02 1203 0000 0000 2020 51", "IBAN: DE02 1203 0000 0000 2020 51"}, false},
		"a reference":               {"payment_reference", []string{"Payment reference: 118-2031"}, false},
		"the head of one":           {"payment_reference", []string{"Payment reference: SI00 2031-118"}, true},
		"a sum that is due":         {"amount_due", []string{"Amount due 579.00"}, false},
		"a sum that is partly paid": {"amount_due", []string{"Deposit received -200.00", "Please transfer 379.00"}, true},
		"a deposit of nothing":      {"amount_due", []string{"Deposit received 0.00", "Please transfer 579.00"}, false},
		"a number":                  {"invoice_number", nil, false},
	} {
		d := gather(newLayout(newSheet(80, append(slices.Clone(head), tt.lines...)...)))
		c := d.invoice(NewScorer("rules", RuleWeights()))[tt.field]
		if !c.found || (c.most > 0) != tt.doubted {
			t.Errorf("%s: found %v, at most %v", name, c.found, c.most)
		}
	}
}

func TestAnAmountOrAQuantityIsNoNumber(t *testing.T) {
	for value, stray := range map[string]bool{"200": true, "7": true, "18,737.50": true, "1187/A": false, "118824": false, "B7": false} {
		c := Candidate{Value: value, Features: Features{"is_money": indicator(value == "18,737.50")}}
		if strayNumber(&c) != stray {
			t.Errorf("%s: %v", value, !stray)
		}
	}
	labelled := Candidate{Value: "7", Features: Features{"next_invoice_number": 1}}
	if strayNumber(&labelled) {
		t.Error("a short number that is called the invoice's is doubted")
	}
}

func TestAnAccountThatFailsStaysDoubtedMore(t *testing.T) {
	u := Understand(newSheet(60, "Rechnung Nr. 5", "Gesamtbetrag 10,00 EUR", "IBAN: DE12 1234 4321 9876 00", "IBAN DE02 1203 0000 0000 2020 51"), Options{Type: doc.TypeInvoice})
	if f := u.Fields["iban"]; f.Value == nil || !f.Flagged {
		t.Errorf("%+v", f)
	}
}
