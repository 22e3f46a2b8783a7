package extract

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestLineItemsOfATableWithManyColumns(t *testing.T) {
	u := Understand(a4(110,
		"Muster GmbH",
		"Rechnung Nr. 4411   Datum 01.03.2025",
		"Pos   Art.-Nr.    Bezeichnung                 Einzelpreis    Menge        USt      Betrag",
		"1     AB12X       Rasen grün 3 m breit        3,3333         3 m²         19 %      10,00",
		"2     CD34        Mineralwasser               5,4900         20 Stk       7 %      109,80",
		"3     EF56        Versand                     6,90           1            19 %       6,90",
		"                  Summe netto                                                      126,70",
	), Options{Type: doc.TypeInvoice})
	want := []map[string]string{
		{"description": "Rasen grün 3 m breit", "quantity": "3", "unit_price": "3.3333", "amount": "10.00"},
		{"description": "Mineralwasser", "quantity": "20", "unit_price": "5.49", "amount": "109.80"},
		{"description": "Versand", "quantity": "1", "unit_price": "6.90", "amount": "6.90"},
	}
	rows := u.Tables["line_items"].Rows
	if len(rows) != len(want) {
		t.Fatalf("%d rows", len(rows))
	}
	for i, w := range want {
		for column, value := range w {
			if got := rows[i].Cells[column].Value; got == nil || *got != value {
				t.Errorf("row %d: %s = %v, want %q", i, column, deref(got), value)
			}
		}
	}
}

func deref(s *string) string {
	if s == nil {
		return "-"
	}
	return *s
}

func TestNumbersBesideADescriptionAreNoPartOfIt(t *testing.T) {
	u := Understand(a4(90,
		"Muster GmbH",
		"Rechnung Nr. 4411   Datum 01.03.2025",
		"Menge       Leistung                       Einzelpreis      Gesamt",
		"400,00      Luftballons bunt               0,79             316,00",
		"            Nougat 250g 5 Stk              4,55              22,75",
		"            Gesamtbetrag                                    338,75",
	), Options{Type: doc.TypeInvoice})
	rows := u.Tables["line_items"].Rows
	if len(rows) != 2 || deref(rows[0].Cells["description"].Value) != "Luftballons bunt" || deref(rows[0].Cells["quantity"].Value) != "400" {
		t.Errorf("%+v", rows)
	}
}
