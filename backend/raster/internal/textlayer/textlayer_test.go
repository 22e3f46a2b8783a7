package textlayer

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
)

func TestContentStretchesAWordOverItsBox(t *testing.T) {
	words := []Word{{Text: "發b発", BottomLeft: Point{10, 20}, BottomRight: Point{40, 20}, TopLeft: Point{10, 30}}}
	var f Fonts
	f.Add(crowd(), words)
	got := string(f.Content(words, 0.6))
	// Three units of half the size are 30 points wide when they are stretched to the double.
	want := "/DkAny 10 Tf 200 Tz 10 22 Td[(\x76\x7C\x00b\x76\x7A\x00 )]TJ"
	if !strings.Contains(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
	if !strings.HasPrefix(got, "q BT 3 Tr") || !strings.HasSuffix(got, "ET Q\n") {
		t.Errorf("the state is not kept: %s", got)
	}
}

// crowd are more characters than a font of single bytes has codes for.
func crowd() []Word {
	var out []Word
	for r := rune(0x4E00); r < 0x4F00; r++ {
		out = append(out, at(string(r), 10, 20, 10, 10))
	}
	return out
}

// at is a word of so many points in an upright line.
func at(text string, left, bottom, width, height float64) Word {
	return Word{Text: text, BottomLeft: Point{left, bottom}, BottomRight: Point{left + width, bottom}, TopLeft: Point{left, bottom + height}}
}

func TestWordsOfALineShareWhatTheyHaveInCommon(t *testing.T) {
	// Ten points of Helvetica: "no" is 11.12 wide, a space 2.78.
	got := string(contentOf([]Word{at("no", 10, 20, 11.1, 9.2), at("no", 25, 20.2, 11.2, 9), at("no", 60, 20, 11.1, 9.2), at("no", 10, 5, 11.1, 9.2)}))
	if strings.Count(got, "Tf") != 1 || strings.Count(got, "Td") != 2 || strings.Count(got, "TJ") != 2 || strings.Contains(got, "Tz") || strings.Contains(got, "Tc") {
		t.Errorf("%s", got)
	}
	if !strings.Contains(got, "[(no )-100(no )-2100(no )]TJ") {
		t.Errorf("the gaps: %s", got)
	}
}

func TestAWordThatDiffersIsSetByItself(t *testing.T) {
	plain := at("no", 10, 20, 11.1, 9.2)
	for name, w := range map[string]Word{
		"wider":            at("no", 25, 20, 22, 9.2),
		"higher":           at("no", 25, 20, 11.1, 18),
		"raised":           at("no", 25, 26, 11.1, 9.2),
		"back to the left": at("no", 5, 20, 11.1, 9.2),
		"leaning":          {Text: "no", BottomLeft: Point{25, 20}, BottomRight: Point{36, 21}, TopLeft: Point{24, 29}},
	} {
		if got := string(contentOf([]Word{plain, w})); strings.Count(got, "Td") != 2 {
			t.Errorf("%s: %s", name, got)
		}
	}
	// In ten points of Helvetica "minimum" is 40.55 wide and "none" 22.24.
	if got := string(contentOf([]Word{at("minimum", 10, 20, 40.5, 9.2), at("none", 53.3, 20, 23.7, 9.2)})); strings.Count(got, "Td") != 1 || !strings.Contains(got, " Tc[") {
		t.Errorf("a little wider: %s", got)
	}
}

func TestWordsWithoutSizeOrTextAreLeftOut(t *testing.T) {
	at := Point{10, 20}
	for name, w := range map[string]Word{
		"no text":   {Text: " \x00 ", BottomLeft: at, BottomRight: Point{40, 20}, TopLeft: Point{10, 30}},
		"no width":  {Text: "x", BottomLeft: at, BottomRight: at, TopLeft: Point{10, 30}},
		"no height": {Text: "x", BottomLeft: at, BottomRight: Point{40, 20}, TopLeft: at},
	} {
		if got := string(contentOf([]Word{w})); strings.Contains(got, "Tj") {
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

func TestLigaturesAreTheLettersTheyJoin(t *testing.T) {
	for text, want := range map[string]string{"ﬁnĳs": "finijs", "oﬃce": "office", "Größe": "Größe"} {
		if got := string(seen(text)); got != want {
			t.Errorf("%q is written as %q, want %q", text, got, want)
		}
		var f Fonts
		if f.Add([]Word{{Text: text}}); f.set(text).face != &standard || f.codes.lent != 0 {
			t.Errorf("%q takes codes of others", text)
		}
	}
}

// contentOf the words alone, with the middle slack.
func contentOf(words []Word) []byte {
	var f Fonts
	f.Add(words)
	return f.Content(words, 0.6)
}
