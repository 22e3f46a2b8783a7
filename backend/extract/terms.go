package extract

import (
	"time"
)

// cLate and the others below mark words that only classification and terms use.
const (
	cLate          concept = "late"
	cStatementWord concept = "statement_word"
	cIdentityWord  concept = "identity_word"
	cOtherWord     concept = "other_word"
	cCaption       concept = "caption"
	cNameCaption   concept = "name_caption"
)

// termsCandidates gives due dates that follow from terms such as "30 days net"
// and the day of issue. A period for a discount, for late interest or for
// returns is none.
func (d *evidence) termsCandidates(issue string) []Candidate {
	day, err := time.Parse(time.DateOnly, issue)
	if err != nil {
		return nil
	}
	var out []Candidate
	for i := range d.l.labels {
		lb := &d.l.labels[i]
		if !lb.has(cDays) || lb.quality < 0.9 || lb.first == d.l.rows[lb.row].first {
			continue
		}
		n, mended := number(onlyDigits(d.l.tokens[lb.first-1].Text))
		if n < 1 || n > 180 || mended > 0 || !d.payable(lb) {
			continue
		}
		first := lb.first - 1
		out = append(out, Candidate{
			Value: day.AddDate(0, 0, n).Format(time.DateOnly), Raw: d.l.text(first, lb.end), Page: d.l.rows[lb.row].page,
			Box: d.l.box(first, lb.end), Confidence: d.l.confidence(first, lb.end), Origin: "computed",
			Features: Features{"terms": 1, "position": d.l.rows[lb.row].order},
		})
	}
	return out
}

// payable reports that the row, or the one before, speaks of payment in full.
func (d *evidence) payable(lb *label) bool {
	labels := d.l.labelsIn(lb.row)
	if best(labels, cLate, cDiscount) > 0.7 {
		return false
	}
	for i := d.l.rows[lb.row].first; i < d.l.rows[lb.row].end; i++ {
		if t := d.l.tokens[i].Text; len(t) > 1 && t[len(t)-1] == '%' {
			return false
		}
	}
	if len(lb.shape) > 6 && lb.quality == 1 { // "days net" says so itself
		return true
	}
	if best(labels, cTerms, cDueDate) > 0.8 {
		return true
	}
	return lb.row > 0 && best(d.l.labelsIn(lb.row-1), cTerms) > 0.8 && best(d.l.labelsIn(lb.row-1), cLate) == 0
}
