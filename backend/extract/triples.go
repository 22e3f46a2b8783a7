package extract

import "math"

// fit is how well a value fits as each part of net + tax = gross, 0 to 1.
type fit struct {
	net, tax, gross float64
}

// findFits tries every pair of printed sums as net and tax whose sum is
// printed too. A fit is worth something where its place speaks for it: the
// rate is printed, the parts share a row, labels name them.
func (a *arithmetic) findFits() map[int64]fit {
	out := map[int64]fit{}
	vs := a.s.values
	rows := make([]map[int]bool, len(vs))
	for i := range vs {
		rows[i] = map[int]bool{}
		for _, o := range vs[i].occ {
			rows[i][o.fig.row] = true
		}
	}
	at := map[int64]int{}
	for i := range vs {
		if vs[i].sure() {
			at[vs[i].cents] = i
		}
	}
	for i := range vs {
		for j := range vs {
			net, tax := &vs[i], &vs[j]
			g, ok := at[net.cents+tax.cents]
			if !ok || tax.cents == 0 || !net.sure() || !tax.sure() || float64(tax.cents) > 0.3*float64(net.cents) {
				continue
			}
			q := a.worth(net, tax, &vs[g], sharesRow(rows[i], rows[j]), sharesRow(rows[i], rows[g]) && sharesRow(rows[j], rows[g]))
			raise(out, net.cents, fit{net: q})
			raise(out, tax.cents, fit{tax: q})
			raise(out, vs[g].cents, fit{gross: q})
		}
	}
	return out
}

// raise keeps the best of each part.
func raise(m map[int64]fit, v int64, t fit) {
	o := m[v]
	m[v] = fit{max(o.net, t.net), max(o.tax, t.tax), max(o.gross, t.gross)}
}

func sharesRow(a, b map[int]bool) bool {
	for r := range a {
		if b[r] {
			return true
		}
	}
	return false
}

// worth of one fit.
func (a *arithmetic) worth(net, tax, gross *value, pair, all bool) float64 {
	q := 0.0
	for _, r := range a.rates {
		if math.Abs(float64(net.cents)*r-float64(tax.cents)) <= 1.5 && tax.cents >= 5 {
			q = 0.4
		}
	}
	switch {
	case all:
		q += 0.4
	case pair:
		q += 0.25
	}
	if max(tax.named(cTax), net.named(cNet)) > 0.7 {
		q += 0.25
	}
	if max(gross.named(cTotal), gross.named(cTotalStrong), gross.named(cCard), gross.named(cAmountDue)) > 0.7 || gross.cents == a.largest {
		q += 0.25
	}
	return min(1, q)
}

// named is the best quality with which a label calls the value c.
func (v *value) named(c concept) float64 {
	q := 0.0
	for _, o := range v.occ {
		q = max(q, o.ctx.near[c], 0.9*o.ctx.over[c])
	}
	return q
}
