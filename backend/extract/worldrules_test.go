package extract

import (
	"strings"
	"testing"
)

func TestTimesOfDay(t *testing.T) {
	for text, want := range map[string]string{
		"7.8.2021. 21:19":     "21:19",
		"ORA: 17-43-20":       "17:43",
		"klo 7.44 Kuitti":     "07:44",
		"kl 08.15":            "08:15",
		"2 x 8.15":            "",
		"PRAJITURA 22.50 A":   "",
		"19:0 7:30":           "19:07",
		"08/03/23 2:07p":      "14:07",
		"Kasse 17-43-20":      "",
		"Start 09:41 Ende 10": "09:41",
	} {
		var got []string
		for _, f := range findTimes(text, findDates(text, "")) {
			got = append(got, f.value)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("times in %q: %q, want %q", text, s, want)
		}
	}
}

func TestIdentifiersAreMendedWhereTheyAreDigits(t *testing.T) {
	for text, want := range map[string]string{
		"7704I2":          "770412",
		"2O23/1180":       "2023/1180",
		"DOC.N.0233-0014": "0233-0014",
		"B8120":           "B8120",   // the letter may be a series
		"AB12":            "AB12",    // too few digits
		"R-5OO71":         "R-5OO71", // two letters in so few digits
	} {
		if got, _ := identifier(text); got != want {
			t.Errorf("identifier of %q: %q, want %q", text, got, want)
		}
	}
}

func TestTaxesOfSeveralRatesAddUpOnlyWhereProved(t *testing.T) {
	for name, tt := range map[string]struct {
		want  int64
		lines []string
	}{
		"their nets and they make the total": {146, []string{
			"Total        14.30", "A 7%   Net 8.22   VAT 0.58", "B 19%   Net 4.62   VAT 0.88",
		}},
		"the subtotal and they make the total": {168, []string{"Subtotal        14.00", "GST 5%        0.70", "PST 7%        0.98", "Total        15.68"}},
		"their rates give the total":           {252, []string{"Total        18.17", "VAT 5%        0.30", "VAT 23%        2.22"}},
		"a part of the goods is free of tax": {2112, []string{
			"Total        162.65", "15%   Net 135.13   VAT 20.27   155.40", "25%   Net 3.40   VAT 0.85   4.25", "0%   Net 3.00   VAT 0.00   3.00",
		}},
		"two taxes of one rate and one base": {3650, []string{
			"Subtotal        730.00", "CGST 2.5%        18.25", "SGST 2.5%        18.25", "Round off        0.50", "Total        767.00",
		}},
		"one tax printed twice": {0, []string{"Subtotal        730.00", "VAT 5%        36.50", "VAT 5%        36.50", "Total        803.00"}},
		"nothing proves them":   {0, []string{"Total        15.60", "GST 5%        0.70", "PST 7%        0.98"}},
	} {
		w := gather(newLayout(newSheet(40, tt.lines...))).sums.taxWhole()
		switch {
		case w == nil && tt.want != 0:
			t.Errorf("%s: none found, want %d", name, tt.want)
		case w != nil && w.tax != tt.want:
			t.Errorf("%s: %d, want %d", name, w.tax, tt.want)
		}
	}
}

func TestThousandsBrokenAtTheirMark(t *testing.T) {
	for text, want := range map[string]bool{
		"$1 ,418.36": true, "1. 249,00": true, "12 .345,60": true,
		"1 .418.36": false, "4 1.10": false, "1 418.36": true,
	} {
		if got := mayJoin(text); got != want {
			t.Errorf("%q joined: %v, want %v", text, got, want)
		}
	}
}
