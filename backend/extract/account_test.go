package extract

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestAnAccountThatIsToBeDebitedIsNotPaidTo(t *testing.T) {
	for lang, line := range map[string]string{
		"de": "Der Betrag wird von Ihrem Konto DE02 1203 0000 0000 2020 51 abgebucht.",
		"sv": "Beloppet dras från ert konto SE45 5000 0000 0583 9825 7466.",
		"pl": "Kwota zostanie pobrana z Państwa rachunku PL61 1090 1014 0000 0712 1981 2874.",
	} {
		u := Understand(newSheet(90, "Invoice no. 5", "Total 10.00 EUR", line), Options{Type: doc.TypeInvoice})
		if f := u.Fields["iban"]; f.Value != nil {
			t.Errorf("%s: %s", lang, *f.Value)
		}
	}
}

func TestAnAccountThatWasMisreadEndsWhereItsCountryHasIt(t *testing.T) {
	u := Understand(newSheet(90, "Facture n° 5", "Total TTC 10,00 EUR", "IBAN: FR76 3000 6000 O112 3456 7890 189 BIC: AGRIFRPP"), Options{Type: doc.TypeInvoice})
	wants(t, u, map[string]string{"iban": "FR7630006000011234567890189", "bic": "AGRIFRPP"})
}
