package extract

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestPaymentMethodIsNamedNotGuessed(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  string
	}{
		{"cash with change", []string{"Total 12.00", "Cash 20.00", "Change 8.00"}, "cash"},
		{"a masked card beats the word payment", []string{"Total 12.00", "Payment 12.00", "XXXXXXXXXXXX4711", "Visa 12.00"}, "card"},
		{"the word payment alone says nothing", []string{"Total 12.00", "Payment 12.00"}, "-"},
		{"an advertised gift card is no voucher", []string{"Total 12.00", "Win a gift card!"}, "-"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wants(t, Understand(newSheet(40, tt.lines...), Options{Type: doc.TypeReceipt, Scorer: rules()}), map[string]string{"payment_method": tt.want})
		})
	}
}

func TestHowAReceiptWasPaid(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  string
		doubt bool // bounded by doubtfulPayment
	}{
		{"cash and change", []string{"Bread        3.10", "Total        3.10", "Cash        5.00", "Change        1.90"}, "cash", false},
		{"change alone", []string{"Bread        3.10", "Total        3.10", "Fxy        5.00", "Change        1.90"}, "cash", false},
		{"a card", []string{"Bread        3.10", "Total        3.10", "Visa        3.10"}, "card", false},
		{"a card that was given", []string{"Brot        3,10", "Summe        3,10", "gegeben MasterCard:        3,10"}, "card", false},
		{"a card that was sold", []string{"Travel card        1.00", "Ride        4.80", "Total        5.80"}, "card", true},
		{"a shop's own card", []string{"Tea        4.80", "Total        4.80", "Our card balances will expire"}, "card", true},
	}
	for _, tt := range tests {
		d := gather(newLayout(newSheet(60, tt.lines...)))
		c := d.receipt(learned())["payment_method"]
		if !c.found || c.list[0].Value != tt.want || (c.most == doubtfulPayment) != tt.doubt {
			t.Errorf("%s: %+v, bounded by %v", tt.name, c.list, c.most)
		}
	}
}
