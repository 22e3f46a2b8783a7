package extract

import "math/bits"

// lookalike maps a character to the letter of its look-alike class, so that
// TOTA1 and T0TAL cost nothing against TOTAL.
func lookalike(c rune) rune {
	switch c {
	case '0', 'q':
		return 'o'
	case '1', 'i', 'j':
		return 'l'
	case '5':
		return 's'
	case '8':
		return 'b'
	case '6':
		return 'g'
	case '2':
		return 'z'
	case 'v':
		return 'u'
	case 'e':
		return 'c'
	default:
		return c
	}
}

// shape is s with every character replaced by its look-alike class.
func shape(s string) []rune {
	out := make([]rune, 0, len(s))
	for _, c := range s {
		out = append(out, lookalike(c))
	}
	return out
}

// mask has a bit for each letter of s: a cheap lower bound of the distance.
func mask(s []rune) uint32 {
	var m uint32
	for _, c := range s {
		m |= 1 << (uint32(c) % 31)
	}
	return m
}

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

// distance is the Levenshtein distance of a and b, or limit+1 when it is more
// than limit.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	var buf [2][64]int
	if len(b) >= 64 {
		return limit + 1
	}
	prev, cur := buf[0][:len(b)+1], buf[1][:len(b)+1]
	for j := range prev {
		prev[j] = j
	}
	for i, ca := range a {
		cur[0] = i + 1
		best := cur[0]
		for j, cb := range b {
			d := prev[j]
			if ca != cb {
				d++
			}
			cur[j+1] = min(d, prev[j+1]+1, cur[j]+1)
			best = min(best, cur[j+1])
		}
		if best > limit {
			return limit + 1
		}
		prev, cur = cur, prev
	}
	return prev[len(b)]
}
