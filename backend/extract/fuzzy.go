package extract

import (
	"math/bits"

	"deskclerk/backend/likeness"
)

// mask has a bit for each letter of s: a cheap lower bound of the distance.
func mask(s []rune) uint32 {
	var m uint32
	for _, c := range s {
		m |= maskOf(c)
	}
	return m
}

func maskOf(c rune) uint32 { return 1 << (uint32(c) % 31) } //nolint:gosec // letters are not negative

// allowance is the edit distance at which a phrase of n characters still counts
// as read wrongly rather than as another phrase.
func allowance(n int) int {
	switch {
	case n < 5:
		return 0
	case n < 8:
		return 1
	case n < 13:
		return 2
	default:
		return 3
	}
}

// masksDiffer reports that more than limit letters occur in one only.
func masksDiffer(a, b uint32, limit int) bool {
	return bits.OnesCount32(a&^b) > limit || bits.OnesCount32(b&^a) > limit
}

// pairs has a bit for each two letters that follow each other in s, several
// sharing one.
func pairs(s []rune) uint64 {
	var m uint64
	for i := 1; i < len(s); i++ {
		m |= 1 << (uint32(s[i-1]*5+s[i]) % 64) //nolint:gosec // letters are not negative
	}
	return m
}

// pairsDiffer reports that more pairs occur in one only than limit edits, which
// touch two each, could make differ.
func pairsDiffer(a, b uint64, limit int) bool {
	return bits.OnesCount64(a&^b) > 2*limit || bits.OnesCount64(b&^a) > 2*limit
}

// spelled is a word with what it is compared by.
type spelled struct {
	text  string
	shape []rune
	mask  uint32
}

func spell(s string) spelled {
	sh := likeness.Shape(s)
	return spelled{text: s, shape: sh, mask: mask(sh)}
}

// within is the distance of two words, or limit+1 when it is more than limit.
func (w *spelled) within(o *spelled, limit int) int {
	if masksDiffer(w.mask, o.mask, limit) {
		return limit + 1
	}
	return distance(w.shape, o.shape, limit)
}

// vocabulary is a set of words that others may be misread from, in the order in
// which they were added.
type vocabulary struct {
	known map[string]bool
	words []spelled
}

func (v *vocabulary) add(s string) {
	if v.known[s] {
		return
	}
	if v.known == nil {
		v.known = map[string]bool{}
	}
	v.known[s] = true
	v.words = append(v.words, spell(s))
}

// longestWord is what distance compares at most, in characters.
const longestWord = 63

// distance is the Levenshtein distance of a and b, or limit+1 when it is more
// than limit.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit || len(b) > longestWord {
		return limit + 1
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 || len(b) == 0 {
		return len(a) + len(b)
	}
	return editDistance(a, b, limit)
}

// editDistance fills the rows of the table within limit of its diagonal: what
// lies outside costs more.
func editDistance(a, b []rune, limit int) int {
	var rows [2][longestWord + 2]uint8
	prev, cur := &rows[0], &rows[1]
	over := uint8(min(limit+1, longestWord+1)) //nolint:gosec // at most 64
	for j := range len(b) + 1 {
		prev[j] = min(uint8(j), over) //nolint:gosec // at most 63
	}
	for i, ca := range a {
		lo, hi := max(0, i-limit), min(len(b), i+limit+1)
		cur[lo] = over
		if lo == 0 {
			cur[0] = min(uint8(i+1), over) //nolint:gosec // at most 126
		}
		least := cur[lo]
		for j := lo; j < hi; j++ {
			d := prev[j]
			if ca != b[j] {
				d++
			}
			cur[j+1] = min(d, prev[j+1]+1, cur[j]+1, over)
			least = min(least, cur[j+1])
		}
		cur[hi+1] = over
		if least >= over {
			return limit + 1
		}
		prev, cur = cur, prev
	}
	return int(prev[len(b)])
}
