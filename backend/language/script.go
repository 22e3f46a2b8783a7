package language

import "unicode"

// byScript names the language that alone, among those of shops and offices near
// and far, is written in the script that most letters have. Latin and Cyrillic
// are shared by many and name none.
func byScript(words []string) string {
	scripts := scripts()
	counts := make([]int, len(scripts))
	latin := 0
	for _, w := range words {
		for _, r := range w {
			if unicode.Is(unicode.Latin, r) {
				latin++
				continue
			}
			for i, s := range scripts {
				if unicode.Is(s.table, r) {
					counts[i]++
				}
			}
		}
	}
	for i, s := range scripts {
		if counts[i] >= s.least && counts[i]*s.times > latin {
			return s.code
		}
	}
	return ""
}

// script is the mark of one language.
type script struct {
	code  string
	table *unicode.RangeTable
	least int // letters of it, fewer are a trade mark or noise
	times int // Latin letters that one of it stands for
}

// scripts in the order they are asked: Japanese also uses Han.
func scripts() []script {
	return []script{
		{"el", unicode.Greek, 20, 1},
		{"he", unicode.Hebrew, 20, 1},
		{"ar", unicode.Arabic, 20, 1},
		{"th", unicode.Thai, 20, 1},
		{"ko", unicode.Hangul, 10, 3},
		{"ja", unicode.Hiragana, 10, 6},
		{"zh", unicode.Han, 10, 3},
	}
}
