package fiscal

import (
	"encoding/base64"
	"errors"
	"regexp"
	"time"
	"unicode/utf8"
)

// Tags of the code, by ZATCA's "Security Features Implementation Standards",
// section 4. What a later phase adds, from tag 6 on, is a signature.
const (
	tagSeller = iota + 1
	tagVAT
	tagTime
	tagTotal
	tagTax
)

// saudiVAT is a VAT number of Saudi Arabia: 15 digits, a 3 at both ends.
var saudiVAT = regexp.MustCompile(`^3[0-9]{13}3$`)

// zatca reads base64 of tags, lengths and values of a byte, a byte and so many
// bytes.
func zatca(text string) (Sale, error) {
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(data) < 2 || data[0] != tagSeller {
		return Sale{}, ErrNone
	}
	values := map[byte]string{}
	for len(data) >= 2 && data[0] <= tagTax {
		tag, n := data[0], int(data[1])
		if len(data) < 2+n {
			return Sale{}, ErrNone
		}
		values[tag], data = string(data[2:2+n]), data[2+n:]
	}
	if !saudiVAT.MatchString(values[tagVAT]) || !utf8.ValidString(values[tagSeller]) {
		return Sale{}, ErrNone
	}
	at, err := saudiTime(values[tagTime])
	if err != nil {
		return Sale{}, err
	}
	total, err := fixed(values[tagTotal])
	if err != nil {
		return Sale{}, err
	}
	tax, err := amount(values[tagTax])
	if err != nil {
		return Sale{}, err
	}
	return Sale{
		Format: "ZATCA", Seller: values[tagSeller], TaxID: values[tagVAT], Date: at.Format(time.DateOnly),
		Total: total, Tax: tax, Currency: "SAR",
	}, nil
}

// saudiTime reads the time of the sale as it is written: tills give the time of
// their place, whatever they write behind it.
func saudiTime(text string) (time.Time, error) {
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", time.DateOnly} {
		if at, err := time.Parse(form, text); err == nil {
			return at, nil
		}
	}
	return time.Time{}, errors.New("a ZATCA code without a time")
}
