package extract

import (
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

// Pages of the tests are in fixed pitch, sizes in pixels; a run of spaces in a
// line is as wide as it is long.
const (
	charWidth  = 10.0
	charHeight = 20.0
	lineHeight = 30.0
)

// newSheet makes a page of the lines; columns is its width in characters.
func newSheet(columns int, lines ...string) []doc.Page {
	p := doc.Page{PageInfo: doc.PageInfo{
		Number: 1, Width: columns * charWidth, Height: max(1, len(lines)) * lineHeight, DPI: 200, TextSource: doc.TextOCR,
	}}
	for n, line := range lines {
		col := 0
		for _, word := range strings.FieldsFunc(strings.ReplaceAll(line, " ", "\x00 \x00"), func(r rune) bool { return r == 0 }) {
			width := len([]rune(word))
			if word != " " {
				p.Words = append(p.Words, doc.Word{Text: word, Confidence: 0.95, Block: 0, Line: n, Box: doc.Box{
					Left: float64(col) * charWidth / float64(p.Width), Right: float64(col+width) * charWidth / float64(p.Width),
					Top: float64(n) * lineHeight / float64(p.Height), Bottom: (float64(n)*lineHeight + charHeight) / float64(p.Height),
				}})
			}
			col += width
		}
	}
	p.MeanWordConfidence = doc.MeanConfidence(p.Words)
	return []doc.Page{p}
}

// valueOf a field, "-" when it was not found.
func valueOf(u doc.Understanding, name string) string {
	if v := u.Fields[name].Value; v != nil {
		return *v
	}
	return "-"
}

// wants checks several fields.
func wants(t *testing.T, u doc.Understanding, want map[string]string) {
	t.Helper()
	for name, w := range want {
		if got := valueOf(u, name); got != w {
			t.Errorf("%s = %q, want %q; candidates %v", name, got, w, brief(u.Fields[name]))
		}
	}
}

// tillReceipt is a made-up receipt of a shop.
func tillReceipt() []doc.Page {
	return newSheet(42,
		"        HARBOUR LANE STORES SDN BHD",
		"             (123456-X)",
		"      No 5, Jalan Harbour 3,",
		"      81100 Johor Bahru, Johor",
		"         Tel: 07-555 0100",
		"TAX INVOICE",
		"Invoice No: HL-20431",
		"Date: 14/03/2018        18:22",
		"",
		"Brown bread                    4.50",
		"Tea bags 100s                 12.00",
		"Soap         2 x 3.20          6.40",
		"",
		"Subtotal                      22.90",
		"GST 6%                         1.37",
		"Rounding                      -0.02",
		"Total                         24.25",
		"Cash                          30.00",
		"Change                         5.75",
		"Thank you, please come again",
	)
}

// germanInvoice is a made-up invoice with an address window and a footer.
func germanInvoice() []doc.Page {
	return newSheet(90,
		"                                                       Nordlicht Werkzeuge GmbH",
		"                                                       Hafenstraße 12",
		"                                                       20457 Hamburg",
		"",
		"Nordlicht Werkzeuge GmbH - Hafenstraße 12 - 20457 Hamburg",
		"Muster & Söhne KG",
		"Lindenweg 4                                            Rechnungsnummer:   2026-0417",
		"50667 Köln                                             Rechnungsdatum:    01.10.2026",
		"                                                       Kundennummer:      88123",
		"",
		"Rechnung",
		"",
		"Pos   Beschreibung                 Menge   Einzelpreis      Betrag",
		"1     Bohrer Satz                  2       49,90             99,80",
		"2     Schraubzwinge                10      12,00            120,00",
		"",
		"                                   Nettobetrag              219,80 €",
		"                                   MwSt 19%                  41,76 €",
		"                                   Gesamtbetrag             261,56 €",
		"",
		"Zahlbar innerhalb 30 Tagen ohne Abzug.",
		"USt-IdNr. DE136695976    IBAN DE89 3704 0044 0532 0130 00    BIC COBADEFFXXX",
	)
}
