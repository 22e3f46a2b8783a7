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
// capital is to follow it in words of many languages, in tenths of a nat. It is
// made by `go run ./build/glyphs -letters`.
//
//go:embed letters.txt
var lettersFile string

// follows[a][b] is how much likelier than one in 26 letter b is after a, in nats.
var follows = sync.OnceValue(func() *[26][26]float64 {
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

// beside is what b after a is worth, in nats; nothing where one is no letter.
func beside(a, b byte) float64 {
	if a < 'A' || a > 'Z' || b < 'A' || b > 'Z' {
		return 0
	}
	return besideWeight * min(besideMost, max(-besideMost, follows()[a-'A'][b-'A']))
}

var errLetters = errors.New("mrz: the letters are no table of 26 by 26 numbers")

// ParseLetters reads a table of letters that follow each other: 26 lines of 26
// numbers, in tenths of a nat.
func ParseLetters(text string) (*[26][26]float64, error) {
	var out [26][26]float64
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if len(lines) != 26 {
		return nil, errLetters
	}
	for i, line := range lines {
		fields := strings.Fields(line)
		if len(fields) != 26 {
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
