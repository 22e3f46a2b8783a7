package extract

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestReceiptNumberTraps(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  string
	}{
		{"a tax number behind Nr is none", []string{"UID-Nr. ATU12345678", "Beleg-Nr. 4711", "Summe 5,00"}, "4711"},
		{"a number broken at its dash is joined", []string{"Receipt #: 0007-01- 2203", "Total 5.00"}, "0007-01-2203"},
		{"a number glued to its label", []string{"CHK20417", "Total 5.00"}, "20417"},
		{"a transaction of the signing unit is none", []string{"Transaktion: 120331", "Rechnung Nr.: 7612", "Summe 5,00"}, "7612"},
		{"a sign is a label", []string{"Tel 555-0100", "#237309", "Total 5.00"}, "237309"},
		{"a word such as TR in a text is no label", []string{"TR 960 PRECISION", "Bon-Nr. 8812", "Total 5.00"}, "8812"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wants(t, Understand(newSheet(40, tt.lines...), Options{Type: doc.TypeReceipt}), map[string]string{"receipt_number": tt.want})
		})
	}
}

func TestOtherPassesOfferNumbers(t *testing.T) {
	pages := newSheet(40, "Receipt No: 2O4l7", "Total 5.00")
	for i := range pages[0].Words {
		if w := &pages[0].Words[i]; w.Text == "2O4l7" {
			w.Passes, w.Agree = 3, 1
			w.Readings = []doc.Reading{{Text: "20417", Confidence: 0.9, Pass: "b", Agree: 2}}
		}
	}
	u := Understand(pages, Options{Type: doc.TypeReceipt})
	f := u.Fields["receipt_number"]
	values := append(brief(f), valueOf(u, "receipt_number"))
	for _, v := range values {
		if v == "20417" {
			return
		}
	}
	t.Errorf("the other pass's number is not offered: %v", values)
}
