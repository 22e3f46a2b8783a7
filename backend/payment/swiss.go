package payment

import (
	"errors"

	"deskclerk/backend/doc"
)

// swiss reads the lines of the Swiss Payments Code, "Swiss Implementation
// Guidelines QR-bill", versions 2.0 to 2.3, chapter 4.
func swiss(lines []string) (doc.Stated, error) {
	const (
		version  = 1
		coding   = 2
		iban     = 3
		name     = 5
		sum      = 18
		currency = 19
		kind     = 27
		refer    = 28
		message  = 29
		trailer  = 30
	)
	if v := line(lines, version); len(v) != 4 || v[:2] != "02" || line(lines, coding) != "1" {
		return doc.Stated{}, ErrNone
	}
	account := doc.CompactIdentifier(line(lines, iban))
	if !doc.ValidIBAN(account) || account[:2] != "CH" && account[:2] != "LI" {
		return doc.Stated{}, errors.New("a Swiss code without an account")
	}
	if line(lines, trailer) != "EPD" {
		return doc.Stated{}, errors.New("a Swiss code that is cut off")
	}
	due, err := amount(line(lines, sum))
	if err != nil {
		return doc.Stated{}, err
	}
	money := line(lines, currency)
	if money != "CHF" && money != "EUR" {
		return doc.Stated{}, errors.New("a Swiss code of another currency")
	}
	reference := doc.CompactIdentifier(line(lines, refer))
	if k := line(lines, kind); k == "NON" || reference == "" {
		reference = line(lines, message)
	}
	return stated("SPC", map[string]string{
		"supplier_name": line(lines, name), "iban": account,
		"amount_due": due, "currency": money, "payment_reference": reference,
	}), nil
}
