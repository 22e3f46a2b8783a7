package extract

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
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
	short            bool    // year of two digits
	mended           float64 // what was read as something else than printed, 0 to about 2
	guessed          bool    // a digit was replaced because the calendar refused it
}

// String is the date as YYYY-MM-DD.
func (r reading) String() string { return fmt.Sprintf("%04d-%02d-%02d", r.year, r.month, r.day) }

// printedDate is a date found in a text with every way the calendar lets it be
// read, the least mended first.
type printedDate struct {
	start, end int // bytes of the text
	readings   []reading
	sep        byte // '/', '.', '-', ' ' or 'n' for a month's name
}

// sure reports a date that stands there as it was printed.
func (p *printedDate) sure() bool {
	return len(p.readings) > 0 && p.readings[0].mended <= 1 && !p.readings[0].guessed
}

// certain is the date's only reading, when nothing had to be mended for it.
func (p *printedDate) certain() (reading, bool) {
	if len(p.readings) == 0 || p.readings[0].mended > 0 || p.readings[0].guessed {
		return reading{}, false
	}
	for _, r := range p.readings[1:] {
		if !r.guessed && r.mended == 0 {
			return reading{}, false
		}
	}
	return p.readings[0], true
}

// parse is one attempt to read a date from a text.
type parse struct {
	reading
	start, end int
	sep        byte
}

// mostMended is how much may be mended in one date.
const mostMended = 2.0

// findDates finds the dates printed in s, in order, without overlaps. lang
// breaks ties between months of the same name.
func findDates(s, lang string) []printedDate {
	g := newGlyphs(s)
	if g.digits < 3 {
		return nil
	}
	return groupParses(append(g.numericDates(), g.namedDates(lang)...))
}

// groupParses gathers the attempts at one place into one date: the least mended
// decides where it stands, the others are further readings.
func groupParses(ps []parse) []printedDate {
	slices.SortStableFunc(ps, func(a, b parse) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(b.end-b.start, a.end-a.start))
	})
	var out []printedDate
	for _, p := range ps {
		i := slices.IndexFunc(out, func(o printedDate) bool { return p.start < o.end && o.start < p.end })
		if i < 0 {
			out = append(out, printedDate{start: p.start, end: p.end, readings: []reading{p.reading}, sep: p.sep})
			continue
		}
		if len(out[i].readings) < mostReadings && !slices.ContainsFunc(out[i].readings, func(r reading) bool { return r.String() == p.String() }) {
			out[i].readings = append(out[i].readings, p.reading)
		}
	}
	slices.SortFunc(out, func(a, b printedDate) int { return a.start - b.start })
	return out
}

// mostReadings of one printed date are kept.
const mostReadings = 8

// rank orders attempts: guesses come after everything that was really read.
func (p parse) rank() float64 {
	if p.guessed {
		return p.mended + mostMended
	}
	return p.mended
}

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

// fullYear widens a year of two digits.
func fullYear(y int) int {
	if y >= 80 {
		return 1900 + y
	}
	return 2000 + y
}

// The years papers are from; what is far from usual is read but doubted.
const (
	firstYear, lastYear   = 1970, 2079
	earlyYear, futureYear = 2000, 2035
)

// real reports whether the calendar has the day, in the years papers are from.
func (r reading) real() bool {
	if r.year < firstYear || r.year > lastYear || r.month < 1 || r.month > 12 || r.day < 1 || r.day > 31 {
		return false
	}
	return r.day <= 28 || r.day <= time.Date(r.year, time.Month(r.month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// far reports a year few papers bear.
func (r reading) far() bool { return r.year < earlyYear || r.year > futureYear }
