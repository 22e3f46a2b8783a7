package extract

import "testing"

func TestANumberForVATUnderAnAddressWithoutContactIsDoubted(t *testing.T) {
	letter := func(head ...string) []string {
		return append(head, "Rechnung        R-2031", "Nettobetrag        100,00", "Umsatzsteuer 19%        19,00", "Gesamtbetrag        119,00")
	}
	for name, c := range map[string]struct {
		lines []string
		doubt bool
	}{
		"whoever can be called":         {letter("Holzwerk Tannau GmbH", "Am Anger 3", "50943 Tannau", "Tel. 0290 803422", "USt-IdNr. DE136695976"), false},
		"whoever cannot":                {letter("Holzwerk Tannau GmbH", "Tel. 0290 803422", "", "", "", "Bauhof Lindental AG", "Am Anger 3", "61103 Tannau", "USt-IdNr. DE136695976"), true},
		"no address around it":          {letter("Holzwerk Tannau GmbH", "", "", "USt-IdNr. DE136695976"), false},
		"the customer, who is named so": {letter("Holzwerk Tannau GmbH", "", "", "Ihre USt-IdNr. DE136695976"), true},
	} {
		got := gather(newLayout(newSheet(60, c.lines...))).invoice(learned())["supplier_vat_id"]
		if len(got.list) == 0 || got.list[0].Value != "DE136695976" {
			t.Fatalf("%s: %+v", name, got.list)
		}
		if doubted := !got.found || got.most == doubtfulFact; doubted != c.doubt {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
