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
	utc        bool // ends in Z
	marked     bool // AM, PM, Uhr, h
}

var timePattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)([0-2OIl]?[0-9OIl])(\s?[:.h]\s?|;)([0-5OIl][0-9OIlS])(?:\s?[:.]\s?([0-5O][0-9O]))?(\s?(?:am|pm|a\.m\.|p\.m\.|uhr|πμ|μμ|π\.μ\.|μ\.μ\.|h|z)(?:[^\pL]|$))?`)
})

// findTimes finds the times of day printed in s. Forms that a number could have
// too, such as 20.57, are only taken with a word that marks them.
func findTimes(s string) []printedTime {
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
		if !timeAlone(s, m[0], end) {
			continue
		}
		mark := compact(g(5))
		sep := strings.TrimSpace(g(2))
		t := printedTime{start: m[0], end: m[1], exact: sep == ":" || strings.EqualFold(sep, "h"), marked: mark != "", utc: mark == "z"}
		h, _ := number(g(1))
		minute, _ := number(g(3))
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
	case "am", "πμ":
		if h == 12 {
			return 0
		}
	case "pm", "μμ":
		if h < 12 {
			return h + 12
		}
	}
	return h
}
