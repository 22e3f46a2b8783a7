package extract

import (
	"regexp"
	"slices"
	"sync"

	"deskclerk/backend/doc"
)

// paymentCandidates: cash, card, transfer or voucher, by the words that stand
// beside a sum and by change given.
func (d *evidence) paymentCandidates() []Candidate {
	var out []Candidate
	from := d.firstTotal()
	for _, m := range []struct {
		value    string
		concepts []concept
	}{{"cash", []concept{cCash}}, {"card", []concept{cCard}}, {"transfer", []concept{cTransfer}}, {"voucher", []concept{cVoucher}}} {
		if c, ok := d.payment(m.value, m.concepts, from); ok {
			out = append(out, c)
		}
	}
	return out
}

// doubtfulPayment bounds the confidence in a way of paying that is named only
// before the total or beside no sum: a card that was sold, a shop's own card.
const doubtfulPayment = 0.5

func (c choice) doubtedPayment() choice {
	if c.found {
		f := c.list[0].Features
		if f["masked"] == 0 && f["change"] == 0 && min(f["below"], f["beside"]) < 0.5 {
			c.most = doubtfulPayment
		}
	}
	return c
}

// firstTotal is the row of the first sum that is called the total, from which on
// a receipt tells how it was paid; 0 when there is none.
func (d *evidence) firstTotal() int {
	for i := range d.l.labels {
		lb := &d.l.labels[i]
		if anyOf(lb, []concept{cTotal, cTotalStrong, cAmountDue}) && lb.quality >= 0.75 && d.moneyInRow(lb.row) {
			return lb.row
		}
	}
	return 0
}

// payment finds the best place that names one way of paying; from is the row of
// the total.
func (d *evidence) payment(value string, concepts []concept, from int) (c Candidate, ok bool) {
	f := Features{}
	for i := range d.l.labels {
		lb := &d.l.labels[i]
		if !anyOf(lb, concepts) || lb.quality < 0.75 {
			continue
		}
		q, where := 0.5*lb.quality, "alone"
		if d.moneyInRow(lb.row) {
			q, where = lb.quality, "beside"
		}
		told := d.tells(lb, value)
		q *= told
		if lb.has(cInvoiceNumber) || lb.has(cNotName) && lb.covers > 0.9 && q < 0.6 {
			q *= 0.5
			told *= 0.5
		}
		set(f, "count", min(3, f["count"]+1))
		set(f, where, max(f[where], told*lb.quality))
		if lb.row >= from {
			set(f, "below", max(f["below"], told*lb.quality))
		}
		if q > f["word"] {
			f["word"] = q
			c.Raw, c.Page, c.Box = d.l.text(lb.first, lb.end), d.l.rows[lb.row].page, lb.box
			c.Confidence = d.l.confidence(lb.first, lb.end)
		}
	}
	if value == "card" {
		if i := d.maskedCard(); i >= 0 {
			f["masked"] = 1
			if f["word"] == 0 {
				t := &d.l.tokens[i]
				c.Raw, c.Page, c.Box, c.Confidence = t.Text, t.page, t.Box, t.Confidence
			}
		}
	}
	if value == "cash" && d.sums.arithmeticRole(cChange) > 0 {
		set(f, "change", 1)
		if f["word"] == 0 {
			c.Raw, c.Page, c.Box, c.Confidence = d.changeGiven()
		}
	}
	if len(f) == 0 {
		return c, false
	}
	c.Value, c.Features, c.Repeats = value, f, int(f["count"])
	return c, true
}

// changeGiven is the place that names the change.
func (d *evidence) changeGiven() (raw string, page int, box doc.Box, conf float64) {
	for i := range d.l.labels {
		if lb := &d.l.labels[i]; lb.has(cChange) && d.moneyInRow(lb.row) {
			return d.l.text(lb.first, lb.end), d.l.rows[lb.row].page, lb.box, d.l.confidence(lb.first, lb.end)
		}
	}
	return "", 0, doc.Box{}, 0
}

// tells is how surely a label names the way of paying: words that only say that
// something was paid hardly do, short ones of another language neither ("bar"),
// nor vouchers that are only advertised.
func (d *evidence) tells(lb *label, value string) float64 {
	switch {
	case paidOnly()[lb.joined], value == "cash" && best(d.l.labelsIn(lb.row), cCard) > 0.75: // "given MasterCard"
		return 0.3
	case len(lb.joined) <= 4 && d.l.lang != "" && !slices.Contains(lb.langs, d.l.lang) && value == "cash":
		return 0.4
	case value == "voucher" && !d.moneyInRow(lb.row):
		return 0.2
	}
	return 1
}

// moneyInRow reports a sum that is not nought.
func (d *evidence) moneyInRow(row int) bool {
	for _, k := range d.sums.byRow[row] {
		if g := &d.sums.figs[k]; g.isMoney() && g.cents != 0 {
			return true
		}
	}
	return false
}

// paidOnly are the words for money given that do not say how.
var paidOnly = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, w := range []string{
		"payment", "payments", "paid", "pay", "tender", "tendered", "amount paid", "amount tendered", "total paid", "paid amount",
		"received", "bezahlt", "betaald", "paye", "regle", "pagado", "pagato", "pago", "zaplacono", "zaplaceno", "betalt", "placeno", "placano", "maksettu", "fizetve",
	} {
		m[compact(w)] = true
	}
	return m
})

// maskedCard is the word that shows the last digits of a card, −1 when none.
func (d *evidence) maskedCard() int {
	for i := range d.l.tokens {
		if maskForm().MatchString(d.l.tokens[i].Text) {
			return i
		}
	}
	return -1
}

var maskForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:[xX]{4,}|[*#]{4,}|[xX*#]{6,})[- ]?[0-9]{3,4}$`)
})

// arithmeticRole is the largest sum labelled so.
func (s *sums) arithmeticRole(c concept) int64 {
	var most int64
	for i := range s.figs {
		if s.ctx[i].near[c] > 0.7 {
			most = max(most, abs(s.figs[i].cents))
		}
	}
	return most
}
