package extract

import (
	"strings"
	"unicode"
)

// namedDates reads dates with a month's name, and those of East Asia.
func (g *glyphs) namedDates(lang string) []parse {
	var out []parse
	for i := 0; i < len(g.r); i++ {
		if g.r[i] == '年' {
			out = g.eastAsian(out, i)
			continue
		}
		if !g.startsWord(i) {
			continue
		}
		end := g.wordEnd(i)
		out = g.around(out, i, end, lang)
		i = end - 1
	}
	return out
}

// startsWord: a letter, or a digit that stands for the first letter of a word
// ("0CT", "5EP").
func (g *glyphs) startsWord(i int) bool {
	if unicode.IsLetter(g.r[i]) {
		return true
	}
	return (g.r[i] == '0' || g.r[i] == '5') && !isDigit(g.get(i-1)) && unicode.IsUpper(g.get(i+1)) && unicode.IsUpper(g.get(i+2))
}

// wordEnd is behind the word at i; digits between two letters belong to it.
func (g *glyphs) wordEnd(i int) int {
	j := i + 1
	for j < len(g.r) {
		r := g.r[j]
		inside := (r == '0' || r == '1' || r == '5' || r == '|') && unicode.IsLetter(g.get(j+1)) && j > i
		if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) && !inside {
			break
		}
		j++
	}
	return j
}

// around reads the numbers around the word from i to end as day and year.
func (g *glyphs) around(out []parse, i, end int, lang string) []parse {
	if end-i < 3 || end-i > 13 {
		return out
	}
	before, hasBefore := g.numberBefore(i)
	after, hasAfter := g.numberAfter(end)
	if !hasAfter {
		return out
	}
	var months []monthGuess
	for _, a := range after {
		if hasBefore { // 1 March 2030, 2030-Mar-1
			if months == nil {
				months = words().monthGuesses(string(g.r[i:end]), lang)
			}
			out = g.named(out, months, before, a, before.first, a.next)
		}
		if a.n > 2 {
			continue
		}
		rest, ok := g.numberAfter(a.next) // March 1, 2030
		for _, y := range rest {
			if !ok || a.next == y.first || y.n == 2 && y.first == a.next+1 && strings.ContainsRune(".,", g.get(a.next)) {
				continue // a sum such as 6.20
			}
			if months == nil {
				months = words().monthGuesses(string(g.r[i:end]), lang)
			}
			out = g.named(out, months, a, y, i, y.next)
		}
	}
	return out
}

// datePart is part of a named date: a number and where it stands.
type datePart struct {
	numeral
	first   int
	clean   bool // parted from the word by punctuation that dates have
	touches bool // a time of day follows
}

// named appends the dates of a month with a day and a year, in either order.
func (g *glyphs) named(out []parse, months []monthGuess, p, q datePart, start, end int) []parse {
	day, year := p, q
	if p.n == 4 {
		day, year = q, p
	}
	if day.n > 2 || year.n == 1 || year.touches && year.n == 2 {
		return out
	}
	r := reading{year: year.value, day: day.value, order: orderNamed, mended: day.cost + year.cost}
	if year.n == 2 {
		r.year, r.short = fullYear(year.value), true
		if !year.clean {
			r.mended += 0.5
		}
	}
	for _, m := range months {
		x := r
		x.month, x.mended = m.month, r.mended+m.cost
		if m.cost > 0.5 && (x.far() || year.n == 2 && !g.apostrophe(year.first-1)) || x.mended > mostMended {
			continue
		}
		if x.real() {
			out = append(out, parse{reading: x, start: g.at[start], end: g.at[end], sep: 'n'})
		}
		if year.n == 4 && m.cost == 0 && (x.far() || !x.real()) {
			for _, w := range year.mistaken() {
				if x.year, x.mended, x.guessed = w.value, r.mended+w.cost, true; x.real() && !x.far() {
					out = append(out, parse{reading: x, start: g.at[start], end: g.at[end], sep: 'n'})
				}
			}
		}
	}
	return out
}

// apostrophe stands at i, before a year of two digits.
func (g *glyphs) apostrophe(i int) bool {
	r := g.get(i)
	return r == '\'' || r == '’' || r == '‘'
}

// numberBefore reads the number left of a word, over "th", "de" and dots.
func (g *glyphs) numberBefore(i int) (p datePart, ok bool) {
	j := g.skipBack(i)
	e := j
	for j > 0 && e-j < 5 && (isDigit(g.r[j-1]) || digitFor(g.r[j-1]) != 0 && j == e && isDigit(g.get(j-2)) || e-j == 1 && digitFor(g.r[j-1]) != 0 && isDigit(g.r[j]) && !unicode.IsLetter(g.get(j-2))) {
		j--
	}
	n := e - j
	if n != 1 && n != 2 && n != 4 {
		return p, false
	}
	if r := g.get(j - 1); (r == '.' || r == ',' || r == '/' || r == ':') && isDigit(g.get(j-2)) || n == 1 && digitFor(g.r[j]) != 0 {
		return p, false
	}
	p.numeral, ok = g.numeral(j, n)
	p.first = j
	return p, ok
}

// skipBack passes what may stand between a day and its month.
func (g *glyphs) skipBack(i int) int {
	for limit := 0; limit < 6 && i > 0; limit++ {
		switch r := g.r[i-1]; {
		case strings.ContainsRune(" .,-/~'’_–", r):
			i--
		case limit > 0 || r != 'e':
			if k := g.ordinalBefore(i); k < i {
				i = k
				continue
			}
			return i
		default:
			return i
		}
	}
	return i
}

// ordinalBefore passes "st", "nd", "rd", "th", "er", "de" and "of" before i.
func (g *glyphs) ordinalBefore(i int) int {
	if i < 3 || i > len(g.r) {
		return i
	}
	switch strings.ToLower(string(g.r[i-2 : i])) {
	case "st", "nd", "rd", "th", "er":
		if isDigit(g.r[i-3]) {
			return i - 2
		}
	case "de", "of":
		if g.r[i-3] == ' ' {
			return i - 2
		}
	}
	return i
}

// numberAfter reads the number right of i: four digits, two or one.
func (g *glyphs) numberAfter(i int) (ps []datePart, ok bool) {
	j, clean := g.skipAhead(i)
	n := 0
	for isDigit(g.get(j+n)) || n > 0 && n < 4 && digitFor(g.get(j+n)) != 0 && !unicode.IsLetter(g.get(j+n+1)) {
		n++
	}
	sizes := []int{n}
	switch {
	case n == 0:
		return nil, false
	case n == 3 || n > 4: // a time of day glued to the year, or day and year glued
		sizes = []int{4, 2}
	}
	for _, size := range sizes {
		v, fits := g.numeral(j, size)
		if !fits {
			continue
		}
		p := datePart{numeral: v, first: j, clean: clean}
		if isDigit(g.get(v.next)) && !g.clockAt(v.next) {
			continue
		}
		r := g.get(v.next)
		p.touches = r == ':' || size <= 2 && (r == '.' || r == ',') && isDigit(g.get(v.next+1))
		ps = append(ps, p)
	}
	return ps, len(ps) > 0
}

// skipAhead passes what may stand before a year or a day; clean says that it was
// more than spaces.
func (g *glyphs) skipAhead(i int) (j int, clean bool) {
	for limit := range 5 {
		r := g.get(i)
		switch {
		case r == ' ':
		case r != 0 && strings.ContainsRune(".,-/~'’‘_–\"", r):
			clean = true
		case (r == 'd' || r == 'D') && unicode.ToLower(g.get(i+1)) == 'e' && g.get(i+2) == ' ' && limit > 0:
			i++
		case limit == 0 && g.ordinalBefore(i+2) == i:
			i++
		default:
			return i, clean
		}
		i++
	}
	return i, clean
}

// eastAsian reads 2030年9月1日 with the sign of the year at i.
func (g *glyphs) eastAsian(out []parse, i int) []parse {
	number := func(j int) (v, next int) {
		for g.get(j) == ' ' {
			j++
		}
		for n := 0; isDigit(g.get(j)) && n < 2; n++ {
			v = v*10 + int(g.r[j]-'0')
			j++
		}
		for g.get(j) == ' ' && g.get(j+1) == '月' {
			j++
		}
		return v, j
	}
	first := i
	for g.get(first-1) == ' ' {
		first--
	}
	year, ok := g.numeral(first-4, 4)
	if first < 4 || !ok {
		return out
	}
	month, j := number(i + 1)
	if g.get(j) != '月' {
		return out
	}
	day, end := number(j + 1)
	r := reading{year: year.value, month: month, day: day, order: orderNamed}
	if r.real() {
		out = append(out, parse{reading: r, start: g.at[first-4], end: g.at[end], sep: 'n'})
	}
	return out
}
