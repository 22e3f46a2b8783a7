package extract

import (
	"testing"

	"deskclerk/backend/doc"
)

// goodsRow is one expected line of goods; an empty cell is not looked at.
type goodsRow struct{ description, quantity, price, amount string }

func (w goodsRow) check(t *testing.T, i int, row doc.Row) {
	t.Helper()
	for column, want := range map[string]string{
		"description": w.description, "quantity": w.quantity, "unit_price": w.price, "amount": w.amount,
	} {
		if got := deref(row.Cells[column].Value); want != "" && got != want {
			t.Errorf("row %d: %s = %q, want %q", i, column, got, want)
		}
	}
}

func checkGoods(t *testing.T, u doc.Understanding, want []goodsRow) {
	t.Helper()
	rows := u.Tables["line_items"].Rows
	for i := range rows {
		if i < len(want) {
			want[i].check(t, i, rows[i])
		}
	}
	if len(rows) != len(want) {
		for _, r := range rows {
			t.Logf("found %q %q %q %q", deref(r.Cells["description"].Value), deref(r.Cells["quantity"].Value), deref(r.Cells["unit_price"].Value), deref(r.Cells["amount"].Value))
		}
		t.Fatalf("%d rows, want %d", len(rows), len(want))
	}
}

func TestLineItemsOfInvoices(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  []goodsRow
	}{
		{"descriptions over several lines, further words after a gap", []string{
			"Bois du Lac SARL",
			"Facture N° 2025-118   Date 12/02/2025",
			"",
			"Désignation                              Quantité   Prix unitaire     TVA       Montant HT",
			"Planche de chêne rabotée, qualité           4             25,50     20 %           102,00",
			"supérieure",
			"",
			"Livraison à domicile                        1             15,00     20 %            15,00",
			"",
			"Délai : trois jours",
			"",
			"                                            Total HT                               117,00 €",
			"                                            TVA 20 %                                23,40 €",
			"                                            Total TTC                              140,40 €",
		}, []goodsRow{
			{"Planche de chêne rabotée, qualité supérieure", "4", "25.50", "102.00"},
			{"Livraison à domicile", "1", "15.00", "15.00"},
		}},
		{"positions, numbers of articles and units stay out of the cells", []string{
			"Schrauben Meier GmbH & Co. KG",
			"Rechnung Nr. R-5512   Datum 03.04.2025",
			"",
			"Pos   Artikelnr.   Bezeichnung                  Menge    Einheit   Einzelpreis   Gesamtpreis",
			"10    M8-40-A2     Sechskantschraube M8 x 40    200      Stk            0,1250         25,00",
			"20    U8-A2        Unterlegscheibe              1.000    Stk            0,0210         21,00",
			"30    ARB          Montage                      2,5      h             64,00          160,00",
			"",
			"                   Summe netto                                                      206,00",
		}, []goodsRow{
			{"Sechskantschraube M8 x 40", "200", "0.125", "25.00"},
			{"Unterlegscheibe", "1000", "0.021", "21.00"},
			{"Montage", "2.5", "64.00", "160.00"},
		}},
		{"the amount before the tax rate, quantity first", []string{
			"Van den Berg Handelsonderneming B.V.",
			"Factuur 20250077   Datum 14-03-2025",
			"",
			"Aantal    Omschrijving                         Prijs          Bedrag      BTW",
			"12        Tulpenbollen rood                     2,95           35,40       9%",
			"3         Bloempot terracotta 30 cm            11,25           33,75      21%",
			"",
			"          Totaal excl. BTW                                     69,15",
			"          BTW 9%                                                3,19",
			"          BTW 21%                                               7,09",
			"          Totaal te betalen                                    79,43",
		}, []goodsRow{
			{"Tulpenbollen rood", "12", "2.95", "35.40"},
			{"Bloempot terracotta 30 cm", "3", "11.25", "33.75"},
		}},
		{"descriptions above their figures", []string{
			"Officine Rossi S.r.l.",
			"Fattura n. 331   Data 09/05/2025",
			"",
			"Descrizione                       Quantità        Prezzo unitario        Importo",
			"Manutenzione caldaia",
			"                                     1                 120,00              120,00",
			"Filtro aria",
			"                                     2                  18,40               36,80",
			"",
			"Totale imponibile                                                          156,80",
			"IVA 22%                                                                     34,50",
			"Totale fattura                                                             191,30",
		}, []goodsRow{
			{"Manutenzione caldaia", "1", "120.00", "120.00"},
			{"Filtro aria", "2", "18.40", "36.80"},
		}},
		{"discounts of a line in a column of their own", []string{
			"Suministros Norte S.L.",
			"Factura 2025/44   Fecha 21/06/2025",
			"",
			"Descripción                      Cantidad     Precio      Dto.       Importe",
			"Taladro percutor                    2          89,90      10 %        161,82",
			"Juego de brocas                     5          12,00                   60,00",
			"",
			"Base imponible                                                        221,82",
			"IVA 21%                                                                46,58",
			"Total factura                                                         268,40",
		}, []goodsRow{
			{"Taladro percutor", "2", "89.90", "161.82"},
			{"Juego de brocas", "5", "12.00", "60.00"},
		}},
		{"a head that cannot be read", []string{
			"Nordisk Papir ApS",
			"Faktura 5521   Dato 04.08.2025",
			"",
			"      Kopipapir A4 hvid               25 %        10        39,50          395,00",
			"      Kuverter C5                     25 %         4        52,00          208,00",
			"      med rude",
			"      Fragt                           25 %         1        60,00           60,00",
			"",
			"      Subtotal                                                             663,00",
			"      Moms 25 %                                                            165,75",
			"      Total                                                                828,75",
		}, []goodsRow{
			{"Kopipapir A4 hvid", "10", "39.50", "395.00"},
			{"Kuverter C5 med rude", "4", "52.00", "208.00"},
			{"Fragt", "1", "60.00", "60.00"},
		}},
		{"sections with sums of their own", []string{
			"Stavby Novák s.r.o.",
			"Faktura č. 2025014   Datum 04.08.2025",
			"",
			"Popis                               Množství      Cena         Celkem",
			"Zemní práce",
			"Výkop rýhy                              12       350,00       4200,00",
			"Odvoz zeminy                             4       900,00       3600,00",
			"Oddíl 1                                                       7800,00",
			"Zdění",
			"Cihly                                  200        18,50       3700,00",
			"",
			"Celkem bez DPH                                               11500,00",
			"DPH 21 %                                                      2415,00",
			"Celkem k úhradě                                              13915,00",
		}, []goodsRow{
			{"Výkop rýhy", "12", "350.00", "4200.00"},
			{"Odvoz zeminy", "4", "900.00", "3600.00"},
			{"Cihly", "200", "18.50", "3700.00"},
		}},
		{"amounts at the end of descriptions of several lines", []string{
			"Lindqvist Bygg AB",
			"Faktura 8812   Datum 2025-09-03",
			"",
			"Beskrivning                          Antal         Pris          Belopp",
			"Arbete enligt offert med",
			"montering på plats                     8          650,00        5200,00",
			"",
			"Material och transporter",
			"till byggplatsen                       1         1200,00        1200,00",
			"",
			"Summa exkl moms                                                 6400,00",
			"Moms 25 %                                                       1600,00",
			"Att betala                                                      8000,00",
		}, []goodsRow{
			{"Arbete enligt offert med montering på plats", "8", "650.00", "5200.00"},
			{"Material och transporter till byggplatsen", "1", "1200.00", "1200.00"},
		}},
		{"descriptions right of the amounts", []string{
			"Kiosk Supply Ltd",
			"Invoice 77   Date 2025-06-01",
			"",
			"Qty   Price     Amount    Description",
			"4     2.50       10.00    Blue folders",
			"10    0.40        4.00    Pencils HB",
			"",
			"      Total      14.00",
		}, []goodsRow{
			{"Blue folders", "4", "2.50", "10.00"},
			{"Pencils HB", "10", "0.40", "4.00"},
		}},
		{"descriptions that no head names, below numbers and units", []string{
			"Baumarkt Profi AG",
			"Rechnung 50012   Datum 03.03.2025",
			"",
			"Art.-Nr.      Menge   ME    Einzelpreis    Gesamt",
			"4711-0815     5       Stk         12,99     64,95",
			"Bit-Satz 32-teilig",
			"4711-0900     1       Stk        149,00    149,00",
			"Akkuschrauber 18 V mit Koffer",
			"",
			"Summe                                       213,95",
			"MwSt. 19 %                                   40,65",
			"Gesamt                                      254,60",
		}, []goodsRow{
			{"Bit-Satz 32-teilig", "5", "12.99", "64.95"},
			{"Akkuschrauber 18 V mit Koffer", "1", "149.00", "149.00"},
		}},
		{"amounts only, of services", []string{
			"Wright & Daughters Ltd",
			"Invoice number 2025-9   Invoice date 1 July 2025",
			"",
			"Description                                                      Amount",
			"Legal advice on the lease of the office                          480.00",
			"Attendance at completion                                         150.00",
			"",
			"Net total                                                        630.00",
			"VAT 20%                                                          126.00",
			"Total due                                                       £756.00",
		}, []goodsRow{
			{"Legal advice on the lease of the office", "", "", "480.00"},
			{"Attendance at completion", "", "", "150.00"},
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			checkGoods(t, Understand(newSheet(96, test.lines...), Options{Type: doc.TypeInvoice}), test.want)
		})
	}
}

func TestTaxesOfALineAreNotTakenForItsRate(t *testing.T) {
	u := Understand(newSheet(96,
		"Huber Elektro GmbH",
		"Rechnung Nr. 2025-88   Datum 03.04.2025",
		"",
		"Artikel                        Menge    Einzelpreis     Netto      MwSt.      Brutto",
		"Leuchte LED 40W                3             45,00     135,00      25,65      160,65",
		"Kabel NYM 3x1,5                1             62,00      62,00      11,78       73,78",
		"Summe                                                  197,00      37,43      234,43",
	), Options{Type: doc.TypeInvoice})
	checkGoods(t, u, []goodsRow{{"Leuchte LED 40W", "3", "45.00", "135.00"}, {"Kabel NYM 3x1,5", "1", "62.00", "62.00"}})
	for i, r := range u.Tables["line_items"].Rows {
		if v := r.Cells["tax_rate"].Value; v != nil {
			t.Errorf("row %d: the rate is %s", i, *v)
		}
	}
}

func TestLineItemsGoOnOverPages(t *testing.T) {
	const head = "Pos   Bezeichnung                  Menge     Einzelpreis        Betrag"
	first := newSheet(96,
		"Gartenbau Grün GmbH",
		"Rechnung Nr. 77   Datum 02.05.2025",
		"",
		head,
		"1     Rollrasen                      30            4,50           135,00",
		"2     Rindenmulch                    10            6,20            62,00",
		"      Übertrag                                                    197,00",
	)
	second := newSheet(96,
		"Rechnung Nr. 77   Seite 2",
		"",
		head,
		"      Übertrag                                                    197,00",
		"3     Heckenschnitt                   8           42,00           336,00",
		"",
		"      Summe netto                                                 533,00",
		"      Umsatzsteuer 19 %                                           101,27",
		"      Gesamtbetrag                                                634,27",
	)
	u := Understand(append(first, second...), Options{Type: doc.TypeInvoice})
	checkGoods(t, u, []goodsRow{
		{"Rollrasen", "30", "4.50", "135.00"},
		{"Rindenmulch", "10", "6.20", "62.00"},
		{"Heckenschnitt", "8", "42.00", "336.00"},
	})
	if rows := u.Tables["line_items"].Rows; rows[2].Cells["amount"].Page != 2 || rows[2].Cells["description"].Page != 2 {
		t.Errorf("the third row is on page %d", rows[2].Cells["amount"].Page)
	}
}

func TestLineItemsOfReceipts(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  []goodsRow
	}{
		{"quantities in the line below", []string{
			"      KAUFHAUS AM MARKT",
			"   Marktplatz 1, 50667 Köln",
			"Vollmilch 3,5 %           2,58 A",
			"   2 x 1,29",
			"Roggenbrot                3,20 A",
			"Bananen                   1,43 A",
			"   0,720 kg x 1,99",
			"SUMME                     7,21",
			"Bar                      10,00",
			"Zurück                    2,79",
		}, []goodsRow{
			{"Vollmilch 3,5 %", "2", "1.29", "2.58"},
			{"Roggenbrot", "", "", "3.20"},
			{"Bananen", "0.72", "1.99", "1.43"},
		}},
		{"a head over figures, descriptions above them", []string{
			"      KEDAI BUKU ILMU",
			"Date 02/08/2019   14:05",
			"Item           Qty     Price    Amount",
			"Exercise book",
			"               10       1.20     12.00",
			"Ball pen blue",
			"                3       2.50      7.50",
			"Total                            19.50",
			"Cash                             20.00",
			"Change                            0.50",
		}, []goodsRow{
			{"Exercise book", "10", "1.20", "12.00"},
			{"Ball pen blue", "3", "2.50", "7.50"},
		}},
		{"quantities in front of the descriptions", []string{
			"      TRATTORIA DA GIULIA",
			"Data 11/10/2023  21:40",
			"2 Coperto                        5,00",
			"1 Spaghetti alle vongole        14,50",
			"3 x Acqua naturale               7,50",
			"TOTALE EURO                     27,00",
			"CONTANTI                        30,00",
			"RESTO                            3,00",
		}, []goodsRow{
			{"Coperto", "2", "", "5.00"},
			{"Spaghetti alle vongole", "1", "", "14.50"},
			{"Acqua naturale", "3", "", "7.50"},
		}},
		{"a discount under the line it is for", []string{
			"      CORNER GROCER",
			"Date 2024-05-06  09:12",
			"Olive oil 1 l            9.50",
			"  Discount              -1.50",
			"Rice                     3.00",
			"TOTAL                   11.00",
			"CARD                    11.00",
		}, []goodsRow{
			{"Olive oil 1 l", "", "", "9.50"},
			{"Discount", "", "", "-1.50"},
			{"Rice", "", "", "3.00"},
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			checkGoods(t, Understand(newSheet(42, test.lines...), Options{Type: doc.TypeReceipt}), test.want)
		})
	}
}
