package extract

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"deskclerk/backend/doc"
)

// statementFeatures: a title says so, rows of dates and sums follow each other,
// and balances are named.
func (d *evidence) statementFeatures(f Features) {
	titled, opening, closing, card, dated, heads := false, false, false, false, 0, 0
	var chain balanceChain
	for i := range d.l.rows {
		r := &d.l.rows[i]
		sums := len(d.sums.byRow[i]) > 0
		says := notionsIn(r.folded)
		titled = titled || i < 40 && says[nStatement]
		card = card || says[nCard]
		opening = opening || sums && says[nOpening]
		closing = closing || sums && says[nClosing]
		if sums {
			if _, n := d.leadingDay(r.first, r.end, false); n > 0 {
				dated++
				chain.add(d, i)
			}
		}
		if says[nDate] && (says[nBalance] || says[nDebit] && says[nCredit] || says[nAmount] && says[nDescription]) { // the table's head
			heads++
		}
	}
	set(f, "st_title", indicator(titled))
	set(f, "st_opening", indicator(opening))
	set(f, "st_closing", indicator(closing))
	set(f, "st_card", indicator(card))
	set(f, "st_heads", indicator(heads > 0))
	set(f, "st_dated", math.Min(1, float64(dated)/6))
	set(f, "st_few", indicator(dated < 2))
	set(f, "st_chain", math.Min(1, float64(chain.holds)/sureChain))
}

// sureChain is how many links of balances leave no doubt of a statement.
const sureChain = 4

// balanceChain counts the rows whose last sum is that of the row before, and what one
// of both moves: nothing but accounts is so, in whatever language, from above or from
// below.
type balanceChain struct {
	holds int
	last  int64
	moved []int64 // other sums of the row before
	begun bool
}

// add looks at a dated row.
func (c *balanceChain) add(d *evidence, i int) {
	var sums []int64
	for _, k := range d.sums.byRow[i] {
		if s := &d.sums.figs[k]; s.isMoney() && s.source == printed {
			sums = append(sums, abs(s.cents))
		}
	}
	if len(sums) < 2 {
		return
	}
	last, moved := sums[len(sums)-1], sums[:len(sums)-1]
	if step := abs(last - c.last); c.begun && step > 0 && (slices.Contains(moved, step) || slices.Contains(c.moved, step)) {
		c.holds++
	}
	c.last, c.moved, c.begun = last, moved, true
}

// period is the first range of two dates: in a row that calls it so, or else in
// any row before the transactions; failing that the latest date alone.
func (d *evidence) period() (start, end Candidate) {
	above := d.firstDated()
	for _, named := range []bool{true, false} {
		for i := range d.l.rows {
			if named && !means(d.l.rows[i].folded, nPeriod) && !means(d.l.rows[i].folded, nStatement) {
				continue
			}
			if a, b, ok := d.range2(i); ok {
				return a, b
			}
			if a, b, ok := d.rangeOfOneYear(i); ok && i < above {
				return a, b
			}
		}
	}
	if c, ok := d.dayBy(nStatementDay); ok {
		return Candidate{}, c
	}
	for i := range d.l.rows {
		f := d.l.rows[i].folded
		if !means(f, nStatement) && !means(f, nPeriod) || len(d.sums.byRow[i]) > 0 {
			continue
		}
		for k := i; k < min(i+3, len(d.l.rows)); k++ {
			if ds := d.daysIn(k); len(ds) == 1 && k-i < 2 {
				return Candidate{}, ds[0]
			}
		}
	}
	return Candidate{}, Candidate{}
}

// statementDay is the first whole date at or close below a word for statement or
// date; it gives rows their year where no period is printed.
func (d *evidence) statementDay() time.Time {
	for i := range d.l.rows {
		if f := d.l.rows[i].folded; !means(f, nStatement) && !means(f, nDate) {
			continue
		}
		for k := i; k < min(i+3, len(d.l.rows)); k++ {
			if ds := d.daysIn(k); len(ds) > 0 {
				t, err := time.Parse(time.DateOnly, ds[0].Value)
				if err == nil {
					return t
				}
			}
		}
	}
	return time.Time{}
}

// daysIn are the whole dates of a row, all in the order that the one which can be
// read in no other has, or else in the one that is usual on the page.
func (d *evidence) daysIn(i int) []Candidate {
	var out []Candidate
	told, order := d.orderTold(i)
	for k := range d.dates {
		s := &d.dates[k]
		if s.row != i || len(s.found.readings) == 0 {
			continue
		}
		r := s.found.readings[0]
		for _, other := range s.found.readings[1:] {
			likelier := d.order[other.order] > d.order[r.order]
			if told {
				likelier = r.order != order && other.order == order
			}
			if other.mended == r.mended && likelier {
				r = other
			}
		}
		out = append(out, Candidate{Value: r.String(), Raw: s.raw, Page: s.page, Box: s.box, Confidence: labelled})
	}
	return out
}

// orderTold is the order of a date in the row that can be read in no other.
func (d *evidence) orderTold(i int) (told bool, order dateOrder) {
	for k := range d.dates {
		s := &d.dates[k]
		if s.row != i || len(s.found.readings) == 0 {
			continue
		}
		first := s.found.readings[0]
		if !slices.ContainsFunc(s.found.readings, func(r reading) bool { return r.mended == first.mended && r.order != first.order }) {
			return true, first.order
		}
	}
	return false, order
}

// range2 are two dates of a row, one after the other, at most a year apart and
// not part of a transaction.
func (d *evidence) range2(i int) (a, b Candidate, ok bool) {
	if len(d.sums.byRow[i]) > 0 {
		for _, f := range d.sums.byRow[i] {
			if d.sums.figs[f].isMoney() {
				return a, b, false
			}
		}
	}
	ds := d.daysIn(i)
	if len(ds) != 2 || ds[0].Value >= ds[1].Value {
		return a, b, false
	}
	ds[0].Confidence, ds[1].Confidence = textSure, textSure
	return ds[0], ds[1], true
}

var accountForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[A-Z0-9*xX][A-Z0-9*xX./\- ]{4,32}[0-9]`)
})

// accountFields finds what stands at the head of a statement.
func (d *evidence) accountFields(found map[string]Candidate) {
	if list := distinct(d.ibanCandidates()); len(list) > 0 && doc.ValidIBAN(list[0].Value) {
		c := list[0]
		c.Confidence = chainProved
		if c.Features["mended"] > 0 {
			c.Confidence = labelled
		}
		found["iban"] = c
	}
	if c := pick(rank(learned(), "invoice.currency", copied(d.currencyCandidates()))); c.found {
		b := c.list[0]
		b.Confidence = labelled
		if len(c.list) == 1 {
			b.Confidence = textSure
		}
		found["currency"] = b
	} else if b, ok := d.accountCurrency(found); ok {
		found["currency"] = b
	}
	d.headFields(found)
	d.cardFields(found)
	d.proveTexts(found)
}

const bankRows = 12 // in which a bank prints its name

// headFields finds the texts behind their labels, and the bank's name.
func (d *evidence) headFields(found map[string]Candidate) {
	for i := range d.l.rows {
		r := &d.l.rows[i]
		if r.order > 0.5 && r.page > 1 || i > 60 {
			break
		}
		for k := range r.cells {
			c := &r.cells[k]
			text := d.l.text(c.first, c.end)
			f := strings.Join(foldTokens(text), " ")
			if _, done := found["bank_name"]; !done && i < bankRows && namesBank(f, text) {
				found["bank_name"] = d.piece(r, c.first, c.end)
			}
			d.behind(found, r, k, f, "account_holder", nHolder)
			d.behind(found, r, k, f, "account_number", nNumber)
		}
	}
}

// namesBank reports the name of a bank: one of its words says so, or ends with
// one that does, as in Germanic languages.
func namesBank(folded, text string) bool {
	if means(folded, nStatement) || means(folded, nCard) || means(folded, nOwed) || slices.Contains(statementLexicon().of[nCredit], folded) || strings.ContainsAny(text, "0123456789") {
		return false
	}
	return means(folded, nBank) || slices.ContainsFunc(strings.Fields(folded), func(w string) bool {
		return strings.HasSuffix(w, "bank") || strings.HasSuffix(w, "banken") || strings.HasSuffix(w, "sparkasse")
	})
}

// piece of a row that stands behind its name, or needs none, as a candidate.
func (d *evidence) piece(r *row, first, end int) Candidate {
	text := strings.Trim(d.l.text(first, end), " :;,.|")
	return Candidate{Value: text, Raw: text, Page: r.page, Box: d.l.box(first, end), Confidence: labelled * min(1, 0.6+0.4*d.l.confidence(first, end))}
}

// behind takes what stands behind a label in its cell, or in the next one.
func (d *evidence) behind(found map[string]Candidate, r *row, k int, folded, field string, label notion) {
	n := begins(folded, label)
	if _, done := found[field]; done || n == 0 {
		return
	}
	c := r.cells[k]
	first := c.first
	for words := 0; first < c.end && words < n; first++ {
		words += len(foldTokens(d.l.tokens[first].Text))
	}
	for first < c.end && len(foldTokens(d.l.tokens[first].Text)) == 0 {
		first++
	}
	end := c.end
	if first >= end {
		if k+1 >= len(r.cells) {
			return
		}
		first, end = r.cells[k+1].first, r.cells[k+1].end
	}
	got := d.piece(r, first, end)
	digits := strings.ContainsAny(got.Value, "0123456789")
	if label == nNumber {
		m := accountForm().FindString(got.Value)
		if m == "" || !digits || doc.ValidIBAN(m) {
			return
		}
		got.Value = strings.TrimSpace(m)
	} else if digits || len([]rune(got.Value)) < 4 {
		return
	}
	found[field] = got
}
