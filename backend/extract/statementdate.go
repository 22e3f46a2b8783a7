package extract

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// day is a date as a row of a statement prints it; Year is 0 when it leaves it
// to the period.
type day struct{ year, month, day int }

var (
	numericDay = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(\d{1,4})\s?[./\-]\s?(\d{1,2})(?:\s?[./\-]\s?(\d{2,4}))?[.\-]?$`)
	})
	namedDay = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(\d{1,2})[. \-/]*(\pL{3,})\.?[, \-/]*(\d{2,4})?$`)
	})
	// tooLate is a day or month from 90 on: its 9 was a 0.
	tooLate = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(^|[./\-])9(\d)`) })
	// slashedDays are a day and its value date in one word.
	slashedDays = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(\d{1,2}\.\d{1,2}\.(?:\d{2,4})?)/\d{1,2}\.\d{1,2}\.(?:\d{2,4})?$`)
	})
	// gluedZero is a short month whose day, right behind it, begins with a 0 that
	// was taken for a letter.
	gluedZero  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(\pL{3})[OoQD](\d)$`) })
	monthFirst = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(\pL{3,})\.?[ \-]*(\d{1,2})(?:(?:,? +|/)(\d{2,4}))?$`)
	})
)

// dayOf reads a date that fills the text; american puts the month first.
func (d *evidence) dayOf(text string, american bool) (day, bool) {
	if text = strings.Trim(text, " ,;:|*†"); !hasDigit(text) {
		return day{}, false
	}
	if m := slashedDays().FindStringSubmatch(text); m != nil {
		text = m[1]
	}
	if m := numericDay().FindStringSubmatch(text); m != nil {
		if len(m[1]) == 4 && m[3] != "" {
			return realDay(m[1], m[2], m[3])
		}
		if len(m[1]) > 2 {
			return day{}, false
		}
		if american {
			return realDay(m[3], m[1], m[2])
		}
		return realDay(m[3], m[2], m[1])
	}
	if m := namedDay().FindStringSubmatch(text); m != nil {
		return d.namedDay(m[1], m[2], m[3])
	}
	if m := monthFirst().FindStringSubmatch(text); m != nil {
		return d.namedDay(m[2], m[1], m[3])
	}
	return day{}, false
}

func (d *evidence) namedDay(dayText, month, year string) (day, bool) {
	guesses := d.l.lex.monthGuesses(month, d.l.lang)
	if len(guesses) == 0 || guesses[0].cost > 0.8 {
		return day{}, false
	}
	return realDay(year, strconv.Itoa(guesses[0].month), dayText)
}

// realDay is a day of the calendar; without a year of a leap year.
func realDay(year, month, dayText string) (day, bool) {
	y, _ := strconv.Atoi(year)
	m, err1 := strconv.Atoi(month)
	n, err2 := strconv.Atoi(dayText)
	if err1 != nil || err2 != nil {
		return day{}, false
	}
	if year != "" && y < 100 {
		y += 2000
	}
	known := y
	if y == 0 {
		known = 2024
	}
	t := time.Date(known, time.Month(m), n, 0, 0, 0, 0, time.UTC)
	if m < 1 || m > 12 || n < 1 || t.Day() != n || y != 0 && (y < 1990 || y > 2100) {
		return day{}, false
	}
	return day{y, m, n}, true
}

// in gives the date its year: the one in which it lies in the period or before
// its end, next to it.
func (d day) in(end time.Time) string {
	if d.month == 0 {
		return ""
	}
	y := d.year
	if y == 0 {
		if end.IsZero() {
			return ""
		}
		if y = end.Year(); time.Date(y, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).After(end.AddDate(0, 0, 40)) {
			y--
		}
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, d.month, d.day)
}

// leadingDay reads the date that a row begins with, of up to four words, and how
// many words it took. One that is misread is mended by look-alikes, by what
// another pass read, or by the date that stands behind it.
func (d *evidence) leadingDay(first, end int, american bool) (day, int) {
	for n := min(4, end-first); n >= 1; n-- {
		if got, ok := d.dayOf(d.l.text(first, first+n), american); ok && !d.nextDayBegins(first, first+n, end) {
			return got, n
		}
	}
	if first >= end || !datelike(d.l.tokens[first].Text) && !d.monthBefore(first, end) {
		return day{}, 0
	}
	for n := min(3, end-first); n >= 1; n-- {
		if got, ok := d.dayOf(mendedDay(d.l.text(first, first+n)), american); ok {
			return got, n
		}
	}
	for _, r := range d.l.tokens[first].Readings {
		if got, ok := d.dayOf(mendedDay(r.Text), american); ok && r.Words == 1 {
			return got, 1
		}
	}
	if first+1 < end {
		if got, ok := d.dayOf(mendedDay(d.l.tokens[first+1].Text), american); ok {
			return got, 2
		}
	}
	return day{}, 0
}

// nextDayBegins reports a date in words whose last word is no year but the day of
// the one behind it, as in "11 Mar 12 Mar".
func (d *evidence) nextDayBegins(first, until, end int) bool {
	last := d.l.tokens[until-1].Text
	if until-first < 3 || until >= end || len(last) > 2 || onlyDigits(last) != last {
		return false
	}
	return len(d.l.lex.months[compact(d.l.tokens[until].Text)]) > 0
}

// monthBefore reports the name of a month before a word that may be its day.
func (d *evidence) monthBefore(first, end int) bool {
	return first+1 < end && len(d.l.lex.monthGuesses(d.l.tokens[first].Text, d.l.lang)) > 0 && strings.ContainsAny(d.l.tokens[first+1].Text, "@0123456789")
}

// datelike reports a word with the marks of a date, or one that a misread digit
// begins.
func datelike(s string) bool {
	_, digits := countLetters(s)
	return digits >= 3 && (strings.ContainsAny(s, "./-") || digits == 4) || digits >= 1 && len(s) <= 3
}

var (
	dayMarks = sync.OnceValue(func() *strings.Replacer {
		return strings.NewReplacer("—", "-", "–", "-", "@", "0", ",", ".", "|", "1")
	})
	dayDigits = sync.OnceValue(func() *strings.Replacer {
		return strings.NewReplacer("O", "0", "Q", "0", "o", "0", "D", "0", "I", "1", "l", "1")
	})
)

// mendedDay puts digits for what is taken for them; a month's name stays.
func mendedDay(s string) string {
	s = dayMarks().Replace(s)
	name := monthName().FindStringIndex(s)
	if digits := dayDigits(); name == nil {
		s = digits.Replace(s)
	} else {
		s = digits.Replace(s[:name[0]]) + s[name[0]:name[1]] + digits.Replace(s[name[1]:])
	}
	if m := gluedZero().FindStringSubmatch(s); m != nil {
		s = m[1] + "0" + m[2]
	}
	s = tooLate().ReplaceAllString(s, "${1}0$2")
	if strings.HasPrefix(s, "00") { // one digit was seen as two
		s = s[1:]
	}
	return s
}

// monthName is the name of a month between the day and the year.
var monthName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\pL{3,}`) })
