package extract

import (
	"testing"

	"deskclerk/backend/doc"
)

// paged makes a document of several sheets.
func paged(columns int, sheets ...[]string) []doc.Page {
	var pages []doc.Page
	for i, lines := range sheets {
		p := a4(columns, lines...)[0]
		p.Number = i + 1
		pages = append(pages, p)
	}
	return pages
}

// a4 is a sheet of that form.
func a4(columns int, lines ...string) []doc.Page {
	for float64(len(lines))*lineHeight < 1.41*float64(columns)*charWidth {
		lines = append(lines, "")
	}
	return newSheet(columns, lines...)
}

// invoiceCase is an invoice as some country prints it, and its fields; "-"
// wants none.
type invoiceCase struct {
	name  string
	pages []doc.Page
	want  map[string]string
}

// TestInvoicesOfManyCountries guards what no pack of a few producers can: forms,
// words and habits of other layouts and languages. All firms are made up.
func TestInvoicesOfManyCountries(t *testing.T) {
	var cases []invoiceCase
	cases = append(cases, germanInvoices()...)
	cases = append(cases, romanceInvoices()...)
	cases = append(cases, englishInvoices()...)
	cases = append(cases, northernInvoices()...)
	known := 0
	for _, tt := range cases {
		if Understand(tt.pages, Options{}).Type.Name == doc.TypeInvoice {
			known++
		}
		t.Run(tt.name, func(t *testing.T) {
			wants(t, Understand(tt.pages, Options{Type: doc.TypeInvoice}), tt.want)
		})
	}
	if known < len(cases)*3/4 { // they say much less than real ones
		t.Errorf("%d of %d are taken for invoices", known, len(cases))
	}
}

func germanInvoices() []invoiceCase {
	return []invoiceCase{
		{"the totals stand on page two, with two rates", paged(90, []string{
			"Muster Handels GmbH · Industriestraße 5 · 70565 Stuttgart",
			"",
			"Beispiel Technik AG                                    Rechnung Nr.      RE-2025-1187",
			"Einkauf                                                Datum             14.02.2025",
			"Bergweg 8                                              Kunden-Nr.        10442",
			"80331 München                                          Ihre Bestellung   4500098123",
			"                                                       Lieferdatum       10.02.2025",
			"",
			"Pos  Artikel                          Menge   Einzelpreis   MwSt   Gesamt",
			"1    Kabeltrommel                     3       80,00         19 %   240,00",
			"2    Fachbuch Elektrotechnik          5       40,00         7 %    200,00",
			"3    Prüfgerät                        1       560,00        19 %   560,00",
			"                                      Übertrag                     1.000,00",
			"                                                                   Seite 1 von 2",
		}, []string{
			"Muster Handels GmbH                       Rechnung Nr. RE-2025-1187       Seite 2 von 2",
			"",
			"                                      Übertrag                     1.000,00",
			"                                      Summe netto                  1.000,00",
			"                                      7 % MwSt auf 200,00             14,00",
			"                                      19 % MwSt auf 800,00           152,00",
			"                                      Rechnungsbetrag            1.166,00 EUR",
			"",
			"Zahlbar bis 28.02.2025 mit 2 % Skonto, bis 16.03.2025 ohne Abzug.",
			"Musterbank   IBAN: DE02 1203 0000 0000 2020 51   BIC: BYLADEM1001   USt-IdNr.: DE123456788",
		}), map[string]string{
			"invoice_number": "RE-2025-1187", "issue_date": "2025-02-14", "due_date": "2025-03-16", "purchase_order": "4500098123", "net_total": "1000.00",
			"tax_total": "166.00", "grand_total": "1166.00", "amount_due": "1166.00", "iban": "DE02120300000000202051", "bic": "BYLADEM1001",
			"supplier_vat_id": "DE123456788", "currency": "EUR",
		}},
		{"reverse charge has no tax, the customer's tax number is not the supplier's", a4(90,
			"Muster Software GmbH                                   Rechnung",
			"Ringstraße 1, 1010 Wien                                Rechnungsnummer: 250311",
			"UID: ATU12345675                                       Rechnungsdatum: 3. März 2025",
			"",
			"Beispiel Consulting GmbH",
			"Hauptplatz 3",
			"60311 Frankfurt am Main",
			"Ihre UID: DE811128135",
			"",
			"Leistung                                    Stunden    Satz        Betrag",
			"Programmierung Februar                      20         95,00       1.900,00",
			"",
			"Gesamtbetrag                                                       1.900,00 EUR",
			"Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge).",
			"Zahlbar innerhalb von 14 Tagen ab Rechnungsdatum ohne Abzug auf IBAN AT61 1904 3002 3457 3201",
		), map[string]string{
			"invoice_number": "250311", "issue_date": "2025-03-03", "due_date": "2025-03-17", "grand_total": "1900.00", "amount_due": "1900.00",
			"iban": "AT611904300234573201", "supplier_vat_id": "ATU12345675", "purchase_order": "-", "payment_reference": "-",
		}},
		{"a discount for early payment is not the term", a4(80,
			"Muster Bau KG, Hafenweg 2, 28195 Bremen",
			"Beispiel Wohnbau GmbH",
			"Rechnung 77/2024 vom 20.11.2024",
			"Kundennummer 5512",
			"Dachrinne montiert                                  2.000,00 €",
			"Netto                                               2.000,00 €",
			"19 % USt                                              380,00 €",
			"Brutto                                              2.380,00 €",
			"Zahlungsbedingungen: 14 Tage 2 % Skonto, 30 Tage netto",
		), map[string]string{
			"invoice_number": "77/2024", "issue_date": "2024-11-20", "due_date": "2024-12-20",
			"net_total": "2000.00", "tax_total": "380.00", "grand_total": "2380.00",
		}},
		{"a Swiss bill with a reference", a4(80,
			"Muster Treuhand AG, Bahnhofstrasse 10, 8001 Zürich",
			"CHE-123.456.788 MWST",
			"Beispiel Immobilien AG",
			"Rechnung Nr. 20250088",
			"Datum: 05.05.2025",
			"Honorar April                                      CHF 1'500.00",
			"MWST 8.1%                                          CHF   121.50",
			"Total CHF                                              1'621.50",
			"Zahlbar innert 30 Tagen",
			"Konto / Zahlbar an   CH44 3199 9123 0008 8901 2",
			"Referenz   21 00000 00003 13947 14300 09017",
		), map[string]string{
			"invoice_number": "20250088", "issue_date": "2025-05-05", "due_date": "2025-06-04", "currency": "CHF", "tax_total": "121.50",
			"grand_total": "1621.50", "iban": "CH4431999123000889012", "payment_reference": "210000000003139471430009017",
		}},
	}
}

func romanceInvoices() []invoiceCase {
	return []invoiceCase{
		{"a deposit was paid", a4(84,
			"Exemple Menuiserie SARL                          FACTURE N° F2025-031",
			"12 rue des Lilas, 69003 Lyon                     Date : 12/03/2025",
			"SIRET 552 100 554 00013                          Échéance : 11/04/2025",
			"N° TVA intracommunautaire : FR40303265045",
			"                                                 Client : Société Modèle SAS",
			"                                                 N° TVA client : FR83404833048",
			"Désignation                      Qté     P.U. HT      Total HT",
			"Porte en chêne                   2       600,00       1 200,00",
			"Pose                             1       300,00         300,00",
			"                                 Total HT             1 500,00 €",
			"                                 TVA 20 %               300,00 €",
			"                                 Total TTC            1 800,00 €",
			"                                 Acompte versé          500,00 €",
			"                                 Net à payer          1 300,00 €",
			"Pénalités de retard : 3 fois le taux légal. Indemnité forfaitaire 40 €. Escompte : néant.",
			"IBAN FR76 3000 6000 0112 3456 7890 189   BIC AGRIFRPP",
		), map[string]string{
			"invoice_number": "F2025-031", "issue_date": "2025-03-12", "due_date": "2025-04-11", "net_total": "1500.00", "tax_total": "300.00",
			"grand_total": "1800.00", "amount_due": "1300.00", "supplier_vat_id": "FR40303265045", "iban": "FR7630006000011234567890189", "bic": "AGRIFRPP",
		}},
		{"terms in days", a4(70,
			"Exemple Conseil",
			"Facture : 2024-118",
			"Date de facture : 02 décembre 2024",
			"Client : Modèle Industrie SA",
			"Prestation de conseil                        800,00 €",
			"Total HT                                     800,00 €",
			"TVA 20%                                      160,00 €",
			"Total TTC                                    960,00 €",
			"Conditions de paiement : à 30 jours",
		), map[string]string{"invoice_number": "2024-118", "issue_date": "2024-12-02", "due_date": "2025-01-01", "grand_total": "960.00", "tax_total": "160.00"}},
		{"terms to the end of a month are not counted in days", a4(70,
			"Exemple Transport SARL            TVA : FR40303265045",
			"5 quai du Port, 13002 Marseille",
			"Facture n° 9001   du 05/06/2024",
			"Client : Modèle Industrie SA, 59000 Lille",
			"Désignation                     Qté   Prix   Montant HT",
			"Transport Lyon - Lille                       400,00 €",
			"TVA 20%                                       80,00 €",
			"Total TTC                                    480,00 €",
			"Conditions de paiement : règlement par virement à 45 jours fin de mois", "Échéance selon conditions de vente",
		), map[string]string{"invoice_number": "9001", "issue_date": "2024-06-05", "due_date": "-", "grand_total": "480.00"}},
		{"an Italian invoice", a4(80,
			"Esempio Forniture S.r.l.",
			"Via Roma 1, 20121 Milano   P. IVA IT00743110157",
			"FATTURA n. 45/2025 del 15/01/2025",
			"Cliente: Modello S.p.A.   P.IVA 01234567897",
			"Descrizione                Quantità   Prezzo     Importo",
			"Carta A4                   100        4,50       450,00",
			"Imponibile                                       450,00 €",
			"IVA 22%                                           99,00 €",
			"Totale fattura                                   549,00 €",
			"Scadenza pagamento: 14/02/2025",
			"IBAN: IT60 X054 2811 1010 0000 0123 456",
		), map[string]string{
			"invoice_number": "45/2025", "issue_date": "2025-01-15", "due_date": "2025-02-14", "net_total": "450.00", "tax_total": "99.00",
			"grand_total": "549.00", "supplier_vat_id": "IT00743110157", "iban": "IT60X0542811101000000123456",
		}},
		{"a Spanish invoice with tax withheld", a4(80,
			"Ejemplo Diseño, S.L.   CIF: B12345674",
			"Calle Mayor 5, 28013 Madrid",
			"FACTURA Nº: A-0192      Fecha: 10/09/2024",
			"Cliente: Modelo Servicios, S.A.   NIF: A58818501",
			"Concepto                     Cantidad   Precio    Importe",
			"Diseño gráfico               1          1.000,00  1.000,00",
			"Base imponible                                    1.000,00 €",
			"IVA 21%                                             210,00 €",
			"Total factura                                     1.210,00 €",
			"Vencimiento: 10/10/2024",
		), map[string]string{
			"invoice_number": "A-0192", "issue_date": "2024-09-10", "due_date": "2024-10-10", "net_total": "1000.00", "tax_total": "210.00", "grand_total": "1210.00",
		}},
		{"a credit note", a4(70,
			"Exemple Moulin SARL               TVA : FR40303265045",
			"Avoir AV-2025-002                 Client : Modèle Boutique",
			"Désignation                     Qté   Prix   Montant HT",
			"Farine de blé                    10   10,00     -100,00",
			"Date : 03/02/2025",
			"Facture d'origine : FA-2025-014",
			"Total HT                               -100,00 €",
			"TVA 20%                                 -20,00 €",
			"Total TTC                              -120,00 €",
		), map[string]string{"invoice_number": "AV-2025-002", "issue_date": "2025-02-03", "due_date": "-", "net_total": "-100.00", "tax_total": "-20.00", "grand_total": "-120.00"}},
	}
}

func englishInvoices() []invoiceCase {
	return []invoiceCase{
		{"an American invoice without tax", a4(84,
			"Sample Marketing LLC                                      INVOICE",
			"100 Main Street, Springfield, IL 62701",
			"Bill To:                                   Invoice #        10233",
			"Example Hardware Inc.                      Invoice Date     03/04/2025",
			"22 Oak Avenue                              P.O. #           PO-7781",
			"Denver, CO 80202                           Terms            Net 30",
			"",
			"Description                      Qty       Rate             Amount",
			"Website design                   10        $85.00           $850.00",
			"Hosting                          1         $150.00          $150.00",
			"                                           Subtotal         $1,000.00",
			"                                           Total            $1,000.00",
			"                                           Amount Paid          $0.00",
			"                                           Balance Due      $1,000.00",
		), map[string]string{
			"invoice_number": "10233", "issue_date": "2025-03-04", "due_date": "2025-04-03", "purchase_order": "PO-7781", "currency": "USD",
			"grand_total": "1000.00", "amount_due": "1000.00", "iban": "-", "supplier_vat_id": "-",
		}},
		{"a British invoice with a discount line", a4(84,
			"Example Catering Ltd                               VAT Reg No: GB123456782",
			"Invoice No: INV-0057                               Invoice Date: 21 May 2025",
			"Customer: Sample Events plc                        Payment due: 20 June 2025",
			"Item                              Quantity   Unit price   Total",
			"Lunch for delegates               40         12.50        500.00",
			"Less 10% discount                                         -50.00",
			"Net total                                                 £450.00",
			"VAT @ 20%                                                  £90.00",
			"Total due                                                 £540.00",
			"Late payments are charged interest after 30 days. Please quote INV-0057 with your payment.",
		), map[string]string{
			"invoice_number": "INV-0057", "issue_date": "2025-05-21", "due_date": "2025-06-20", "net_total": "450.00", "tax_total": "90.00",
			"grand_total": "540.00", "amount_due": "540.00", "currency": "GBP", "supplier_vat_id": "GB123456782",
		}},
		{"no term is printed", a4(70,
			"Sample Print Ltd                 VAT No: IE1234567FA",
			"INVOICE",
			"Bill to: Example Museum plc",
			"Description                      Quantity   Unit price   Amount",
			"Invoice number: 4411    Date: 2024-07-09    Customer no: 90012",
			"Delivery date: 2024-07-05",
			"Leaflets                                  200.00",
			"VAT 20%                                    40.00",
			"Total (EUR)                               240.00",
			"Claims within 14 days of receipt. Returns accepted within 30 days.",
			"Interest of 8 % is charged on overdue amounts after 60 days.",
		), map[string]string{"invoice_number": "4411", "issue_date": "2024-07-09", "due_date": "-", "iban": "-", "grand_total": "240.00", "tax_total": "40.00", "currency": "EUR"}},
		{"a creditor reference", a4(70,
			"Example Cloud Services Ltd, Dublin",
			"Tax invoice TI-88120",
			"Issue date 01 Apr 2025",
			"Due date 15 Apr 2025",
			"Subscription                              100.00",
			"VAT 23%                                    23.00",
			"Grand total EUR                           123.00",
			"Reference: RF18 5390 0754 7034",
			"IBAN IE29 AIBK 9311 5212 3456 78",
		), map[string]string{"invoice_number": "TI-88120", "due_date": "2025-04-15", "payment_reference": "RF18539007547034", "iban": "IE29AIBK93115212345678", "grand_total": "123.00"}},
	}
}

func northernInvoices() []invoiceCase {
	return []invoiceCase{
		{"a Dutch invoice", a4(80,
			"Voorbeeld Installaties B.V.             Factuurnummer: 2025.0071",
			"Kade 3, 1011 AB Amsterdam               Factuurdatum: 07-04-2025",
			"BTW-nummer: NL123456789B01              Vervaldatum: 21-04-2025",
			"Klant: Model Bouw B.V.                  Debiteurnummer: 3321",
			"Omschrijving              Aantal  Prijs     Bedrag",
			"CV-ketel                  1       1.450,00  1.450,00",
			"Subtotaal                                  € 1.450,00",
			"BTW 21%                                    €   304,50",
			"Totaal te betalen                          € 1.754,50",
			"NL91 ABNA 0417 1643 00",
		), map[string]string{
			"invoice_number": "2025.0071", "issue_date": "2025-04-07", "due_date": "2025-04-21", "net_total": "1450.00", "tax_total": "304.50",
			"grand_total": "1754.50", "amount_due": "1754.50", "supplier_vat_id": "NL123456789B01", "iban": "NL91ABNA0417164300",
		}},
		{"a Polish invoice", a4(80,
			"Faktura VAT nr FV/12/05/2025",
			"Data wystawienia: 12.05.2025      Termin płatności: 26.05.2025",
			"Sprzedawca: Przykład Sp. z o.o.   NIP: PL5260250274",
			"Nabywca: Wzór S.A.                NIP: PL7010000005",
			"Razem netto                                    1 000,00 PLN",
			"VAT 23%                                          230,00 PLN",
			"Do zapłaty                                     1 230,00 PLN",
			"Nr konta: PL61 1090 1014 0000 0712 1981 2874",
		), map[string]string{
			"invoice_number": "FV/12/05/2025", "issue_date": "2025-05-12", "due_date": "2025-05-26", "net_total": "1000.00", "tax_total": "230.00",
			"grand_total": "1230.00", "currency": "PLN", "supplier_vat_id": "PL5260250274", "iban": "PL61109010140000071219812874",
		}},
		{"a Swedish invoice", a4(80,
			"Exempel Konsult AB                 FAKTURA",
			"Fakturanummer: 1845                Fakturadatum: 2025-01-31",
			"Kundnr: 220                        Förfallodatum: 2025-03-02",
			"Konsulttimmar januari              8 000,00",
			"Netto                              8 000,00",
			"Moms 25%                           2 000,00",
			"Att betala SEK                    10 000,00",
			"OCR: 18450",
		), map[string]string{
			"invoice_number": "1845", "issue_date": "2025-01-31", "due_date": "2025-03-02", "tax_total": "2000.00", "grand_total": "10000.00",
			"currency": "SEK", "payment_reference": "18450",
		}},
		{"a Belgian structured communication", a4(80,
			"Voorbeeld Groen BVBA   BTW BE 0403.170.701",
			"Factuur nr. 202500018     Datum 02/06/2025",
			"Te betalen voor 02/07/2025",
			"Totaal excl. btw                          € 500,00",
			"BTW 21%                                   € 105,00",
			"Totaal incl. btw                          € 605,00",
			"Gelieve te betalen op BE68 5390 0754 7034 met mededeling +++202/5000/01882+++",
		), map[string]string{
			"invoice_number": "202500018", "issue_date": "2025-06-02", "due_date": "2025-07-02", "net_total": "500.00", "tax_total": "105.00",
			"grand_total": "605.00", "iban": "BE68539007547034", "payment_reference": "+++202/5000/01882+++", "supplier_vat_id": "BE0403170701",
		}},
	}
}

// A due date that nobody printed is the worst of errors: it makes somebody pay
// late, or early.
func TestDueDatesComeFromTermsOfPaymentOnly(t *testing.T) {
	for line, want := range map[string]string{
		"Zahlbar innerhalb von 10 Tagen":                                  "2025-03-11",
		"Zahlungsziel: 14 Tage":                                           "2025-03-15",
		"Zahlbar innerhalb 8 Tagen mit 2 % Skonto oder in 30 Tagen netto": "2025-03-31",
		"Bitte überweisen Sie den Betrag bis zum 20.03.2025":              "2025-03-20",
		"Fällig am 01.04.2025":                                            "2025-04-01",
		"Payment terms: 30 days net":                                      "2025-03-31",
		"Terms: 2% 10, Net 30":                                            "2025-03-31",
		"Payment is due within 21 days":                                   "2025-03-22",
		"Please pay by 15 March 2025":                                     "2025-03-15",
		"Paiement à 30 jours":                                             "2025-03-31",
		"Betaling binnen 14 dagen":                                        "2025-03-15",
		"Pagamento a 60 giorni":                                           "2025-04-30",
		"Condiciones de pago: 30 días":                                    "2025-03-31",
		"Termin płatności: 14 dni":                                        "2025-03-15",
		"Betalningsvillkor: 30 dagar netto":                               "2025-03-31",
		"Skonto: 2 % bei Zahlung innerhalb 10 Tagen":                      "-",
		"Widerruf binnen 14 Tagen":                                        "-",
		"Lieferzeit 14 Tage ab Bestellung":                                "-",
		"Angebot gültig 30 Tage":                                          "-",
		"Verzugszinsen ab 30 Tagen nach Fälligkeit":                       "-",
		"Beanstandungen bitte innerhalb von 8 Tagen":                      "-",
		"Rückgabe innerhalb 30 Tagen bis 31.03.2025":                      "-",
		"Zahlung erhalten am 28.02.2025":                                  "-",
		"Bestellung vom 20.03.2025":                                       "-",
		"Delivery within 10 days":                                         "-",
		"Our warranty covers 90 days":                                     "-",
		"Interest is charged after 30 days":                               "-",
		"Valid until 30/04/2025":                                          "-",
		"Règlement à 30 jours fin de mois":                                "-",
		"Net 30.00":                                                       "-",
	} {
		t.Run(line, func(t *testing.T) {
			u := Understand(a4(80, "Muster GmbH", "Rechnung Nr. 1234", "Rechnungsdatum 01.03.2025", "Leistung      50,00", "Gesamtbetrag  50,00 EUR", line), Options{Type: doc.TypeInvoice})
			wants(t, u, map[string]string{"due_date": want, "issue_date": "2025-03-01"})
		})
	}
}

func TestAPrintedAccountThatFailsItsCheckIsShownAndDoubted(t *testing.T) {
	u := Understand(newSheet(60, "Rechnung Nr. 5", "Gesamtbetrag 10,00 EUR", "IBAN: DE12 1234 4321 9876 00"), Options{Type: doc.TypeInvoice})
	if f := u.Fields["iban"]; f.Value == nil || *f.Value != "DE1212344321987600" || f.Confidence > 0.5 || !f.Flagged {
		t.Errorf("%+v", f)
	}
	u = Understand(newSheet(60, "Rechnung Nr. 5", "Gesamtbetrag 10,00 EUR", "Artikel DE12 1234 4321 9876 00"), Options{Type: doc.TypeInvoice})
	wants(t, u, map[string]string{"iban": "-"})
}

func TestTheCustomersAccountIsNotTheSuppliers(t *testing.T) {
	lines := []string{"Rechnung Nr. 5", "Gesamtbetrag 10,00 EUR", "Der Betrag wird von Ihrem Konto IBAN DE02 1203 0000 0000 2020 51 abgebucht."}
	wants(t, Understand(a4(80, lines...), Options{Type: doc.TypeInvoice}), map[string]string{"iban": "-"})
	lines = append(lines, "", "", "Muster GmbH   IBAN DE89 3704 0044 0532 0130 00")
	wants(t, Understand(a4(80, lines...), Options{Type: doc.TypeInvoice}), map[string]string{"iban": "DE89370400440532013000"})
}

func TestAMisreadAccountIsMendedWhereOnlyOneReadingFits(t *testing.T) {
	pages := newSheet(60, "Rechnung Nr. 5", "Gesamtbetrag 10,00 EUR", "IBAN: DE89 37O4 0044 0532 0130 00")
	wants(t, Understand(pages, Options{Type: doc.TypeInvoice}), map[string]string{"iban": "DE89370400440532013000"})
	t.Run("as another pass read it", func(t *testing.T) {
		pages := newSheet(60, "Rechnung Nr. 5", "Gesamtbetrag 10,00 EUR", "IBAN: DE89 3704 0044 0582 0130 00")
		for i := range pages[0].Words {
			if w := &pages[0].Words[i]; w.Text == "0582" {
				w.Readings = []doc.Reading{{Text: "0532", Confidence: 0.8, Agree: 1}}
			}
		}
		wants(t, Understand(pages, Options{Type: doc.TypeInvoice}), map[string]string{"iban": "DE89370400440532013000"})
	})
	t.Run("no digit is taken for another", func(t *testing.T) {
		pages := newSheet(60, "Rechnung Nr. 5", "Gesamtbetrag 10,00 EUR", "IBAN: DE89 3704 0044 0582 0130 00")
		wants(t, Understand(pages, Options{Type: doc.TypeInvoice}), map[string]string{"iban": "DE89370400440582013000"})
	})
}
