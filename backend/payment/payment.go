// Package payment is the room of payment codes: it reads what a QR code on a
// bill says of whom to pay how much, as the European EPC code (Girocode) and the
// code of the Swiss QR-bill do, into fields of an invoice. It is pure, and takes
// every letter for a stranger's.
package payment

import (
	"errors"
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"

	"deskclerk/backend/doc"
)

// ErrNone is returned for a text that is no payment code.
var ErrNone = errors.New("no payment code")

// maxText bounds a code's text, in bytes: the largest QR code holds 2953.
const maxText = 4096

// Read gives what the first payment code on the pages states; ok is false when
// there is none. Where several state different payments, such as two bills in
// one file, none is taken: nobody knows which is meant.
func Read(pages []doc.Page) (s doc.Stated, ok bool) {
	return doc.OnlyQR(pages, Parse, func(a, b doc.Stated) bool { return sameFields(a.Fields, b.Fields) })
}

func sameFields(a, b map[string]string) bool {
	for _, name := range []string{"iban", "amount_due", "payment_reference"} {
		if a[name] != b[name] {
			return false
		}
	}
	return true
}

// Parse reads the text of one code. Errors: ErrNone, and that of a code that
// breaks its own rules.
func Parse(text string) (doc.Stated, error) {
	if len(text) > maxText || !utf8.ValidString(text) {
		return doc.Stated{}, ErrNone
	}
	text = strings.TrimPrefix(text, "\ufeff")
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	for i := range lines {
		lines[i] = clean(lines[i])
	}
	switch lines[0] {
	case "BCD":
		return epc(lines)
	case "SPC":
		return swiss(lines)
	}
	return doc.Stated{}, ErrNone
}

// clean drops what cannot be printed.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// line is one line of the code, empty when it has fewer.
func line(lines []string, n int) string {
	if n >= len(lines) {
		return ""
	}
	return lines[n]
}

// stated makes the statement of a code. Its name may be that of who collects the
// money, and what it says need not be printed in the same form.
func stated(format string, fields map[string]string) doc.Stated {
	s := doc.Stated{Type: doc.TypeInvoice, Format: format, Fields: map[string]string{}, Partial: true, Soft: []string{"supplier_name", "payment_reference", "bic"}}
	for name, value := range fields {
		if value != "" {
			s.Fields[name] = value
		}
	}
	return s
}

// amount writes a decimal with two places, empty for none. More than three
// decimals, and what is no plain number, is an error.
func amount(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	_, decimals, _ := strings.Cut(text, ".")
	if len(text) > 15 || len(decimals) > 3 || strings.Trim(text, "0123456789.") != "" || strings.Count(text, ".") > 1 {
		return "", errors.New("an amount that is none")
	}
	r, ok := new(big.Rat).SetString(strings.TrimSuffix(text, "."))
	if !ok {
		return "", errors.New("an amount that is none")
	}
	if r.Sign() == 0 {
		return "", nil // left open, or nothing to pay
	}
	return r.FloatString(2), nil
}
