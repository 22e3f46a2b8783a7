package grayjpeg

// fastBits is how many bits of a code one look into a table tells; most codes, with
// the value that follows them, have no more.
const fastBits = 10

// codes is a table of Huffman codes. An entry of fast is what the next bits begin
// with, 0 when that takes more bits than the table's:
//
//	bits  0–7   bits to pass over, the value's too when it is known
//	bits  8–11  bits of the value that follow, 0 when it is known
//	bits 12–15  zeros before the value
//	bits 16–31  the value, signed
type codes struct {
	fast    [1 << fastBits]uint32
	symbols []byte
	// limit is the first code of each length that is too large for it, its bits moved
	// to the left of sixteen; first is what to subtract from a code for the index of
	// its symbol.
	limit [17]uint32
	first [17]int
}

// newCodes makes a table of how many codes there are of each length, and their
// symbols (T.81, annex C). ok is false for more codes than there can be.
func newCodes(counts [16]byte, symbols []byte) (c *codes, ok bool) {
	c = &codes{symbols: symbols}
	code, at := uint32(0), 0
	for length := 1; length <= 16; length++ {
		n := uint32(counts[length-1])
		if code+n > 1<<length {
			return nil, false
		}
		c.first[length] = at - int(code)
		for i := range n {
			c.enter(code+i, length, symbols[at])
			at++
		}
		code += n
		c.limit[length] = code << (16 - length)
		code <<= 1
	}
	return c, true
}

// enter puts a code wherever the table's bits begin with it.
func (c *codes) enter(code uint32, length int, symbol byte) {
	if length > fastBits {
		return
	}
	free := fastBits - length
	size := int(symbol & 15)
	for i := range uint32(1) << free {
		to := &c.fast[code<<free|i]
		if size <= free {
			*to = entry(length+size, 0, symbol>>4, extend(i>>(free-size), size))
		} else {
			*to = entry(length, size, symbol>>4, 0)
		}
	}
}

func entry(pass, follow int, zeros byte, value int32) uint32 {
	return uint32(pass) | uint32(follow)<<8 | uint32(zeros)<<12 | uint32(uint16(value))<<16 //nolint:gosec // each within its bits
}

// extend gives the value that so many bits stand for (T.81, F.2.2.1).
func extend(bits uint32, size int) int32 {
	if size == 0 {
		return 0
	}
	v := int32(bits) //nolint:gosec // at most 15 bits
	if v < 1<<(size-1) {
		v += -1<<size + 1
	}
	return v
}

// long finds a code that the table of the first bits does not tell: next are the
// next sixteen bits. It gives an entry whose value is not known, 0 when there is no
// such code.
func (c *codes) long(next uint32) uint32 {
	for length := fastBits; length <= 16; length++ {
		if next < c.limit[length] {
			i := int(next>>(16-length)) + c.first[length]
			if i < 0 || i >= len(c.symbols) {
				return 0
			}
			return entry(length, int(c.symbols[i]&15), c.symbols[i]>>4, 0)
		}
	}
	return 0
}
