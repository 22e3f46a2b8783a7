package extract

import (
	"testing"

	"deskclerk/backend/doc"
)

// Each of these sums fits an equation or a label and is none of the field.
func TestSumsThatOnlyFitAreDoubted(t *testing.T) {
	tests := []struct {
		name, field string
		lines       []string
	}{
		{"a surcharge that nothing calls a tax", "tax_total", []string{
			"Fare        18.35", "Suppl.        4.50", "Total        22.85", "VAT 10% included",
		}},
		{"one of two taxes", "tax_total", []string{
			"Wine        35.23", "Subtotal        35.23", "PST        3.43", "Total        40.39",
		}},
		{"the tax of each of two nights", "tax_total", []string{
			"Room        189.00", "State tax        17.01", "Room        189.00", "State tax        17.01", "Total        412.02",
		}},
		{"a total that a discount is taken off", "total", []string{
			"Tablets        129.30", "Sachets        107.50", "Gross amount        236.80", "Discount        -23.68", "Net amount        213.12",
		}},
		{"what was paid with money for the purse", "total", []string{
			"Beans        12.49", "Oil        22.47", "Bal        34.96", "Debit card        44.96", "Cash back        10.00",
		}},
		{"the only rate that was read of two", "tax_total", []string{
			"Flowers        24.90", "Pot        9.50", "Total        34.40", "Card        34.40", "Rate        Net        VAT        Gross", "B  7%   23.27   1.63   24.90",
		}},
		{"a total with the decimals of a weight", "total", []string{
			"Skyr cake        1.20", "Coffee        1.50", "Total        2.790",
		}},
		{"more given back than bought", "total", []string{
			"Drill bits        -24.99", "Screws        6.49", "Sandpaper        5.25", "Total        -13.25", "Cash        13.25",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := gather(newLayout(newSheet(40, append([]string{"Corner Shop"}, tt.lines...)...)))
			if c := d.choices(doc.TypeReceipt, learned())[tt.field]; c.found && c.most != doubtfulSum && c.list[0].Value != "34.96" {
				t.Errorf("%s is not doubted: %v", c.list[0].Value, c.list[0].Features)
			}
		})
	}
}

func TestSumsThatFitAreNotDoubted(t *testing.T) {
	for name, lines := range map[string][]string{
		"net and tax make the total":       {"Tea        10.00", "Subtotal        10.00", "Tax 5%        0.50", "Total        10.50"},
		"a tip is the rest":                {"Tea        10.00", "Subtotal        10.00", "Tax 5%        0.50", "Tip        2.00", "Total        12.50"},
		"a row makes a tax without a word": {"Tea        58.28", "Total        58.28", "A 19.00%   48.97   9.31   58.28"},
	} {
		c := gather(newLayout(newSheet(40, append([]string{"Corner Shop"}, lines...)...))).choices(doc.TypeReceipt, learned())
		for _, field := range []string{"tax_total", "total"} {
			if !c[field].found || c[field].most > 0 {
				t.Errorf("%s: %s is doubted: %+v", name, field, features(c[field]))
			}
		}
	}
}

// features of the chosen value.
func features(c choice) Features {
	if !c.found {
		return nil
	}
	return c.list[0].Features
}

func TestAServiceIsNoTax(t *testing.T) {
	u := Understand(newSheet(50, "The Fox Inn", "Food        57.45", "Subtotal        57.45", "Service 12.5%        7.18", "Total due        64.63", "VAT 20% incl        9.58"), Options{Type: doc.TypeReceipt})
	wants(t, u, map[string]string{"total": "64.63", "tax_total": "9.58"})
}

func TestSumsOfReturnedGoodsKeepTheirSign(t *testing.T) {
	u := Understand(newSheet(50, "Outpost Outfitters", "Rain jacket        -119.00", "Subtotal        -119.00", "Tax        -10.44", "Total        -129.44", "Refund to Visa        129.44"), Options{Type: doc.TypeReceipt})
	wants(t, u, map[string]string{"subtotal": "-119.00", "tax_total": "-10.44", "total": "-129.44"})
	u = Understand(newSheet(50, "Outpost Outfitters", "Rain jacket        119.00", "Belt        20.00", "Total        139.00", "Visa        -139.00"), Options{Type: doc.TypeReceipt})
	wants(t, u, map[string]string{"total": "139.00"})
}

func TestWhatWasPaidHoldsTheTip(t *testing.T) {
	u := Understand(newSheet(50, "Bistro Chez Colette", "SOUS-TOTAL        87,00", "TPS 5%        4,35", "TVQ 9,975%        8,68", "TOTAL        100,03 $", "Pourboire        15,00", "TOTAL PAYÉ        115,03 $"), Options{Type: doc.TypeReceipt})
	wants(t, u, map[string]string{"total": "115.03", "tax_total": "13.03"})
}

func TestNetsOfRatesAreAddedWhereTheyArePrinted(t *testing.T) {
	lines := []string{"Le Petit Zinc", "TOTAL TTC        80,30 €", "TVA 10,00%   HT 60,27   TVA 6,03", "TVA 20,00%   HT 11,67   TVA 2,33"}
	u := Understand(newSheet(50, lines...), Options{Type: doc.TypeReceipt})
	wants(t, u, map[string]string{"subtotal": "71.94", "tax_total": "8.36", "total": "80.30"})
}

func TestSumsWithoutDecimals(t *testing.T) {
	u := Understand(newSheet(50, "Warung Bu Sri", "Nasi Gudeg   2   25.000   50.000", "Es Teh   2   6.000   12.000", "Total        62.000"), Options{Type: doc.TypeReceipt})
	wants(t, u, map[string]string{"total": "62000.00"})
	u = Understand(newSheet(50, "Karoo Fuel", "Diesel 20.330 L", "Unleaded 10.220 L", "Total        657.74"), Options{Type: doc.TypeReceipt})
	wants(t, u, map[string]string{"total": "657.74"})
}

func TestAGrossBesideASmallTax(t *testing.T) {
	s := gather(newLayout(newSheet(50, "Total CHF        18.90", "GR     Satz        Total      Steuer", "0      2.60%       14.40       0.36", "1      8.10%        4.50       0.34"))).sums
	if w := s.taxWhole(); w == nil || w.tax != 70 {
		t.Errorf("%+v", w)
	}
}

func TestAUnitIsNoHeadOfAColumn(t *testing.T) {
	d := gather(newLayout(newSheet(40, "Dist.                9,8 km", "Importe              18,35", "TOTAL                18,35 EUR")))
	for i := range d.sums.figs {
		if d.sums.ctx[i].over[cTax] > 0 {
			t.Errorf("%v", d.sums.figs[i].amount)
		}
	}
}

func TestAPaddedNumberIsNoPhone(t *testing.T) {
	for text, want := range map[string]string{"SLIP NO 003312 14/06/2024 06:55": "", "TERM 00312277-442198": "", "Tel 0049 711 1234567": "DE"} {
		if got := gather(newLayout(newSheet(60, text))).place.country; got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestAnOrderThatNothingTellsIsFlagged(t *testing.T) {
	f := Understand(newSheet(50, "Blue Door Books", "Date 12/05/2024", "Total        37.04"), Options{Type: doc.TypeReceipt}).Fields["date"]
	if f.Value == nil || f.Confidence > doubtfulDay {
		t.Errorf("%+v", f)
	}
	f = Understand(newSheet(50, "Blue Door Books", "Ipoh, Perak, Malaysia", "Date 12/05/2024", "Total        RM 37.04"), Options{Type: doc.TypeReceipt}).Fields["date"]
	if f.Value == nil || f.Confidence <= doubtfulDay {
		t.Errorf("the country tells the order: %+v", f)
	}
}

func TestATimeWhoseHalfMayBeMisreadIsDoubted(t *testing.T) {
	for text, want := range map[string]float64{"06/21/2024 7:52 PA": doubtfulDay, "06/21/2024 7:52 PM": 0, "06/21/2024 19:52 PA": 0, "06/21/2024 7:52 Tbl": 0} {
		c := gather(newLayout(newSheet(50, "Copper Kettle", text, "Total        54.57"))).choices(doc.TypeReceipt, learned())["time"]
		if !c.found || c.most != want {
			t.Errorf("%s: %+v", text, c)
		}
	}
}
