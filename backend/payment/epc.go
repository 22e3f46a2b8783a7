package payment

import (
	"errors"
	"strings"

	"deskclerk/backend/doc"
)

// epc reads the lines of EPC069-12, version 2.1, "Quick Response Code:
// Guidelines to Enable Data Capture for the Initiation of a SEPA Credit
// Transfer".
func epc(lines []string) (doc.Stated, error) {
	const (
		version = iota + 1
		charset
		identification
		bic
		name
		iban
		sum
		purpose
		structured
		free
	)
	if v := line(lines, version); v != "001" && v != "002" || line(lines, identification) != "SCT" {
		return doc.Stated{}, ErrNone
	}
	account := doc.CompactIdentifier(line(lines, iban))
	if !doc.ValidIBAN(account) {
		return doc.Stated{}, errors.New("an EPC code without an account")
	}
	paid, currency := line(lines, sum), ""
	if paid != "" {
		if !strings.HasPrefix(paid, "EUR") {
			return doc.Stated{}, errors.New("an EPC code of another currency")
		}
		paid, currency = strings.TrimPrefix(paid, "EUR"), "EUR"
	}
	due, err := amount(paid)
	if err != nil {
		return doc.Stated{}, err
	}
	reference := line(lines, structured)
	if reference == "" {
		reference = line(lines, free)
	}
	return stated("EPC", map[string]string{
		"supplier_name": line(lines, name), "iban": account, "bic": doc.CompactIdentifier(line(lines, bic)),
		"amount_due": due, "currency": currency, "payment_reference": reference,
	}), nil
}
