package extract

import (
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

func TestLineItemsThatAreNotAsPrinted(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  []goodsRow
	}{
		{"a credit note's negative sums are positive lines", []string{
			"Moulin du Lac SARL",
			"Avoir N° AV-2031   Date 16/11/2025",
			"",
			"Désignation                      Quantité   Prix unitaire      Montant HT",
			"Miel de lavande 250g                 5             4,00           -20,00",
			"Huile de noix                       10            19,80          -198,00",
			"",
			"                                          Total HT                -218,00 €",
			"                                          TVA 20 %                 -43,60 €",
			"                                          Total TTC               -261,60 €",
		}, []goodsRow{
			{"Miel de lavande 250g", "5", "4.00", "20.00"},
			{"Huile de noix", "10", "19.80", "198.00"},
		}},
		{"a line of which something was given back stays negative", []string{
			"Nordlicht Werkzeuge GmbH",
			"Rechnung Nr. R-88   Datum 03.04.2025",
			"",
			"Pos   Bezeichnung              Menge    Einzelpreis   Gesamtpreis",
			"1     Bohrer Satz                 2         49,90         99,80",
			"2     Leergut                    -4          1,50         -6,00",
			"",
			"      Summe netto                                         93,80",
		}, []goodsRow{
			{"Bohrer Satz", "2", "49.90", "99.80"},
			{"Leergut", "-4", "1.50", "-6.00"},
		}},
		{"a discount that its percentage proves is taken off the line above", []string{
			"Nordlicht Werkzeuge GmbH",
			"Rechnung Nr. R-89   Datum 03.04.2025",
			"",
			"Pos   Bezeichnung              Menge    Einzelpreis   Gesamtpreis",
			"1     Kunstrasen                  3          4,00         12,00",
			"                               abzgl.   16,7 % Rabatt     -2,00",
			"2     Pflanzkübel                 2          7,50         15,00",
			"",
			"      Summe netto                                         25,00",
		}, []goodsRow{
			{"Kunstrasen", "3", "4.00", "10.00"},
			{"Pflanzkübel", "2", "7.50", "15.00"},
		}},
		{"an allowance that is of no line's percentage is a line", []string{
			"Nordlicht Werkzeuge GmbH",
			"Rechnung Nr. R-90   Datum 03.04.2025",
			"",
			"Pos   Bezeichnung              Menge    Einzelpreis   Gesamtpreis",
			"1     Kunstrasen                  3          4,00         12,00",
			"2     Pflanzkübel                 2          7,50         15,00",
			"      Treuebonus                                          -3,00",
			"",
			"      Summe netto                                         24,00",
		}, []goodsRow{
			{"Kunstrasen", "3", "4.00", "12.00"},
			{"Pflanzkübel", "2", "7.50", "15.00"},
			{"Treuebonus", "", "", "-3.00"},
		}},
		{"a labelled period below an article is no part of its name", []string{
			"Nordlicht Werkzeuge GmbH",
			"Rechnung Nr. R-91   Datum 03.04.2025",
			"",
			"Pos   Bezeichnung                    Menge    Einzelpreis   Gesamtpreis",
			"1     Hilfskraft Lager               27,5         10,50        288,75",
			"      Abrechnungszeitraum KW 36",
			"2     Kopierpapier                   10            3,50         35,00",
			"",
			"      Summe netto                                              323,75",
		}, []goodsRow{
			{"Hilfskraft Lager", "27.5", "10.50", "288.75"},
			{"Kopierpapier", "10", "3.50", "35.00"},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			checkGoods(t, Understand(newSheet(90, tt.lines...), Options{Type: doc.TypeInvoice}), tt.want)
		})
	}
}

func TestAPropertyBrokenOverLinesMakesAllOfThemPartOfTheDescription(t *testing.T) {
	u := Understand(newSheet(90,
		"Nordlicht Werkzeuge GmbH",
		"Rechnung Nr. R-92   Datum 03.04.2025",
		"",
		"Pos   Beschreibung      Menge    Einzelpreis   Gesamtpreis",
		"1     Zitronensaft         2          1,50          3,00",
		"      Verpackung:",
		"      Flasche",
		"      Inhalt: 100 ml",
		"",
		"2     Pflanzkübel          2          7,50         15,00",
		"",
		"      Summe netto                                  18,00",
	), Options{Type: doc.TypeInvoice})
	rows := u.Tables["line_items"].Rows
	if len(rows) != 2 {
		t.Fatalf("%d rows, want 2", len(rows))
	}
	if got := deref(rows[0].Cells["description"].Value); !strings.HasSuffix(got, "Verpackung: Flasche Inhalt: 100 ml") {
		t.Errorf("description = %q", got)
	}
}
