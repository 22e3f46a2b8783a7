package payment

import (
	"maps"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

// girocode is a made-up code as EPC069-12 lays it out.
const girocode = "BCD\n002\n1\nSCT\nCOBADEFFXXX\nNordlicht Werkzeuge GmbH\nDE89 3704 0044 0532 0130 00\nEUR118.7\n\nRF18539007547034\n\n"

// bill is a made-up code of a Swiss QR-bill.
func bill() []string {
	lines := make([]string, 31)
	copy(lines, []string{"SPC", "0200", "1", "CH4431999123000889012", "S", "Muster Krankenkasse", "Musterstrasse", "12", "8000", "Seldwyla", "CH"})
	copy(lines[18:], []string{"1949.75", "CHF", "S", "Pia Beispiel", "Gasse", "3", "9400", "Rorschach", "CH", "QRR", "210000000003139471430009017", "Order of 15 June", "EPD"})
	return lines
}

func TestPaymentCodesAreRead(t *testing.T) {
	giro := map[string]string{
		"supplier_name": "Nordlicht Werkzeuge GmbH", "iban": "DE89370400440532013000", "bic": "COBADEFFXXX",
		"amount_due": "118.70", "currency": "EUR", "payment_reference": "RF18539007547034",
	}
	swiss := map[string]string{
		"supplier_name": "Muster Krankenkasse", "iban": "CH4431999123000889012", "amount_due": "1949.75",
		"currency": "CHF", "payment_reference": "210000000003139471430009017",
	}
	open := bill()
	open[18], open[27], open[28] = "", "NON", ""
	for name, c := range map[string]struct {
		text, format string
		want         map[string]string
	}{
		"a Girocode":                    {girocode, "EPC", giro},
		"a Girocode of another system":  {strings.ReplaceAll(girocode, "\n", "\r\n"), "EPC", giro},
		"one that ends early":           {"BCD\n001\n1\nSCT\n\nA\nDE89370400440532013000", "EPC", map[string]string{"supplier_name": "A", "iban": "DE89370400440532013000"}},
		"a text instead of a reference": {strings.Replace(girocode, "RF18539007547034\n\n", "\n2026-0417", 1), "EPC", with(giro, "payment_reference", "2026-0417")},
		"a Swiss bill":                  {strings.Join(bill(), "\n"), "SPC", swiss},
		"a Swiss bill with an open amount": {strings.Join(open, "\n"), "SPC", map[string]string{
			"supplier_name": "Muster Krankenkasse", "iban": "CH4431999123000889012", "currency": "CHF", "payment_reference": "Order of 15 June",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Parse(c.text)
			if err != nil || s.Type != doc.TypeInvoice || s.Format != c.format || !maps.Equal(s.Fields, c.want) {
				t.Fatalf("%+v, %v", s, err)
			}
		})
	}
}

func with(m map[string]string, name, value string) map[string]string {
	out := maps.Clone(m)
	out[name] = value
	return out
}

func TestWhatIsNoPaymentCodeIsNotRead(t *testing.T) {
	foreign := bill()
	foreign[3] = "DE89370400440532013000"
	cut := bill()[:25]
	dollars := bill()
	dollars[19] = "USD"
	for name, text := range map[string]string{
		"nothing":                      "",
		"an address of the web":        "https://example.com/",
		"a card":                       "BEGIN:VCARD\nEND:VCARD",
		"another version":              strings.Replace(girocode, "002", "009", 1),
		"a mistyped account":           strings.Replace(girocode, "DE89", "DE88", 1),
		"another currency":             strings.Replace(girocode, "EUR", "USD", 1),
		"an amount that is a word":     strings.Replace(girocode, "EUR118.7", "EURmuch", 1),
		"an amount of four decimals":   strings.Replace(girocode, "EUR118.7", "EUR118.7001", 1),
		"an amount with two points":    strings.Replace(girocode, "EUR118.7", "EUR1.1.8", 1),
		"a Swiss bill from elsewhere":  strings.Join(foreign, "\n"),
		"a Swiss bill that is cut off": strings.Join(cut, "\n"),
		"a Swiss bill in dollars":      strings.Join(dollars, "\n"),
	} {
		if s, err := Parse(text); err == nil {
			t.Errorf("%s was read as %+v", name, s)
		}
	}
}

func codes(texts ...string) []doc.Page {
	p := doc.Page{}
	for _, text := range texts {
		p.Codes = append(p.Codes, doc.PageCode{Format: doc.FormatQR, Text: text})
	}
	return []doc.Page{p}
}

func TestOnlyOnePaymentIsTaken(t *testing.T) {
	if _, ok := Read(codes("https://example.com", girocode, girocode)); !ok {
		t.Error("the same twice is one")
	}
	if s, ok := Read(codes(girocode, strings.Join(bill(), "\n"))); ok {
		t.Errorf("two payments became %+v", s)
	}
	if _, ok := Read(nil); ok {
		t.Error("no page, no payment")
	}
	bar := codes(girocode)
	bar[0].Codes[0].Format = doc.Format128
	if _, ok := Read(bar); ok {
		t.Error("a bar code is no payment code")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(girocode)
	f.Add(strings.Join(bill(), "\n"))
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse(text)
		if err != nil {
			return
		}
		if !doc.ValidIBAN(s.Fields["iban"]) {
			t.Fatalf("an account %q", s.Fields["iban"])
		}
		for name, v := range s.Fields {
			if v == "" || strings.ContainsAny(v, "\x00\n\r") {
				t.Fatalf("%s is %q", name, v)
			}
		}
	})
}
