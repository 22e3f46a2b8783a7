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
