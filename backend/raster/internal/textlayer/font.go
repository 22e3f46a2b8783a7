package textlayer

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

// The metrics of the font for anything, in thousandths of the size: every
// character is half as wide as the size before it is stretched.
const (
	ascent  = 800
	descent = -200
	advance = 500
)

// Fonts counts the characters of the words that the standard font lacks, by the
// high byte of their codes: only these parts of Unicode go into the map of the
// font for anything.
type Fonts struct {
	used     [256]bool
	standard bool
	anything bool
}

// Add notes the words' characters.
func (f *Fonts) Add(words []Word) {
	for _, w := range words {
		if faceFor(w.Text) == &standard {
			f.standard = true
			continue
		}
		f.anything, f.used[0] = true, true // the spaces
		for _, u := range Encode(w.Text) {
			f.used[u>>8] = true
		}
	}
}

// Objects are the fonts that the words need and what these refer to; names gives
// the place of each font among them by what pages call it. ref gives the
// reference of the i-th of them, as "12 0 R".
func (f *Fonts) Objects(ref func(i int) string) (names map[string]int, objects []Object) {
	names = map[string]int{}
	if f.standard {
		names[standard.name] = 0
		objects = append(objects, Object{Dict: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"})
	}
	if f.anything {
		n := len(objects)
		names[anything.name] = n
		objects = append(objects, f.glyphlessFont(func(i int) string { return ref(n + i) })...)
	}
	return names, objects
}

// glyphlessFont is a font whose characters are all empty.
func (f *Fonts) glyphlessFont(ref func(i int) string) []Object {
	return []Object{
		{Dict: "<</Type/Font/Subtype/Type0/BaseFont/GlyphLessFont/Encoding/Identity-H/DescendantFonts[" + ref(1) + "]/ToUnicode " + ref(5) + ">>"},
		{Dict: fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/GlyphLessFont/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW %d/CIDToGIDMap %s/FontDescriptor %s>>", advance, ref(4), ref(2))},
		{Dict: fmt.Sprintf("<</Type/FontDescriptor/FontName/GlyphLessFont/Flags 5/FontBBox[0 %d %d %d]/Ascent %d/Descent %d/CapHeight %d/ItalicAngle 0/StemV 80/FontFile2 %s>>",
			descent, advance, ascent, ascent, descent, ascent, ref(3))},
		{Dict: fmt.Sprintf("<</Length1 %d>>", len(glyphless())), Stream: glyphless()},
		{Dict: "<<>>", Stream: bytes.Repeat([]byte{0, 1}, 1<<16)}, // every code is the one empty glyph
		{Dict: "<<>>", Stream: f.toUnicode()},
	}
}

const mostRanges = 100 // in one block of a CMap (Adobe Technical Note 5014)

// toUnicode says that every code is the UTF-16 unit it stands for.
func (f *Fonts) toUnicode() []byte {
	var ranges []string
	for high, used := range f.used {
		if used {
			ranges = append(ranges, fmt.Sprintf("<%02X00><%02XFF><%02X00>\n", high, high, high))
		}
	}
	var b strings.Builder
	b.WriteString("/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	for part := range slices.Chunk(ranges, mostRanges) {
		fmt.Fprintf(&b, "%d beginbfrange\n%sendbfrange\n", len(part), strings.Join(part, ""))
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n") //nolint:dupword // of the dictionary and of its resource
	return []byte(b.String())
}

// glyphless is a TrueType font of two glyphs without outlines, with the tables
// that a PDF's font must have (ISO 32000-1, 9.9) and no more.
func glyphless() []byte {
	u16 := func(v ...int) []byte {
		var b []byte
		for _, x := range v {
			b = binary.BigEndian.AppendUint16(b, uint16(x)) //nolint:gosec // constants; negative ones in two's complement
		}
		return b
	}
	u32 := func(v uint32) []byte { return binary.BigEndian.AppendUint32(nil, v) }
	head := slices.Concat(u32(0x00010000), u32(0x00010000), u32(0), u32(0x5F0F3CF5),
		u16(0, 1000), make([]byte, 16), u16(0, descent, advance, ascent, 0, 8, 2, 0, 0))
	hhea := slices.Concat(u32(0x00010000), u16(ascent, descent, 0, advance, 0, 0, advance, 1, 0, 0, 0, 0, 0, 0, 0, 1))
	maxp := slices.Concat(u32(0x00010000), u16(2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0))
	tables := []struct {
		tag  string
		data []byte
	}{
		{"glyf", u16(0)},
		{"head", head},
		{"hhea", hhea},
		{"hmtx", u16(advance, 0, 0)}, // one advance for both glyphs
		{"loca", u16(0, 0, 0)},
		{"maxp", maxp},
	}
	directory := slices.Concat(u32(0x00010000), u16(len(tables), 64, 2, 16*len(tables)-64))
	var body []byte
	at := len(directory) + 16*len(tables)
	for _, t := range tables {
		padded := append(slices.Clone(t.data), make([]byte, (4-len(t.data)%4)%4)...)
		directory = slices.Concat(directory, []byte(t.tag), u32(checksum(padded)), u32(uint32(at+len(body))), u32(uint32(len(t.data)))) //nolint:gosec // a few hundred bytes
		body = append(body, padded...)
	}
	font := slices.Concat(directory, body)
	adjust := 0xB1B0AFBA - checksum(font)
	binary.BigEndian.PutUint32(font[at+4+8:], adjust) // head comes after glyf's four bytes
	return font
}

// checksum of a table (OpenType, "Calculating checksums").
func checksum(b []byte) uint32 {
	var sum uint32
	for i := 0; i+4 <= len(b); i += 4 {
		sum += binary.BigEndian.Uint32(b[i:])
	}
	return sum
}
