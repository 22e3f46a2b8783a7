// Package fiscal is the room of tax offices' codes: it reads what a QR code that a
// till has to print says of a sale, as those of Saudi Arabia (ZATCA), Portugal
// (ATCUD) and Germany (DSFinV-K) do, into fields of a receipt or an invoice. It is
// pure, and takes every letter for a stranger's.
package fiscal

import (
	"errors"
	"maps"
	"math/big"
	"regexp"
	"strings"

	"deskclerk/backend/doc"
)

// ErrNone is returned for a text that is no fiscal code.
var ErrNone = errors.New("no fiscal code")

// maxText bounds a code's text, in bytes: the largest QR code holds 2953.
const maxText = 4096

// Sale is what a code states. Empty parts are not stated.
type Sale struct {
	Format   string // ZATCA, ATCUD or DSFinV-K
	Seller   string
	TaxID    string // of the seller
	Number   string
	Date     string // YYYY-MM-DD
	Total    string // with tax, a decimal with two places
	Tax      string // likewise
	Currency string
}

// Read gives what the fiscal code on the pages states, for a receipt and for an
// invoice; ok is false when there is none. Where several state different sales
// none is taken: nobody knows which is meant.
func Read(pages []doc.Page) (stated []doc.Stated, ok bool) {
	sale, ok := doc.OnlyQR(pages, Parse, func(a, b Sale) bool { return a == b })
	if !ok {
		return nil, false
	}
	return []doc.Stated{sale.receipt(), sale.invoice()}, true
}

// Parse reads the text of one code. Errors: ErrNone, and that of a code that
// breaks its own rules.
func Parse(text string) (Sale, error) {
	text = strings.TrimSpace(text)
	switch {
	case len(text) > maxText:
		return Sale{}, ErrNone
	case strings.HasPrefix(text, "V0;"):
		return germany(text)
	case strings.HasPrefix(text, "A:"):
		return portugal(text)
	default:
		return zatca(text)
	}
}

func (s Sale) receipt() doc.Stated {
	return s.stated(doc.TypeReceipt, map[string]string{
		"merchant": s.Seller, "receipt_number": s.Number, "date": s.Date, "total": s.Total, "tax_total": s.Tax, "currency": s.Currency,
	})
}

func (s Sale) invoice() doc.Stated {
	return s.stated(doc.TypeInvoice, map[string]string{
		"supplier_name": s.Seller, "supplier_vat_id": s.TaxID, "invoice_number": s.Number, "issue_date": s.Date, "grand_total": s.Total,
		"tax_total": s.Tax, "currency": s.Currency,
	})
}

// stated makes the statement. The name of the seller may be written otherwise on
// the paper, by which it is better known.
func (s Sale) stated(t doc.Type, fields map[string]string) doc.Stated {
	maps.DeleteFunc(fields, func(_, value string) bool { return value == "" })
	return doc.Stated{Type: t, Format: s.Format, Fields: fields, Partial: true, Soft: []string{"merchant", "supplier_name"}}
}

var decimal = regexp.MustCompile(`^-?[0-9]{1,12}(\.[0-9]{1,6})?$`)

var errAmount = errors.New("an amount that is none")

// amount writes a decimal with two places; empty stays empty.
func amount(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	r, ok := new(big.Rat).SetString(text)
	if !ok || !decimal.MatchString(text) {
		return "", errAmount
	}
	return r.FloatString(2), nil
}

// fixed is an amount that must be there.
func fixed(text string) (string, error) {
	if text == "" {
		return "", errAmount
	}
	return amount(text)
}
