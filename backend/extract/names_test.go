package extract

import (
	"slices"
	"testing"

	"deskclerk/backend/doc"
)

// merchantOf a receipt printed line by line.
func merchantOf(lines ...string) string {
	return valueOf(Understand(newSheet(60, lines...), Options{Type: doc.TypeReceipt}), "merchant")
}

func TestNamesAreFoundWhereverTheyStand(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  string
	}{
		{"the legal form on the next line", []string{"      HARBOUR LANE PROVISIONS", "              SDN BHD", "        (123456-X)", "  12, Jalan Pantai, 81100 Johor Bahru", "Total 12.00"}, "HARBOUR LANE PROVISIONS SDN BHD"},
		{"a word of business over the name", []string{"            RESTAURANT", "            * ZUM ANKER *", "         INH. OLAF BRANDT", "          Hafenstr. 33", "          04229 Leipzig", "Summe 12,00"}, "RESTAURANT ZUM ANKER"},
		{"only in a greeting at the foot", []string{"Rechnung 4711", "Tee 3,00", "Summe 3,00", "Vielen Dank", "Auf Wiedersehen bei KONTORA"}, "KONTORA"},
		{"after a greeting at the head", []string{"      Welcome to Quayside Corner #103", "      12 Harbour Street", "Tea 3.00", "Total 3.00"}, "Quayside Corner #103"},
		{"only in a web address", []string{"Tea 3.00", "Total 3.00", "www.quayside.com"}, "quayside"},
		{"behind who owns it", []string{"   Owned by: Quay Lane Cafe Sdn Bhd", "   12, Jalan Pantai", "Total 3.00"}, "Quay Lane Cafe Sdn Bhd"},
		{"the logo's first word over the whole name", []string{"  QUAY", "  Quay Lane Harbour", "  12 Harbour Street", "Total 3.00"}, "Quay Lane Harbour"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := merchantOf(tt.lines...); compact(got) != compact(tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestMisreadLettersOfNamesAreMended(t *testing.T) {
	for in, want := range map[string]string{
		"41 QUAY MART S/B (519S37~-X)":        "41 QUAY MART S/B",
		"41 QUAY HART S/B":                    "41 QUAY MART S/B",
		"QUAY BAKERTES-(kL,) SDN BHD":         "QUAY BAKERIES-(kL,) SDN BHD",
		"QUAY BAKERY ES SDN BHD":              "QUAY BAKERIES SDN BHD",
		"QUAY TKL) SDN BHO":                   "QUAY (KL) SDN BHD",
		"Quay GabH":                           "Quay GmbH",
		"Quay Coffee Sp. z 0.0.":              "Quay Coffee Sp. z o.o.",
		"Quay Handel GmbH Se Co KG":           "Quay Handel GmbH & Co KG",
		"QIUIAIYISIIIDIE":                     "QUAYSIDE",
		"Q.1.Y. QUAYPETRO] LTD":               "Q.I.Y. QUAYPETROI LTD",
		"Consorcio Regional de Transportes":   "Consorcio Regional de Transportes",
		"HART & SONS":                         "HART & SONS",
		"SUNGAI CARRY (SUNGAI QUAY) SDN. BHD": "SUNGAI CARRY (SUNGAI QUAY) SDN. BHD",
	} {
		l := newLayout(newSheet(60, in))
		if got := l.readName(0, len(l.tokens)); compact(got.value) != compact(want) {
			t.Errorf("%q gives %q, want %q", in, got.value, want)
		}
	}
}

func TestADomainTellsHowANameIsSpelled(t *testing.T) {
	for _, tt := range []struct{ name, domain, want string }{
		{"khite Harbour", "whiteharbour", "White Harbour"},
		{"Dirk Quaynann GmbH", "quaynann", ""},
		{"HARBOUR", "quayside", ""},
		{"QUAISIDES", "quaysides", "QUAYSIDES"},
	} {
		if got := spelledByDomain(tt.name, []string{tt.domain}); got != tt.want {
			t.Errorf("%q by %q gives %q, want %q", tt.name, tt.domain, got, tt.want)
		}
	}
}

func TestAnotherPassOffersAnotherName(t *testing.T) {
	pages := newSheet(60, "   TVORY QUAY SDN BHD", "   12, Jalan Pantai", "Total 3.00")
	w := &pages[0].Words[0]
	w.Passes, w.Agree = 4, 2
	w.Readings = []doc.Reading{{Text: "IVORY", Confidence: 0.9, Pass: "thick", Agree: 2, Words: 1}}
	f := Understand(pages, Options{Type: doc.TypeReceipt}).Fields["merchant"]
	values := []string{*f.Value}
	for _, c := range f.Candidates {
		values = append(values, c.Value)
	}
	if !slices.Contains(values, "IVORY QUAY SDN BHD") || !slices.Contains(values, "TVORY QUAY SDN BHD") {
		t.Errorf("candidates %q", values)
	}
	if pages[0].Words[0].Text != "TVORY" {
		t.Error("the page was changed")
	}
}

func TestAnAddressIsWholeAndNothingMore(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  string
	}{
		{"a row of its middle without a number", []string{"  QUAY STORES SDN BHD", "  NO 7, JALAN PANTAI,", "  TANJUNG,", "  53200, KUALA LUMPUR.", "TEL : 03-1234567", "Total 3.00"}, "NO 7, JALAN PANTAI, TANJUNG, 53200, KUALA LUMPUR"},
		{"captions beside it stay out", []string{"  QUAY STORES SDN BHD", "Site: 1046", "  176 JLN PANTAI", "  57100 KUALA LUMPUR", "Cashier: 12", "Total 3.00"}, "176 JLN PANTAI 57100 KUALA LUMPUR"},
		{"misread words and signs", []string{"  QUAY STORES SDN BHD", "  9, JALAN $S2, TANAN QUAY", "  §7100 KUALA LUMPUR, SELANGGR", "Total 3.00"}, "9, JALAN SS2, TAMAN QUAY 57100 KUALA LUMPUR, SELANGOR"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := Understand(newSheet(60, tt.lines...), Options{Type: doc.TypeReceipt})
			if got := valueOf(u, "merchant_address"); compact(got) != compact(tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestPartiesStandUnderTheirCaptions(t *testing.T) {
	u := Understand(newSheet(90,
		"Rechnungsempfänger                    Rechnungsnummer    4711",
		"Kai AG Mitte                          Datum   05.03.2030",
		"Olaf Brandt",
		"Kaistraße 15",
		"69876 Frankfurt",
		"Rechnungsbetrag 12,00 €",
		"Quay Handel GmbH & Co.    KG",
	), Options{Type: doc.TypeInvoice})
	wants(t, u, map[string]string{"customer_name": "Kai AG Mitte"})
	if c := u.Fields["supplier_name"].Candidates; len(c) == 0 || c[0].Value != "Quay Handel GmbH & Co. KG" {
		t.Errorf("suppliers %+v", c)
	}
}

func TestAnAddressTakesItsWordsFromTheSurerPass(t *testing.T) {
	pages := newSheet(60, "  QUAY STORES SDN BHD", "  9, JALAN PANTAI T4M4N", "  571O0 KUALA LUMPUR", "Total 3.00")
	for i := range pages[0].Words {
		w := &pages[0].Words[i]
		switch w.Text {
		case "T4M4N":
			w.Readings = []doc.Reading{{Text: "TAMAN", Confidence: 0.7, Words: 1}}
		case "571O0":
			w.Readings = []doc.Reading{{Text: "57100", Confidence: 0.7, Words: 1}}
		}
	}
	u := Understand(pages, Options{Type: doc.TypeReceipt})
	if got, want := valueOf(u, "merchant_address"), "9, JALAN PANTAI TAMAN 57100 KUALA LUMPUR"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
