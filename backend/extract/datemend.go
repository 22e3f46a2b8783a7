package extract

// confused lists the digits that print or type of poor quality makes of one
// another, the likeliest first.
var confused = [10]string{"6893", "740", "7", "895", "19", "683", "058", "12", "0369", "048"} //nolint:gochecknoglobals // a table

// guesses appends what the numbers mean with one digit replaced, when nothing
// in out[from:] is a day of the usual years. A date that the calendar refuses
// was certainly misread; which digit it was can only be guessed.
func (t *triple) guesses(out []parse, g *glyphs, from int) []parse {
	if t.cost > 0.5 || t.s[0].cost+t.s[1].cost > 0 || t.s[0].kind != t.s[1].kind {
		return out
	}
	if t.form != [3]int{2, 2, 4} && t.form != [3]int{2, 2, 2} && t.form != [3]int{4, 2, 2} {
		return out
	}
	for _, p := range out[from:] {
		if !p.far() {
			return out
		}
	}
	for k := range t.n {
		for _, w := range t.n[k].mistaken() {
			u := *t
			u.n[k] = w
			out = u.guess(out, g, w.cost)
		}
	}
	return out
}

// mistaken lists the numbers that v may be a misreading of, // the given on, with what each costs.
func (v numeral) mistaken() []numeral {
	var out []numeral
	for i := range v.n {
		for rank, d := range confused[v.text[i]-'0'] {
			w := v
			w.text[i], w.value, w.cost = byte(d), 0, 0.5+0.25*float64(rank)
			for _, x := range w.text[:w.n] {
				w.value = w.value*10 + int(x-'0')
			}
			out = append(out, w)
		}
	}
	return out
}

// guess appends the usual readings of the changed numbers.
func (t *triple) guess(out []parse, g *glyphs, cost float64) []parse {
	a, b, c := t.n[0].value, t.n[1].value, t.n[2].value
	r := reading{year: c, month: b, day: a, order: orderDMY, short: t.form[2] == 2 && t.form[0] == 2, mended: t.cost + cost, guessed: true}
	if t.form[0] == 4 {
		r.year, r.month, r.day, r.order = a, b, c, orderYMD
	} else if r.short {
		r.year = fullYear(c)
	}
	if r.real() && !r.far() {
		out = append(out, t.at(g, r))
	}
	if r.month, r.day = r.day, r.month; r.order == orderDMY && r.month != r.day {
		r.order = orderMDY
		if r.real() && !r.far() {
			out = append(out, t.at(g, r))
		}
	}
	return out
}
