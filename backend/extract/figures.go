package extract

import (
	"regexp"
	"strings"
	"sync"

	"deskclerk/backend/doc"
)

// figure is an amount in its place.
type figure struct {
	amount
	first, end int // tokens
	row, page  int
	box        doc.Box
	conf       float64 // lowest word confidence
	height     float64 // pixels over the layout's em
	source     source
	agree      float64 // share of several passes that gave it
	contested  float64 // share of several passes that gave another sum in its place
}

// figures finds every number of the document that may be money. Neighbouring
// words are tried together first, so that a number broken by spaces is whole.
func (l *layout) figures() []figure {
	h := l.numberHabit()
	var out []figure
	for i := range l.rows {
		out = append(out, l.rowFigures(&l.rows[i], h)...)
	}
	return out
}

// numberHabit counts the words that can only be read in one way.
func (l *layout) numberHabit() habit {
	var dot, comma, tenths, signs, dollars int
	for i := range l.tokens {
		text := l.tokens[i].Text
		t := strings.Trim(text, "€$£*:;()-–% RM")
		n := len(t)
		if n >= 3 && digit(t[n-1]) && (t[n-2] == '.' || t[n-2] == ',') && digit(t[n-3]) && strings.ContainsAny(text, "€$£") {
			tenths++
		}
		if strings.HasPrefix(text, "$") {
			dollars++
		}
		if n < 4 || !digit(t[n-1]) || !digit(t[n-2]) || !digit(t[n-4]) {
			continue
		}
		switch t[n-3] {
		case '.':
			dot++
		case ',':
			comma++
		default:
			continue
		}
		if strings.HasPrefix(text, "$") || strings.HasPrefix(text, "£") || strings.HasPrefix(text, "€") || strings.HasPrefix(text, "RM") {
			signs++
		}
	}
	h := habit{
		cents: dot+comma >= 2, tenths: tenths >= 2 && dot+comma == 0,
		signed: signs >= 3 && signs*3 >= (dot+comma)*2, dollar: dollars > 0,
	}
	switch {
	case dot > comma:
		h.decimal = '.'
	case comma > dot:
		h.decimal = ','
	default:
		h.whole = l.wholeMark()
	}
	return h
}

// wholeMark is the mark between the thousands of a paper whose sums have no
// decimals, 0 for none. Weights and prices by volume have three as well: the
// sums end in zeros, more of them than not.
func (l *layout) wholeMark() rune {
	round, other := map[rune]int{}, map[rune]int{}
	for i := range l.tokens {
		if m := wholeSum().FindStringSubmatch(l.tokens[i].Text); m != nil {
			n := round
			if !strings.HasSuffix(m[0], "0") {
				n = other
			}
			n[rune(m[1][0])]++
		}
	}
	for _, mark := range []rune{'.', ','} {
		if round[mark] >= 2 && round[mark] > other[mark] {
			return mark
		}
	}
	return 0
}

// wholeSum is a sum with one mark between groups of three figures.
var wholeSum = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[1-9]\d{0,2}([.,])\d{3}$`) })

func digit(c byte) bool { return c >= '0' && c <= '9' }

// rowFigures reads the numbers of one row from left to right.
func (l *layout) rowFigures(r *row, h habit) []figure {
	var out []figure
	for i := r.first; i < r.end; {
		f, n := l.figureAt(r, i, h)
		if n == 0 {
			i++
			continue
		}
		out = append(out, f)
		i += n
	}
	return out
}

const longestFigure = 9 // words, for letter-spaced ones

// figureAt tries the words from i on as one number; n is how many it took.
func (l *layout) figureAt(r *row, i int, h habit) (f figure, n int) {
	most := 1
	for most < longestFigure && i+most < r.end && l.joins(i+most-1, i+most) {
		most++
	}
	for n = most; n >= 1; n-- {
		text := l.text(i, i+n)
		if n > 1 && !mayJoin(text) {
			continue
		}
		a, ok := parseAmount(text, h)
		if !ok && n == 1 {
			a, ok = coreAmount(text, h)
		}
		if !ok || n > 1 && a.glued {
			continue
		}
		if n > 1 && a.currency == "" {
			a.repaired = true
		}
		if broken.MatchString(text) && !a.percent {
			a.glued = true
		}
		f = l.figureOn(r, i, i+n)
		f.amount = a
		return f, n
	}
	return figure{}, 0
}

// broken is a number with marks of dates, times and fractions in it.
var broken = regexp.MustCompile(`\d\s?[/:]|/\s?\d`)

// joins reports whether two neighbouring words stand close enough to be one.
func (l *layout) joins(i, j int) bool {
	a, b := &l.tokens[i], &l.tokens[j]
	pw, _ := pixels(&l.pages[a.page-1])
	gap := (b.Box.Left - a.Box.Right) * pw / max(l.em, l.rows[a.row].height)
	if (strings.HasSuffix(a.Text, ".") || strings.HasSuffix(a.Text, ",")) && len(b.Text) == 2 {
		return gap < 2.2 // wide type
	}
	return a.cell == b.cell && gap < 1.1
}

// mayJoin allows words to be joined into one number only in forms that two
// separate numbers rarely have: a currency beside it, a separator at the break,
// groups of three, single letter-spaced characters.
func mayJoin(s string) bool {
	parts := strings.Fields(s)
	for k := 1; k < len(parts); k++ {
		a, b := parts[k-1], parts[k]
		if k == 1 && tornThousands(strings.TrimLeft(a, "$€£"), b) {
			continue
		}
		if !numeric(a) || !numeric(b) {
			if completes(a, b) && k == len(parts)-1 {
				continue
			}
			if currencyWord(a) && k == 1 || currencyWord(b) && k == len(parts)-1 || a == "-" && k == 1 {
				continue
			}
			return false
		}
		endsSep := strings.HasSuffix(a, ".") || strings.HasSuffix(a, ",")
		startsSep := strings.HasPrefix(b, ".") || strings.HasPrefix(b, ",")
		switch {
		case endsSep && len(onlyDigits(b)) == 2 && len(b) == 2:
		case startsSep && len(onlyDigits(b)) <= 2:
		case len(a) <= 3 && groupOfThree(b) && !strings.ContainsAny(a, ".,"):
		case len(a) == 1 && len(b) == 1 && len(parts) >= 4:
		default:
			return false
		}
	}
	return len(parts) < 2 || !letterSpaced(parts) || strings.ContainsAny(s, ".,")
}

// tornThousands reports a number broken beside the mark of its thousands, with
// decimals after another mark.
func tornThousands(a, b string) bool {
	whole := a + b
	k := strings.IndexAny(whole, ".,")
	return k >= 1 && k <= 3 && (k == len(a) || k == len(a)-1) && len(whole) == k+7 && whole[k+4] != whole[k] &&
		onlyDigits(whole[:k]) == whole[:k] && groupOfThree(whole[k+1:])
}

// completes reports that b holds the decimals of a, where a currency hangs on
// one of them.
func completes(a, b string) bool {
	before := strings.HasPrefix(b, ".") || strings.HasPrefix(b, ",")
	after := (strings.HasSuffix(a, ".") || strings.HasSuffix(a, ",")) && len(b) == 2 && len(onlyDigits(b)) == 2
	if before == after || before && !numeric(a) || strings.ContainsAny(a[:len(a)-1], ".,") {
		return false
	}
	sum, ok := parseAmount(a+b, habit{})
	return ok && sum.decimals == 2 && !sum.glued
}

// letterSpaced reports single characters throughout.
func letterSpaced(parts []string) bool {
	for _, p := range parts {
		if len(p) > 1 {
			return false
		}
	}
	return true
}

// groupOfThree is a thousands group, with or without decimals after it.
func groupOfThree(s string) bool {
	s = strings.TrimRight(s, "-+")
	if len(s) == 3 {
		return onlyDigits(s) == s
	}
	return len(s) == 6 && (s[3] == ',' || s[3] == '.') && len(onlyDigits(s)) == 5
}

func numeric(s string) bool {
	_, d := countLetters(s)
	return d > 0 && strings.Trim(s, "0123456789.,'-+") == "" || s == "." || s == ","
}

// currencyWord is a currency sign or code standing alone.
func currencyWord(s string) bool {
	if s == "$" || s == "€" || s == "£" {
		return true
	}
	l := words()
	if _, ok := l.currency[currencyKey(s)]; ok {
		return true
	}
	return l.signOf(s) != "" || misreadRinggit(strings.Trim(s, ".:"))
}

// isMoney reports whether the figure has the form of a sum of money.
func (f *figure) isMoney() bool {
	return f.decimals == 2 && !f.percent && !f.glued
}
