package tiff

import (
	"bytes"
	"encoding/binary"
	"image"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/image/ccitt"
)

// drawing makes rows of black runs, alike from one to the next, as print is.
func drawing(w, h int) [][]bool {
	r := rand.New(rand.NewPCG(7, uint64(w)))
	rows := make([][]bool, h)
	for y := range rows {
		rows[y] = make([]bool, w)
		if y > 0 && r.IntN(8) > 0 {
			shift := r.IntN(5) - 2
			for x := range rows[y] {
				rows[y][x] = x+shift >= 0 && x+shift < w && rows[y-1][x+shift]
			}
			continue
		}
		for x := 0; x < w; {
			n := 1 + r.IntN(90)
			for i := x; i < min(w, x+n) && r.IntN(2) == 0; i++ {
				rows[y][i] = true
			}
			x += n
		}
	}
	return rows
}

func newFaxWriter() *faxWriter {
	return &faxWriter{white: strings.Fields(whiteCodes), black: strings.Fields(blackCodes)}
}

const eol = "000000000001"

// coded codes the rows in the way of a compression.
func coded(rows [][]bool, compression int, mixed bool) []byte {
	w := newFaxWriter()
	above := make([]bool, len(rows[0]))
	for i, row := range rows {
		switch compression {
		case compGroup4:
			w.row2D(row, above)
		case compGroup3:
			w.put(eol)
			switch {
			case mixed && i%4 == 0:
				w.put("1")
				w.row1D(row)
			case mixed:
				w.put("0")
				w.row2D(row, above)
			default:
				w.row1D(row)
			}
		default:
			w.row1D(row)
			w.align()
		}
		above = row
	}
	switch compression {
	case compGroup4:
		w.put(eol + eol)
	case compGroup3:
		w.put(strings.Repeat(eol, 6))
	}
	return w.Bytes()
}

func faxPage(rows [][]bool, compression, photometric int, t4 uint32, data []byte) testPage {
	return testPage{
		tags: []tag{
			short(tagWidth, uint32(len(rows[0]))), short(tagHeight, uint32(len(rows))), short(tagBits, 1),
			short(tagCompression, uint32(compression)), short(tagPhotometric, uint32(photometric)), long(tagT4, t4),
		},
		blocks: [][]byte{data},
	}
}

func decoded(t *testing.T, file []byte) (*image.Gray, bool) {
	t.Helper()
	f, err := Open(bytes.NewReader(file), int64(len(file)), 10)
	if err != nil {
		t.Fatal(err)
	}
	img, complete, err := f.Pages[0].Decode()
	if err != nil {
		t.Fatal(err)
	}
	return img.(*image.Gray), complete
}

// wrongRows counts the rows that differ from the drawing.
func wrongRows(g *image.Gray, rows [][]bool) int {
	n := 0
	for y, row := range rows {
		for x, black := range row {
			if (g.GrayAt(x, y).Y == 0) != black {
				n++
				break
			}
		}
	}
	return n
}

func TestFaxCodesComeOutPixelForPixel(t *testing.T) {
	for name, c := range map[string]struct {
		compression int
		mixed       bool
	}{
		"modified Huffman":          {compRLE, false},
		"Group 3":                   {compGroup3, false},
		"two-dimensional Group 3":   {compGroup3, true},
		"Group 4":                   {compGroup4, false},
		"modified Huffman in words": {compRLEWords, false},
	} {
		for _, width := range []int{1, 7, 64, 333, 2550, 6000} {
			for _, photometric := range []int{whiteIsZero, blackIsZero} {
				rows := drawing(width, 40)
				data := coded(rows, c.compression, c.mixed)
				if c.compression == compRLEWords {
					data = codedInWords(rows)
				}
				t4 := uint32(0)
				if c.mixed {
					t4 = 1
				}
				g, complete := decoded(t, write(binary.LittleEndian, faxPage(rows, c.compression, photometric, t4, data)))
				bad := wrongRows(g, rows)
				if photometric == blackIsZero { // the same bits mean the opposite
					bad = wrongRows(inverted(g), rows)
				}
				if bad > 0 || !complete {
					t.Errorf("%s, width %d, photometric %d: %d rows wrong, complete %v", name, width, photometric, bad, complete)
				}
			}
		}
	}
}

func codedInWords(rows [][]bool) []byte {
	w := newFaxWriter()
	for _, row := range rows {
		w.row1D(row)
		for w.bit%16 != 0 {
			w.put("0")
		}
	}
	return w.Bytes()
}

func inverted(g *image.Gray) *image.Gray {
	out := image.NewGray(g.Rect)
	for i, v := range g.Pix {
		out.Pix[i] = 255 - v
	}
	return out
}

func TestGroup4AgreesWithTheLibrary(t *testing.T) {
	rows := drawing(1000, 200)
	data := coded(rows, compGroup4, false)
	r := ccitt.NewReader(bytes.NewReader(data), ccitt.MSB, ccitt.Group4, 1000, 200, &ccitt.Options{Invert: true})
	want, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	p := Page{compression: compGroup4, f: &File{}}
	if got := p.unfax(data, 1000, 200); !bytes.Equal(got, want) {
		t.Error("the two decoders differ")
	}
}

func TestDamagedFaxKeepsWhatCanBeRead(t *testing.T) {
	rows := drawing(800, 100)
	for name, c := range map[string]struct {
		compression int
		damage      func([]byte) []byte
		mostWrong   int
	}{
		"Group 4 cut in half":          {compGroup4, func(b []byte) []byte { return b[:len(b)/2] }, 60},
		"Group 3 cut in half":          {compGroup3, func(b []byte) []byte { return b[:len(b)/2] }, 60},
		"Group 3 with a damaged place": {compGroup3, func(b []byte) []byte { b[len(b)/2] ^= 0xff; b[len(b)/2+1] ^= 0xff; return b }, 4},
	} {
		t.Run(name, func(t *testing.T) {
			data := c.damage(coded(rows, c.compression, false))
			g, _ := decoded(t, write(binary.BigEndian, faxPage(rows, c.compression, whiteIsZero, 0, data)))
			if bad := wrongRows(g, rows); bad == 0 || bad > c.mostWrong {
				t.Errorf("%d rows wrong", bad)
			}
		})
	}
}

func FuzzFax(f *testing.F) {
	rows := drawing(200, 20)
	for _, c := range []int{compRLE, compGroup3, compGroup4, compRLEWords} {
		f.Add(coded(rows, c, c == compGroup3), c, 200, true)
	}
	f.Fuzz(func(t *testing.T, data []byte, compression, width int, mixed bool) {
		if width < 1 || width > 10_000 {
			return
		}
		p := Page{compression: compression, f: &File{}}
		if mixed {
			p.f.order = binary.LittleEndian
			p.d = directory{tagT4: {kind: 4, count: 1, data: []byte{1, 0, 0, 0}}}
		}
		if got := p.unfax(data, width, 50); len(got) > 50*((width+7)/8) {
			t.Fatal("more rows than asked for")
		}
	})
}
