package extract

import (
	"maps"
	"slices"
	"strings"

	"deskclerk/backend/doc"
)

// currencyOf is the prefix of the notions that tell an account's currency: the words
// for the numbers that only banks of one country have, such as a sort code.
const currencyOf = "currency_"

// accountCurrency is the currency of the account's country, where the statement prints
// none: an account in another one says so. It is told by the IBAN, or by words for
// numbers that no other country's banks have.
func (d *evidence) accountCurrency(found map[string]Candidate) (Candidate, bool) {
	if c, ok := found["iban"]; ok && doc.ValidIBAN(c.Value) {
		for i := range d.l.lex.countries {
			if k := &d.l.lex.countries[i]; strings.EqualFold(k.Code, c.Value[:2]) {
				return Candidate{Value: k.Currency, Raw: c.Raw, Page: c.Page, Box: c.Box, Confidence: textSure * min(1, c.Confidence/labelled), Origin: doc.OriginComputed}, true
			}
		}
	}
	for i := range d.l.rows {
		for _, n := range slices.Sorted(maps.Keys(notionsIn(d.l.rows[i].folded))) {
			code, ok := strings.CutPrefix(string(n), currencyOf)
			if !ok {
				continue
			}
			if box, at := d.phraseBox(i, n); at {
				return Candidate{Value: code, Page: d.l.rows[i].page, Box: box, Confidence: textSure, Origin: doc.OriginComputed}, true
			}
		}
	}
	return Candidate{}, false
}
