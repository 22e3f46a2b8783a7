package marks

import (
	"encoding/binary"
	"image"
	"iter"
	"math/bits"
)

// perWord is how many pixels stand in a word of a sheet's rows.
const perWord = 64

// sheet is a page in black and white, a bit for each pixel: most of a page is
// paper, which is passed over a word at a time.
type sheet struct {
	w, h   int
	stride int      // words of a row
	ink    []uint64 // the lowest bit of a word is the leftmost pixel
}

func newSheet(g *image.Gray) *sheet {
	s := &sheet{w: g.Rect.Dx(), h: g.Rect.Dy()}
	s.stride = (s.w + perWord - 1) / perWord
	s.ink = make([]uint64, s.stride*s.h)
	level := threshold(g)
	for y := range s.h {
		pack(s.row(y), g.Pix[y*g.Stride:][:s.w], level)
	}
	return s
}

// pack sets a bit for each pixel that is darker than level, eight of them at once.
func pack(to []uint64, pixels []byte, level byte) {
	at := 0
	for ; len(pixels) >= 8; pixels, at = pixels[8:], at+8 {
		to[at/perWord] |= darker(binary.LittleEndian.Uint64(pixels), level) << (at % perWord)
	}
	for x, v := range pixels {
		if v < level {
			to[(at+x)/perWord] |= 1 << ((at + x) % perWord)
		}
	}
}

// darker gives a bit for each of eight pixels. All are subtracted at once, with their
// highest bits set so that none borrows from the next; the highest bits then tell
// which are less, and one product gathers them in the uppermost byte (H. S. Warren,
// Hacker's Delight, 2-18).
func darker(pixels uint64, level byte) uint64 {
	const (
		ones   = 0x0101_0101_0101_0101
		high   = 0x80 * ones
		gather = 0x0102_0408_1020_4080
	)
	least := ones * uint64(level)
	off := (pixels | high) - (least &^ high) ^ (pixels^^least)&high
	less := (^pixels&least | (^pixels|least)&off) & high
	return less >> 7 * gather >> 56
}

// row gives the bits of a row.
func (s *sheet) row(y int) []uint64 { return s.ink[y*s.stride : (y+1)*s.stride] }

// corners are the places left of limit where a box of at least so many pixels may
// begin in row y: ink with paper over it that goes on to the right as a box's
// upper side does.
func (s *sheet) corners(y, limit, least int) iter.Seq[int] {
	return func(yield func(int) bool) {
		row, over := s.row(y), s.row(max(0, y-1))
		for i, inked := range row {
			if y > 0 {
				inked &^= over[i]
			}
			for ; inked != 0; inked &= inked - 1 {
				x := i*perWord + bits.TrailingZeros64(inked)
				if x >= limit {
					return
				}
				if s.across(x, y, least) && !yield(x) {
					return
				}
			}
		}
	}
}

// span gives n bits, at most a word's, of row y from x on.
func (s *sheet) span(y, x, n int) uint64 {
	row, i, off := s.row(y), x/perWord, x%perWord
	v := row[i] >> off
	if off > 0 && i+1 < len(row) {
		v |= row[i+1] << (perWord - off)
	}
	return v & (^uint64(0) >> (perWord - n))
}

// count is the ink in a rectangle.
func (s *sheet) count(x0, y0, x1, y1 int) int {
	n := 0
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x += perWord {
			n += bits.OnesCount64(s.span(y, x, min(perWord, x1-x)))
		}
	}
	return n
}

// across reports a horizontal side: columns with ink, within a pixel above or
// below.
func (s *sheet) across(x, y, n int) bool {
	above, below := max(0, y-1), min(s.h-1, y+1)
	missing := n
	for at := 0; at < n; at += perWord {
		m := min(perWord, n-at)
		missing -= bits.OnesCount64(s.span(above, x+at, m) | s.span(y, x+at, m) | s.span(below, x+at, m))
	}
	return isSide(n, missing)
}

// down reports a vertical side: rows with ink, within a pixel to the left or right.
func (s *sheet) down(x, y, n int) bool {
	left := max(0, x-1)
	wide := min(s.w, x+2) - left
	missing := 0
	for i := range n {
		if s.span(y+i, left, wide) != 0 {
			continue
		}
		if missing++; !isSide(n, missing) {
			return false
		}
	}
	return true
}

func isSide(n, missing int) bool { return float64(n-missing)/float64(n) >= solid }

// along reports a line through all of a strip, across or down.
func (s *sheet) along(x, y, w, h int, across bool) bool {
	if x < 0 || y < 0 || x+w > s.w || y+h > s.h {
		return false
	}
	if !across {
		for i := range h {
			if s.span(y+i, x, w) == 0 {
				return false
			}
		}
		return true
	}
	columns := uint64(0)
	for i := range h {
		columns |= s.span(y+i, x, w)
	}
	return bits.OnesCount64(columns) == w
}
