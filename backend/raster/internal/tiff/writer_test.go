package tiff

import (
	"bytes"
	"encoding/binary"
	"sort"
)

// tag is one entry of a directory to be written.
type tag struct {
	id     uint16
	kind   uint16
	values []uint32
	raw    []byte // instead of values, for kind 7
}

func short(id uint16, v ...uint32) tag { return tag{id: id, kind: 3, values: v} }
func long(id uint16, v ...uint32) tag  { return tag{id: id, kind: 4, values: v} }
func ratio(id uint16, n, d uint32) tag { return tag{id: id, kind: 5, values: []uint32{n, d}} }

// testPage is a page to be written: its blocks of data and its tags. Strip offsets
// and sizes are added.
type testPage struct {
	tags   []tag
	blocks [][]byte
	tiled  bool
	noSize bool // leave the sizes of the strips out
}

// write makes a file of pages.
func write(order binary.AppendByteOrder, pages ...testPage) []byte {
	mark := "II"
	if order == binary.AppendByteOrder(binary.BigEndian) {
		mark = "MM"
	}
	out := append([]byte(mark), order.AppendUint16(nil, 42)...)
	link := len(out)
	out = order.AppendUint32(out, 0)
	for _, p := range pages {
		var offsets, sizes []uint32
		for _, b := range p.blocks {
			offsets, sizes = append(offsets, uint32(len(out))), append(sizes, uint32(len(b)))
			out = append(out, b...)
		}
		tags := append([]tag{}, p.tags...)
		switch {
		case len(offsets) == 0:
		case p.tiled:
			tags = append(tags, long(tagTiles, offsets...), long(tagTileBytes, sizes...))
		case p.noSize:
			tags = append(tags, long(tagStrips, offsets...))
		default:
			tags = append(tags, long(tagStrips, offsets...), long(tagStripBytes, sizes...))
		}
		out, link = directoryOf(order, out, link, tags)
	}
	return out
}

// directoryOf appends a directory and what does not fit in it, sets the link
// before it and gives the place of its own.
func directoryOf(order binary.AppendByteOrder, out []byte, link int, tags []tag) ([]byte, int) {
	sort.Slice(tags, func(i, j int) bool { return tags[i].id < tags[j].id })
	var entries []byte
	for _, t := range tags {
		var data []byte
		n := len(t.values)
		switch t.kind {
		case 3:
			for _, v := range t.values {
				data = order.AppendUint16(data, uint16(v))
			}
		case 7:
			data, n = t.raw, len(t.raw)
		default:
			for _, v := range t.values {
				data = order.AppendUint32(data, v)
			}
			if t.kind == 5 {
				n /= 2
			}
		}
		entries = order.AppendUint16(entries, t.id)
		entries = order.AppendUint16(entries, t.kind)
		entries = order.AppendUint32(entries, uint32(n))
		if len(data) > 4 {
			entries = order.AppendUint32(entries, uint32(len(out)))
			out = append(out, data...)
			continue
		}
		entries = append(entries, append(data, make([]byte, 4-len(data))...)...)
	}
	at := len(out)
	set(order, out[link:], uint32(at))
	out = order.AppendUint16(out, uint16(len(tags)))
	out = append(out, entries...)
	return order.AppendUint32(out, 0), at + 2 + len(entries)
}

func set(order binary.AppendByteOrder, b []byte, v uint32) {
	copy(b, order.AppendUint32(nil, v))
}

// faxWriter codes rows after T.4 and T.6 for the tests.
type faxWriter struct {
	bytes.Buffer
	bit   int
	white []string
	black []string
}

func (w *faxWriter) put(code string) {
	for _, c := range code {
		if w.bit%8 == 0 {
			w.WriteByte(0)
		}
		if c == '1' {
			b := w.Bytes()
			b[len(b)-1] |= 0x80 >> (w.bit % 8)
		}
		w.bit++
	}
}

func (w *faxWriter) align() { w.bit = (w.bit + 7) / 8 * 8 }

func (w *faxWriter) run(n int, black bool) {
	codes := w.white
	if black {
		codes = w.black
	}
	for ; n > 2560; n -= 2560 {
		w.put(codes[63+40])
	}
	if n >= 64 {
		w.put(codes[63+n/64])
	}
	w.put(codes[n%64])
}

// changes lists where the colour changes in a row of black pixels.
func changes(row []bool) []int {
	var out []int
	last := false
	for x, v := range row {
		if v != last {
			out, last = append(out, x), v
		}
	}
	return out
}

func (w *faxWriter) row1D(row []bool) {
	at, black := 0, false
	for _, c := range append(changes(row), len(row)) {
		w.run(c-at, black)
		at, black = c, !black
	}
}

// row2D is the coding procedure of T.4 section 4.2.1.3.
func (w *faxWriter) row2D(row, above []bool) {
	n := len(row)
	color := func(r []bool, x int) bool { return x >= 0 && r[x] }
	next := func(r []bool, from int, c bool) int { // first pixel from on that is not c
		for x := max(from, 0); x < n; x++ {
			if r[x] != c {
				return x
			}
		}
		return n
	}
	vertical := []string{"0000010", "000010", "010", "1", "011", "000011", "0000011"}
	for a0 := -1; a0 < n; {
		c := color(row, a0)
		a1 := next(row, a0+1, c)
		if a0 < 0 {
			a1 = next(row, 0, false)
			c = false
		}
		b1 := a0 + 1
		for b1 < n && (above[b1] == c || (b1 > 0 && above[b1-1] != c)) {
			b1++
		}
		b2 := next(above, b1, !c)
		switch {
		case b2 < a1:
			w.put("0001")
			a0 = b2
			if a0 < n && row[a0] != c { // the colour goes on below b2
				panic("pass over a change")
			}
		case a1-b1 >= -3 && a1-b1 <= 3:
			w.put(vertical[a1-b1+3])
			a0 = a1
		default:
			a2 := next(row, a1, !c)
			w.put("001")
			w.run(a1-max(a0, 0), c)
			w.run(a2-a1, !c)
			a0 = a2
		}
	}
}
