package extract

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestWhoWritesStandsOnTopAndGivesATelephone(t *testing.T) {
	rest := []string{"", "Rechnung", "Rechnungsnummer: 2031-118   Rechnungsdatum: 09.03.2031", "Nettobetrag 100,00", "19 % MwSt 19,00", "Gesamtbetrag EUR 119,00"}
	for name, tt := range map[string]struct {
		head               []string
		supplier, customer string
	}{
		"a tax number above the customer": {
			[]string{"Muster Werkzeugbau GmbH", "Am Hafen 7, 20457 Hamburg", "USt-IdNr. DE136695976", "", "", "Garten Beispiel KG", "Birkenweg 3", "50667 Köln"},
			"Muster Werkzeugbau GmbH", "Garten Beispiel KG",
		},
		"a telephone, and a customer of a trade": {
			[]string{"Holzwerk Tannau GmbH", "Mühlweg 84", "79978 Tannau", "Tel. 0402 698279", "", "", "Bauhof Lindental AG", "Mühlweg 138", "84241 Tannau"},
			"Holzwerk Tannau GmbH", "Bauhof Lindental AG",
		},
	} {
		u := Understand(newSheet(70, append(tt.head, rest...)...), Options{Type: doc.TypeInvoice})
		t.Run(name, func(t *testing.T) {
			wants(t, u, map[string]string{"supplier_name": tt.supplier, "customer_name": tt.customer})
		})
	}
}
