package layout

import (
	"math/rand/v2"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

var a4 = Page{Width: 595, Height: 842}

// typed sets text at a baseline as a typewriter does: every character half the
// size wide, its cell from 0.95 of the size above to 0.2 below.
func typed(text string, x, y, size float64) []Char {
	return tracked(text, x, y, size, 0)
}

// tracked is typed with extra space after each character.
func tracked(text string, x, y, size, extra float64) []Char {
	var out []Char
	for _, r := range text {
		c := Char{Rune: r}
		if !IsSpace(r) {
			c.Cell = Rect{x, y - 0.95*size, x + size/2, y + 0.2*size}
			c.Ink = Rect{x + 0.05*size, y - 0.7*size, x + 0.45*size, y}
		}
		out = append(out, c)
		if !isControl(r) {
			x += size/2 + extra
		}
	}
	return out
}

func join(parts ...[]Char) []Char {
	var out []Char
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

func textOf(chars []Char) string { return doc.Page{Words: Words(a4, chars)}.Text() }

func TestWordsComeOutInRows(t *testing.T) {
	for name, c := range map[string]struct {
		chars []Char
		want  string
	}{
		"words are parted by white space": {typed("Total due 12,00", 50, 100, 10), "Total due 12,00"},
		"a gap without white space parts words": {
			join(typed("Total", 50, 100, 10), typed("12,00", 90, 100, 10)), "Total 12,00",
		},
		"a hair's gap parts nothing": {tracked("Total", 50, 100, 10, 0.5), "Total"},
		"letters set wide stay together": {
			join(tracked("Abteil", 50, 100, 10, 0.8), tracked("ung", 50+6*5.8+0.6, 100, 10, 0.8)), "Abteilung",
		},
		"white space without a gap parts nothing": {
			join(typed("Rech ", 50, 100, 10), typed("nung", 70, 100, 10)), "Rechnung",
		},
		"a row reads left to right whatever the file's order": {
			join(typed("12,00", 400, 100.4, 10), typed("Total", 50, 100, 10)), "Total 12,00",
		},
		"rows read from top to bottom": {
			join(typed("below", 50, 120, 10), typed("above", 50, 100, 10)), "above\nbelow",
		},
		"small print beside large print shares its baseline": {
			join(typed("12", 50, 100, 30), typed("net", 100, 100, 8)), "12 net",
		},
		"rows of small print beside one of large print stay apart": {
			join(typed("BIG", 50, 112, 30), typed("one", 200, 98, 9), typed("two", 200, 112, 9)), "one\nBIG two",
		},
		"a slightly higher mark belongs to its word": {
			join(typed("m", 50, 100, 10), typed("2", 55, 97, 6)), "m2",
		},
		"letters spaced out are one word":      {typed("R E C H N U N G", 50, 100, 10), "RECHNUNG"},
		"three single letters are three words": {typed("A B C", 50, 100, 10), "A B C"},
		"leaders are words of their own":       {typed("Total......12,00", 50, 100, 10), "Total ...... 12,00"},
		"a word printed twice is one": {
			join(typed("Total", 50, 100, 10), typed("Total", 50.3, 100, 10)), "Total",
		},
		"letters printed twice are one": {
			join(typed("T", 50, 100, 10), typed("T", 50.3, 100, 10), typed("o", 55, 100, 10), typed("o", 55.3, 100, 10)), "To",
		},
		"a ligature is taken apart":                {typed("\ufb01nance", 50, 100, 10), "finance"},
		"a soft hyphen inside is not printed":      {typed("Rech\u00adnung", 50, 100, 10), "Rechnung"},
		"a soft hyphen at the end is a hyphen":     {typed("Rech\u00ad", 50, 100, 10), "Rech-"},
		"PDFium's mark of a hyphen is a hyphen":    {typed("Rech\x02", 50, 100, 10), "Rech-"},
		"an accent is put on its letter":           {typed("Cafe\u0301", 50, 100, 10), "Café"},
		"what is off the page does not count":      {join(typed("on", 50, 100, 10), typed("off", 700, 100, 10)), "on"},
		"controls and marks of direction are left": {typed("ab\u200ec\x05d", 50, 100, 10), "abcd"},
		"nothing gives nothing":                    {nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := textOf(c.chars); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestALigatureOfTwoEqualLettersKeepsBoth(t *testing.T) {
	chars := typed("Sto", 50, 100, 10)
	glyph := typed("f", 65, 100, 10)[0]
	chars = append(chars, glyph, glyph)
	if got := textOf(chars); got != "Stoff" {
		t.Errorf("got %q", got)
	}
}

func TestBoxesAreTheInkAsFractionsOfThePage(t *testing.T) {
	w := Words(Page{Width: 200, Height: 100}, typed("ab", 100, 50, 10))
	want := doc.Box{Left: 100.5 / 200, Top: 0.43, Right: 109.5 / 200, Bottom: 0.5}
	if len(w) != 1 || w[0].Box != want || w[0].Confidence != 1 {
		t.Errorf("got %+v, want %+v", w, want)
	}
}

func TestBlocksArePartedByGapsAndSizes(t *testing.T) {
	words := Words(a4, join(
		typed("title", 50, 50, 24), typed("one", 50, 80, 10), typed("two", 50, 92, 10), typed("three", 50, 150, 10),
	))
	for i, want := range []struct{ block, line int }{{0, 0}, {1, 1}, {1, 2}, {2, 3}} {
		if words[i].Block != want.block || words[i].Line != want.line {
			t.Errorf("%q: block %d, line %d, want %+v", words[i].Text, words[i].Block, words[i].Line, want)
		}
	}
}

func TestTurnedTextFollowsUprightText(t *testing.T) {
	for turn := Turn(1); turn < 4; turn++ {
		frame := a4
		if turn != 2 {
			frame = Page{a4.Height, a4.Width}
		}
		side := typed("side note", 100, 200, 10)
		for i := range side {
			side[i].Turn = turn
			side[i].Ink, side[i].Cell = back(a4, side[i].Ink, turn), back(a4, side[i].Cell, turn)
		}
		words := Words(a4, join(side, typed("upright", 50, 700, 10)))
		if got := (doc.Page{Words: words}).Text(); got != "upright\nside note" {
			t.Errorf("turn %d: got %q", turn, got)
		}
		if words[1].Block == words[0].Block {
			t.Errorf("turn %d: no block of its own", turn)
		}
		straight := Rect{100.5, 193, 119.5, 200}
		if got, want := forth(a4, back(a4, straight, turn), turn), straight; got != want {
			t.Errorf("turn %d: there and back gives %v in %v", turn, got, frame)
		}
	}
}

func TestRowsHoldOnManyWords(t *testing.T) {
	var parts [][]Char
	var want []string
	for i := range 60 {
		y := 50 + 12*float64(i)
		row := []string{"item", "7,00", "14,00"}
		for k, w := range row {
			parts = append(parts, typed(w, 50+150*float64(k), y+0.3*float64(k), 10))
		}
		want = append(want, strings.Join(row, " "))
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	if got := textOf(join(parts...)); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s", got)
	}
}

func FuzzWords(f *testing.F) {
	f.Add("Total 12,00\nfi ", 50.0, 100.0, 10.0, 0)
	f.Add("....====", -5.0, 1e9, 0.0, 3)
	f.Fuzz(func(t *testing.T, text string, x, y, size float64, turn int) {
		chars := typed(text, x, y, size)
		for i := range chars {
			chars[i].Turn = Turn(((turn+i/3)%4 + 4) % 4)
		}
		last := -1
		for _, w := range Words(a4, chars) {
			if w.Text == "" || w.Line < last || w.Line > last+1 {
				t.Fatalf("word %+v after line %d", w, last)
			}
			last = w.Line
		}
	})
}
