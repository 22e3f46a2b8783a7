package extract

import (
	"regexp"
	"strings"
	"sync"

	"deskclerk/backend/doc"
)

var bicForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\b`) })

// bicCandidates have the form of a BIC and stand near the word or an IBAN.
func (d *evidence) bicCandidates() []Candidate {
	out := d.scan(bicForm(), 0, func(s string) (string, bool) { return s, doc.ValidBIC(s) }, "bic", "swift", "blz")
	kept := out[:0]
	for _, c := range out {
		if c.Features["named"] > 0 {
			kept = append(kept, c)
		}
	}
	return kept
}

// scan runs a form over every row and keeps what check accepts of the beginning
// of a match: the next word may hang on. The feature "named" says that one of
// the words stands before it in its row. Rows with fewer figures than least cannot
// hold it.
func (d *evidence) scan(re *regexp.Regexp, least int, check func(string) (string, bool), names ...string) []Candidate {
	var out []Candidate
	for i := range d.l.rows {
		r := &d.l.rows[i]
		if _, figures := countLetters(r.text); figures < least {
			continue
		}
		for at := 0; at < len(r.text); {
			m := re.FindStringIndex(r.text[at:])
			if m == nil {
				break
			}
			start := at + m[0]
			value, ok := check(r.text[start : at+m[1]])
			at = start + 1
			if !ok {
				continue
			}
			end := start + printedLength(r.text[start:], value)
			at = end
			out = append(out, d.scanned(r, value, start, end, names))
		}
	}
	return out
}

// printedLength is how many bytes of s hold the letters and digits of value.
func printedLength(s, value string) int {
	left := len(doc.CompactIdentifier(value))
	for i := range len(s) {
		if doc.CompactIdentifier(s[i:i+1]) != "" {
			left--
		}
		if left == 0 {
			return i + 1
		}
	}
	return len(s)
}

// scanned is the candidate in bytes start to end of the row.
func (d *evidence) scanned(r *row, value string, start, end int, names []string) Candidate {
	s := spotAt(d.l, r, value, start, end)
	f := Features{"position": r.order, "confidence": s.conf}
	before := fold(r.text[:start])
	for _, n := range names {
		set(f, "named", max(f["named"], indicator(strings.Contains(before, n))))
	}
	c := d.l.around(s.first, s.end, cBuyer, cSeller)
	set(f, "buyer", max(c.left[cBuyer], c.over[cBuyer]))
	set(f, "seller", max(c.left[cSeller], c.over[cSeller]))
	return Candidate{Value: value, Raw: s.raw, Page: s.page, Box: s.box, Confidence: s.conf, Features: f}
}
