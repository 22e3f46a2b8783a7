package extract

import "unicode/utf8"

// glyphs is a text by characters, with what each may stand for in a date.
type glyphs struct {
	s      string
	r      []rune
	at     []int // byte of each, and of the end
	digits int
}

func newGlyphs(s string) *glyphs {
	g := &glyphs{s: s, r: make([]rune, 0, len(s)), at: make([]int, 0, len(s)+1)}
	for i := 0; i < len(s); {
		r, w := utf8.DecodeRuneInString(s[i:])
		g.r, g.at = append(g.r, r), append(g.at, i)
		if isDigit(r) {
			g.digits++
		}
		i += w
	}
	g.at = append(g.at, len(s))
	return g
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// get is the character at i, 0 beyond the text.
func (g *glyphs) get(i int) rune {
	if i < 0 || i >= len(g.r) {
		return 0
	}
	return g.r[i]
}

// numeral is a number of a date with what it cost to read.
type numeral struct {
	text  [4]byte
	n     int // digits
	next  int
	cost  float64
	value int
}

// numeral reads n digits from i on; letters that look like digits cost, and so
// does a space between two digits.
func (g *glyphs) numeral(i, n int) (v numeral, ok bool) {
	v.n = n
	for k := range n {
		if (k > 0 && n == 2 || k > 1 && v.text[0] == '2' && v.text[1] == '0' && v.cost == 0) && g.get(i) == ' ' && isDigit(g.get(i-1)) && isDigit(g.get(i+1)) {
			v.cost += 0.5
			i++
		}
		r := g.get(i)
		if !isDigit(r) {
			if strokedZero(r) {
				r = '0'
			} else if r = digitFor(r); r == 0 || r == '6' {
				return v, false
			}
			v.cost += 0.5
		}
		v.text[k] = byte(r)
		v.value = v.value*10 + int(r-'0')
		i++
	}
	v.next = i
	return v, v.cost < float64(n)/2
}

// strokedZero reports what a zero with a stroke or a dot in it is read for. Only
// dates ask: beside sums an @ means "at".
func strokedZero(r rune) bool { return r == '@' || r == 'Ø' || r == 'ø' || r == 'θ' || r == 'Θ' }

// separator is what stands between two numbers of a date.
type separator struct {
	kind byte // '/', '.', '-', ' ' or 0 for none
	next int
	cost float64
}

// separators lists what may be read between two numbers at i, the best first.
func (g *glyphs) separators(i int, out []separator) []separator {
	j := i
	for g.get(j) == ' ' && j < i+2 {
		j++
	}
	if kind, cost := separates(g.get(j)); kind != 0 {
		k := j + 1
		if g.get(k) == ' ' {
			k++
		}
		if r := g.get(k); r == '\'' || r == '’' || r == '‘' {
			k++
		}
		return append(out, separator{kind, k, cost})
	}
	if j > i {
		return append(out, separator{' ', j, 1})
	}
	if strokeLike(g.get(i)) {
		out = append(out, separator{'/', i + 1, 1})
	}
	return append(out, separator{0, i, 1})
}

// separates gives the separator that r is, or is read for.
func separates(r rune) (kind byte, cost float64) {
	switch r {
	case '/', '.', '-':
		return byte(r), 0
	case '–', '—', '‐', '−':
		return '-', 0
	case '~', '_', '=', '«', '*':
		return '-', 0.5
	case ',', '·', '•', ':', ';', '\'':
		return '.', 0.5
	case '\\', '!', '(', ')', '|', 'f', 'J', '?', '{', '}', ']', '[':
		return '/', 0.5
	}
	return 0, 0
}

// strokeLike digits and letters are what a slash is read for.
func strokeLike(r rune) bool {
	return r == '7' || r == '1' || r == 'l' || r == 'I' || r == 'i' || r == 'r' || r == 't'
}

// forms of a numeric date: the digits of its three numbers.
var numericForms = [...][3]int{{2, 2, 4}, {1, 2, 4}, {2, 1, 4}, {1, 1, 4}, {4, 2, 2}, {4, 1, 2}, {4, 2, 1}, {4, 1, 1}, {2, 2, 2}, {1, 2, 2}, {2, 1, 2}, {1, 1, 2}} //nolint:gochecknoglobals // a table

// numericDates attempts every form at every place a number may begin.
func (g *glyphs) numericDates() []parse {
	var out []parse
	for i := range g.r {
		if !isDigit(g.r[i]) && digitFor(g.r[i]) == 0 || !g.mayBegin(i) {
			continue
		}
		for _, f := range numericForms {
			out = g.numericAt(out, i, f)
		}
	}
	return out
}

// mayBegin reports that no number runs on into i; a time of day may be glued to
// a date.
func (g *glyphs) mayBegin(i int) bool {
	before := g.get(i - 1)
	if isDigit(before) {
		return isDigit(g.get(i-2)) && g.get(i-3) == ':' && isDigit(g.get(i-4))
	}
	if before == '.' || before == '/' || before == ',' {
		return !isDigit(g.get(i - 2))
	}
	return true
}

// numericAt tries one form at i.
func (g *glyphs) numericAt(out []parse, i int, form [3]int) []parse {
	a, ok := g.numeral(i, form[0])
	if !ok {
		return out
	}
	var buf, buf2 [2]separator
	for _, s1 := range g.separators(a.next, buf[:0]) {
		b, ok := g.numeral(s1.next, form[1])
		if !ok {
			continue
		}
		for _, s2 := range g.separators(b.next, buf2[:0]) {
			c, ok := g.numeral(s2.next, form[2])
			if !ok {
				continue
			}
			n := triple{form: form, n: [3]numeral{a, b, c}, s: [2]separator{s1, s2}, first: i}
			if n.cost = a.cost + b.cost + c.cost + s1.cost + s2.cost; n.plausible(g) {
				out = n.readings(out, g)
			}
		}
	}
	return out
}

// triple is three numbers that may be a date.
type triple struct {
	form  [3]int
	n     [3]numeral
	s     [2]separator
	first int
	cost  float64
}

// plausible refuses what is more likely something else than a misread date.
func (t *triple) plausible(g *glyphs) bool {
	for k, x := range t.s {
		switch {
		case x.kind == '/' && x.cost == 1 && t.n[k].n == 1:
			t.cost += 0.5 // a digit is more likely the day's second than a stroke
		case x.kind != t.s[0].kind && x.kind != 0 && t.s[0].kind != 0:
			t.cost += 0.5
		}
	}
	if isDigit(g.get(t.first-1)) || g.get(t.first-1) == '-' && isDigit(g.get(t.first-2)) {
		t.cost += 0.5
	}
	if g.get(t.first-1) == '-' && isDigit(g.get(t.first-2)) && t.form[0] != 4 {
		return false
	}
	if t.torn(g) {
		t.cost += 0.6
	}
	if t.cost > mostMended || !t.ends(g) {
		return false
	}
	clean := t.s[0].cost == 0 || t.s[1].cost == 0 // one real separator at least
	switch {
	case t.form[0] == 4:
		return t.s[0].cost <= 0.5 && t.s[1].cost <= 0.5
	case t.form[2] == 4:
		if clean {
			return true
		}
		year := t.n[2].value
		if t.s[0].cost <= 0.5 && t.s[1].cost <= 0.5 {
			return year >= earlyYear && year <= futureYear
		}
		return t.form[0] == 2 && t.form[1] == 2 && t.n[0].cost+t.n[1].cost+t.n[2].cost == 0 && year >= earlyYear && year <= futureYear
	default:
		return clean && t.cost <= 1.5 && t.s[0].kind != 0 && t.s[1].kind != 0 && (t.cost == 0 || t.form == [3]int{2, 2, 2})
	}
}

// torn reports that a day of one digit beside a month of two has a lone digit
// next to it: it is the rest of a day that a space broke.
func (t *triple) torn(g *glyphs) bool {
	if t.form[1] != 2 || t.n[1].text[0] != '0' {
		return false
	}
	e := t.n[2].next
	return t.form[2] == 1 && g.get(e) == ' ' && isDigit(g.get(e+1)) && !isDigit(g.get(e+2)) && g.get(e+2) != ':' ||
		t.form[0] == 1 && g.get(t.first-1) == ' ' && isDigit(g.get(t.first-2)) && !isDigit(g.get(t.first-3))
}

// ends reports that no number runs on behind the date, unless a time of day
// does.
func (t *triple) ends(g *glyphs) bool {
	e := t.n[2].next
	r := g.get(e)
	if isDigit(r) {
		return g.clockAt(e)
	}
	if t.form[2] == 2 && (r == ':' || r == 'h') && isDigit(g.get(e+1)) {
		return false // the hour of a time of day
	}
	if (r == '/' || r == '-' || r == '.' || r == ',') && isDigit(g.get(e+1)) {
		return g.clockAt(e + 1)
	}
	if t.form[2] == 2 && r != 0 && r != ' ' && (t.n[2].value == 19 || t.n[2].value == 20) {
		t.cost++ // the year's last digits may have been lost
	}
	return true
}

// clockAt reports a time of day at i.
func (g *glyphs) clockAt(i int) bool {
	for n := 1; n <= 2 && isDigit(g.get(i+n-1)); n++ {
		if r := g.get(i + n); (r == ':' || r == 'h' || r == '.' && n == 2) && isDigit(g.get(i+n+1)) && isDigit(g.get(i+n+2)) {
			return true
		}
	}
	return false
}

// readings appends the dates the three numbers can mean.
func (t *triple) readings(out []parse, g *glyphs) []parse {
	n := len(out)
	add := func(y, m, d int, o dateOrder) {
		r := reading{year: y, month: m, day: d, order: o, short: t.form[0] != 4 && t.form[2] != 4, mended: t.cost}
		if r.real() {
			out = append(out, t.at(g, r))
		}
	}
	a, b, c := t.n[0].value, t.n[1].value, t.n[2].value
	if t.form[0] == 4 {
		add(a, b, c, orderYMD)
	} else {
		y := c
		if t.form[2] == 2 {
			y = fullYear(c)
		}
		add(y, b, a, orderDMY)
		if a != b {
			add(y, a, b, orderMDY)
		}
		if t.form == [3]int{2, 2, 2} {
			add(fullYear(a), b, c, orderYMD)
		}
	}
	return t.guesses(out, g, n)
}

// at places a reading of the numbers in the text.
func (t *triple) at(g *glyphs, r reading) parse {
	return parse{reading: r, start: g.at[t.first], end: g.at[t.n[2].next], sep: t.s[0].kind}
}
