package extract

import (
	"fmt"
	"testing"

	"deskclerk/backend/doc"
	drawn "deskclerk/internal/paper"
)

func TestColumnsOfLineItems(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  []goodsRow
	}{
		{"figures aligned at the left", []string{
			"Fernhill Supplies Ltd",
			"Invoice no. 4471   Date 03/02/2025",
			"",
			"Units     Details                       VAT       Rate         Net",
			"23.00     Wood glue                     20 %      94.42        2,171.66",
			"1.00      Wood glue                     20 %      187.20       187.20",
			"3.00      Brass hinges, pack of ten     20 %      31.80        95.40",
			"          with screws",
			"13.00     Spirit level                  20 %      139.31       1,811.03",
			"",
			"          Net total                                            4,265.29",
		}, []goodsRow{
			{"Wood glue", "23", "94.42", "2171.66"},
			{"Wood glue", "1", "187.20", "187.20"},
			{"Brass hinges, pack of ten with screws", "3", "31.80", "95.40"},
			{"Spirit level", "13", "139.31", "1811.03"},
		}},
		{"a number at the end of a description that stands in two lines", []string{
			"Carpintería del Roble S.L.",
			"Factura nº 20255512   Fecha 03/04/2025",
			"",
			"Unidades   Concepto                               Precio         Importe",
			"5          Cable 3x1,5 mm2, rollo de 25 m          54,20          271,00",
			"2          Cola para madera                        12,10           24,20",
			"7          Cable 3x1,5 mm2, rollo de 25 m          54,20          379,40",
			"",
			"           Base imponible                                         674,60",
		}, []goodsRow{
			{"Cable 3x1,5 mm2, rollo de 25 m", "5", "54.20", "271.00"},
			{"Cola para madera", "2", "12.10", "24.20"},
			{"Cable 3x1,5 mm2, rollo de 25 m", "7", "54.20", "379.40"},
		}},
		{"quantities close beside the descriptions", []string{
			"Atelier du Chêne SARL",
			"Facture n° 2025118   Date 12/02/2025",
			"",
			" Nb Description                          Prix unit.       Total",
			" 23 Tablier d'atelier                         11,30      259,90",
			"  4 Ruban de masquage                         18,99       75,96",
			"    Couleur : vert foncé",
			" 11 Câble, couronne de 25 m                   58,43      642,73",
			"",
			"    Total HT                                             978,59",
		}, []goodsRow{
			{"Tablier d'atelier", "23", "11.30", "259.90"},
			{"Ruban de masquage", "4", "18.99", "75.96"},
			{"Câble, couronne de 25 m", "11", "58.43", "642.73"},
		}},
		{"figures beside the property below a name", []string{
			"Houtwerk De Eik B.V.",
			"Factuurnummer 20257731   Factuurdatum 14-03-2025",
			"",
			"Art.nr.     Artikelomschrijving          Aantal     Stukprijs       Netto",
			"            Bankschroef",
			"AB-1041     Kleur: donkergroen               12        125,09     1501,08",
			"",
			"            Messing scharnieren",
			"CD-7731     Kleur: donkergroen                5         70,09      350,45",
			"",
			"            Totaal excl. btw                                      1851,53",
		}, []goodsRow{
			{"Bankschroef", "12", "125.09", "1501.08"},
			{"Messing scharnieren", "5", "70.09", "350.45"},
		}},
		{"amounts only, at the left, above sums at the right", []string{
			"Falegnameria della Quercia S.r.l.",
			"Fattura n. 202506234   Data 13/07/2025",
			"",
			"Descrizione                            Importo",
			"Riparazione di una sega                € 1.453,05",
			"a nastro con trasferta",
			"",
			"Livella a bolla                        € 52,10",
			"",
			"Totale imponibile                                € 1.505,15",
			"IVA 20 %                                           € 301,03",
			"Totale fattura                                   € 1.806,18",
		}, []goodsRow{
			{"Riparazione di una sega a nastro con trasferta", "", "", "1453.05"},
			{"Livella a bolla", "", "", "52.10"},
		}},
		{"the name of the column where nothing more was said", []string{
			"Bois du Lac SARL",
			"Facture N° 2025-119   Date 12/02/2025",
			"",
			"Nom et désignation                       Quantité   Prix unitaire       Montant HT",
			"Entretien - Description                     4             25,50            102,00",
			"Livraison - Description                     1             15,00             15,00",
			"",
			"                                            Total HT                       117,00 €",
		}, []goodsRow{
			{"Entretien", "4", "25.50", "102.00"},
			{"Livraison", "1", "15.00", "15.00"},
		}},
		{"the courses of a menu", []string{
			"Cafetería del Puerto S.L.",
			"Factura 2025/77   Fecha 21/06/2025",
			"",
			"Uds    Descripción                          Precio       Importe",
			"2      MENU BOCADILLO                         7,10         14,20",
			"       1 BOCADILLO",
			"       1 ZUMO GRANDE",
			"1      CROISSANT                              1,50          1,50",
			"",
			"       Total                                               15,70",
		}, []goodsRow{
			{"MENU BOCADILLO", "2", "7.10", "14.20"},
			{"CROISSANT", "1", "1.50", "1.50"},
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			checkGoods(t, Understand(newSheet(96, test.lines...), Options{Type: doc.TypeInvoice}), test.want)
		})
	}
}

// Each way of printing lines of goods that rules may be made for is read as it is
// printed; those that are kept for testing are measured by build/invoices.
func TestDrawnLineItemsAreFound(t *testing.T) {
	for layout := range drawn.TradeLayouts() {
		for seed := range uint64(2) {
			paper, err := drawn.TradeRead(layout, 40+seed)
			if err != nil {
				t.Fatal(err)
			}
			if paper.Held {
				continue
			}
			t.Run(fmt.Sprintf("%s %d", paper.Layout, seed), func(t *testing.T) {
				rows := Understand(paper.Read, Options{Type: doc.TypeInvoice}).Tables["line_items"].Rows
				if len(rows) != len(paper.Goods) {
					t.Fatalf("%d rows, want %d", len(rows), len(paper.Goods))
				}
				for i, g := range paper.Goods {
					if got := deref(rows[i].Cells["amount"].Value); got != g.Amount {
						t.Errorf("row %d: %s, want %s", i, got, g.Amount)
					}
				}
			})
		}
	}
}
