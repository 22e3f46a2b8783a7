package mrz

import (
	"math"
	"slices"
	"strings"
)

// Alternative is another way to read a line: in one character, or shifted by one.
type Alternative struct {
	Text        string
	Probability float64
}

// What is told of other ways to read.
const (
	leastAlternative = 0.0005 // probability
	mostAlternatives = 24     // of a line
)

// Alternatives of a line, the likeliest first: what its cells see beside the
// chosen characters.
func (s *Settled) Alternatives(line int) []Alternative {
	var out []Alternative
	for j, c := range s.cells[line] {
		for k, share := range shares(c) {
			if Classes[k] == s.Lines[line][j] || share < leastAlternative {
				continue
			}
			text := s.Lines[line][:j] + string(Classes[k]) + s.Lines[line][j+1:]
			out = append(out, Alternative{text, share})
		}
	}
	if line < len(s.Beside) {
		out = append(out, s.Beside[line]...)
	}
	slices.SortStableFunc(out, func(a, b Alternative) int { return int(math.Copysign(1, b.Probability-a.Probability)) })
	return out[:min(len(out), mostAlternatives)]
}

// Differ lists the places in which two lines of one length differ.
func Differ(a, b string) (at []int) {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			at = append(at, i)
		}
	}
	return at
}

// IsLine reports whether s may be a line of a zone: it has the length of one and
// only characters of one.
func IsLine(s string) bool {
	if len(s) != 30 && len(s) != 36 && len(s) != 44 {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool { return r > 'Z' || !strings.ContainsRune(Classes, r) }) < 0
}
