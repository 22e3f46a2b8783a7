package extract

import (
	"regexp"
	"strings"
	"sync"

	"deskclerk/backend/doc"
)

// The forms of payment references that prove themselves by their check digits.
var (
	creditorForm   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\bRF[0-9]{2}(?: ?[A-Z0-9]){1,21}\b`) })
	swissForm      = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b[0-9](?: ?[0-9]){26}\b`) })
	structuredForm = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`[+*]{3} ?[0-9]{3} ?/ ?[0-9]{4} ?/ ?[0-9]{5} ?[+*]{3}`)
	})
)

// referenceCandidates are references that need no label: ISO 11649 (RF…), the
// Swiss QR reference of 27 digits, the Belgian structured communication.
func (d *evidence) referenceCandidates() []Candidate {
	var out []Candidate
	for _, f := range []struct {
		form  *regexp.Regexp
		check func(string) (string, bool)
	}{{creditorForm(), creditorReference}, {swissForm(), swissReference}, {structuredForm(), structuredReference}} {
		for _, c := range d.scan(f.form, 0, f.check) {
			c.Features = Features{"proved": 1, "confidence": c.Confidence}
			out = append(out, c)
		}
	}
	return out
}

// creditorReference checks ISO 11649: mod 97-10, as an IBAN's.
func creditorReference(s string) (string, bool) {
	c := doc.CompactIdentifier(s)
	for n := len(c); n >= 5; n-- {
		if mod97(c[4:n]+c[:4]) == 1 {
			return c[:n], true
		}
	}
	return "", false
}

// mod97 of a text of digits and letters, A being 10.
func mod97(s string) int {
	rest := 0
	for _, r := range s {
		if r >= 'A' {
			rest = (rest*100 + int(r-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(r-'0')) % 97
		}
	}
	return rest
}

// swissReference checks the last digit by the recursive modulo 10 of the Swiss
// payment standards (QR-bill, annex B).
func swissReference(s string) (string, bool) {
	const table = "0946827135"
	c := onlyDigits(s)
	carry := 0
	for i := range len(c) - 1 {
		carry = int(table[(carry+int(c[i]-'0'))%10] - '0')
	}
	return c, (10-carry)%10 == int(c[len(c)-1]-'0') && strings.Trim(c, "0") != ""
}

// structuredReference checks the last two digits, the rest modulo 97 (97 for 0).
func structuredReference(s string) (string, bool) {
	c := onlyDigits(s)
	if len(c) != 12 {
		return "", false
	}
	want := mod97(c[:10])
	if want == 0 {
		want = 97
	}
	return strings.ReplaceAll(strings.TrimSpace(s), " ", ""), int(c[10]-'0')*10+int(c[11]-'0') == want
}
