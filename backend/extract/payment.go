package extract

// paymentCandidates: cash, card, transfer or voucher, by the words that stand
// beside a sum and by change given.
func (d *evidence) paymentCandidates() []Candidate {
	var out []Candidate
	for _, m := range []struct {
		value    string
		concepts []concept
	}{{"cash", []concept{cCash}}, {"card", []concept{cCard}}, {"transfer", []concept{cTransfer}}, {"voucher", []concept{cVoucher}}} {
		if c, ok := d.payment(m.value, m.concepts); ok {
			out = append(out, c)
		}
	}
	return out
}

// payment finds the best place that names one way of paying.
func (d *evidence) payment(value string, concepts []concept) (c Candidate, ok bool) {
	f := Features{}
	for i := range d.l.labels {
		lb := &d.l.labels[i]
		if !anyOf(lb, concepts) || lb.quality < 0.75 {
			continue
		}
		q := 0.5 * lb.quality
		for _, k := range d.sums.byRow[lb.row] {
			if g := &d.sums.figs[k]; g.isMoney() && g.cents != 0 {
				q = lb.quality
			}
		}
		if lb.has(cInvoiceNumber) || lb.has(cNotName) && lb.covers > 0.9 && q < 0.6 {
			q *= 0.5
		}
		set(f, "count", min(3, f["count"]+1))
		if q > f["word"] {
			f["word"] = q
			c.Raw, c.Page, c.Box = d.l.text(lb.first, lb.end), d.l.rows[lb.row].page, lb.box
			c.Confidence = d.l.confidence(lb.first, lb.end)
		}
	}
	if len(f) == 0 {
		return c, false
	}
	if value == "cash" {
		change := d.sums.arithmeticRole(cChange)
		set(f, "change", indicator(change > 0))
	}
	c.Value, c.Features, c.Repeats = value, f, int(f["count"])
	return c, true
}

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
