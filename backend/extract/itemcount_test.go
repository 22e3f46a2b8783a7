package extract

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestCountsAndTotalsAmongTheLinesOfAReceipt(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  []goodsRow
	}{
		{"a count and a price above the line they are of", []string{
			"HARBOUR PHARMACY",
			"                                RM",
			"2X 2.20",
			"0092000 SPRING WATER 500ML     4.40",
			"PRICE OVERRIDE",
			"HAND CREAM                     7.90",
			"SUBTOTAL                      12.30",
		}, []goodsRow{
			{"0092000 SPRING WATER 500ML", "2", "2.20", "4.40"},
			{"HAND CREAM", "", "", "7.90"},
		}},
		{"a count and a price below the line they are of", []string{
			"NORTH MILL GROCERS",
			"                               EUR",
			"Kiwi gold                      2.28",
			"4x 0.57",
			"Bread                          3.10",
			"3 x 1.20",
			"Total                          5.38",
		}, []goodsRow{
			{"Kiwi gold", "4", "0.57", "2.28"},
			{"Bread", "", "", "3.10"},
		}},
		{"counts close before the names", []string{
			"NORTH MILL CAFE",
			"2x Lemonade                    8.40",
			"1x Apple pie with cream        4.90",
			"Total                         13.30",
		}, []goodsRow{
			{"Lemonade", "2", "", "8.40"},
			{"Apple pie with cream", "1", "", "4.90"},
		}},
		{"a total whose name is misread", []string{
			"CAFE DU LAC",
			"Citron miel                    4.50",
			"Plat du jour                  15.00",
			"Radis                          4.50",
			"Tofal TIG Dd                  24.00",
			"Total HT                      21.82",
			"TVA 10%                        2.18",
		}, []goodsRow{
			{"Citron miel", "", "", "4.50"},
			{"Plat du jour", "", "", "15.00"},
			{"Radis", "", "", "4.50"},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			checkGoods(t, Understand(newSheet(40, tt.lines...), Options{Type: doc.TypeReceipt}), tt.want)
		})
	}
}
