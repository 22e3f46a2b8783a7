package mrz

import (
	"math"
	"slices"
	"strings"
)

// What a format asks of a place. Each is a weight, in nats, on characters that
// hardly stand there; specimens show that some do.
const (
	never     = -9.0
	seldom    = -4.0
	unlikely  = -2.0
	lessOften = -0.7
)

const (
	digits  = "0123456789"
	capital = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// weighed adds what the format asks of each place to what the cells say.
func weighed(f Format, cells [][]Cell) [][]Cell {
	out := make([][]Cell, len(cells))
	for i, line := range cells {
		out[i] = weighedLine(f, i, line)
	}
	return out
}

// LineScore is the mean logarithm of probability of the likeliest characters
// that the format allows in a line, for choosing between ways to cut it.
func LineScore(f Format, number int, cells []Cell) float64 {
	sum := 0.0
	for _, c := range weighedLine(f, number, cells) {
		sum += max(slices.Max(c), -8)
	}
	return sum / float64(len(cells))
}

func weighedLine(f Format, number int, cells []Cell) []Cell {
	l := f.layout()
	w := weigher{number, make([]Cell, len(cells))}
	for j, c := range cells {
		w.cells[j] = slices.Clone(c)
	}
	switch f {
	case MRVA, MRVB:
		w.only(span{0, 0, 1}, never, "V")
	case TD3:
		w.only(span{0, 0, 1}, seldom, "P")
	default:
		w.only(span{0, 0, 1}, seldom, "IAC")
	}
	w.only(l.kind, never, capital+"<")
	w.only(l.names, never, capital+"<")
	w.only(l.issuer, seldom, capital+"<")
	w.only(span{l.names.line, l.names.from, l.names.from + 1}, seldom, capital)
	w.only(l.nationality, unlikely, capital+"<")
	w.only(l.sex, never, "MFX<")
	for _, code := range []span{l.issuer, l.nationality} {
		if code.line == number {
			country(w.cells[code.from:code.to])
		}
	}
	for _, date := range []span{l.birth, l.expiry} {
		w.only(date, never, digits+"<")
		w.only(date, unlikely, digits)
	}
	for _, free := range append([]span{l.number}, l.optional...) {
		w.only(free, unlikely, strings.ReplaceAll(Classes, "O", "")) // states avoid the letter
		w.only(free, lessOften, digits+"<")
	}
	for _, c := range f.checks(blank(f)) {
		w.only(c.digit, never, digits+"<")
		switch {
		case c.name == CheckOptional:
		case c.name == CheckNumber && l.longNumber:
			w.only(c.digit, unlikely, digits)
		default:
			w.only(c.digit, never, digits)
		}
	}
	if l.names.line == number {
		spell(w.cells[l.names.from:l.names.to])
	}
	return w.cells
}

// weigher changes the cells of one line.
type weigher struct {
	number int
	cells  []Cell
}

// only adds the weight to all characters but the allowed ones.
func (w weigher) only(s span, weight float64, allowed string) {
	if s.line != w.number {
		return
	}
	for at := s.from; at < s.to; at++ {
		for k := range w.cells[at] {
			if strings.IndexByte(allowed, Classes[k]) < 0 {
				w.cells[at][k] += weight
			}
		}
	}
}

// blank lines of a format.
func blank(f Format) []string {
	n, length := f.Size()
	return slices.Repeat([]string{strings.Repeat("0", length)}, n)
}

// spell weighs the names' fillers: after a run of three nothing but fillers
// comes (Doc 9303-3, 4.6), so the end of the names is the one cut that the cells
// like best.
func spell(line []Cell) {
	filler := len(Classes) - 1
	// gain[i] is what it costs when all from i on are fillers
	gain, other := make([]float64, len(line)+1), make([]float64, len(line)+1)
	for i := len(line) - 1; i >= 0; i-- {
		gain[i] = gain[i+1] + line[i][filler]
	}
	for i, c := range line {
		other[i+1] = other[i] + slices.Max(c)
	}
	best, at := math.Inf(-1), len(line)
	for i := range len(line) + 1 {
		if s := other[i] + gain[i] + 0.7*float64(len(line)-i); s > best {
			best, at = s, i
		}
	}
	if len(line)-at < 3 {
		return
	}
	for _, c := range line[at:] {
		for k := range c {
			if k != filler {
				c[k] += seldom
			}
		}
	}
}
