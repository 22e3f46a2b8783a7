package extract

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// dateOrder is the order in which a numeric date is printed.
type dateOrder string

// The orders. Named months and four-digit years in front leave nothing open.
const (
	orderDMY   dateOrder = "dmy"
	orderMDY   dateOrder = "mdy"
	orderYMD   dateOrder = "ymd"
	orderNamed dateOrder = "named"
)

// reading is one way to read a printed date.
type reading struct {
	year, month, day int
	order            dateOrder
	short            bool // year of two digits
}

// String is the date as YYYY-MM-DD.
func (r reading) String() string { return fmt.Sprintf("%04d-%02d-%02d", r.year, r.month, r.day) }

// printedDate is a date found in a text with every way the calendar lets it be
// read.
type printedDate struct {
	start, end int // bytes of the text
	readings   []reading
	sep        byte // '/', '.', '-', ' ' or 'n' for a month's name
	mended     int  // characters read through a look-alike
}

// patterns are the forms in which dates are printed.
type patterns struct {
	numeric, dayMonth, monthDay, cjk, tight *regexp.Regexp
}

var datePatterns = sync.OnceValue(func() patterns {
	const num = `[0-9OoIlSB|]`
	return patterns{
		numeric:  regexp.MustCompile(`(` + num + `{4}|` + num + `{1,2})(\s?[./\-\x{2013}:]\s?|\s?,\s?)(` + num + `{1,2})(\s?[./\-\x{2013}]\s?|\s?,\s?)(` + num + `{4}|` + num + `{2})`),
		dayMonth: regexp.MustCompile(`([0-9][0-9OIl]?|[OIl][0-9])(?:st|nd|rd|th|er|\.|-|/|\s|,)*\s*(?:de |d')?(\pL[\pL\pM\x{03A3}01|]{2,13})(?:\.|-|/|\s|,|'|’|de )*([0-9OIlS]{4}|[0-9]{2})`),
		monthDay: regexp.MustCompile(`(\pL[\pL01|]{2,11}?)(?:\.|-|\s)*([0-9][0-9OIl]?|[OIl][0-9])(?:st|nd|rd|th)?(?:,|'|’|\s|-|\.)+\s*([0-9OIlS]{4}|[0-9]{2})`),
		cjk:      regexp.MustCompile(`([0-9]{4})\s?年\s?([0-9]{1,2})\s?月\s?([0-9]{1,2})`),
		tight:    regexp.MustCompile(`([0-9]{2})([/.\-71lI|]?)([0-9]{2})([/.\-71lI|]?)((?:19|20)[0-9]{2})`),
	}
})

// findDates finds the dates printed in s, in order, without overlaps. lang
// breaks ties between months of the same name.
func findDates(s, lang string) []printedDate {
	p := datePatterns()
	var out []printedDate
	add := func(d printedDate) {
		if len(d.readings) == 0 || !standsAlone(s, d.start, d.end) {
			return
		}
		for _, o := range out {
			if d.start < o.end && o.start < d.end {
				return
			}
		}
		out = append(out, d)
	}
	each(p.cjk, s, func(g []string, a, b int) { add(namedDate(g[1], atoi(g[2]), g[3], a, b)) })
	each(p.dayMonth, s, func(g []string, a, b int) { add(namedDate(g[3], words().month(g[2], lang), g[1], a, b)) })
	each(p.monthDay, s, func(g []string, a, b int) { add(namedDate(g[3], words().month(g[1], lang), g[2], a, b)) })
	each(p.numeric, s, func(g []string, a, b int) { add(numericDate(g, a, b)) })
	each(p.tight, s, func(g []string, a, b int) { add(tightDate(g, a, b)) })
	return out
}

// each calls f for every match, overlapping ones included: a number before a
// date may swallow its first digits.
func each(re *regexp.Regexp, s string, f func(groups []string, start, end int)) {
	for at := 0; at < len(s); {
		m := re.FindStringSubmatchIndex(s[at:])
		if m == nil {
			return
		}
		g := make([]string, len(m)/2)
		for i := range g {
			if m[2*i] >= 0 {
				g[i] = s[at+m[2*i] : at+m[2*i+1]]
			}
		}
		f(g, at+m[0], at+m[1])
		at += m[0] + len(g[1])
	}
}

// standsAlone reports that no digit hangs on either side of s[start:end].
func standsAlone(s string, start, end int) bool {
	if start > 0 && (digit(s[start-1]) || start > 1 && (s[start-1] == '.' || s[start-1] == '-' || s[start-1] == '/' || s[start-1] == ',') && digit(s[start-2])) {
		return false
	}
	if end < len(s) && digit(s[end]) {
		return false
	}
	return end+1 >= len(s) || s[end] != '/' && s[end] != '-' || !digit(s[end+1]) || clockFollows(s[end+1:])
}

// clockFollows allows "01-Mar-30/12:15".
func clockFollows(s string) bool { return len(s) > 2 && (s[1] == ':' || s[2] == ':') }

// number reads digits with look-alikes; mended counts those.
func number(s string) (n, mended int) {
	var b strings.Builder
	for _, r := range s {
		if r >= '0' && r <= '9' {
			b.WriteRune(r)
			continue
		}
		d := digitFor(r)
		if d == 0 {
			return -1, 0
		}
		b.WriteRune(d)
		mended++
	}
	n, err := strconv.Atoi(b.String())
	if err != nil {
		return -1, 0
	}
	return n, mended
}

func atoi(s string) int { n, _ := number(s); return n }

// fullYear widens a year of two digits.
func fullYear(s string) (year int, short bool) {
	y := atoi(s)
	if len(s) == 4 {
		return y, false
	}
	if y < 0 {
		return -1, true
	}
	if y >= 80 {
		return 1900 + y, true
	}
	return 2000 + y, true
}

// real reports whether the calendar has the day, in the years papers are from.
func (r reading) real() bool {
	if r.year < 1970 || r.year > 2079 || r.month < 1 || r.month > 12 || r.day < 1 {
		return false
	}
	return r.day <= time.Date(r.year, time.Month(r.month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func namedDate(year string, month int, day string, start, end int) printedDate {
	d := printedDate{start: start, end: end, sep: 'n'}
	y, short := fullYear(year)
	dd, mended := number(day)
	r := reading{year: y, month: month, day: dd, order: orderNamed, short: short}
	d.mended = mended
	if r.real() {
		d.readings = append(d.readings, r)
	}
	return d
}

// numericDate reads three numbers in every order the calendar allows.
func numericDate(g []string, start, end int) printedDate {
	sep1, sep2 := strings.TrimSpace(g[2]), strings.TrimSpace(g[4])
	d := printedDate{start: start, end: end, sep: sep1[0]}
	a, m1 := number(g[1])
	b, m2 := number(g[3])
	_, m3 := number(g[5])
	d.mended = m1 + m2 + m3
	if sep1 != sep2 {
		d.mended++
	}
	if sep1 == "," || sep1 == ":" {
		d.mended++
	}
	digits := len(onlyDigits(g[1] + g[3] + g[5]))
	if d.mended > 2 || digits < 4 {
		return d
	}
	c, short := fullYear(g[5])
	add := func(y, m, day int, o dateOrder, short bool) {
		r := reading{y, m, day, o, short}
		if r.real() {
			d.readings = append(d.readings, r)
		}
	}
	if len(g[1]) == 4 {
		if len(g[5]) == 2 {
			add(a, b, atoi(g[5]), orderYMD, false)
		}
		return d
	}
	if short && sep1 == "," {
		return d
	}
	add(c, b, a, orderDMY, short)
	if a != b {
		add(c, a, b, orderMDY, short)
	}
	if short && len(g[1]) == 2 && len(g[3]) == 2 {
		y, _ := fullYear(g[1])
		add(y, b, atoi(g[5]), orderYMD, true)
	}
	return d
}

// tightDate reads DD?MM?YYYY whose separators were read as 7, 1, l or |.
func tightDate(g []string, start, end int) printedDate {
	d := printedDate{start: start, end: end, sep: '/'}
	for _, s := range []string{g[2], g[4]} {
		if s == "" || !strings.Contains("/.-", s) {
			d.mended++
		}
	}
	if g[2] == "" && g[4] == "" {
		d.mended++
	}
	r := reading{year: atoi(g[5]), month: atoi(g[3]), day: atoi(g[1]), order: orderDMY}
	if r.real() {
		d.readings = append(d.readings, r)
	}
	if r.month, r.day, r.order = r.day, r.month, orderMDY; r.real() && r.month != r.day {
		d.readings = append(d.readings, r)
	}
	return d
}

// month finds a month by its name in any language, the document's first; 0 when
// there is none. Names of four letters and more may hold one misread letter.
func (l *lexicon) month(name, lang string) int {
	n := compact(name)
	if m := pickMonth(l.months[n], lang); m > 0 {
		return m
	}
	sh := shape(n)
	if len(sh) < 3 {
		return 0
	}
	limit := 0
	if len(sh) >= 5 {
		limit = 1
	}
	found := 0
	for k, list := range l.months {
		if distance(sh, shape(k), limit) > limit {
			continue
		}
		m := pickMonth(list, lang)
		if found != 0 && found != m {
			return 0 // two months are as near: none
		}
		found = m
	}
	return found
}

func pickMonth(list []monthOf, lang string) int {
	for _, m := range list {
		if m.lang == lang {
			return m.month
		}
	}
	for _, m := range list {
		if m.lang == "en" {
			return m.month
		}
	}
	if len(list) > 0 {
		return list[0].month
	}
	return 0
}
