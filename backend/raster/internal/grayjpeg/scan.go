package grayjpeg

import (
	"bytes"
	"encoding/binary"
	"image"
)

// padding follows the coded bytes, so that a unit may be decoded without asking for
// the end each time: ten blocks of 64 codes with their values, 31 bits each at most.
const padding = 10*blockSize*4 + 16

var after [padding]byte //nolint:gochecknoglobals // never written to

// natural is where in a block the coefficients stand in the order in which they are
// coded (T.81, figure A.6).
var natural = [blockSize]uint8{ //nolint:gochecknoglobals // a table
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
	12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
	58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
}

// units decodes the scan's units, which are across × down, into the picture. It is
// true when each of them was there, and after them the file's end.
func (d *decoder) units(img *image.Gray, across, down int) bool {
	total := across * down
	every := d.interval
	if every == 0 {
		every = total
	}
	coded := make([]byte, 0, len(d.data)-d.at+padding)
	for begin, mark := 0, byte(markRST0); begin < total; begin += every {
		end := min(begin+every, total)
		var next byte
		if coded, next = d.stretch(coded[:0]); !d.decode(coded, img, across, begin, end) {
			return false
		}
		if end == total {
			return next == markEOI
		}
		if next != mark {
			return false
		}
		mark = markRST0 + (mark-markRST0+1)%8
	}
	return false
}

// stretch gives the coded bytes up to the next marker, without the zeros that stand
// behind bytes of 0xff, and the marker: 0 at the end of the data.
func (d *decoder) stretch(to []byte) (coded []byte, marker byte) {
	for d.at < len(d.data) {
		rest := d.data[d.at:]
		i := bytes.IndexByte(rest, 0xff)
		if i < 0 || i+1 >= len(rest) {
			break
		}
		switch next := rest[i+1]; next {
		case 0:
			to = append(to, rest[:i+1]...)
			d.at += i + 2
		case 0xff: // fill before a marker
			to = append(to, rest[:i]...)
			d.at += i + 1
		default:
			to = append(to, rest[:i]...)
			d.at += i + 2
			return to, next
		}
	}
	return to, 0
}

// bitReader gives the bits of coded bytes, the highest first.
type bitReader struct {
	data []byte // with padding
	at   int    // the next byte that is not in held
	held uint64 // its highest bits are next
	n    uint   // of them
}

// used is how many bits were taken.
func (b *bitReader) used() int { return 8*b.at - int(b.n) } //nolint:gosec // at most 64

// decode decodes the units from begin to end.
func (d *decoder) decode(coded []byte, img *image.Gray, across, begin, end int) bool {
	bits := 8 * len(coded)
	b := bitReader{data: append(coded, after[:]...)}
	var before int32
	var block [blockSize]int32
	y := &d.components[0]
	dc, ac, quant := d.dc[y.dc], d.ac[y.ac], &d.quant[y.quant]
	for unit := begin; unit < end; unit++ {
		left, top := unit%across*8*y.h, unit/across*8*y.v
		for i := range y.h * y.v {
			shape, ok := b.block(dc, ac, quant, &before, &block)
			if !ok {
				return false
			}
			transform(&block, shape, img.Pix[(top+i/y.h*8)*img.Stride+left+i%y.h*8:], img.Stride)
		}
		for _, c := range d.components[1:] {
			if !b.skip(d.dc[c.dc], d.ac[c.ac]) {
				return false
			}
		}
		if b.used() > bits {
			return false
		}
	}
	return bits-b.used() < 8 // what fills the last byte
}

// shape says where a block has coefficients beside its first: bit x for column x
// below its first row, bit 8 for anywhere.
type shape uint32

const anywhere shape = 1 << 8

// block decodes a block of brightness, multiplies it out, and keeps its first
// coefficient, which the next one's is told from.
func (b *bitReader) block(dc, ac *codes, quant *[blockSize]int32, before *int32, out *[blockSize]int32) (shape, bool) {
	*out = [blockSize]int32{}
	data, at, held, n := b.data, b.at, b.held, b.n
	held, at, n = fill(data, at, held, n)
	e := dc.fast[held>>(64-fastBits)]
	if e == 0 {
		if e = dc.long(uint32(held >> 48)); e == 0 { //nolint:gosec // 16 bits
			return 0, false
		}
	}
	v, pass := value(e, held)
	held, n = held<<(pass&63), n-pass
	*before += v
	out[0] = *before * quant[0]
	var found shape
	for k := 1; k < blockSize; k++ {
		if n < 32 { // enough for a code and its value
			held, at, n = fill(data, at, held, n)
		}
		e := ac.fast[held>>(64-fastBits)]
		if e == 0 {
			if e = ac.long(uint32(held >> 48)); e == 0 { //nolint:gosec // 16 bits
				return 0, false
			}
		}
		v, pass := value(e, held)
		held, n = held<<(pass&63), n-pass
		zeros := int(e >> 12 & 15)
		if v == 0 {
			if zeros == 0 {
				break // the rest is zeros
			}
			if zeros != 15 {
				return 0, false
			}
			k += zeros
			continue
		}
		if k += zeros; k >= blockSize {
			return 0, false
		}
		to := natural[k] & (blockSize - 1)
		out[to] = v * quant[k]
		found |= anywhere
		if to >= 8 {
			found |= 1 << (to & 7)
		}
	}
	b.at, b.held, b.n = at, held, n
	return found, true
}

// fill holds 56 bits or more.
func fill(data []byte, at int, held uint64, n uint) (uint64, int, uint) {
	held |= binary.BigEndian.Uint64(data[at:]) >> (n & 63)
	return held, at + int(63-n)>>3, n | 56 //nolint:gosec // at most 7
}

// value is what an entry stands for, with what follows it in the bits that are held,
// and how many bits it takes.
func value(e uint32, held uint64) (v int32, pass uint) {
	pass = uint(e & 0xff)
	size := uint(e >> 8 & 15)
	if size == 0 {
		return int32(e) >> 16, pass //nolint:gosec // its upper half
	}
	return extend(uint32(held<<(pass&63)>>((64-size)&63)), int(size)), pass + size //nolint:gosec // at most 11 bits
}

// skip passes over a block.
func (b *bitReader) skip(dc, ac *codes) bool {
	data, at, held, n := b.data, b.at, b.held, b.n
	table := dc
	for k := 0; k < blockSize; k++ {
		if n < 32 {
			held |= binary.BigEndian.Uint64(data[at:]) >> n
			at += int(63-n) >> 3 //nolint:gosec // at most 7
			n |= 56
		}
		e := table.fast[held>>(64-fastBits)]
		if e == 0 {
			if e = table.long(uint32(held >> 48)); e == 0 { //nolint:gosec // 16 bits
				return false
			}
		}
		pass := uint(e&0xff + e>>8&15)
		held, n = held<<(pass&63), n-pass
		if k > 0 {
			if zeros := int(e >> 12 & 15); zeros > 0 || e>>8&15 > 0 || e>>16 > 0 {
				k += zeros
			} else {
				break
			}
		}
		table = ac
	}
	b.at, b.held, b.n = at, held, n
	return true
}
