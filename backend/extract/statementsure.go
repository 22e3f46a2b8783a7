package extract

import (
	"slices"
	"strings"

	"deskclerk/backend/doc"
)

// textProved is the confidence of a text at the head of a statement that stands
// behind its label, that every reading gives alike, and that nothing else on the
// page contradicts. It is a judgement, held against drawn statements of layouts
// that no rule was made for (go run ./build/statements): real ones with a truth
// are too few to learn it from.
const textProved = 0.992

// Bounds of a word that was surely read.
const (
	sureShare = 0.9 // of its readings
	sureWord  = 0.8 // the engine's confidence
)

// surelyRead reports tokens[first:end] that every reading gives alike.
func (d *evidence) surelyRead(first, end int) bool {
	for i := first; i < end; i++ {
		heard := d.l.borneOut(i)
		if heard.agree < sureShare || heard.undisputed < sureShare || d.l.tokens[i].Confidence < sureWord {
			return false
		}
	}
	return first < end
}

// surelyAt is surelyRead of the words in a candidate's box.
func (d *evidence) surelyAt(c *Candidate) bool {
	found := false
	for i := range d.l.tokens {
		t := &d.l.tokens[i]
		if t.page == c.Page && within(t.Box.CenterX(), t.Box.CenterY(), c) {
			if !d.surelyRead(i, i+1) {
				return false
			}
			found = true
		}
	}
	return found
}

// proveTexts makes the texts of the head sure that something bears out.
func (d *evidence) proveTexts(found map[string]Candidate) {
	if c, ok := found["account_number"]; ok && (inIBAN(c.Value, found["iban"].Value) || d.surelyAt(&c)) {
		prove(found, "account_number")
	}
	if c, ok := found["account_holder"]; ok && d.surelyAt(&c) && isPerson(c.Value) {
		prove(found, "account_holder")
	}
	if c, ok := found["bank_name"]; ok && d.surelyAt(&c) && d.onlyBank(&c) {
		prove(found, "bank_name")
	}
	if c, ok := found["currency"]; ok && c.Confidence >= textSure && c.Page > 0 && d.surelyAt(&c) {
		prove(found, "currency")
	}
}

// prove raises the confidence of a field that was found.
func prove(found map[string]Candidate, field string) {
	c := found[field]
	c.Confidence = max(c.Confidence, textProved)
	found[field] = c
}

const leastInIBAN = 5 // digits of an account number that say something

// inIBAN reports an account number that the digits of an IBAN whose checksum
// holds contain.
func inIBAN(number, iban string) bool {
	n := strings.TrimLeft(onlyDigits(number), "0")
	return doc.ValidIBAN(iban) && len(n) >= leastInIBAN && strings.Contains(onlyDigits(iban), n)
}

// isPerson reports a name of two words or more in which nothing is called as
// statements call their other parts.
func isPerson(name string) bool {
	f := strings.Join(foldTokens(name), " ")
	other := []notion{nNumber, nPeriod, nStatement, nCard, nBalance, nOpening, nClosing, nDate, nAmount, nPage}
	return strings.Contains(f, " ") && !slices.ContainsFunc(other, func(n notion) bool { return begins(f, n) > 0 })
}

// onlyBank reports a bank's name of two words or more beside which the head of
// the statement has no other.
func (d *evidence) onlyBank(c *Candidate) bool {
	name := strings.Join(foldTokens(c.Value), " ")
	if !strings.Contains(name, " ") {
		return false
	}
	for i := range d.l.rows[:min(len(d.l.rows), bankRows)] {
		r := &d.l.rows[i]
		if means(r.folded, nDate) && (means(r.folded, nDescription) || means(r.folded, nBalance)) {
			break // the table, whose texts may name anybody
		}
		for k := range r.cells {
			text := d.l.text(r.cells[k].first, r.cells[k].end)
			f := strings.Join(foldTokens(text), " ")
			if namesBank(f, text) && !strings.Contains(f, name) && !strings.Contains(name, f) {
				return false
			}
		}
	}
	return true
}
