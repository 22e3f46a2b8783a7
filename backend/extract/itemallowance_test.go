package extract

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestAllowancesOfTheWholeAreNoLines(t *testing.T) {
	tests := []struct {
		name       string
		lines      []string
		want       []goodsRow
		adjustment string
		off        bool
	}{
		{"a frame of discounts and charges below the lines", []string{
			"Fournitures du Port SARL",
			"Facture N° F-118   Date 12/02/2025",
			"",
			"Désignation                    P.U. HT      Qté      Total HT      TVA",
			"Prestation de support            60,00        1         60,00     10 %",
			"Papier et enveloppes             10,00        3         30,00     10 %",
			"",
			"Remise : remise commerciale                             -5,00     10 %",
			"Charge : frais de route                                 10,00     10 %",
			"",
			"                               Total HT                 95,00",
			"                               TVA                       9,50",
			"                               Total TTC               104,50",
		}, []goodsRow{
			{"Prestation de support", "1", "60.00", "60.00"},
			{"Papier et enveloppes", "3", "10.00", "30.00"},
		}, "5.00", false},
		{"between the sum of the lines and the net sum, one without its sign", []string{
			"Nordlicht Werkzeuge GmbH",
			"Rechnung Nr. R-92   Datum 03.04.2025",
			"",
			"Pos   Bezeichnung              Menge    Einzelpreis   Gesamtpreis",
			"1     Kunstrasen                  3          4,00         12,00",
			"2     Pflanzkübel                 2          7,50         15,00",
			"",
			"      Zwischensumme                                       27,00",
			"      Sondernachlass 10 %                                  2,70",
			"      Versandkosten                                        5,80",
			"      Summe netto                                         30,10",
			"      Umsatzsteuer 19 %                                    5,72",
			"      Gesamtbetrag                                        35,82",
		}, []goodsRow{
			{"Kunstrasen", "3", "4.00", "12.00"},
			{"Pflanzkübel", "2", "7.50", "15.00"},
		}, "3.10", false},
		{"lines that miss the net sum are flagged", []string{
			"Nordlicht Werkzeuge GmbH",
			"Rechnung Nr. R-93   Datum 03.04.2025",
			"",
			"Pos   Bezeichnung              Menge    Einzelpreis   Gesamtpreis",
			"1     Kunstrasen                  3          4,00         12,00",
			"2     Pflanzkübel                 2          7,50         15,00",
			"",
			"      Summe netto                                         32,00",
			"      Umsatzsteuer 19 %                                    6,08",
			"      Gesamtbetrag                                        38,08",
		}, []goodsRow{
			{"Kunstrasen", "3", "4.00", "12.00"},
			{"Pflanzkübel", "2", "7.50", "15.00"},
		}, "", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := Understand(a4(80, tt.lines...), Options{Type: doc.TypeInvoice})
			checkGoods(t, u, tt.want)
			table := u.Tables["line_items"]
			if table.Adjustment != tt.adjustment {
				t.Errorf("adjustment %q, want %q", table.Adjustment, tt.adjustment)
			}
			for i, r := range table.Rows {
				if r.Cells["amount"].Flagged != tt.off {
					t.Errorf("row %d: flagged %v, want %v", i, r.Cells["amount"].Flagged, tt.off)
				}
			}
		})
	}
}

func TestWordsThatBeginSmallBelongToTheLineAbove(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  []goodsRow
	}{
		{"a remark below a name that had room for it", []string{
			"Nordlicht Werkzeuge GmbH",
			"Rechnung Nr. R-94   Datum 03.04.2025",
			"",
			"Pos   Bezeichnung                    Menge    Einzelpreis   Gesamtpreis",
			"1     Rindersteak                       5          5,50         27,50",
			"      aus Schleswig-Holstein",
			"2     Mineralwasser ohne Kohlensäure   20          5,49        109,80",
			"",
			"      Summe netto                                              137,30",
		}, []goodsRow{
			{"Rindersteak", "5", "5.50", "27.50"},
			{"Mineralwasser ohne Kohlensäure", "20", "5.49", "109.80"},
		}},
		{"figures beside the last line of each", []string{
			"Harbour Tools Ltd",
			"Invoice No. 2211   Date 03/04/2025",
			"",
			"Description                     Qty     Unit price      Amount",
			"Workshop apron",
			"made to order in wool             2          17.00       34.00",
			"",
			"Bench vice                        1         110.00      110.00",
			"",
			"Net total                                               144.00",
		}, []goodsRow{
			{"Workshop apron made to order in wool", "2", "17.00", "34.00"},
			{"Bench vice", "1", "110.00", "110.00"},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			checkGoods(t, Understand(a4(80, tt.lines...), Options{Type: doc.TypeInvoice}), tt.want)
		})
	}
}
