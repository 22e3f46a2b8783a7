package mrz

import (
	_ "embed"
	"errors"
	"math"
	"strconv"
	"strings"
	"sync"
)

// lettersFile has a line for each capital: how much likelier than one in 26 each
// capital is to follow it in words of many languages, in tenths of a nat, and how
// much likelier than any letter it is the last. The line after them is for the
// letters that words begin with. It is made by `go run ./build/glyphs -letters`.
//
//go:embed letters.txt
var lettersFile string

// edge is what stands before a word and behind it.
const edge = 26

// follows[a][b] is how much likelier than usual letter b is after a, in nats.
var follows = sync.OnceValue(func() *[edge + 1][edge + 1]float64 {
	out, err := ParseLetters(lettersFile)
	if err != nil {
		panic(err)
	}
	return out
})

// Weight and bounds of what the letters beside one say of it. It decides between
// shapes that the cells can hardly tell apart, and nothing else: how sure a
// character is goes by its cell alone.
const (
	besideWeight = 0.6
	besideMost   = 1.5
)

// spelled are the likeliest characters of the names' cells, each with regard to
// its neighbours (Viterbi 1967).
func spelled(cells []Cell) string {
	n := len(Classes)
	best, from := make([][]float64, len(cells)), make([][]int, len(cells))
	for i, c := range cells {
		best[i], from[i] = make([]float64, n), make([]int, n)
		for k := range n {
			if i == 0 {
				best[i][k] = c[k]
				continue
			}
			most := math.Inf(-1)
			for j := range n {
				if s := best[i-1][j] + beside(Classes[j], Classes[k]); s > most {
					most, from[i][k] = s, j
				}
			}
			best[i][k] = most + c[k]
		}
	}
	at := 0
	for k, s := range best[len(cells)-1] {
		if s > best[len(cells)-1][at] {
			at = k
		}
	}
	out := make([]byte, len(cells))
	for i := len(cells) - 1; i >= 0; i-- {
		out[i] = Classes[at]
		at = from[i][at]
	}
	return string(out)
}

// beside is what b after a is worth, in nats; nothing for two fillers and for
// digits.
func beside(a, b byte) float64 {
	i, j := letter(a), letter(b)
	if i < 0 || j < 0 {
		return 0
	}
	return besideWeight * min(besideMost, max(-besideMost, follows()[i][j]))
}

// letter is the place of a name's character in the table, -1 of one that it does
// not have.
func letter(c byte) int {
	switch {
	case c >= 'A' && c <= 'Z':
		return int(c - 'A')
	case c == Filler:
		return edge
	default:
		return -1
	}
}

var errLetters = errors.New("mrz: the letters are no table of 27 by 27 numbers")

// ParseLetters reads a table of letters that follow each other: 27 lines of 27
// numbers, in tenths of a nat.
func ParseLetters(text string) (*[edge + 1][edge + 1]float64, error) {
	var out [edge + 1][edge + 1]float64
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if len(lines) != len(out) {
		return nil, errLetters
	}
	for i, line := range lines {
		fields := strings.Fields(line)
		if len(fields) != len(out) {
			return nil, errLetters
		}
		for j, f := range fields {
			v, err := strconv.Atoi(f)
			if err != nil {
				return nil, errLetters
			}
			out[i][j] = float64(v) / 10
		}
	}
	return &out, nil
}
