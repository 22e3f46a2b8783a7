package tiff

import "strings"

// Codes of ITU-T T.4, tables 2, 3a and 3b: run lengths 0 to 63, then 64 to
// 2560 in steps of 64. The last thirteen are common to both colours.
const (
	whiteCodes = "00110101 000111 0111 1000 1011 1100 1110 1111 10011 10100 00111 01000 001000 000011 110100 110101 " +
		"101010 101011 0100111 0001100 0001000 0010111 0000011 0000100 0101000 0101011 0010011 0100100 0011000 " +
		"00000010 00000011 00011010 00011011 00010010 00010011 00010100 00010101 00010110 00010111 00101000 00101001 " +
		"00101010 00101011 00101100 00101101 00000100 00000101 00001010 00001011 01010010 01010011 01010100 01010101 " +
		"00100100 00100101 01011000 01011001 01011010 01011011 01001010 01001011 00110010 00110011 00110100 " +
		"11011 10010 010111 0110111 00110110 00110111 01100100 01100101 01101000 01100111 011001100 011001101 " +
		"011010010 011010011 011010100 011010101 011010110 011010111 011011000 011011001 011011010 011011011 " +
		"010011000 010011001 010011010 011000 010011011 " + commonCodes
	blackCodes = "0000110111 010 11 10 011 0011 0010 00011 000101 000100 0000100 0000101 0000111 00000100 00000111 " +
		"000011000 0000010111 0000011000 0000001000 00001100111 00001101000 00001101100 00000110111 00000101000 " +
		"00000010111 00000011000 000011001010 000011001011 000011001100 000011001101 000001101000 000001101001 " +
		"000001101010 000001101011 000011010010 000011010011 000011010100 000011010101 000011010110 000011010111 " +
		"000001101100 000001101101 000011011010 000011011011 000001010100 000001010101 000001010110 000001010111 " +
		"000001100100 000001100101 000001010010 000001010011 000000100100 000000110111 000000111000 000000100111 " +
		"000000101000 000001011000 000001011001 000000101011 000000101100 000001011010 000001100110 000001100111 " +
		"0000001111 000011001000 000011001001 000001011011 000000110011 000000110100 000000110101 0000001101100 " +
		"0000001101101 0000001001010 0000001001011 0000001001100 0000001001101 0000001110010 0000001110011 " +
		"0000001110100 0000001110101 0000001110110 0000001110111 0000001010010 0000001010011 0000001010100 " +
		"0000001010101 0000001011010 0000001011011 0000001100100 0000001100101 " + commonCodes
	commonCodes = "00000001000 00000001100 00000001101 000000010010 000000010011 000000010100 000000010101 000000010110 " +
		"000000010111 000000011100 000000011101 000000011110 000000011111"
	// Pass, horizontal, and vertical from three left to three right (table 4).
	modeCodes = "0001 001 0000010 000010 010 1 011 000011 0000011"
)

// Values of the mode table.
const (
	modePass = iota
	modeHorizontal
	modeLeft3
	modeVertical = modeLeft3 + 3
)

// codeBits is the length of the longest code.
const codeBits = 13

// codeTable gives, for the next codeBits bits, a value and the length of its
// code; length 0 is no code.
type codeTable []struct {
	value  int16
	length uint8
}

func newCodeTable(codes string, value func(i int) int) codeTable {
	t := make(codeTable, 1<<codeBits)
	for i, code := range strings.Fields(codes) {
		prefix := 0
		for _, c := range code {
			prefix = prefix<<1 | int(c-'0')
		}
		free := codeBits - len(code)
		for j := range 1 << free {
			t[prefix<<free|j].value = int16(value(i))
			t[prefix<<free|j].length = uint8(len(code))
		}
	}
	return t
}

// faxTables holds the tables of a decoder.
type faxTables struct{ white, black, modes codeTable }

func newFaxTables() *faxTables {
	length := func(i int) int {
		if i < 64 {
			return i
		}
		return (i - 63) * 64
	}
	same := func(i int) int { return i }
	return &faxTables{newCodeTable(whiteCodes, length), newCodeTable(blackCodes, length), newCodeTable(modeCodes, same)}
}

// read decodes one code, false when there is none.
func (t codeTable) read(b *bitReader) (int, bool) {
	e := t[b.peek(codeBits)]
	if e.length == 0 || int(e.length) > b.left() {
		return 0, false
	}
	b.pos += int(e.length)
	return int(e.value), true
}

// bitReader reads bits, the highest of a byte first.
type bitReader struct {
	data []byte
	pos  int // in bits
}

func (b *bitReader) left() int { return 8*len(b.data) - b.pos }

// peek looks at the next n bits, at most 16; beyond the end they are 0.
func (b *bitReader) peek(n int) int {
	var v uint32
	at := b.pos / 8
	for i := range 3 {
		v <<= 8
		if at+i < len(b.data) {
			v |= uint32(b.data[at+i])
		}
	}
	return int(v >> (24 - n - b.pos%8) & (1<<n - 1))
}

func (b *bitReader) peekAt(off int) int {
	at := b.pos + off
	return int(b.data[at/8]>>(7-at%8)) & 1
}

func (b *bitReader) take(n int) int {
	v := b.peek(n)
	b.pos += n
	return v
}

// align moves to the next byte, or 16-bit word.
func (b *bitReader) align(words bool) {
	unit := 8
	if words {
		unit = 16
	}
	b.pos = (b.pos + unit - 1) / unit * unit
}
