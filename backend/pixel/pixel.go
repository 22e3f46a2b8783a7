// Package pixel makes grey pictures smaller, fast enough to be done to every page
// several times over: what is searched for in a page is mostly searched in a
// smaller one. It is pure.
package pixel

import (
	"encoding/binary"
	"image"
)

// most is the largest factor whose sums fit into 16 bits.
const most = 256

// Reduced is the picture k times smaller in both directions, each pixel the mean
// of a square of k × k, rounded down. What does not fill a square at the right and
// the lower edge is left out. For a k of 1 it is the picture itself; k is at most
// 256, and the result at least one pixel large.
func Reduced(img *image.Gray, k int) *image.Gray {
	width, height := img.Rect.Dx(), img.Rect.Dy()
	k = min(k, most, width, height)
	if k <= 1 {
		return img
	}
	w, h := width/k, height/k
	out := image.NewGray(image.Rect(0, 0, w, h))
	sums := newColumns(w * k)
	for y := range h {
		sums.clear()
		for dy := range k {
			sums.add(img.Pix[(y*k+dy)*img.Stride:][:width])
		}
		sums.means(out.Pix[y*out.Stride:][:w], k)
	}
	return out
}

// columns are the sums over some rows. Eight pixels are added at once, the even
// and the odd ones of them in the four quarters of a word each.
type columns struct {
	even, odd []uint64
	rest      []uint16 // of the last columns, which fill no word
	each      []uint16
}

func newColumns(n int) columns {
	return columns{make([]uint64, n/8), make([]uint64, n/8), make([]uint16, n%8), make([]uint16, n)}
}

func (c *columns) clear() {
	clear(c.even)
	clear(c.odd)
	clear(c.rest)
}

func (c *columns) add(row []byte) {
	const alternate = 0x00ff_00ff_00ff_00ff
	odd := c.odd[:len(c.even)]
	words := row[:8*len(odd)]
	for i := range c.even {
		v := binary.LittleEndian.Uint64(words[8*i:])
		c.even[i] += v & alternate
		odd[i] += v >> 8 & alternate
	}
	for i, v := range row[8*len(odd):][:len(c.rest)] {
		c.rest[i] += uint16(v)
	}
}

// means divides the sums of k rows into squares.
func (c *columns) means(out []byte, k int) {
	if k == 2 {
		c.pairs(out)
		return
	}
	for i, even := range c.even {
		odd, to := c.odd[i], c.each[8*i:][:8]
		for lane := 0; lane < 8; lane += 2 {
			to[lane], to[lane+1] = uint16(even), uint16(odd) //nolint:gosec // the lowest quarter is meant
			even, odd = even>>16, odd>>16
		}
	}
	copy(c.each[8*len(c.even):], c.rest)
	pixels := uint32(k * k) //nolint:gosec // at most most²
	for x := range out {
		var sum uint32
		for _, v := range c.each[x*k:][:k] {
			sum += uint32(v)
		}
		out[x] = byte(sum / pixels) //nolint:gosec // a mean of bytes
	}
}

// pairs is means for squares of 2 × 2: the neighbours are in the same quarters.
func (c *columns) pairs(out []byte) {
	for i, even := range c.even {
		v, to := (even+c.odd[i])>>2, out[4*i:][:4]
		to[0], to[1], to[2], to[3] = byte(v), byte(v>>16), byte(v>>32), byte(v>>48) //nolint:gosec // the lowest byte is meant
	}
	for i := range len(c.rest) / 2 {
		out[4*len(c.even)+i] = byte((c.rest[2*i] + c.rest[2*i+1]) >> 2) //nolint:gosec // a mean of bytes
	}
}
