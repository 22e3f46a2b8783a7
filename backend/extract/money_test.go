package extract

import (
	"testing"

	"deskclerk/backend/doc"
)

// chosenTotal is the total of a receipt of these lines, with its candidate.
func chosenTotal(t *testing.T, pages []doc.Page) Candidate {
	t.Helper()
	c := gather(newLayout(pages)).choices(doc.TypeReceipt, rules())["total"]
	if !c.found {
		t.Fatal("no total")
	}
	return c.list[0]
}

func TestTotalFollowsTheArithmetic(t *testing.T) {
	tests := []struct {
		name, want, feature string
		lines               []string
	}{
		{"a look-alike of what cash and change say is mended", "31.00", "repaired_by_sum", []string{
			"Plastic tray        15.50", "Paper tray        15.58", "Total Amount        37.00", "Cash Received        101.00", "Change        70.00",
		}},
		{"a total that cannot be read is what cash and change leave", "28.70", "computed", []string{
			"Noodles        9.80", "Rice        4.36", "Total        ~~", "Cash        100.00", "Change        71.30",
		}},
		{"sections of goods add up to what is payable", "20.21", "sum_of_parts", []string{
			"White bread        19.17", "Brown bread        19.84", "Total of zero rate        39.01", "Choc roll        -18.80",
			"Total of full rate        -18.80", "Total Payable        20.21",
		}},
		{"without a line of its own the subtotal stands in", "12.40", "stands_in", []string{
			"Tea        4.20", "Cake        8.20", "Subtotal        12.40",
		}},
		{"goods that make a look-alike speak against the total", "42.58", "disputed", []string{
			"Salad        8.50", "Octopus        18.00", "Wine        6.00", "Stew        10.00", "Total        42.58",
		}},
		{"a charged tip belongs to the total", "57.85", "tip_added", []string{
			"Burger        31.00", "Lager        12.00", "Subtotal        43.00", "Tax        5.59", "Total        48.59", "Tip        9.26", "Total        57.85",
		}},
		{"a voucher pays a part of the total", "54.90", "cash_less_change", []string{
			"Glasses        49.95", "Cloth        4.95", "Total        54.90", "Gift voucher        20.00", "Cash        40.00", "Change        5.10",
		}},
		{"a lost decimal point is found again", "12.40", "only_reshaped", []string{
			"Tea        4.20", "Bun        1.10", "Cake        7.10", "Total        1240",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := chosenTotal(t, newSheet(40, tt.lines...))
			if c.Value != tt.want || c.Features[tt.feature] == 0 {
				t.Errorf("total %s with %v, want %s with %s", c.Value, c.Features, tt.want, tt.feature)
			}
		})
	}
}

// heard gives the word with this text another reading.
func heard(pages []doc.Page, text, other string, agree int) []doc.Page {
	for i := range pages[0].Words {
		if w := &pages[0].Words[i]; w.Text == text {
			w.Passes, w.Agree = 3, 3-agree
			w.Readings = []doc.Reading{{Text: other, Confidence: 0.8, Agree: agree, Words: 1}}
		}
	}
	return pages
}

func TestAnotherPassIsHeardWhereTheSumsBearItOut(t *testing.T) {
	lines := []string{"Bread        4.50", "Jam        3.30", "Total        7.30", "Cash        10.00", "Change        2.20"}
	if c := chosenTotal(t, heard(newSheet(40, lines...), "7.30", "7.80", 1)); c.Value != "7.80" || c.Features["only_other"] != 1 || c.Features["agreement"] == 0 {
		t.Errorf("total %s with %v", c.Value, c.Features)
	}
	plain := []string{"Bread        4.50", "Jam        2.80", "Total        7.30", "Cash        10.00", "Change        2.70"}
	if c := chosenTotal(t, heard(newSheet(40, plain...), "7.30", "7.80", 1)); c.Value != "7.30" || c.Features["contested"] == 0 {
		t.Errorf("total %s with %v", c.Value, c.Features)
	}
}

func TestATotalThatTheEquationsSpeakAgainstIsNotProved(t *testing.T) {
	c := choice{found: true, list: []Candidate{{Features: Features{"disputed": 0.8}}}}
	if got := c.weigh().proof; got != -0.8 {
		t.Errorf("proof %v", got)
	}
	c.proof = 1
	if got := c.weigh().proof; got != 1 {
		t.Errorf("an equation that holds is overruled: proof %v", got)
	}
}

func TestMisread(t *testing.T) {
	tests := []struct {
		name string
		a, b int64
		want float64
	}{
		{"look-alike digit", 7500, 7506, 1},
		{"any one digit of many", 5828, 1828, 0.7},
		{"a digit lost in front", 130, 5130, 0.8},
		{"two digits", 7500, 7466, 0},
		{"itself", 7500, 7500, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := misread(tt.a, tt.b); got != tt.want || misread(tt.b, tt.a) != got {
				t.Errorf("misread(%d, %d) = %v, want %v both ways", tt.a, tt.b, got, tt.want)
			}
		})
	}
}

// Signs before numbers that are no sums are misread letters.
func TestASignBeforeANumberIsNoCurrency(t *testing.T) {
	pages := newSheet(40, "Corner Shop Sdn Bhd", "12 Jalan Besar, 43000 Kajang, Selangor", "Invoice No: €00012726", "Cashier: FT8303",
		"Brown bread 4.50", "Apple cake 12.80", "Total 17.30", "Cash 20.00", "Change 2.70")
	if f := Understand(pages, Options{Type: doc.TypeReceipt}).Fields["currency"]; f.Value == nil || *f.Value != "MYR" {
		t.Errorf("the currency is %+v", f)
	}
}
