package tiff

import (
	"bytes"
	"compress/zlib"
	_ "embed"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// shade is the test picture: a slope in each colour.
func shade(x, y int) [4]byte {
	return [4]byte{byte(3 * x), byte(5 * y), byte(255 - 2*x - y), byte(x + y)}
}

const picW, picH = 60, 41

// samples lays out the picture's first n samples of 8 bits.
func samples(r image.Rectangle, n int) []byte {
	var out []byte
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			s := shade(x, y)
			out = append(out, s[:n]...)
		}
	}
	return out
}

func base(compression, photometric, n, bits int) []tag {
	depth := make([]uint32, n)
	for i := range depth {
		depth[i] = uint32(bits)
	}
	return []tag{
		short(tagWidth, picW), short(tagHeight, picH), short(tagBits, depth...), short(tagSamples, uint32(n)),
		short(tagCompression, uint32(compression)), short(tagPhotometric, uint32(photometric)),
	}
}

func deflated(b []byte) []byte {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write(b)
	_ = w.Close()
	return out.Bytes()
}

// packed is PackBits with literal runs and one long repeat at the end.
func packed(b []byte) []byte {
	var out []byte
	for ; len(b) > 0; b = b[min(100, len(b)):] {
		n := min(100, len(b))
		out = append(append(out, byte(n-1)), b[:n]...)
	}
	return append(out, 0x80)
}

func zstandard(b []byte) []byte {
	w, _ := zstd.NewWriter(nil)
	return w.EncodeAll(b, nil)
}

// inkJPEG is a JPEG of four samples without Adobe's mark, as libtiff writes for
// cyan, magenta, yellow and black: a picture of the one colour inks.
//
//go:embed testdata/ink.jpg
var inkJPEG []byte

// one gives a picture of one colour.
func one(r, g, b uint8) func(int, int) color.RGBA {
	return func(int, int) color.RGBA { return color.RGBA{r, g, b, 255} }
}

func inks(int, int) color.RGBA {
	r, g, b := color.CMYKToRGB(51, 102, 25, 13)
	return color.RGBA{r, g, b, 255}
}

func differenced(b []byte, rowBytes, n int) []byte {
	out := bytes.Clone(b)
	for row := out; len(row) > 0; row = row[rowBytes:] {
		for i := rowBytes - 1; i >= n; i-- {
			row[i] -= row[i-n]
		}
	}
	return out
}

func wide(b []byte, order binary.AppendByteOrder) []byte {
	var out []byte
	for _, v := range b {
		out = order.AppendUint16(out, uint16(v)<<8|uint16(v))
	}
	return out
}

func tiles(n int) [][]byte {
	var out [][]byte
	for y := 0; y < picH; y += 16 {
		for x := 0; x < picW; x += 16 {
			out = append(out, samples(image.Rect(x, y, x+16, y+16), n))
		}
	}
	return out
}

func plane(s int) []byte {
	var out []byte
	for y := range picH {
		for x := range picW {
			out = append(out, shade(x, y)[s])
		}
	}
	return out
}

func jpegOf(r image.Rectangle, gray bool) []byte {
	var img draw.Image = image.NewRGBA(image.Rect(0, 0, r.Dx(), r.Dy()))
	if gray {
		img = image.NewGray(image.Rect(0, 0, r.Dx(), r.Dy()))
	}
	for y := range r.Dy() {
		for x := range r.Dx() {
			s := shade(x+r.Min.X, y+r.Min.Y)
			if gray {
				img.Set(x, y, color.Gray{s[0]})
				continue
			}
			img.Set(x, y, color.RGBA{s[0], s[1], s[2], 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 100}); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// cutTables takes a JPEG's tables (DQT, DHT) out, as JPEGTables hold them.
func cutTables(stream []byte) (tables, rest []byte) {
	tables, rest = []byte{0xff, 0xd8}, []byte{0xff, 0xd8}
	for off := 2; ; {
		n := 2 + int(binary.BigEndian.Uint16(stream[off+2:]))
		switch stream[off+1] {
		case 0xdb, 0xc4:
			tables = append(tables, stream[off:off+n]...)
		case 0xda:
			return append(tables, 0xff, 0xd9), append(rest, stream[off:]...)
		default:
			rest = append(rest, stream[off:off+n]...)
		}
		off += n
	}
}

func colorOf(x, y int) color.RGBA { s := shade(x, y); return color.RGBA{s[0], s[1], s[2], 255} }
func grayOf(x, y int) color.RGBA  { s := shade(x, y); return color.RGBA{s[0], s[0], s[0], 255} }

func TestEveryUsualLayoutDecodes(t *testing.T) {
	le, be := binary.LittleEndian, binary.BigEndian
	all := image.Rect(0, 0, picW, picH)
	top, low := image.Rect(0, 0, picW, 16), image.Rect(0, 32, picW, picH)
	rgb, gray := samples(all, 3), samples(all, 1)
	tables, cut := cutTables(jpegOf(all, false))
	strips := func(n int) [][]byte {
		return [][]byte{samples(top, n), samples(image.Rect(0, 16, picW, 32), n), samples(low, n)}
	}
	cmyk := func(x, y int) color.RGBA {
		s := shade(x, y)
		r, g, b := color.CMYKToRGB(s[0], s[1], s[2], s[3])
		return color.RGBA{r, g, b, 255}
	}
	ycc := func(x, y int) color.RGBA {
		s := shade(x, y)
		r, g, b := color.YCbCrToRGB(s[0], s[1], s[2])
		return color.RGBA{r, g, b, 255}
	}
	hollow := func(x, y int) color.RGBA {
		s := shade(x, y)
		o := func(v byte) byte { return byte((int(v)*int(s[3]) + 255*(255-int(s[3])) + 127) / 255) }
		return color.RGBA{o(s[0]), o(s[1]), o(s[2]), 255}
	}
	inverse := func(x, y int) color.RGBA {
		v := 255 - shade(x, y)[0]
		return color.RGBA{v, v, v, 255}
	}
	var colors []uint32
	for c := range 3 {
		for i := range 256 {
			colors = append(colors, uint32((i*(c+1))&0xff)<<8)
		}
	}
	indexed := func(x, y int) color.RGBA {
		v := shade(x, y)[0]
		return color.RGBA{v, v * 2, v * 3, 255}
	}
	for name, c := range map[string]struct {
		order binary.AppendByteOrder
		page  testPage
		want  func(x, y int) color.RGBA
		off   int // that a sample may be
	}{
		"grey, plain":                      {le, testPage{tags: base(1, 1, 1, 8), blocks: [][]byte{gray}}, grayOf, 0},
		"grey, white is zero":              {be, testPage{tags: base(1, 0, 1, 8), blocks: [][]byte{gray}}, inverse, 0},
		"grey in strips":                   {le, testPage{tags: append(base(1, 1, 1, 8), short(tagRowsPerStrip, 16)), blocks: strips(1)}, grayOf, 0},
		"grey, 16 bits, big-endian":        {be, testPage{tags: base(1, 1, 1, 16), blocks: [][]byte{wide(gray, be)}}, grayOf, 0},
		"grey, 16 bits, little-endian":     {le, testPage{tags: base(1, 1, 1, 16), blocks: [][]byte{wide(gray, le)}}, grayOf, 0},
		"colour, PackBits":                 {le, testPage{tags: base(32773, 2, 3, 8), blocks: [][]byte{packed(rgb)}}, colorOf, 0},
		"colour, Deflate":                  {be, testPage{tags: base(8, 2, 3, 8), blocks: [][]byte{deflated(rgb)}}, colorOf, 0},
		"colour, Deflate, differences":     {be, testPage{tags: append(base(32946, 2, 3, 8), short(tagPredictor, 2)), blocks: [][]byte{deflated(differenced(rgb, 3*picW, 3))}}, colorOf, 0},
		"colour in tiles":                  {le, testPage{tags: append(base(1, 2, 3, 8), short(tagTileWidth, 16), short(tagTileHeight, 16)), blocks: tiles(3), tiled: true}, colorOf, 0},
		"colour in planes":                 {le, testPage{tags: append(base(1, 2, 3, 8), short(tagPlanar, 2)), blocks: [][]byte{plane(0), plane(1), plane(2)}}, colorOf, 0},
		"colour with opacity":              {le, testPage{tags: append(base(1, 2, 4, 8), short(tagExtra, 2)), blocks: [][]byte{samples(all, 4)}}, hollow, 1},
		"colour with a sample of no use":   {le, testPage{tags: append(base(1, 2, 4, 8), short(tagExtra, 0)), blocks: [][]byte{samples(all, 4)}}, colorOf, 0},
		"colour for print":                 {le, testPage{tags: base(1, 5, 4, 8), blocks: [][]byte{samples(all, 4)}}, cmyk, 0},
		"luminance and colour, full":       {le, testPage{tags: append(base(1, 6, 3, 8), short(tagSubsampling, 1, 1)), blocks: [][]byte{rgb}}, ycc, 0},
		"a palette":                        {be, testPage{tags: append(base(1, 3, 1, 8), short(tagColorMap, colors...)), blocks: [][]byte{gray}}, indexed, 0},
		"Zstandard":                        {le, testPage{tags: base(50000, 1, 1, 8), blocks: [][]byte{zstandard(gray)}}, grayOf, 0},
		"lightness and colour":             {le, testPage{tags: base(1, 8, 3, 8), blocks: [][]byte{rgb}}, grayOf, 0},
		"JPEG for print":                   {le, testPage{tags: base(7, 5, 4, 8), blocks: [][]byte{inkJPEG}}, inks, 6},
		"JPEG with a sample of no use":     {le, testPage{tags: append(base(7, 2, 4, 8), short(tagExtra, 0)), blocks: [][]byte{inkJPEG}}, one(51, 102, 25), 6},
		"JPEG with opacity":                {le, testPage{tags: append(base(7, 2, 4, 8), short(tagExtra, 2)), blocks: [][]byte{inkJPEG}}, one(244, 247, 243), 6},
		"JPEG, whole":                      {le, testPage{tags: base(7, 6, 3, 8), blocks: [][]byte{jpegOf(all, false)}}, colorOf, 6},
		"JPEG with shared tables":          {le, testPage{tags: append(base(7, 6, 3, 8), tag{id: tagJPEGTables, kind: 7, raw: tables}), blocks: [][]byte{cut}}, colorOf, 6},
		"JPEG in strips, grey":             {le, testPage{tags: append(base(7, 1, 1, 8), short(tagRowsPerStrip, 16)), blocks: [][]byte{jpegOf(top, true), jpegOf(image.Rect(0, 16, picW, 32), true), jpegOf(low, true)}}, grayOf, 3},
		"JPEG of the old kind":             {le, testPage{tags: base(6, 6, 3, 8), blocks: [][]byte{jpegOf(all, false)}}, colorOf, 6},
		"a strip whose size was left out":  {le, testPage{tags: base(1, 1, 1, 8), blocks: [][]byte{gray}, noSize: true}, grayOf, 0},
		"rows per strip beyond the height": {le, testPage{tags: append(base(1, 1, 1, 8), long(tagRowsPerStrip, math.MaxUint32)), blocks: [][]byte{gray}}, grayOf, 0},
	} {
		t.Run(name, func(t *testing.T) {
			file := write(c.order, c.page)
			f, err := Open(bytes.NewReader(file), int64(len(file)), 10)
			if err != nil {
				t.Fatal(err)
			}
			img, complete, err := f.Pages[0].Decode()
			if err != nil || !complete {
				t.Fatalf("complete %v, %v", complete, err)
			}
			compare(t, img, c.want, c.off)
		})
	}
}

func compare(t *testing.T, img image.Image, want func(x, y int) color.RGBA, off int) {
	t.Helper()
	if b := img.Bounds(); b.Dx() != picW || b.Dy() != picH {
		t.Fatalf("size %v", b)
	}
	for y := range picH {
		for x := range picW {
			got := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)
			w := want(x, y)
			for _, d := range []int{int(got.R) - int(w.R), int(got.G) - int(w.G), int(got.B) - int(w.B)} {
				if d > off || d < -off {
					t.Fatalf("at %d, %d: %v, want %v", x, y, got, w)
				}
			}
		}
	}
}

func TestBitsAreUnpacked(t *testing.T) {
	for bits, c := range map[uint32]struct {
		data []byte
		want []byte
	}{
		1: {[]byte{0b10110000}, []byte{255, 0, 255, 255}},
		2: {[]byte{0b00011011}, []byte{0, 85, 170, 255}},
		4: {[]byte{0x0f, 0x80}, []byte{0, 255, 136, 0}},
	} {
		file := write(binary.LittleEndian, testPage{
			tags:   []tag{short(tagWidth, 4), short(tagHeight, 1), short(tagBits, bits), short(tagPhotometric, 1)},
			blocks: [][]byte{c.data},
		})
		g, complete := decoded(t, file)
		if !bytes.Equal(g.Pix[:4], c.want) || !complete {
			t.Errorf("%d bits: %v, want %v", bits, g.Pix, c.want)
		}
	}
}

func TestPagesAreWalked(t *testing.T) {
	gray := testPage{tags: append(base(1, 1, 1, 8), ratio(tagXResolution, 204, 1), ratio(tagYResolution, 98, 1), short(tagOrientation, 6)), blocks: [][]byte{samples(image.Rect(0, 0, picW, picH), 1)}}
	thumb := testPage{tags: append(base(1, 1, 1, 8), long(tagSubfile, 1)), blocks: gray.blocks}
	file := write(binary.BigEndian, gray, thumb, gray, gray)
	f, err := Open(bytes.NewReader(file), int64(len(file)), 10)
	if err != nil || len(f.Pages) != 3 || f.Damaged || f.More {
		t.Fatalf("%+v, %v", f, err)
	}
	if want := (Info{Orientation: 6, XDPI: 204, YDPI: 98}); f.Pages[2].Info != want {
		t.Errorf("got %+v, want %+v", f.Pages[2].Info, want)
	}
	t.Run("no further than asked", func(t *testing.T) {
		f, err := Open(bytes.NewReader(file), int64(len(file)), 2)
		if err != nil || len(f.Pages) != 2 || !f.More {
			t.Errorf("%d pages, more %v, %v", len(f.Pages), f.More, err)
		}
	})
	t.Run("a loop ends", func(t *testing.T) {
		loop := bytes.Clone(file)
		first := binary.BigEndian.Uint32(loop[4:])
		n := binary.BigEndian.Uint16(loop[first:])
		binary.BigEndian.PutUint32(loop[first+2+12*uint32(n):], first)
		f, err := Open(bytes.NewReader(loop), int64(len(loop)), 10)
		if err != nil || len(f.Pages) != 1 || !f.Damaged {
			t.Errorf("%d pages, damaged %v, %v", len(f.Pages), f.Damaged, err)
		}
	})
	t.Run("a cut file keeps its first pages", func(t *testing.T) {
		f, err := Open(bytes.NewReader(file[:len(file)-200]), int64(len(file)-200), 10)
		if err != nil || len(f.Pages) != 2 || !f.Damaged {
			t.Errorf("%d pages, damaged %v, %v", len(f.Pages), f.Damaged, err)
		}
	})
}

func TestWhatCannotBeDecodedSaysWhy(t *testing.T) {
	data := [][]byte{samples(image.Rect(0, 0, picW, picH), 1)}
	for name, c := range map[string]struct {
		page testPage
		want error
	}{
		"an unknown compression":     {testPage{tags: base(34712, 1, 1, 8), blocks: data}, ErrUnsupported},
		"an odd depth":               {testPage{tags: base(1, 1, 1, 12), blocks: data}, ErrUnsupported},
		"floating point":             {testPage{tags: append(base(1, 1, 1, 16), short(tagSampleFormat, 3)), blocks: data}, ErrUnsupported},
		"an unknown colour space":    {testPage{tags: base(1, 10, 3, 8), blocks: data}, ErrUnsupported},
		"no data":                    {testPage{tags: base(1, 1, 1, 8)}, ErrFormat},
		"tiles of a pixel":           {testPage{tags: append(base(1, 1, 1, 8), short(tagTileWidth, 1), short(tagTileHeight, 1)), blocks: data, tiled: true}, ErrFormat},
		"a tile larger than memory":  {testPage{tags: append(base(1, 1, 1, 8), long(tagTileWidth, 1<<30), long(tagTileHeight, 1<<30)), blocks: data, tiled: true}, ErrFormat},
		"a palette without colours":  {testPage{tags: base(1, 3, 1, 8), blocks: data}, ErrFormat},
		"JPEG that is none":          {testPage{tags: base(7, 1, 1, 8), blocks: data}, ErrFormat},
		"a fax code for eight bits":  {testPage{tags: base(4, 1, 1, 8), blocks: data}, ErrUnsupported},
		"RGB with too few samples":   {testPage{tags: base(1, 2, 1, 8), blocks: data}, ErrUnsupported},
		"colours in coarser planes":  {testPage{tags: append(base(1, 6, 3, 8), short(tagSubsampling, 2, 2)), blocks: data}, ErrUnsupported},
		"a strip beyond the file":    {testPage{tags: append(base(1, 1, 1, 8), long(tagStrips, 1<<31), long(tagStripBytes, 100))}, ErrFormat},
		"Deflate that does not open": {testPage{tags: base(8, 1, 1, 8), blocks: [][]byte{[]byte("nonsense")}}, ErrFormat},
	} {
		t.Run(name, func(t *testing.T) {
			file := write(binary.LittleEndian, c.page)
			f, err := Open(bytes.NewReader(file), int64(len(file)), 10)
			if err != nil {
				t.Fatal(err)
			}
			if _, _, err := f.Pages[0].Decode(); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestACutImageIsWhiteBelow(t *testing.T) {
	data := deflated(samples(image.Rect(0, 0, picW, picH), 1))
	file := write(binary.LittleEndian, testPage{tags: base(8, 1, 1, 8), blocks: [][]byte{data[:len(data)/2]}})
	g, complete := decoded(t, file)
	if complete {
		t.Error("said to be complete")
	}
	if g.GrayAt(picW-1, picH-1).Y != 255 || g.GrayAt(10, 0) != (color.Gray{30}) {
		t.Errorf("corner %v, first row %v", g.GrayAt(picW-1, picH-1), g.GrayAt(10, 0))
	}
}

func TestHeadersOfOtherFilesAreRefused(t *testing.T) {
	for _, file := range []string{"", "II", "XX*\x00\x08\x00\x00\x00", "II*\x00\xff\xff\xff\xff", "II*\x00\x08\x00\x00\x00\x00\x00"} {
		if _, err := Open(bytes.NewReader([]byte(file)), int64(len(file)), 10); !errors.Is(err, ErrFormat) && err != nil {
			t.Errorf("%q: %v", file, err)
		}
		if _, err := ReadInfo(bytes.NewReader([]byte(file)), int64(len(file))); !errors.Is(err, ErrFormat) {
			t.Errorf("%q as EXIF: %v", file, err)
		}
	}
}

func FuzzOpen(f *testing.F) {
	all := image.Rect(0, 0, picW, picH)
	f.Add(write(binary.LittleEndian, testPage{tags: base(1, 2, 3, 8), blocks: [][]byte{samples(all, 3)}}))
	f.Add(write(binary.BigEndian, testPage{tags: append(base(8, 1, 1, 8), short(tagPredictor, 2)), blocks: [][]byte{deflated(samples(all, 1))}}))
	f.Add(write(binary.BigEndian, testPage{tags: base(7, 1, 1, 8), blocks: [][]byte{jpegOf(all, true)}}))
	f.Add(write(binary.LittleEndian, testPage{tags: append(base(1, 1, 1, 8), short(tagTileWidth, 16), short(tagTileHeight, 16)), blocks: tiles(1), tiled: true}))
	rows := drawing(picW, picH)
	f.Add(write(binary.LittleEndian, faxPage(rows, compGroup3, 0, 1, coded(rows, compGroup3, true))))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Open(bytes.NewReader(data), int64(len(data)), 4)
		if err != nil {
			return
		}
		for i := range file.Pages {
			p := &file.Pages[i]
			if p.Width*p.Height > 1<<16 {
				continue
			}
			img, _, err := p.Decode()
			if err == nil && img == nil {
				t.Fatal("neither an image nor an error")
			}
		}
	})
}
