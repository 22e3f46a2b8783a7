package textlayer

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// The metrics of the font for anything, in thousandths of the size: every
// character is half as wide as the size before it is stretched.
const (
	ascent  = 800
	descent = -200
	advance = 500
)

// Fonts are the fonts of a document's layer. They learn its characters, so that
// one set of codes serves all pages.
type Fonts struct {
	codes    codes
	used     [256]bool // high bytes of the codes in the font for anything
	standard bool
	anything bool
	suffix   string // of what pages call them
}

// Avoid gives the fonts names that pages do not call others by already, as those
// of an earlier layer: it knows its characters by other codes.
func (f *Fonts) Avoid(taken func(name string) bool) {
	for n := 2; taken(standard.name+f.suffix) || taken(anything.name+f.suffix); n++ {
		f.suffix = strconv.Itoa(n)
	}
}

// Add learns the words' characters. The words that are added first have the
// first choice; all of a document's at once are served best.
func (f *Fonts) Add(words ...[]Word) {
	var texts [][]rune
	for _, list := range words {
		for _, w := range list {
			texts = append(texts, seen(w.Text))
		}
	}
	was := f.codes
	was.of = maps.Clone(was.of)
	if !f.codes.add(texts) && was.lent == 0 {
		// There are too many, as in Chinese: the font for anything is needed all
		// the same and takes them all.
		f.codes = was
		f.codes.add(own(texts))
	}
	for _, text := range texts {
		if _, ok := f.codes.write(text); ok {
			f.standard = f.standard || len(text) > 0
			continue
		}
		f.anything, f.used[0] = true, true // the spaces
		for _, u := range utf16.Encode(text) {
			f.used[u>>8] = true
		}
	}
}

// own are the texts of characters that WinAnsiEncoding has.
func own(texts [][]rune) [][]rune {
	return slices.DeleteFunc(slices.Clone(texts), func(text []rune) bool {
		return slices.ContainsFunc(text, func(r rune) bool { _, ok := winAnsiCode(r); return !ok })
	})
}

// set a text without its place.
func (f *Fonts) set(text string) placed {
	runes := seen(text)
	p := placed{face: &standard}
	var ok bool
	if p.codes, ok = f.codes.write(runes); ok {
		p.letters, p.narrow = len(p.codes), 1
		for i, c := range p.codes {
			width := winAnsiWidth(c)
			if p.natural += width; i < p.letters-1 {
				p.narrow = min(p.narrow, width)
			}
		}
		return p
	}
	p.face, p.codes = &anything, utf16Codes(runes)
	p.letters = len(p.codes) / p.face.unit
	p.narrow = advance / 1000.0
	p.natural = float64(p.letters) * p.narrow
	return p
}

// Objects are the fonts that the words need and what these refer to; names gives
// the place of each font among them by what pages call it. ref gives the
// reference of the i-th of them, as "12 0 R".
func (f *Fonts) Objects(ref func(i int) string) (names map[string]int, objects []Object) {
	names = map[string]int{}
	if f.standard {
		names[standard.name+f.suffix] = 0
		dict := "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding"
		if f.codes.lent == 0 {
			objects = append(objects, Object{Dict: dict + ">>"})
		} else {
			objects = append(objects, Object{Dict: dict + "/ToUnicode " + ref(1) + ">>"}, Object{Dict: "<<>>", Stream: f.codes.toUnicode()})
		}
	}
	if f.anything {
		n := len(objects)
		names[anything.name+f.suffix] = n
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

// toUnicode says that every code is the UTF-16 unit it stands for.
func (f *Fonts) toUnicode() []byte {
	var ranges []string
	for high, used := range f.used {
		if used {
			ranges = append(ranges, fmt.Sprintf("<%02X00><%02XFF><%02X00>", high, high, high))
		}
	}
	return cmap("<0000><FFFF>", mapped{"bfrange", ranges})
}

// toUnicode says what the codes stand for: those of ASCII for themselves, and
// each other one in use.
func (c *codes) toUnicode() []byte {
	const afterASCII = 0x80
	var text [256]rune
	for r, code := range c.of {
		text[code] = r
	}
	var chars []string
	for code := afterASCII; code < len(text); code++ {
		if text[code] == 0 {
			continue
		}
		units := ""
		for _, u := range utf16.Encode(text[code : code+1]) {
			units += fmt.Sprintf("%04X", u)
		}
		chars = append(chars, fmt.Sprintf("<%02X><%s>", code, units))
	}
	return cmap("<00><FF>", mapped{"bfrange", []string{"<20><7E><0020>"}}, mapped{"bfchar", chars})
}

// mapped are entries of a CMap under the operator for them.
type mapped struct {
	kind    string
	entries []string
}

// cmap is a ToUnicode map (ISO 32000-1, 9.10.3) for codes of the space.
func cmap(space string, parts ...mapped) []byte {
	const most = 100 // entries in one block (Adobe Technical Note 5014)
	var b strings.Builder
	b.WriteString("/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n" +
		"1 begincodespacerange\n" + space + "\nendcodespacerange\n")
	for _, p := range parts {
		for block := range slices.Chunk(p.entries, most) {
			fmt.Fprintf(&b, "%d begin%s\n%s\nend%s\n", len(block), p.kind, strings.Join(block, "\n"), p.kind)
		}
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
