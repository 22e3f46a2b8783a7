package layout

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// mend repairs what the order of the file or the typesetter's habits broke.
func mend(words []word) []word {
	words = slices.DeleteFunc(splitLeaders(words), func(w word) bool { return w.text() == "" })
	return dropDoubles(words)
}

// leaderRun is how many equal marks in a row make a leader or a rule rather
// than punctuation.
const leaderRun = 4

func leads(r rune) bool { return strings.ContainsRune("._-–—·…=*", r) }

// leader reports whether the word is a leader or a rule.
func (w *word) leader() bool {
	return len(w.chars) >= leaderRun && leads(w.chars[0].Rune) && w.chars[1].Rune == w.chars[0].Rune &&
		w.chars[len(w.chars)-1].Rune == w.chars[0].Rune
}

// splitLeaders cuts "Total......12,00" into its three parts.
func splitLeaders(words []word) []word {
	var out []word
	for _, w := range words {
		start := 0
		for i := 0; i < len(w.chars); {
			j := i + 1
			for j < len(w.chars) && w.chars[j].Rune == w.chars[i].Rune {
				j++
			}
			if j-i >= leaderRun && leads(w.chars[i].Rune) {
				out = appendPart(out, w.chars[start:i])
				out = appendPart(out, w.chars[i:j])
				start = j
			}
			i = j
		}
		out = appendPart(out, w.chars[start:])
	}
	return out
}

func appendPart(words []word, chars []Char) []word {
	if len(chars) == 0 {
		return words
	}
	var w word
	for _, c := range chars {
		w.add(c)
	}
	return append(words, w)
}

// dropDoubles removes words printed twice at the same place (shadows, bold by
// overprinting).
func dropDoubles(words []word) []word {
	const looked = 100 // the same words further back are not compared
	byText := map[string][]Rect{}
	return slices.DeleteFunc(words, func(w word) bool {
		t := w.text()
		earlier := byText[t]
		for _, r := range earlier[max(0, len(earlier)-looked):] {
			if r.overlap(w.ink) > 0.7 {
				return true
			}
		}
		byText[t] = append(byText[t], w.ink)
		return false
	})
}

// joinLine puts the parts of a row together that the file brought in an
// unusual order or letter by letter. Words are sorted from left to right.
func joinLine(words []word) []word {
	slices.SortStableFunc(words, func(a, b word) int { return cmp.Compare(a.ink.X0, b.ink.X0) })
	return joinSpaced(joinTouching(words))
}

// joinTouching merges neighbours without a gap.
func joinTouching(words []word) []word {
	var out []word
	for _, w := range words {
		if n := len(out); n > 0 && touching(out[n-1], w) {
			for _, c := range w.chars {
				out[n-1].add(c)
			}
			continue
		}
		out = append(out, w)
	}
	return out
}

func touching(a, b word) bool {
	if a.leader() || b.leader() {
		return false
	}
	h := min(a.cell.height(), b.cell.height())
	gap := b.cell.X0 - a.cell.X1
	return gap > -0.1*h && gap < 0.03*h && abs(a.baseline()-b.baseline()) < 0.1*h &&
		max(a.cell.height(), b.cell.height()) < 1.2*h
}

// spacedRun is how many single letters in a row make a word set with spaces
// between its letters.
const spacedRun = 4

// joinSpaced puts "R E C H N U N G" together when its gaps are even and small.
func joinSpaced(words []word) []word {
	var out []word
	for i := 0; i < len(words); {
		j := spacedEnd(words, i)
		if j-i < spacedRun {
			out = append(out, words[i])
			i++
			continue
		}
		var w word
		for _, part := range words[i:j] {
			w.add(part.chars[0])
		}
		out = append(out, w)
		i = j
	}
	return out
}

// spacedEnd finds where the run of evenly spaced single letters from i ends.
func spacedEnd(words []word, i int) int {
	letter := func(w word) bool { return len(w.chars) == 1 && unicode.IsLetter(w.chars[0].Rune) }
	if !letter(words[i]) {
		return i
	}
	j, first := i+1, 0.0
	for ; j < len(words) && letter(words[j]); j++ {
		gap := words[j].cell.X0 - words[j-1].cell.X1
		h := words[j].cell.height()
		if j == i+1 {
			first = gap
		}
		if gap > 0.8*h || abs(gap-first) > 0.15*h || abs(h-words[i].cell.height()) > 0.1*h {
			break
		}
	}
	return j
}
