package extract

import (
	"fmt"
	"regexp"
	"slices"
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
	return regexp.MustCompile(`(?i)([0-9OIl]?[0-9OIl])(\s?[:.h]\s?|;)([0-5OIl]\s?[0-9OIlS])(?:\s?[:.]\s?([0-5O][0-9O]))?(\s?(?:am|pm|[ap][nhr]|[ap]|a\.m\.|p\.m\.|uhr|πμ|μμ|π\.μ\.|μ\.μ\.|h|z)(?:[^\pL]|$))?`)
})

var dashedTime = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(\pL+)[ .:]{1,3}([01]?[0-9]|2[0-3])[\-.]([0-5][0-9])(?:[\-.][0-5][0-9])?(?:[^0-9.\-]|\.?$)`)
})

// findTimes finds the times of day printed in s. Forms that a number could have
// too, such as 20.57, are only taken with a word that marks them. dates are the
// dates found in s: a time may be glued to one.
func findTimes(s string, dates []printedDate) []printedTime {
	var out []printedTime
	if !strings.ContainsAny(s, ":.;hH") {
		return dashedTimes(s, nil)
	}
	for from := 0; ; {
		m := timePattern().FindStringSubmatchIndex(s[from:])
		if m == nil {
			return append(out, dashedTimes(s, out)...)
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += from
			}
		}
		if t, ok := timeAt(s, m, dates); ok {
			out = append(out, t)
			from = m[1]
		} else {
			from = m[0] + 1 // a time may begin within what is none
		}
	}
}

// timeAt is the time of day that the pattern found.
func timeAt(s string, m []int, dates []printedDate) (t printedTime, ok bool) {
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
	if !timeAlone(s, m[0], end) && begin == m[0] || !hasDigit(s[begin:m[3]]) {
		return t, false
	}
	mark := compact(g(5))
	sep := strings.TrimSpace(g(2))
	t = printedTime{start: begin, end: m[1], exact: sep == ":" || strings.EqualFold(sep, "h"), utc: mark == "z"}
	t.marked = len(mark) > 1 || mark != "" && t.exact // after an amount a single letter is a code
	t.utc = t.utc || begin > 1 && s[begin-1] == 'T' && digit(s[begin-2])
	h, _ := number(s[begin:m[3]])
	minute, _ := number(strings.ReplaceAll(g(3), " ", ""))
	if h > 23 {
		h, t.mended = mendedHour(h), true
	}
	h = twelveHour(h, mark)
	if h < 0 || h > 23 || minute < 0 || minute > 59 || !t.exact && !t.marked && sep != ";" {
		return t, false
	}
	t.value = fmt.Sprintf("%02d:%02d", h, minute)
	return t, true
}

// dashedTimes finds a time of day with dashes or points behind the word for it.
func dashedTimes(s string, found []printedTime) (out []printedTime) {
	if !strings.ContainsAny(s, "-.") {
		return nil
	}
	for _, m := range dashedTime().FindAllStringSubmatchIndex(s, -1) {
		p := words().exact[compact(s[m[2]:m[3]])]
		if p != nil && p.has(cTime) && !slices.ContainsFunc(found, func(t printedTime) bool { return t.start < m[1] && m[4] < t.end }) {
			hour := s[m[4]:m[5]]
			if len(hour) == 1 {
				hour = "0" + hour
			}
			out = append(out, printedTime{start: m[4], end: m[7], value: hour + ":" + s[m[6]:m[7]], exact: true})
		}
	}
	return out
}

// timeAlone reports that no digit or separator with a digit touches the time.
func timeAlone(s string, start, end int) bool {
	if start > 0 && (digit(s[start-1]) || strings.IndexByte(".,:", s[start-1]) >= 0 && start > 1 && digit(s[start-2])) {
		return false
	}
	if start > 2 && s[start-1] == ' ' && digit(s[start-2]) && s[start-3] == ':' {
		return false // the minutes of a time that a space broke
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
