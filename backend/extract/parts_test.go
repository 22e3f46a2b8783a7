package extract

import (
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

func TestLexiconSpeaksTwelveLanguages(t *testing.T) {
	l := words()
	if len(l.langs) < 12 {
		t.Errorf("only %v", l.langs)
	}
	for joined, p := range l.exact {
		if joined != compact(joined) || len(p.concepts) == 0 || len(p.langs) == 0 {
			t.Errorf("%q: %+v", joined, p)
		}
	}
	for lang, word := range map[string]string{
		"de": "Rechnungsbetrag", "fr": "Net à payer", "es": "Importe total", "it": "Totale da pagare", "nl": "Te betalen", "pt": "Total a pagar",
		"pl": "Do zapłaty", "cs": "K úhradě", "sv": "Att betala", "hr": "Sveukupno", "sl": "Za plačilo", "fi": "Maksettava", "hu": "Fizetendő",
		"el": "Γενικό σύνολο", "lt": "Viso mokėti", "et": "Tasuda", "da": "Til betaling", "no": "Å betale", "ro": "Total de plată", "sk": "Na úhradu", "zh": "應付金額", "ms": "Jumlah besar",
	} {
		if p, q := l.match(compact(word)); p == nil || q < 1 || !p.has(cTotalStrong) && !p.has(cAmountDue) {
			t.Errorf("%s: %q is no total", lang, word)
		}
	}
}

func TestMisreadPhrasesAreKnown(t *testing.T) {
	for text, want := range map[string]concept{
		"T0TAL": cTotal, "TOTA1": cTotal, "SUBT0TAL": cSubtotal, "CUANGE": cChange, "Gesamtbetnag": cTotalStrong, "R0unding": cRounding,
	} {
		p, q := words().match(compact(text))
		if p == nil || !p.has(want) || q <= 0.5 || q > 1 {
			t.Errorf("%q is not read as %s", text, want)
		}
	}
	for _, text := range []string{"metal", "bread", "soap", "cast"} {
		if p, _ := words().match(text); p != nil && p.has(cTotal) {
			t.Errorf("%q is taken for a total", text)
		}
	}
}

func TestRowsFollowASlightSkew(t *testing.T) {
	pages := newSheet(60, "Total           for      all                       12.00", "Cash                                               20.00")
	for i := range pages[0].Words {
		w := &pages[0].Words[i]
		w.Box.Top += 0.1 * w.Box.Left
		w.Box.Bottom += 0.1 * w.Box.Left
	}
	l := newLayout(pages)
	if len(l.rows) != 2 || l.rows[0].text != "Total for all 12.00" {
		t.Errorf("%d rows, the first %q", len(l.rows), l.rows[0].text)
	}
}

func TestWordOrderDoesNotMatter(t *testing.T) {
	pages := tillReceipt()
	ws := pages[0].Words
	for i, j := 0, len(ws)-1; i < j; i, j = i+1, j-1 {
		ws[i], ws[j] = ws[j], ws[i]
	}
	wants(t, Understand(pages, Options{}), map[string]string{"total": "24.25", "merchant": "HARBOUR LANE STORES SDN BHD"})
}

func TestNamesAreCleaned(t *testing.T) {
	for in, want := range map[string]string{
		"QUAY TRADING SON BHD (123456-X)":  "QUAY TRADING SDN BHD",
		"* QUAY BOOKS LIMITED *":           "QUAY BOOKS LIMITED",
		"QUAY MART $/B":                    "QUAY MART S/B",
		"QUAY BAKERLES":                    "QUAY BAKERIES",
		"Quay Verlag GmbH, Hafenstrasse 1": "Quay Verlag GmbH",
		"QUA¥ STAT1ONERY":                  "QUAY STATIONERY",
	} {
		l := newLayout(newSheet(60, in))
		if got := l.readName(0, len(l.tokens)); got.value != want {
			t.Errorf("%q gives %q, want %q", in, got.value, want)
		}
	}
}

func TestCurrencyComesFromThePaperOrStaysOpen(t *testing.T) {
	tests := []struct{ name, line, want string }{
		{"a sign", "Total €5.00", "EUR"},
		{"a code", "Total 5.00 PLN", "PLN"},
		{"a dollar and a Canadian tax number", "Total $5.00 GST# 123456789 RT0001", "CAD"},
		{"a phone code", "Tel +46 8 555 010 Total 5.00", "SEK"},
		{"nothing", "Total 5.00", "-"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := Understand(newSheet(60, tt.line), Options{Type: doc.TypeReceipt})
			wants(t, u, map[string]string{"currency": tt.want})
		})
	}
}

func TestTotalTraps(t *testing.T) {
	tests := []struct {
		name  string
		lines []string
		want  string
	}{
		{"cash and change are no total", []string{"Tea 12.00", "Total 12.00", "Cash 50.00", "Change 38.00"}, "12.00"},
		{"a count of items is no total", []string{"Tea 7.00", "Jam 5.00", "Total items 2", "Total 12.00"}, "12.00"},
		{"the sum after rounding counts", []string{"Tea 12.02", "Total 12.02", "Rounding -0.02", "Grand Total 12.00"}, "12.00"},
		{"no total line but cash less change", []string{"Tea 7.00", "Jam 5.00", "Cash 20.00", "Change 8.00", "12.00"}, "12.00"},
		{"savings are no total", []string{"Tea 12.00", "Total 12.00", "Total savings 19.00"}, "12.00"},
		{"the price stands on the next line", []string{"Tea 12.00", "Jam 3.00", "TOTAL", "                    15.00"}, "15.00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			wants(t, Understand(newSheet(40, tt.lines...), Options{Type: doc.TypeReceipt}), map[string]string{"total": tt.want})
		})
	}
}

func TestSumsOfACreditNoteKeepTheirSign(t *testing.T) {
	u := Understand(newSheet(50, "Gutschrift Nr. G-2231 vom 01.10.2026", "Nettobetrag   -100,00 €", "MwSt 19%   -19,00 €", "Gesamtbetrag   -119,00 €"), Options{Type: doc.TypeInvoice})
	wants(t, u, map[string]string{"net_total": "-100.00", "tax_total": "-19.00", "grand_total": "-119.00"})
}

func TestTaxOfSeveralRatesIsAdded(t *testing.T) {
	u := Understand(newSheet(60, "Total 157.50", "Tax code   Rate   Net   Tax", "A  7%   50.00   3.50", "B  4%   100.00   4.00"), Options{Type: doc.TypeInvoice})
	if f := u.Fields["tax_total"]; f.Value == nil || *f.Value != "7.50" || f.Origin != doc.OriginComputed {
		t.Errorf("%+v", f)
	}
	if rows := u.Tables["tax_lines"].Rows; len(rows) != 2 {
		t.Errorf("tax lines %+v", rows)
	}
}

func TestAScorerCanBeReplaced(t *testing.T) {
	u := Understand(newSheet(40, "Tea 3.00", "Total 12.00"), Options{Type: doc.TypeReceipt, Scorer: smallest{}})
	if u.Model != "smallest" || valueOf(u, "total") != "3.00" {
		t.Errorf("model %s, total %s", u.Model, valueOf(u, "total"))
	}
}

// smallest prefers small sums.
type smallest struct{}

func (smallest) Name() string { return "smallest" }

func (smallest) Score(field string, f Features) float64 {
	if !strings.HasSuffix(field, ".total") {
		return -1
	}
	return 2 - f["relative"]
}
