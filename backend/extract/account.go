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
// behind the word IBAN and fails is shown too, for a person to compare. Where the
// page was read by the engine, letters that look like digits are mended, and
// what another pass read is tried, as long as one account comes of it.
func (d *evidence) ibanCandidates() []Candidate {
	var out []Candidate
	for i := range d.l.rows {
		r := &d.l.rows[i]
		for at := 0; at < len(r.text) && mayBeAccount(r.text[at:]); {
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

// mayBeAccount reports two capitals before what may be a digit, with which an IBAN
// begins: few rows have that, and to search them all for the form takes time.
func mayBeAccount(s string) bool {
	capitals := 0
	for i := range len(s) {
		switch c := s[i]; {
		case capitals > 1 && (c >= '0' && c <= '9' || c == 'O' || c == 'I' || c == 'l'):
			return true
		case c >= 'A' && c <= 'Z':
			capitals++
		case c != ' ' || i > 0 && s[i-1] == ' ':
			capitals = 0
		}
	}
	return false
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
		value = value[:min(n, len(value))] // a word may hang on
	}
	a.end = start + printedLength(r.text[start:], value)
	a.candidate = d.scanned(r, value, start, a.end, []string{"iban"})
	set(a.candidate.Features, "debited", indicator(d.debited(r)))
	if doc.ValidIBAN(value) {
		return a, true
	}
	f := a.candidate.Features
	if f["named"] == 0 && !d.ibanAbove(r) || len(value) < shortestIBAN {
		return a, false
	}
	if mended := d.mendAccount(&a.candidate); mended != "" {
		a.candidate.Value = mended
		f["mended"] = 1
	} else {
		f["failed"] = 1
	}
	return a, true
}

// mendAccount tries look-alikes, then what other passes made of each word.
func (d *evidence) mendAccount(c *Candidate) string {
	if c.Confidence >= 1 { // printed by the file itself
		return ""
	}
	if mended := mendIBAN(c.Value); mended != "" {
		return mended
	}
	fit := ""
	row, first := d.tokenAt(c.Page, c.Box)
	for i := first; row >= 0 && i < d.l.rows[row].end; i++ {
		t := &d.l.tokens[i]
		own := doc.CompactIdentifier(t.Text)
		for k := range t.Readings {
			w := strings.Replace(c.Value, own, doc.CompactIdentifier(t.Readings[k].Text), 1)
			if len(own) < 2 || w == fit || !doc.ValidIBAN(w) {
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

// debited: the sentence speaks of the customer's own account, from which the sum
// is taken.
func (d *evidence) debited(r *row) bool {
	text := compact(r.text)
	if r.index > 0 && d.l.rows[r.index-1].page == r.page && d.sums.gap(r.index, r.index-1) < 2 {
		text = compact(d.l.rows[r.index-1].text) + text
	}
	return holds(text, []string{
		"ihremkonto", "ihrkonto", "ihremgirokonto", "abgebucht", "abbuchen", "eingezogen", "einziehen", "youraccount", "debitedfrom", "collectedfrom",
		"votrecompte", "domiciliation", "sucuenta", "vostroconto", "uwrekening", "afgeschreven", "addebitat", "preleve", "dittkonto", "ertkonto", "panstwakonta", "panstwarachunk", "vasehouctu",
	})
}

// ibanAbove: the row above has the word, as the head of a column or a block.
func (d *evidence) ibanAbove(r *row) bool {
	return r.index > 0 && d.l.rows[r.index-1].page == r.page && strings.Contains(fold(d.l.rows[r.index-1].text), "iban")
}

// mendIBAN gives the only IBAN that comes of reading letters that look like
// digits as such, one of them or all, and whose check digits hold; empty when
// there is none or more than one. A digit is never taken for another: of twenty
// such changes one in five would pass the check by chance.
func mendIBAN(v string) string {
	fit := map[string]bool{}
	all := []byte(v)
	for i := 2; i < len(v); i++ {
		digit := byte(digitFor(rune(v[i])))
		if digit == 0 {
			continue
		}
		all[i] = digit
		if w := v[:i] + string(digit) + v[i+1:]; doc.ValidIBAN(w) {
			fit[w] = true
		}
	}
	if doc.ValidIBAN(string(all)) {
		fit[string(all)] = true
	}
	if len(fit) != 1 {
		return ""
	}
	for w := range fit {
		return w
	}
	return ""
}
