package extract

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestTaxLines(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  [][3]string // rate, base, amount
	}{
		{"a table of two rates", []string{
			"Désignation              Quantité   Prix unitaire   Montant HT",
			"Vin rouge                    10          8,00          80,00",
			"Livre                         4         10,00          40,00",
			"",
			"Taux          Base HT        Montant TVA",
			"20 %            80,00              16,00",
			"5,5 %           40,00               2,20",
			"Total HT                                               120,00",
			"Total TVA                                               18,20",
			"Total TTC                                              138,20",
		}, [][3]string{{"20", "80.00", "16.00"}, {"5.5", "40.00", "2.20"}}},
		{"one rate beside the tax, the base in a row of its own", []string{
			"Pos   Bezeichnung        Menge      Einzelpreis         Betrag",
			"1     Beratung            3            90,00            270,00",
			"",
			"      Nettobetrag                                       270,00",
			"      zzgl. 19 % MwSt                                    51,30",
			"      Gesamtbetrag                                      321,30",
		}, [][3]string{{"19", "270.00", "51.30"}}},
		{"a supply without tax", []string{
			"Description              Quantity     Unit price        Amount",
			"Machine parts               5            44.00          220.00",
			"",
			"VAT category        Taxable amount    VAT rate    VAT amount",
			"Export                      220.00         0 %          0.00",
			"Net total                                               220.00",
			"Total due                                               220.00",
		}, [][3]string{{"0", "220.00", "0.00"}}},
		{"goods that look like a base and its tax", []string{
			"Bezeichnung              Menge      Einzelpreis     USt       Betrag",
			"Farbe                     3,00         10,00        10 %       30,00",
			"Pinsel                    2,00         35,00        10 %       70,00",
			"",
			"Nettobetrag                                                   100,00",
			"Steuersatz 10 %           Basis 100,00                         10,00",
			"Gesamtbetrag                                                  110,00",
		}, [][3]string{{"10", "100.00", "10.00"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			lines := append([]string{"Muster & Fils", "Rechnung Nr. 44   Datum 01.03.2025", ""}, test.lines...)
			rows := Understand(newSheet(80, lines...), Options{Type: doc.TypeInvoice}).Tables["tax_lines"].Rows
			for i, r := range rows {
				got := [3]string{deref(r.Cells["rate"].Value), deref(r.Cells["base"].Value), deref(r.Cells["amount"].Value)}
				if i >= len(test.want) || got != test.want[i] {
					t.Errorf("row %d: %v", i, got)
				}
			}
			if len(rows) != len(test.want) {
				t.Errorf("%d rows, want %d", len(rows), len(test.want))
			}
		})
	}
}
