package extract

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"deskclerk/backend/doc"
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
// and the day of issue. A period for a discount, for late interest, for returns
// or up to the end of some month is none.
func (d *evidence) termsCandidates(issue string) []Candidate {
	day, err := time.Parse(time.DateOnly, issue)
	if err != nil {
		return nil
	}
	var out []Candidate
	add := func(t period) {
		out = append(out, Candidate{
			Value: day.AddDate(0, 0, t.days).Format(time.DateOnly), Raw: d.l.text(t.first, t.end), Page: d.l.rows[t.row].page,
			Box: d.l.box(t.first, t.end), Confidence: d.l.confidence(t.first, t.end), Origin: doc.OriginComputed,
			Features: Features{"terms": 1, "terms_net": indicator(t.net), "position": d.l.rows[t.row].order},
		})
	}
	for i := range d.l.labels {
		if t, ok := d.daysTerm(&d.l.labels[i]); ok {
			add(t)
		}
	}
	for i := range d.l.rows {
		if t, ok := d.netTerm(&d.l.rows[i]); ok {
			add(t)
		}
	}
	return out
}

// period is a number of days from the day of issue, in tokens[first:end].
type period struct {
	days       int
	row        int
	first, end int
	net        bool // it says that it is for payment in full
}

const longestTerm = 180 // days

// daysTerm reads "30 days" where the paper speaks of payment in full.
func (d *evidence) daysTerm(lb *label) (t period, ok bool) {
	if !lb.has(cDays) || lb.quality < 0.9 || lb.first == d.l.rows[lb.row].first {
		return t, false
	}
	n, mended := number(onlyDigits(d.l.tokens[lb.first-1].Text))
	if n < 1 || n > longestTerm || mended > 0 || strings.HasSuffix(d.l.tokens[lb.first-1].Text, "%") {
		return t, false
	}
	c := d.clauseAt(lb.first-1, lb.end)
	t = period{days: n, row: lb.row, first: lb.first - 1, end: lb.end, net: c.net || len(lb.shape) > 6 && lb.quality == 1}
	if c.discount || c.late || c.monthEnd || d.dateIn(c) {
		return t, false
	}
	return t, t.net || d.aboutPayment(lb.row, lb.first)
}

// netForm is how terms are shortened in English: "Net 30", "2% 10, net 30".
var netForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\bnet[ -]?(7|10|14|15|20|21|28|30|45|60|75|90|120)(?:[ -]?days?)?(?:$|[ ;)]|[.,](?:$| ))`)
})

// netTerm reads such a short form; it is not a sum of money.
func (d *evidence) netTerm(r *row) (t period, ok bool) {
	m := netForm().FindStringSubmatchIndex(r.text)
	if m == nil {
		return t, false
	}
	s := spotAt(d.l, r, "", m[0], m[3])
	c := d.clauseAt(s.first, s.end)
	n, _ := number(r.text[m[2]:m[3]])
	return period{days: n, row: r.index, first: s.first, end: s.end, net: true}, !c.late && !c.monthEnd
}

// dateIn reports a date in the clause: the day is printed, and need not be
// counted.
func (d *evidence) dateIn(c clause) bool {
	return slices.ContainsFunc(d.dates, func(s dateSpot) bool { return s.first >= c.first && s.end <= c.end })
}

// aboutPayment reports that the row speaks of payment before the word, or the
// row above it does, and neither of being late.
func (d *evidence) aboutPayment(row, word int) bool {
	labels := d.l.labelsIn(row)
	if best(labels, cLate) > 0.8 {
		return false
	}
	before := labels
	for k := range labels {
		if labels[k].first >= word {
			before = labels[:k]
			break
		}
	}
	if best(before, cTerms, cDueDate) > 0.8 {
		return true
	}
	if row == 0 {
		return false
	}
	above := d.l.labelsIn(row - 1)
	return best(above, cTerms) > 0.8 && best(above, cLate) == 0
}
