package extract

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// printedTime is a time of day found in a text.
type printedTime struct {
	start, end int // bytes
	value      string
	exact      bool // printed with a colon or h
	utc        bool // ends in Z, or follows a date and T
	marked     bool // AM, PM, Uhr, h
	mended     bool // the hour's first digit was read as one that no hour has
}

var timePattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)([0-9OIl]?[0-9OIl])(\s?[:.h]\s?|;)([0-5OIl][0-9OIlS])(?:\s?[:.]\s?([0-5O][0-9O]))?(\s?(?:am|pm|[ap][nhr]|[ap]|a\.m\.|p\.m\.|uhr|πμ|μμ|π\.μ\.|μ\.μ\.|h|z)(?:[^\pL]|$))?`)
})

// findTimes finds the times of day printed in s. Forms that a number could have
// too, such as 20.57, are only taken with a word that marks them. dates are the
// dates found in s: a time may be glued to one.
func findTimes(s string, dates []printedDate) []printedTime {
	var out []printedTime
	for _, m := range timePattern().FindAllStringSubmatchIndex(s, -1) {
		g := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return s[m[2*i]:m[2*i+1]]
		}
		end := m[7]
		if m[8] >= 0 {
			end = m[9]
		}
		begin := afterDate(dates, m[0], m[3])
		if !timeAlone(s, m[0], end) && begin == m[0] {
			continue
		}
		mark := compact(g(5))
		sep := strings.TrimSpace(g(2))
		t := printedTime{start: m[0], end: m[1], exact: sep == ":" || strings.EqualFold(sep, "h"), marked: mark != "", utc: mark == "z"}
		if !hasDigit(s[begin:m[3]]) {
			continue
		}
		t.start = begin
		t.utc = t.utc || begin > 1 && s[begin-1] == 'T' && digit(s[begin-2])
		h, _ := number(s[begin:m[3]])
		minute, _ := number(g(3))
		if h > 23 {
			h, t.mended = mendedHour(h), true
		}
		h = twelveHour(h, mark)
		if h < 0 || h > 23 || minute < 0 || minute > 59 || !t.exact && !t.marked && sep != ";" {
			continue
		}
		t.value = fmt.Sprintf("%02d:%02d", h, minute)
		out = append(out, t)
	}
	return out
}

// timeAlone reports that no digit or separator with a digit touches the time.
func timeAlone(s string, start, end int) bool {
	if start > 0 && (digit(s[start-1]) || strings.IndexByte(".,:", s[start-1]) >= 0 && start > 1 && digit(s[start-2])) {
		return false
	}
	return end >= len(s) || !digit(s[end])
}

// twelveHour turns an hour with AM or PM into one of 24.
func twelveHour(h int, mark string) int {
	switch mark {
	case "am", "πμ", "a", "an", "ah", "ar":
		if h == 12 {
			return 0
		}
	case "pm", "μμ", "p", "pn", "ph", "pr":
		if h < 12 {
			return h + 12
		}
	}
	return h
}

// afterDate is where the hour begins that stands at start to end: behind the
// date that is glued to it, if any.
func afterDate(dates []printedDate, start, end int) int {
	for i := range dates {
		if e := dates[i].end; e >= start && e < end && dates[i].start < start {
			return e
		}
	}
	return start
}

// mendedHour is the hour that a number over 23 was misread from, −1 when none
// is likelier than the others.
func mendedHour(h int) int {
	switch h / 10 {
	case 6, 8, 9:
		return h % 10 // a nought with a stroke or a dot
	case 4, 7:
		return 10 + h%10
	}
	return -1
}
