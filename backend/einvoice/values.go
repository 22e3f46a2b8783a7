package einvoice

import (
	"math/big"
	"strings"
	"time"

	"deskclerk/backend/doc"
)

// amount writes a decimal with two places, empty for what is none. XML has a
// point before the decimals and no other separator (XML Schema, decimal).
func amount(s string) string {
	r, ok := decimal(s)
	if !ok {
		return ""
	}
	out := r.FloatString(2)
	if out == "-0.00" {
		return "0.00"
	}
	return out
}

// plain writes a quantity or rate without needless zeros.
func plain(s string) string {
	r, ok := decimal(s)
	if !ok {
		return ""
	}
	out := r.FloatString(4)
	return strings.TrimSuffix(strings.TrimRight(out, "0"), ".")
}

func decimal(s string) (*big.Rat, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 30 || strings.Trim(s, "+-.0123456789") != "" {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}

// date reads 2026-10-01, with or without a zone, and the formats 102, 203 and
// 204 of UN/EDIFACT 2379 (20261001, then hours and more).
func date(s string) string {
	s = strings.TrimSpace(s)
	if len(s) >= 10 && s[4] == '-' {
		s = s[:10]
	} else if len(s) >= 8 {
		s = s[:4] + "-" + s[4:6] + "-" + s[6:8]
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return ""
	}
	return s
}

// identifier drops what producers write for "none".
func identifier(s string) string {
	switch strings.ToUpper(strings.Trim(s, " .-/")) {
	case "", "NA", "N/A", "NONE", "NULL", "UNKNOWN", "0":
		return ""
	}
	return s
}

// iban without spaces; a national account number is none.
func iban(s string) string {
	c := doc.CompactIdentifier(s)
	if len(c) < 15 || c[0] < 'A' || c[1] < 'A' || c[2] > '9' || c[3] > '9' {
		return ""
	}
	return c
}

// each is the price of one when the price is for several, with as many decimals
// as it has, two to six: a kilowatt-hour costs 0.0205.
func each(price, several string) string {
	p, ok := decimal(price)
	if !ok {
		return ""
	}
	if n, ok := decimal(several); ok && n.Sign() > 0 {
		p = p.Quo(p, n)
	}
	s := p.FloatString(6)
	for strings.HasSuffix(s, "0") && s[len(s)-3] != '.' {
		s = s[:len(s)-1]
	}
	return s
}

// less is a − b as an amount.
func less(a, b string) string {
	x, ok1 := decimal(a)
	y, ok2 := decimal(b)
	if !ok1 || !ok2 {
		return ""
	}
	return x.Sub(x, y).FloatString(2)
}

// adjustment is what charges (BT-108) and allowances (BT-107) of the whole
// document add to the sum of its lines, empty when that is nothing.
func adjustment(charges, allowances string) string {
	sum := new(big.Rat)
	if c, ok := decimal(charges); ok {
		sum.Add(sum, c)
	}
	if a, ok := decimal(allowances); ok {
		sum.Sub(sum, a)
	}
	if sum.Sign() == 0 {
		return ""
	}
	return sum.FloatString(2)
}

// sameIn picks the amount that is in the currency, or without one: an invoice
// may state its tax in the currency of accounting as well.
func sameIn(currency string, amounts []*node) string {
	for _, a := range amounts {
		if c := a.attr["currencyID"]; c == "" || c == currency {
			return amount(a.text)
		}
	}
	return ""
}
