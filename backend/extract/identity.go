package extract

import (
	"regexp"
	"strings"
	"sync"

	"deskclerk/backend/doc"
)

var (
	ibanForm = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\b[A-Z]{2}\s?[0-9O]{2}(?:[ \-]?[A-Z0-9]){10,32}`)
	})
	bicForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\b`) })
	vatForm = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\b(?:ATU|CHE|[A-Z]{2})[ \-]?[0-9A-Z](?:[ .\-]?[0-9A-Z]){5,14}\b`)
	})
)

// ibanCandidates are only those whose check digits hold, with the spaces of the
// print taken out.
func (d *evidence) ibanCandidates() []Candidate {
	return d.scan(ibanForm(), func(s string) (string, bool) {
		c := doc.CompactIdentifier(s)
		for n := len(c); n >= 15; n-- { // the next word may hang on
			if doc.ValidIBAN(c[:n]) {
				return c[:n], true
			}
		}
		return "", false
	}, "iban")
}

// bicCandidates have the form of a BIC and stand near the word or an IBAN.
func (d *evidence) bicCandidates() []Candidate {
	out := d.scan(bicForm(), func(s string) (string, bool) { return s, doc.ValidBIC(s) }, "bic", "swift", "blz")
	kept := out[:0]
	for _, c := range out {
		if c.Features["named"] > 0 {
			kept = append(kept, c)
		}
	}
	return kept
}

// vatCandidates have the form of a VAT number of a country.
func (d *evidence) vatCandidates() []Candidate {
	return d.scan(vatForm(), func(s string) (string, bool) {
		c := doc.CompactIdentifier(s)
		return c, doc.ValidVATForm(c) && !doc.ValidIBAN(c) && strings.ContainsAny(c[2:], "0123456789")
	}, "ust", "vat", "tva", "btw", "iva", "uid", "mva", "moms", "tax", "steuer", "nif", "cif", "dic", "nip")
}

// scan runs a form over every row and keeps what check accepts. The feature
// "named" says that one of the words stands before it in its row.
func (d *evidence) scan(re *regexp.Regexp, check func(string) (string, bool), names ...string) []Candidate {
	var out []Candidate
	for i := range d.l.rows {
		r := &d.l.rows[i]
		for _, m := range re.FindAllStringIndex(r.text, -1) {
			value, ok := check(r.text[m[0]:m[1]])
			if !ok {
				continue
			}
			s := spotAt(d.l, r, value, m[0], m[1])
			f := Features{"position": r.order, "confidence": s.conf}
			before := fold(r.text[:m[0]])
			for _, n := range names {
				set(f, "named", max(f["named"], flag(strings.Contains(before, n))))
			}
			c := d.l.around(s.first, s.end, cBuyer, cSeller)
			set(f, "buyer", max(c.left[cBuyer], c.over[cBuyer]))
			set(f, "seller", max(c.left[cSeller], c.over[cSeller]))
			out = append(out, Candidate{
				Value: value, Raw: s.raw, Page: s.page, Box: s.box, Confidence: s.conf, Features: f,
			})
		}
	}
	return out
}
