package textlayer

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
)

func TestContentStretchesEachWordOverItsBox(t *testing.T) {
	got := string(Content([]Word{{Text: "A\u0301b", BottomLeft: Point{10, 20}, BottomRight: Point{40, 20}, TopLeft: Point{10, 30}}}))
	// Three units of half the size are 30 points wide when the size is stretched by 20.
	want := "20 0 0 10 10 22 Tm(\x00A\x03\x01\x00b\x00 )Tj"
	if !strings.Contains(got, want) {
		t.Errorf("%s\nwant %s", got, want)
	}
	if !strings.HasPrefix(got, "q BT 3 Tr") || !strings.HasSuffix(got, "ET Q\n") {
		t.Errorf("the state is not kept: %s", got)
	}
}

func TestWordsWithoutSizeOrTextAreLeftOut(t *testing.T) {
	at := Point{10, 20}
	for name, w := range map[string]Word{
		"no text":   {Text: " \x00 ", BottomLeft: at, BottomRight: Point{40, 20}, TopLeft: Point{10, 30}},
		"no width":  {Text: "x", BottomLeft: at, BottomRight: at, TopLeft: Point{10, 30}},
		"no height": {Text: "x", BottomLeft: at, BottomRight: Point{40, 20}, TopLeft: at},
	} {
		if got := string(Content([]Word{w})); strings.Contains(got, "Tj") {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestTheFontsTablesAddUp(t *testing.T) {
	font := glyphless()
	if sum := checksum(append(font, make([]byte, (4-len(font)%4)%4)...)); sum != 0xB1B0AFBA {
		t.Errorf("the font's checksum is %08X", sum)
	}
	n := int(binary.BigEndian.Uint16(font[4:]))
	last := ""
	for i := range n {
		e := font[12+16*i:]
		tag, at, size := string(e[:4]), binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		if tag <= last {
			t.Errorf("%s after %s", tag, last)
		}
		last = tag
		if int(at+size) > len(font) || at%4 != 0 {
			t.Errorf("%s at %d, %d bytes of %d", tag, at, size, len(font))
		}
	}
}

func TestTheProfileSaysHowLongItIs(t *testing.T) {
	p := SRGB()
	if got := int(binary.BigEndian.Uint32(p)); got != len(p) {
		t.Errorf("says %d bytes, has %d", got, len(p))
	}
	if !bytes.Equal(p[36:40], []byte("acsp")) {
		t.Error("no signature")
	}
}

func TestTheMapOfManyScriptsComesInBlocks(t *testing.T) {
	var f Fonts
	for i := range f.used {
		f.used[i] = true
	}
	cmap := string(f.toUnicode())
	if strings.Count(cmap, "beginbfrange") != 3 || !strings.Contains(cmap, "56 beginbfrange") {
		t.Error("256 ranges are three blocks of at most a hundred")
	}
}
