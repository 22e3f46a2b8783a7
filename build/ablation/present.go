package main

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"

	"deskclerk/backend/doc"
	"deskclerk/backend/likeness"
)

var (
	pointGap = regexp.MustCompile(`\s*([.,])\s*`)
	amount   = regexp.MustCompile(`\d[\d.,]*[.,]\d{2}(?:\D|$)`)
)

// hasAmount reports whether a line of the text has the decimal number, however
// its digits are divided.
func hasAmount(text, want string) bool {
	want = strings.TrimLeft(digits(want), "0")
	for line := range strings.SplitSeq(text, "\n") {
		for _, a := range amount.FindAllString(pointGap.ReplaceAllString(line, "$1"), -1) {
			if strings.TrimLeft(digits(a), "0") == want {
				return true
			}
		}
	}
	return false
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// monthNames are the first letters of months in languages with Latin letters.
const monthNames = "jan f[eé] m[aä]r a[pbv] ma[yig] ju?n ju?l a[uo] se o[ck]t nov de"

// hasDate reports whether the text has the day, in any common order.
func hasDate(text, want string) bool {
	t, err := time.Parse(time.DateOnly, want)
	if err != nil {
		return false
	}
	const gap = `\s?[./\- :,']\s?`
	d, m, name := fmt.Sprintf("0?%d", t.Day()), fmt.Sprintf("0?%d", int(t.Month())), strings.Fields(monthNames)[t.Month()-1]+`\pL*`
	y := fmt.Sprintf("(?:%d|%02d)", t.Year(), t.Year()%100)
	forms := []string{
		d + gap + m + gap + y, m + gap + d + gap + y, y + gap + m + gap + d, t.Format("20060102"),
		d + `\W{0,3}` + name + `\W{0,3}` + y, name + `\W{0,3}` + d + `\W{1,3}` + y,
	}
	return regexp.MustCompile(`(?i)(?:^|\D)(?:` + strings.Join(forms, "|") + `)(?:\D|$)`).MatchString(text)
}

// hasName reports whether the letters and digits of the name follow each other
// in the text.
func hasName(text, want string) bool {
	want = likeness.Fold(want)
	return want != "" && strings.Contains(likeness.Fold(text), want)
}

// withReadings is the text of the page, and after it each line again with each
// other reading of its words.
func withReadings(p doc.Page) string {
	var b strings.Builder
	b.WriteString(p.Text())
	for i := range p.Words {
		first, end := lineAround(p.Words, i)
		for _, r := range p.Words[i].Readings {
			b.WriteByte('\n')
			for k := first; k < end; k++ {
				if k > first {
					b.WriteByte(' ')
				}
				if k != i {
					b.WriteString(p.Words[k].Text)
					continue
				}
				b.WriteString(r.Text)
				k += r.Words - 1
			}
		}
	}
	return b.String()
}

func lineAround(words []doc.Word, i int) (first, end int) {
	for first = i; first > 0 && words[first-1].Line == words[i].Line; first-- {
	}
	for end = i + 1; end < len(words) && words[end].Line == words[i].Line; end++ {
	}
	return first, end
}
