package extract

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

var (
	// gluedSign is the word for a number without a space before it: DOC.N.0233.
	gluedSign = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)^\pL{2,8}[. ]{1,2}n(?:[or]?[.:°º]{1,2}|[or])([0-9].*)$`)
	})
	digitGroup = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[\pL0-9|]{4,}`) })
)

// withoutLabel takes the label off a number printed without a space after it,
// such as CHK2284.
func (l *lexicon) withoutLabel(s string) (rest string, ok bool) {
	k := strings.IndexAny(s, "0123456789")
	if k < 3 || len(s)-k < 3 || onlyDigits(s[k:]) != s[k:] {
		return "", false
	}
	p := l.exact[compact(s[:k])]
	return s[k:], p != nil && p.has(cReceiptNumber)
}

// identifier cleans a word to what may be an identifier: at least two
// characters with a digit. Text before a colon or # in the same word is label.
func identifier(s string) (string, bool) {
	if k := strings.LastIndexAny(s, ":#=!"); k >= 0 && k+1 < len(s) {
		s = s[k+1:]
	}
	s = strings.Trim(s, " .,:;#*()[]{}|'\"_-–=~<>!?“”‘’°º")
	if k := strings.Index(strings.ToLower(s), "no."); k == 0 && len(s) > 5 {
		s = strings.Trim(s[3:], " .:")
	}
	if hasDigit(s) {
		if m := gluedSign().FindStringSubmatch(s); m != nil {
			s = m[1]
		}
		s = digitGroup().ReplaceAllStringFunc(s, digitsFor)
	}
	letters, digits := countLetters(s)
	return s, digits >= 1 && letters+digits >= 2 && len(s) <= 40 && digits*4 >= letters
}

// digitsFor writes digits for the letters that look like them in a group of
// digits: one letter among three digits, two among six. A letter at either end
// that is no circle or stroke may be a series.
func digitsFor(group string) string {
	letters, digits := countLetters(group)
	letters += strings.Count(group, "|")
	if letters == 0 || letters > 2 || digits < 3*letters {
		return group
	}
	out := []byte(group)
	for i, r := range group {
		if isDigit(r) {
			continue
		}
		end := i == 0 || i == len(group)-1
		if !strings.ContainsRune("OolI|", r) && (end || !strings.ContainsRune("ZzSB", r)) {
			return group
		}
		out[i] = byte(digitFor(r))
	}
	return string(out)
}

// isPrefix is a short series mark such as "CS" or "RE".
func isPrefix(s string) bool {
	if len(s) < 1 || len(s) > 4 {
		return false
	}
	for _, r := range s {
		if !unicode.IsUpper(r) && r != '-' {
			return false
		}
	}
	return compact(s) != "" && words().exact[compact(s)] == nil
}

// numberSign is a word that announces a number: "Nr.", "No:", "#", "N°".
func numberSign(s string) bool {
	switch compact(s) {
	case "nr", "no", "num", "numero", "nummer", "number", "cislo", "broj", "br", "st", "numer":
		return true
	case "n":
		return len([]rune(s)) > 1
	case "":
		return strings.Contains(s, "#")
	}
	return strings.HasSuffix(compact(s), "nr") || strings.HasSuffix(s, "#")
}
