package validate

import (
	"strings"

	"golang.org/x/text/currency"

	"deskclerk/backend/doc"
)

// ibanChecksum: the check digits hold; one look-alike character that makes them
// hold is offered.
func ibanChecksum(s sheet) []finding {
	v := s.value("iban")
	if v == "" || doc.ValidIBAN(v) {
		return nil
	}
	f := finding{fields: []string{"iban"}, said: breaks("iban_checksum")}
	if r := repairIBAN(doc.CompactIdentifier(v)); r != "" {
		f.field, f.value = "iban", r
	}
	return []finding{f}
}

// repairIBAN tries every look-alike digit in one place, first where a letter
// stands: most IBANs have digits only after the country. It gives nothing when
// none or more than one fits.
func repairIBAN(v string) string {
	for _, letters := range []bool{true, false} {
		fit := repairsOf(v, letters)
		if len(fit) == 1 {
			return fit[0]
		}
		if len(fit) > 1 {
			return ""
		}
	}
	return ""
}

// repairsOf lists the valid IBANs that differ from v by one look-alike digit, in
// the place of a letter or of another digit.
func repairsOf(v string, letters bool) (fit []string) {
	for i := range len(v) {
		if i < 2 || letters != (v[i] >= 'A') {
			continue
		}
		for _, c := range lookalikes(v[i]) {
			if c >= 'A' {
				continue
			}
			if w := v[:i] + string(c) + v[i+1:]; doc.ValidIBAN(w) {
				fit = append(fit, w)
			}
		}
	}
	return fit
}

// lookalikes of a character in an identifier.
func lookalikes(c byte) string {
	const pairs = "0O 0D 0Q 1I 1L 1T 17 2Z 5S 6G 8B 08 06 38 35 56 68 69 89 49 47 14 27"
	var b strings.Builder
	for _, p := range strings.Fields(pairs) {
		if p[0] == c {
			b.WriteByte(p[1])
		} else if p[1] == c {
			b.WriteByte(p[0])
		}
	}
	return b.String()
}

// bicForm: bank, country, place and perhaps branch.
func bicForm(s sheet) []finding {
	if v := s.value("bic"); v != "" && !doc.ValidBIC(v) {
		return fail(breaks("bic_form"), "bic")
	}
	return nil
}

// bicMatchesIBAN: both name the same country.
func bicMatchesIBAN(s sheet) []finding {
	iban, bic := doc.CompactIdentifier(s.value("iban")), s.value("bic")
	if len(iban) > 2 && len(bic) >= 6 && iban[:2] != bic[4:6] {
		return fail(breaks("bic_matches_iban"), "bic", "iban")
	}
	return nil
}

// vatForm: the number has the form its country gives it.
func vatForm(s sheet) []finding {
	if v := s.value("supplier_vat_id"); v != "" && !doc.ValidVATForm(v) {
		return fail(breaks("vat_form"), "supplier_vat_id")
	}
	return nil
}

// currencyCode: a code of ISO 4217.
func currencyCode(s sheet) []finding {
	v := s.value("currency")
	if v == "" {
		return nil
	}
	if _, err := currency.ParseISO(v); err != nil {
		return fail(breaks("currency_code"), "currency")
	}
	return nil
}
