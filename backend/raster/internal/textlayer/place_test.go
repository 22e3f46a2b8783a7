package textlayer

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// found is a word as poppler makes it out of the operators of a layer
// (TextOutputDev): from the ascent to the descent of its font, and from where its
// first letter begins to where its last one ends.
type found struct {
	text                     string
	frame                    frame
	left, right, bottom, top float64
}

// read what a layer says. A word ends at a space, and where a letter stands as
// readers take for another word or for a shadow.
func read(t *testing.T, f *Fonts, content []byte) []found {
	t.Helper()
	letters := map[byte]rune{}
	for r, code := range f.codes.of {
		letters[code] = r
	}
	var out []found
	p := pen{stretch: 1, frame: upright}
	face, at := &standard, 0.0
	var word *found
	show := func(codes []byte) {
		for i := 0; i < len(codes); i += face.unit {
			r, width := letters[codes[i]], winAnsiWidth(codes[i])
			if face.unit == 2 {
				r, width = rune(codes[i])<<8|rune(codes[i+1]), advance/1000.0
			}
			right := at + width*p.size*p.stretch
			next := right + p.spacing*p.stretch
			if codes[i+face.unit-1] == ' ' && (face.unit == 1 || codes[i] == 0) {
				word = nil
				at = next
				continue
			}
			if word != nil {
				last := &out[len(out)-1]
				if gap := at - last.right; gap > 0.1*p.size || gap < -0.2*p.size || math.Abs(at-word.left) < 0.1*p.size {
					word = nil
				}
			}
			if word == nil {
				out = append(out, found{frame: p.frame, left: at, bottom: p.y + face.descent*p.size, top: p.y + face.ascent*p.size})
				word = &found{}
			}
			last := &out[len(out)-1]
			last.text, last.right = last.text+string(r), right
			word.left = at // of the letter before
			at = next
		}
	}
	in := scanner{data: content}
	for {
		op, operands, more := in.next()
		if !more {
			break
		}
		v := func(i int) float64 {
			n, err := strconv.ParseFloat(string(operands[i]), 64)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		switch op {
		case "Tf":
			if face = &standard; string(operands[0]) == "/"+anything.name {
				face = &anything
			}
			p.size = v(1)
		case "Tz":
			p.stretch = v(0) / 100
		case "Tc":
			p.spacing = v(0)
		case "Tm":
			p.frame, p.x, p.y = frame{v(0), v(1), v(2), v(3)}, v(4), v(5)
		case "Td":
			p.x, p.y = p.x+v(0), p.y+v(1)
			at, word = p.x, nil
		case "TJ":
			list := scanner{data: operands[0][1 : len(operands[0])-1]}
			for {
				list.blank()
				if list.at >= len(list.data) {
					break
				}
				begin := list.at
				if list.data[begin] == '(' {
					list.literal()
					show(unescaped(list.data[begin+1 : list.at-1]))
					continue
				}
				list.regular()
				shift, err := strconv.ParseFloat(string(list.data[begin:list.at]), 64)
				if err != nil {
					t.Fatal(err)
				}
				at -= shift / 1000 * p.size * p.stretch
			}
		case "q", "Q", "BT", "ET", "Tr":
		default:
			t.Fatalf("operator %q", op)
		}
	}
	if in.broken {
		t.Fatalf("%q", content)
	}
	return out
}

func unescaped(b []byte) []byte {
	return []byte(strings.NewReplacer("\\(", "(", "\\)", ")", "\\\\", "\\", "\\r", "\r").Replace(string(b)))
}

// shapes are words as no font would have them: high and narrow, flat and wide,
// specks, commas, figures, other alphabets, at the edges of a page.
func shapes(random *rand.Rand) []Word {
	texts := []string{"0,74", ",", "...", "—", "|", "il", "illill", "WWW", "Gdmmalsche", "minimum", "(1.234,56)", "ąęłżź", "Şişli", "ΣΎΝΟΛΟ", "Итого", "Größe", "i", "\\", "A\u0301b"}
	var out []Word
	for range 60 {
		text := texts[random.IntN(len(texts))]
		height := math.Exp(random.Float64()*5 - 1) // from a third of a point to 55
		width := height * float64(len([]rune(text))) * math.Exp(random.Float64()*2.2-1.9)
		left, bottom := random.Float64()*max(0, 400-width), random.Float64()*(600-height)
		if random.IntN(4) == 0 {
			bottom = 0
		}
		for range 1 + random.IntN(5) { // a line of about as many words
			if left+width > 400 && left > 0 {
				break
			}
			out = append(out, at(text, left, bottom+random.Float64(), width, height*(0.9+random.Float64()*0.1)))
			left += width + height*0.3
			text = texts[random.IntN(len(texts))]
			width = height * float64(len([]rune(text))) * math.Exp(random.Float64()*2.2-1.9)
		}
	}
	return out
}

func TestWordsOfAnyShapeAreFoundWithinTheSlack(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5)) //nolint:gosec // the same at each run
	for _, slack := range slacks {
		for range 50 {
			words := shapes(random)
			for _, turn := range []frame{upright, {0, 1, -1, 0}, {-1, 0, 0, -1}, {0.9994, 0.0349, -0.0349, 0.9994}} {
				for i, w := range words {
					words[i] = turned(w, turn)
				}
				var f Fonts
				f.Add(words)
				placed := f.place(words, slack)
				got := read(t, &f, f.Content(words, slack))
				if len(got) != len(words) {
					for i, g := range got {
						if g.text != words[i].Text {
							t.Logf("%+v, want %+v", g, placed[i])
							break
						}
					}
					t.Fatalf("slack %v: %d words became %d", slack, len(words), len(got))
				}
				e := extents(placed)
				for i, g := range got {
					w := placed[i]
					if w.cramped() {
						continue // many letters on a square: one word is all that can be asked for
					}
					off := max(math.Abs(g.left-w.left), math.Abs(g.right-w.right), math.Abs(g.top-w.top), math.Abs(g.bottom-w.bottom))
					if g.text != words[i].Text || off > w.slack+0.25 {
						t.Fatalf("slack %v: %q is %.2f points off: %+v, want %+v", slack, words[i].Text, off, g, w)
					}
					if box := e[w.frame]; g.frame != w.frame || g.left < box.x.low-0.5 || g.left > box.x.high {
						t.Fatalf("slack %v: %q begins outside: %+v", slack, words[i].Text, g)
					}
				}
			}
		}
	}
}

func turned(w Word, f frame) Word {
	turn := func(p Point) Point { return Point{p.X*f.ax + p.Y*f.ux, p.X*f.ay + p.Y*f.uy} }
	return Word{Text: w.Text, BottomLeft: turn(w.BottomLeft), BottomRight: turn(w.BottomRight), TopLeft: turn(w.TopLeft)}
}

func TestAWordTooHighForItsLettersStandsOnItsSide(t *testing.T) {
	for _, text := range []string{"illill", "minimum", "Gdmmalsche"} {
		words := []Word{at("no", 10, 140, 12, 9), at(text, 10, 20, 9, 100), at("no", 10, 5, 12, 9)}
		var f Fonts
		f.Add(words)
		got := read(t, &f, f.Content(words, 0.4))
		if len(got) != 3 || got[0].frame != upright || got[2].frame != upright {
			t.Fatalf("%q: %+v", text, got)
		}
		// Read upwards, it goes from 20 to 120, and from its foot at the right to the left.
		g := got[1]
		if g.text != text || g.frame != (frame{0, 1, -1, 0}) || math.Abs(g.left-20) > 0.5 || math.Abs(g.right-120) > 0.5 || math.Abs(g.bottom+19) > 0.5 || math.Abs(g.top+10) > 0.5 {
			t.Errorf("%q is found as %+v", text, g)
		}
	}
}

func TestTheLayerIsNearerWhereThereIsRoom(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same at each run
	pages := map[int][]Word{1: shapes(random), 2: shapes(random)}
	var f Fonts
	f.Add(pages[1], pages[2])
	last := math.MaxInt
	for _, size := range []int64{1 << 20, 90_000, 30_000, 1000} {
		got := 0
		for _, c := range f.Contents(pages, size) {
			got += len(deflated(c))
		}
		if got > last {
			t.Errorf("%d bytes in a file of %d, less in a larger one", got, size)
		}
		last = got
	}
	if near := f.Contents(pages, 1<<20)[1]; string(near) != string(f.Content(pages[1], slacks[0])) {
		t.Error("a large file has room for the nearest")
	}
}

func TestLettersThatWinAnsiLacksTakeCodesOfOthers(t *testing.T) {
	words := []Word{at("Wyślij", 10, 20, 30, 9), at("żółć", 50, 20, 30, 9), at("Größe", 90, 20, 30, 9), at("ΑΒΓ", 130, 20, 30, 9), at("😀", 170, 20, 9, 9)}
	var f Fonts
	f.Add(words)
	names, objects := f.Objects(func(i int) string { return fmt.Sprintf("%d 0 R", i) })
	if len(names) != 1 || len(objects) != 2 || !strings.Contains(objects[0].Dict, "/ToUnicode 1 0 R") {
		t.Fatalf("%v %v", names, objects)
	}
	cmap := string(objects[1].Stream)
	for _, r := range "śżłćΑΒΓ😀" {
		code, ok := f.codes.of[r]
		if _, own := winAnsiCode(r); !ok || own || code < 0x80 {
			t.Errorf("%c has code %X", r, code)
		}
	}
	for entry, r := range map[string]rune{"<%02X><015B>": 'ś', "<%02X><0391>": 'Α', "<%02X><D83DDE00>": '😀', "<%02X><00F3>": 'ó'} {
		if !strings.Contains(cmap, fmt.Sprintf(entry, f.codes.of[r])) {
			t.Errorf("%c is not in %s", r, cmap)
		}
	}
	if f.codes.of['ö'] != 0xF6 || f.codes.of['ß'] != 0xDF {
		t.Error("letters that are there lost their codes")
	}
	for _, w := range append(crowd(), words[:3]...) {
		f.Add([]Word{w})
	}
	if names, _ := f.Objects(func(int) string { return "" }); len(names) != 2 {
		t.Error("more characters than codes take the second font")
	}
	if f.set(words[0].Text).face != &standard {
		t.Error("a word lost its codes to those that came later")
	}
}
