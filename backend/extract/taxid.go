package extract

import (
	"regexp"
	"strings"
	"sync"

	"deskclerk/backend/doc"
)

var vatForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\b(?:ATU|CHE|[A-Z]{2})[ \-]?[0-9A-Z](?:[ .\-]?[0-9A-Z]){5,14}\b`)
})

// leastTaxFigures is how many figures a VAT number has at least.
const leastTaxFigures = 5

// vatCandidates have the form of a VAT number of a country and are no part of an
// account. Whose they are, their label, their block and the account's country
// tell.
func (d *evidence) vatCandidates() []Candidate {
	accounts := d.ibanCandidates()
	out := d.scan(vatForm(), leastTaxFigures, func(s string) (string, bool) {
		c := doc.CompactIdentifier(s)
		for n := len(c); n >= 8; n-- {
			if doc.ValidVATForm(c[:n]) && strings.ContainsAny(c[2:n], "0123456789") {
				return c[:n], true
			}
		}
		return "", false
	}, "ust", "vat", "tva", "btw", "iva", "uid", "mwst", "mva", "moms", "tax", "steuer", "nif", "cif", "dic", "nip", "oib", "pdv", "ddv", "alv")
	kept := out[:0]
	for _, c := range out {
		if insideAny(&c, accounts) {
			continue
		}
		d.ownerFeatures(&c)
		for i := range accounts {
			set(c.Features, "account_country", max(c.Features["account_country"], indicator(accounts[i].Value[:2] == c.Value[:2])))
		}
		kept = append(kept, c)
	}
	return kept
}

// insideAny: the candidate's words belong to one of the others.
func insideAny(c *Candidate, others []Candidate) bool {
	for i := range others {
		if others[i].Page == c.Page && others[i].Box.Overlap(c.Box) > 0.9 {
			return true
		}
	}
	return false
}

// ownerFeatures: the words before the number in its cell name the buyer, as in
// "Customer VAT number" and "Ihre USt-IdNr.", or the party whose block it is in.
func (d *evidence) ownerFeatures(c *Candidate) {
	row, first := d.tokenAt(c.Page, c.Box)
	if row < 0 {
		return
	}
	r := &d.l.rows[row]
	from := max(r.first, r.cells[max(0, d.l.tokens[first].cell-1)].first)
	for _, w := range foldTokens(d.l.text(from, first)) {
		if yours(w) || d.l.lex.single(w, cBuyer) {
			c.Features["buyer"] = 1
		}
		if d.l.lex.single(w, cSeller) {
			c.Features["seller"] = 1
		}
	}
	if c.Features["buyer"] > 0 || c.Features["seller"] > 0 {
		return
	}
	if k := d.party(row, c.Box); k != "" {
		c.Features["block_"+string(k)] = 1
		return
	}
	switch address, contact := d.addressBlock(row, r.cells[d.l.tokens[first].cell].box); {
	case address && contact:
		c.Features["block_contact"] = 1
	case address:
		c.Features["block_plain"] = 1
	}
}

// addressBlock tells of the rows above and below in the column of a box, as far as
// they stand together: whether there is an address above it, and whether one can
// call or write to whom they name, as to whoever writes an invoice.
func (d *evidence) addressBlock(row int, box doc.Box) (address, contact bool) {
	for _, step := range []int{-1, 1} {
		last := row
		for i := row + step; i >= 0 && i < len(d.l.rows) && max(i, row)-min(i, row) <= blockRows; i += step {
			if d.l.rows[i].page != d.l.rows[row].page || d.sums.gap(min(i, last), max(i, last)) > blockGap {
				break
			}
			for _, c := range d.l.rows[i].cells {
				if !overX(c.box.Left, c.box.Right, box.Left, box.Right) {
					continue
				}
				last = i
				text := d.l.text(c.first, c.end)
				address = address || step < 0 && mayBePostcode(text) && !strings.Contains(text, ":") && postcode().MatchString(text+" ")
				contact = contact || strings.Contains(text, "@") || phoneRow().MatchString(text)
			}
		}
	}
	return address, contact
}

// yours is a word with which a supplier addresses the customer.
func yours(w string) bool {
	switch w {
	case "your", "ihre", "ihr", "votre", "vos", "su", "vostra", "vostro", "uw", "er", "deres", "vase", "panstwa":
		return true
	}
	return false
}

// single reports that the lexicon knows the word alone in that meaning.
func (l *lexicon) single(w string, c concept) bool {
	p := l.exact[w]
	return p != nil && len(w) > 3 && p.has(c)
}

const (
	blockReach = 9    // rows upwards in which a party's heading is looked for
	blockWidth = 0.35 // of the page, from the heading's left to the value's
)

// party is cBuyer or cSeller when the nearest heading of a party above, in the
// same column, says so.
func (d *evidence) party(row int, box doc.Box) concept {
	page := d.l.rows[row].page
	for r := row - 1; r >= 0 && r >= row-blockReach && d.l.rows[r].page == page; r-- {
		for _, lb := range d.l.labelsIn(r) {
			if lb.quality < 0.8 || lb.covers < 0.6 || !lb.has(cBuyer) && !lb.has(cSeller) || lb.box.Left > box.Right || lb.box.Left < box.Left-blockWidth {
				continue
			}
			if lb.has(cBuyer) {
				return cBuyer
			}
			return cSeller
		}
	}
	return ""
}

// tokenAt finds the first word in the box, −1 when there is none.
func (d *evidence) tokenAt(page int, box doc.Box) (row, first int) {
	for i := range d.l.tokens {
		t := &d.l.tokens[i]
		if t.page == page && t.Box.Overlap(box) > 0.9 {
			return t.row, i
		}
	}
	return -1, -1
}
