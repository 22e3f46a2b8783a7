package extract

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestTheCountryIsToldByItsTaxNumber(t *testing.T) {
	for text, want := range map[string]string{
		"GST NO: 000342237184 (ID:5033)": "MY",
		"GST Reg # 000899874816":         "MY",
		"GST No. 123-456-789":            "NZ",
		"GST Reg No: M2-0012345-6":       "SG",
		"GST REG NO 201912345K":          "SG",
		"GST No. 12":                     "",
		"Member 000342237184":            "",
	} {
		if got := gather(newLayout(newSheet(60, text))).place.country; got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestACurrencyInAHeadingIsPrinted(t *testing.T) {
	for text, want := range map[string]string{
		"Amt (Excl.) Tax (RM)": "MYR", "Summary Amount(RM)": "MYR", "Price (€)": "EUR", "Hours (pm)": "", "Rate (all)": "",
	} {
		d := gather(newLayout(newSheet(60, text)))
		got := ""
		for code, n := range d.place.currency {
			if n > 0 {
				got += code
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestACurrencyThatLittleTellsOfIsDoubted(t *testing.T) {
	for name, c := range map[string]struct {
		lines []string
		want  string
		doubt bool
	}{
		"a sign that countries share": {[]string{"Tea        $4.80", "Total        $4.80"}, "USD", true},
		"a sign with its country":     {[]string{"Main Street", "Springfield, IL 62701", "Tea        $4.80", "Total        $4.80"}, "USD", false},
		"a code beside each sum":      {[]string{"Tea        EUR 4.80", "Cake        EUR 2.20", "Total        EUR 7.00"}, "EUR", false},
	} {
		u := Understand(newSheet(60, c.lines...), Options{Type: doc.TypeReceipt}).Fields["currency"]
		if u.Value == nil || *u.Value != c.want || (u.Confidence <= doubtfulCurrency) != c.doubt {
			t.Errorf("%s: %+v", name, u)
		}
	}
}
