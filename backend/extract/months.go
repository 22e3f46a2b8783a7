package extract

import "slices"

// monthGuess is a month that a word may name.
type monthGuess struct {
	month int
	cost  float64 // 0 as spelt, up to 1 for a misread short name
}

// monthGuesses finds the months a word may name in any language, the document's
// first. A misread name is looked for in the document's language and English.
func (l *lexicon) monthGuesses(name, lang string) []monthGuess {
	n := compact(name)
	if m := pickMonth(l.months[n], lang); m > 0 {
		return []monthGuess{{m, 0}}
	}
	own := spell(n)
	sh := own.shape
	if len(sh) < 3 {
		return nil
	}
	var out []monthGuess
	limit := 1
	for i := range l.monthNames.words {
		want := &l.monthNames.words[i]
		ks := want.shape
		if len(ks) < 3 || len(ks)-len(sh) > limit || len(sh)-len(ks) > limit {
			continue
		}
		d := own.within(want, limit)
		if d > limit || d > 0 && len(sh) != len(ks) && len(sh) < 5 {
			continue
		}
		list := l.months[want.text]
		m := monthIn(list, lang)
		if m == 0 && (len(sh) < 5 || d > 0 && len(sh) < 7) {
			continue
		}
		if m == 0 {
			m = list[0].month
		}
		cost := 0.5 * float64(d)
		if len(sh) < 5 {
			cost = float64(d)
		}
		out = append(out, monthGuess{m, cost + 0.25})
	}
	return bestMonths(out)
}

// bestMonths keeps the cheapest guess of each month, and of those the ones as
// cheap as the best.
func bestMonths(all []monthGuess) []monthGuess {
	slices.SortFunc(all, func(a, b monthGuess) int {
		if c := compare(a.cost, b.cost); c != 0 {
			return c
		}
		return a.month - b.month
	})
	var out []monthGuess
	for _, m := range all {
		if m.cost > all[0].cost || len(out) > 3 {
			break
		}
		if !slices.ContainsFunc(out, func(o monthGuess) bool { return o.month == m.month }) {
			out = append(out, m)
		}
	}
	return out
}

// monthIn is the month of a list in the language or English, 0 when none.
func monthIn(list []monthOf, lang string) int {
	for _, want := range []string{lang, "en"} {
		for _, m := range list {
			if m.lang == want {
				return m.month
			}
		}
	}
	return 0
}

// pickMonth prefers the document's language, then English, then any.
func pickMonth(list []monthOf, lang string) int {
	if m := monthIn(list, lang); m > 0 || len(list) == 0 {
		return m
	}
	return list[0].month
}
