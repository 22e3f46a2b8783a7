package extract

import (
	"regexp"
	"strings"
	"sync"

	"deskclerk/backend/doc"
)

var ibanForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[^A-Za-z0-9])([A-Z]{2}\s?[0-9OIl]{2}(?:[ \-]?[A-Za-z0-9]){10,32})`)
})

// ibanCandidates are the accounts whose check digits hold. One that is printed
// behind the word IBAN and fails is shown too, for a person to compare; where
// the page was read by the engine and one look-alike character mends it, so
// that no other would, the mended one is taken.
func (d *evidence) ibanCandidates() []Candidate {
	var out []Candidate
	for i := range d.l.rows {
		r := &d.l.rows[i]
		for at := 0; at < len(r.text); {
			m := ibanForm().FindStringSubmatchIndex(r.text[at:])
			if m == nil {
				break
			}
			start, end := at+m[2], at+m[3]
			a, ok := d.account(r, start, end)
			at = start + 2
			if ok {
				at = a.end
				out = append(out, a.candidate)
			}
		}
	}
	return out
}

// account is a candidate with the byte of the row where it ends.
type account struct {
	candidate Candidate
	end       int
}

// account reads what looks like an IBAN at bytes start to end of the row; the
// next word may hang on.
func (d *evidence) account(r *row, start, end int) (a account, ok bool) {
	c := doc.CompactIdentifier(r.text[start:end])
	n := doc.IBANLength(c[:2])
	if n == 0 {
		return a, false
	}
	value := c[:min(n, len(c))]
	if !doc.ValidIBAN(value) {
		value = doc.CompactIdentifier(groups(r.text[start:end]))
	}
	a.end = start + printedLength(r.text[start:], value)
	a.candidate = d.scanned(r, value, start, a.end, []string{"iban"})
	if doc.ValidIBAN(value) {
		return a, true
	}
	f := a.candidate.Features
	if f["named"] == 0 && !d.ibanAbove(r) || len(value) < shortestIBAN {
		return a, false
	}
	if mended := mendIBAN(value); mended != "" && a.candidate.Confidence < 1 {
		a.candidate.Value = mended
		f["mended"] = 1
	} else {
		f["failed"] = 1
	}
	return a, true
}

// doubted caps what an account that fails its own check can be worth: somebody
// misread or misprinted it.
func doubted(c choice) choice {
	if c.found && c.list[0].Features["failed"] > 0 {
		c.most = 0.3
	}
	return c
}

const shortestIBAN = 15 // characters, Norway's

// groups cuts off the words without a digit that follow an account.
func groups(s string) string {
	words := strings.Fields(s)
	end := len(words)
	for i, w := range words {
		if i > 0 && !strings.ContainsAny(w, "0123456789") {
			end = i
			break
		}
	}
	return strings.Join(words[:end], " ")
}

// ibanAbove: the row above has the word, as the head of a column or a block.
func (d *evidence) ibanAbove(r *row) bool {
	return r.index > 0 && d.l.rows[r.index-1].page == r.page && strings.Contains(fold(d.l.rows[r.index-1].text), "iban")
}

// mendIBAN gives the only IBAN that differs in one look-alike character and
// whose check digits hold, empty when there is none or more than one.
func mendIBAN(v string) string {
	fit := ""
	for i := range len(v) {
		for _, c := range misreadFor(v[i]) {
			w := v[:i] + string(c) + v[i+1:]
			if !doc.ValidIBAN(w) {
				continue
			}
			if fit != "" {
				return ""
			}
			fit = w
		}
	}
	return fit
}

// misreadFor lists what the engine takes for c.
func misreadFor(c byte) string {
	switch c {
	case 'O', 'Q', 'D':
		return "0"
	case 'I', 'L':
		return "1"
	case 'Z':
		return "2"
	case 'S':
		return "5"
	case 'G':
		return "6"
	case 'B':
		return "8"
	case '0':
		return "O8"
	case '1':
		return "7"
	case '7':
		return "1"
	case '8':
		return "B03"
	case '3':
		return "8"
	case '5':
		return "6"
	case '6':
		return "5"
	}
	return ""
}
