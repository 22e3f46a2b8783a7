package extract

import (
	"testing"

	"deskclerk/backend/doc"
)

// TestWhatLooksLikeAnInvoicesOwnIsNotTaken has papers that print beside a value
// another one that is easily taken for it. All firms are made up.
func TestWhatLooksLikeAnInvoicesOwnIsNotTaken(t *testing.T) {
	for _, tt := range []invoiceCase{
		{"a number in groups is one, also where its label stands over it", a4(84,
			"Muster Energie GmbH                         Datum            19.01.2025",
			"Am Werk 2, 01127 Beispielstadt              Verwendungszweck: 7044 1188 20",
			"Kundennummer   Rechnungsnummer",
			"3 118 204      411 200 359 118",
			"Strom                                       100,00 €",
			"USt 19 %                                     19,00 €",
			"Rechnungsbetrag                             119,00 €",
		), map[string]string{"invoice_number": "411 200 359 118", "payment_reference": "7044 1188 20", "issue_date": "2025-01-19", "grand_total": "119.00"}},
		{"numbers side by side without a label are several", a4(84,
			"Sample Tools Ltd                            Invoice No. 10482",
			"Date 14/01/2025                             4711 2290 88",
			"Drill                                       £100.00",
			"VAT 20%                                     £20.00",
			"Invoice total                               £120.00",
		), map[string]string{"invoice_number": "10482", "grand_total": "120.00"}},
		{"a number goes on behind a stroke that stands alone", a4(84,
			"Muster Immobilien GmbH                      Rechnungsdatum: 25.11.2024",
			"Rechnung 12/2024 – 0047 – 118",
			"Miete                                       1.000,00 €",
			"USt 19 %                                      190,00 €",
			"Gesamtbetrag                                1.190,00 €",
		), map[string]string{"invoice_number": "12/2024 – 0047 – 118", "issue_date": "2024-11-25"}},
		{"a correction names the invoice it corrects", a4(84,
			"Druckerei Muster GmbH",
			"Rechnungskorrektur (Storno) ST-2024-0098",
			"zu Rechnung RE-2024-4410 vom 28.08.2024",
			"Datum: 16.09.2024",
			"Flyer                  -1      312,00      -312,00",
			"Netto                                      -312,00",
			"MwSt 19 %                                   -59,28",
			"Gutschriftsbetrag                          -371,28 EUR",
		), map[string]string{"invoice_number": "ST-2024-0098"}},
		{"the day of a payment in advance is not the invoice's", a4(84,
			"Kanzlei Muster & Beispiel",
			"Domshof 21, 28195 Bremen",
			"Bremen, 26.05.2025",
			"Kostennote Nr. 2025/0388",
			"Geschäftsgebühr                          1.003,60 €",
			"Pauschale                                   20,00 €",
			"Zwischensumme netto                      1.023,60 €",
			"19 % Umsatzsteuer                          194,48 €",
			"Gerichtskosten verauslagt (ohne USt)        36,00 €",
			"Endbetrag                                1.254,08 €",
			"abzüglich Vorschuss vom 02.04.2025        -600,00 €",
			"Restbetrag                                 654,08 €",
		), map[string]string{"issue_date": "2025-05-26", "grand_total": "1254.08", "amount_due": "654.08"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wants(t, Understand(tt.pages, Options{Type: doc.TypeInvoice}), tt.want)
		})
	}
}

func TestWhatBearsNoTaxIsNoTax(t *testing.T) {
	u := Understand(a4(84,
		"Kanzlei Muster & Beispiel                 26.05.2025",
		"Kostennote Nr. 2025/0388",
		"Zwischensumme netto                      1.023,60 €",
		"19 % Umsatzsteuer                          194,48 €",
		"Gerichtskosten verauslagt (ohne USt)        36,00 €",
		"Endbetrag                                1.254,08 €",
	), Options{Type: doc.TypeInvoice})
	if tax := u.Fields["tax_total"].Value; tax != nil && *tax != "194.48" {
		t.Errorf("tax_total = %s", *tax)
	}
}

// TestSumsThatOnlySeemToBeBorneOutAreFlagged has a sum for which an equation holds
// whatever is in it.
func TestSumsThatOnlySeemToBeBorneOutAreFlagged(t *testing.T) {
	for _, tt := range []struct {
		name, field string
		right       string // may go through
		lines       []string
	}{
		{"what lies outside the tax makes the total like a second tax", "tax_total", "11.52", []string{
			"Vela Esempio S.p.A.                      Fattura n. 8E00411877",
			"Data: 06/02/2025",
			"Totale imponibile IVA 22%                52,37 €",
			"IVA 22%                                  11,52 €",
			"IVA altri importi                        10,00 €",
			"TOTALE DA PAGARE                         73,89 €",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := Understand(a4(84, tt.lines...), Options{Type: doc.TypeInvoice}).Fields[tt.field]
			if f.Value != nil && !f.Flagged && *f.Value != tt.right {
				t.Errorf("%s = %s is not flagged", tt.field, *f.Value)
			}
		})
	}
}

// TestASumThatIsNotNamedIsNoTax: it and another make the total, as postage does.
func TestASumThatIsNotNamedIsNoTax(t *testing.T) {
	d := gather(newLayout(a4(84,
		"Summe Honorar                            61,65 €",
		"Auslagen (Porto)                          4,20 €",
		"Rechnungsbetrag                          65,85 €",
		"USt                                      11,52 €",
	)))
	for _, c := range d.sums.candidates() {
		if got := unnamedTax(c.Features); got == (c.Value == "11.52") {
			t.Errorf("%s is unnamed: %v", c.Value, got)
		}
	}
}

func TestTheNetOfOneOfSeveralRatesIsNotTheWhole(t *testing.T) {
	for _, tt := range []struct {
		name  string
		lines []string
		want  float64
	}{
		{"several rates", []string{"Gesamtsumme EUR     240,60", "Netto 7 %           183,18", "MwSt 7 %             12,82", "Netto 19 %           32,77"}, 1},
		{"one rate", []string{"Gesamtsumme EUR     196,00", "Netto 7 %           183,18", "MwSt 7 %             12,82"}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := gather(newLayout(a4(60, tt.lines...)))
			cs := d.sums.candidates()
			d.sums.rateFeatures(cs)
			for i := range cs {
				if got := cs[i].Features["net_of_rate"]; cs[i].Value == "183.18" && got != tt.want || cs[i].Value == "12.82" && got != 0 {
					t.Errorf("%s: %v", cs[i].Value, got)
				}
			}
			c := choice{list: []Candidate{{Features: Features{"net_of_rate": tt.want}}}, proof: 1}
			sure := map[string]float64{"agree": 1, "undisputed": 1, "odds": 1, "witnesses": 1}
			if got := c.ceiling(doc.KindMoney, sure); got < 1 != (tt.want > 0) {
				t.Errorf("ceiling %v", got)
			}
		})
	}
}

func TestAPaperSaysOverItselfThatItIsNoInvoice(t *testing.T) {
	const item = "Chair                 12      119.00      1428.00"
	for _, tt := range []struct {
		name  string
		lines []string
		want  concept // empty: neither
	}{
		{"an order confirmation", []string{"Auftragsbestätigung Nr. AB-55812", "Ihre Bestellung 4500", item}, cOtherTitle},
		{"a delivery note that says who will get the invoice", []string{"DELIVERY NOTE", "Invoice to: Sample Joinery Ltd", item}, cOtherTitle},
		{"a reminder, whose table numbers invoices", []string{"2. Mahnung", "Rechnungs-Nr.  Datum  Betrag", "RE-240881  02.11.2024  1.284,01"}, cNoInvoice},
		{"the pay of a month", []string{"Entgeltabrechnung Oktober 2026", "Personalnummer 471", item}, cNoInvoice},
		{"a lease", []string{"WOHNRAUMMIETVERTRAG", "Der Vermieter vermietet dem Mieter", item}, cOtherTitle},
		{"the contract that a car is rented by, on its invoice", []string{"Rechnung", "Mietvertrag 4711", item}, ""},
		{"a pro forma invoice with a number", []string{"PRO-FORMA INVOICE", "Invoice No. PF 71", item}, cNoInvoice},
		{"an invoice that names the order and the delivery", []string{"Rechnung Nr. 4711", "Auftragsbestätigung: AB-12", "Lieferschein Nr. 2211", item}, ""},
		{"an invoice whose number only says what it is", []string{"Lieferschein: 2211", "Rechnungsnummer: 4711", item}, ""},
		{"an invoice with a row of captions", []string{"Facture N°   Date       Commande   Bon de livraison", "FC118824     31/01/25   4711       BL77120", item}, ""},
		{"an invoice that threatens with a reminder", []string{"Rechnung", item, "Mahnung und Verzug treten ohne weiteres ein"}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := gather(newLayout(a4(70, tt.lines...))).typeFeatures()
			for _, c := range []concept{cOtherTitle, cNoInvoice} {
				if got := f[string(c)] == 1; got != (c == tt.want) {
					t.Errorf("%s = %v", c, got)
				}
			}
		})
	}
}
