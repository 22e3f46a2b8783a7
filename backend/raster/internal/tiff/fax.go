package tiff

// The fax codes of ITU-T T.4 (Group 3, one- and two-dimensional) and T.6
// (Group 4). The library of the x/image module knows neither two-dimensional
// Group 3 nor plain modified Huffman, and stops for good at the first damaged
// row; faxes have both.

// fax decodes rows of one block.
type fax struct {
	*faxTables
	bits  bitReader
	width int
	ref   []int // changing elements of the row above, ended by width twice
	cur   []int
	at    int // where in ref the last search ended
}

// unfax gives the rows of a fax-coded block in packed bits, 1 for black runs, as
// many as can be decoded. A file that says black is zero means the reverse of
// what it codes (TIFF 6.0, photometric interpretation).
func (p *Page) unfax(data []byte, width, rows int) []byte {
	const twoDimensional = 1
	if p.tables == nil {
		p.tables = newFaxTables()
	}
	f := &fax{faxTables: p.tables, bits: bitReader{data: data}, width: width, ref: []int{width, width}}
	mixed := p.compression == compGroup3 && p.f.value(p.d, tagT4, 0)&twoDimensional != 0
	rowBytes := (width + 7) / 8
	out := make([]byte, 0, rowBytes*rows)
	for range rows {
		if !f.row(p.compression, mixed) {
			break
		}
		out = f.appendRow(out, rowBytes)
		f.ref, f.cur = f.cur, f.ref[:0]
	}
	return out
}

// row decodes the next row into cur. False means the end, or damage that
// cannot be passed over.
func (f *fax) row(compression int, mixed bool) bool {
	f.cur, f.at = f.cur[:0], 0
	ok := false
	switch compression {
	case compGroup4:
		ok = f.twoDimensional()
	case compRLE, compRLEWords:
		if f.bits.left() <= 0 {
			return false
		}
		ok = f.oneDimensional()
		f.bits.align(compression == compRLEWords)
	case compGroup3:
		return f.group3Row(mixed)
	}
	f.cur = append(f.cur, f.width, f.width)
	return ok
}

// group3Row passes over end-of-line codes and, after a damaged row, searches
// for the next one: the damaged row is kept as far as it goes.
func (f *fax) group3Row(mixed bool) bool {
	marks := f.skipEOL()
	if marks > 1 || f.bits.left() <= 0 {
		return false // six in a row end the page
	}
	plain := true
	if mixed && marks > 0 {
		plain = f.bits.take(1) == 1
	}
	decode := f.oneDimensional
	if !plain {
		decode = f.twoDimensional
	}
	if !decode() {
		if !f.seekEOL() && len(f.cur) == 0 {
			return false
		}
		f.cur = f.cur[:len(f.cur)&^1] // a run of black that has no end is none
	}
	f.cur = append(f.cur, f.width, f.width)
	return true
}

// skipEOL passes over end-of-line codes at the reading place, with their fill
// bits, and counts them.
func (f *fax) skipEOL() int {
	n := 0
	for {
		zeros := 0
		for zeros < f.bits.left() && f.bits.peekAt(zeros) == 0 {
			zeros++
		}
		if zeros < 11 || zeros >= f.bits.left() {
			return n
		}
		f.bits.pos += zeros + 1
		if n++; n > 1 {
			return n
		}
		if f.bits.left() > 12 && f.bits.peek(13)&0x0fff == 1 { // a tag bit between two of them
			f.bits.pos++
		}
	}
}

// seekEOL moves to just before the next end-of-line code.
func (f *fax) seekEOL() bool {
	zeros := 0
	for f.bits.left() > 0 {
		if f.bits.take(1) == 0 {
			zeros++
			continue
		}
		if zeros >= 11 {
			f.bits.pos -= 12
			return true
		}
		zeros = 0
	}
	return false
}

// oneDimensional decodes runs of white and black by turns.
func (f *fax) oneDimensional() bool {
	for at, black := 0, false; at < f.width; black = !black {
		n, ok := f.run(black)
		if !ok {
			return false
		}
		at = min(at+n, f.width)
		f.cur = append(f.cur, at)
	}
	return true
}

// run decodes one run: any number of make-up codes and a terminating code.
func (f *fax) run(black bool) (int, bool) {
	table := f.white
	if black {
		table = f.black
	}
	total := 0
	for {
		n, ok := table.read(&f.bits)
		if !ok {
			return 0, false
		}
		if total += n; n < 64 || total > f.width+2560 {
			return total, true
		}
	}
}

// twoDimensional decodes a row against the one above (T.4 section 4.2).
func (f *fax) twoDimensional() bool {
	a0, black := 0, false
	for start := true; a0 < f.width; start = false {
		b1, b2 := f.above(a0, black, start)
		mode, ok := f.modes.read(&f.bits)
		if !ok {
			return false
		}
		switch mode {
		case modePass:
			a0 = b2
		case modeHorizontal:
			first, ok1 := f.run(black)
			second, ok2 := f.run(!black)
			if !ok1 || !ok2 {
				return false
			}
			a1 := min(a0+first, f.width)
			a0 = min(a1+second, f.width)
			f.cur = append(f.cur, a1, a0)
		default: // vertical, mode is the distance
			a1 := b1 + mode - modeVertical
			if a1 < a0 || a1 > f.width {
				return false
			}
			f.cur = append(f.cur, a1)
			a0, black = a1, !black
		}
	}
	return true
}

// above finds b1 and b2: the first changing element of the row above to the
// right of a0 that changes to the other colour, and the one after it.
func (f *fax) above(a0 int, black, start bool) (b1, b2 int) {
	i := f.at &^ 1
	if black {
		i |= 1
	}
	for i >= 2 && f.ref[min(i, len(f.ref))-2] > a0 {
		i -= 2
	}
	for i < len(f.ref)-1 && (f.ref[i] < a0 || (f.ref[i] == a0 && !start)) && f.ref[i] < f.width {
		i += 2
	}
	f.at = i
	if i >= len(f.ref) {
		return f.width, f.width
	}
	b1, b2 = f.ref[i], f.width
	if i+1 < len(f.ref) {
		b2 = f.ref[i+1]
	}
	return b1, b2
}

// appendRow packs the changing elements of cur into bits.
func (f *fax) appendRow(out []byte, rowBytes int) []byte {
	start := len(out)
	out = append(out, make([]byte, rowBytes)...)
	row := out[start:]
	for i := 0; i+1 < len(f.cur); i += 2 {
		for x := f.cur[i]; x < f.cur[i+1]; x++ {
			if x%8 == 0 && x+8 <= f.cur[i+1] {
				row[x/8] = 0xff
				x += 7
				continue
			}
			row[x/8] |= 0x80 >> (x % 8)
		}
	}
	return out
}
