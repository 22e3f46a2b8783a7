package raster

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math/rand/v2"
	"testing"

	"deskclerk/backend/doc"
)

// speckled is a picture whose every row differs from every other.
func speckled(w, h int) *image.Gray {
	r := rand.New(rand.NewPCG(3, 4))
	g := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			g.Pix[y*g.Stride+x] = byte(60 + 100*((x/7+y/5)%2) + r.IntN(30))
		}
	}
	return g
}

// sameRows counts from the top the rows that are nearly the original's, and
// from the bottom the white ones.
func sameRows(got, want *image.Gray) (same, white int) {
	h := want.Rect.Dy()
	near := func(y int) bool {
		for x := range want.Rect.Dx() {
			if d := int(got.GrayAt(x, y).Y) - int(want.GrayAt(x, y).Y); d < -20 || d > 20 {
				return false
			}
		}
		return true
	}
	for same < h && near(same) {
		same++
	}
	for white < h && bytes.Count(got.Pix[(h-1-white)*got.Stride:(h-1-white)*got.Stride+want.Rect.Dx()], []byte{255}) == want.Rect.Dx() {
		white++
	}
	return same, white
}

func TestACutPictureGivesItsReadablePart(t *testing.T) {
	r := newReader(t)
	want := speckled(203, 160)
	colored := image.NewRGBA(want.Rect)
	draw.Draw(colored, colored.Rect, want, image.Point{}, draw.Src)
	indexed := image.NewPaletted(want.Rect, color.Palette{color.White, color.Black})
	for i, v := range want.Pix {
		indexed.Pix[i] = v & 1
	}
	damaged := pngBytes(t, want)
	damaged[len(damaged)/2] ^= 0x55
	half := func(b []byte) []byte { return b[:len(b)/2] }
	for name, c := range map[string]struct {
		file  []byte
		want  *image.Gray
		least int // rows
	}{
		"JPEG, grey":          {half(jpegBytes(t, want)), want, 56},
		"JPEG, colour":        {half(jpegBytes(t, colored)), want, 48},
		"PNG, grey":           {half(pngBytes(t, want)), want, 60},
		"PNG, colour":         {half(pngBytes(t, colored)), want, 50},
		"PNG, palette":        {half(pngBytes(t, indexed)), grayOf(indexed), 20},
		"PNG, a damaged byte": {damaged, want, 40},
	} {
		t.Run(name, func(t *testing.T) {
			p := readPage(t, r, c.file, 1, doc.OpenOptions{})
			same, white := sameRows(p.Image, c.want)
			if same < c.least || same+white < 150 || same > 110 {
				t.Errorf("%d rows kept, %d white of 160", same, white)
			}
			if !hasWarning(p.Warnings, doc.WarnRepairedFile) {
				t.Errorf("warnings %v", p.Warnings)
			}
		})
	}
}

func TestAWholePictureWithoutItsEndMarkIsWhole(t *testing.T) {
	want := speckled(64, 64)
	file := jpegBytes(t, want)
	p := readPage(t, newReader(t), file[:len(file)-2], 1, doc.OpenOptions{})
	if same, _ := sameRows(p.Image, want); same < 56 {
		t.Errorf("%d rows kept", same)
	}
}

func TestACutProgressivePictureLosesDetailAlone(t *testing.T) {
	file := fixture(t, "letter-progressive.jpg")
	scans := scanOffsets(file)
	if len(scans) < 4 {
		t.Fatalf("%d scans", len(scans))
	}
	p := readPage(t, newReader(t), file[:scans[len(scans)-1]+12], 1, doc.OpenOptions{})
	if err := isLetter(p.Image); err != nil || !hasWarning(p.Warnings, doc.WarnRepairedFile) {
		t.Errorf("%v, warnings %v", err, p.Warnings)
	}
}

// restarting is a grey JPEG of 64 × 64 whose every block of 8 × 8 is followed
// by a restart marker: eight bits say "no change" and fill up the byte.
func restarting(blocks int) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 64, 64)), nil); err != nil {
		panic(err)
	}
	stream := b.Bytes()
	scan := scanOffsets(stream)[0]
	out := append(bytes.Clone(stream[:scan]), 0xff, 0xdd, 0, 4, 0, 1)
	out = append(out, stream[scan:scan+10]...)
	for i := range blocks {
		out = append(out, 0b00101011)
		if i < 63 {
			out = append(out, 0xff, 0xd0+byte(i%8))
		}
	}
	return out
}

func TestACutPictureWithRestartsKeepsItsRows(t *testing.T) {
	if _, err := jpeg.Decode(bytes.NewReader(append(restarting(64), 0xff, 0xd9))); err != nil {
		t.Fatal(err)
	}
	p := readPage(t, newReader(t), restarting(24), 1, doc.OpenOptions{})
	if !hasWarning(p.Warnings, doc.WarnRepairedFile) {
		t.Errorf("warnings %v", p.Warnings)
	}
	for y, want := range map[int]byte{0: 128, 15: 128, 40: 255, 63: 255} {
		if got := p.Image.GrayAt(5, y).Y; got != want {
			t.Errorf("row %d: %d, want %d", y, got, want)
		}
	}
}

func TestWhatIsTooLittleIsCorrupt(t *testing.T) {
	r := newReader(t)
	want := speckled(64, 64)
	jpg, pic := jpegBytes(t, want), pngBytes(t, want)
	for name, file := range map[string][]byte{
		"a JPEG cut in its tables":    jpg[:300],
		"a JPEG cut after its header": jpg[:scanOffsets(jpg)[0]+2],
		"a PNG cut after its header":  pic[:40],
		"a PNG of two header chunks":  append(append([]byte{}, pic[:33]...), pic[8:33]...),
		"a HEIC cut in half":          fixture(t, "letter.heic")[:700],
		"a WebP cut in half":          fixture(t, "letter.webp")[:90],
		"a GIF cut after its header":  []byte("GIF89a\x10\x00\x10\x00\x00\x00\x00"),
		"a BMP cut after its header":  append([]byte("BM\x00\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00\x10\x00\x00\x00\x10\x00\x00\x00\x01\x00\x18\x00"), make([]byte, 30)...),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := r.Page(t.Context(), saved(t, file), 1, doc.OpenOptions{}, false)
			if doc.CodeOf(err) != doc.CodeCorrupt {
				t.Errorf("got %v", err)
			}
		})
	}
}

func FuzzSalvage(f *testing.F) {
	want := speckled(40, 40)
	jpg, pic := jpegBytes(f, want), pngBytes(f, want)
	f.Add(jpg[:len(jpg)/2])
	f.Add(restarting(20))
	f.Add(fixture(f, "letter-progressive.jpg")[:900])
	f.Add(pic[:len(pic)/2])
	f.Fuzz(func(t *testing.T, data []byte) {
		s := &source{opt: limits(doc.OpenOptions{MaxPixels: 1 << 14}), kind: kindOf(data)}
		if s.kind != kindJPEG && s.kind != kindPNG {
			return
		}
		r := bytes.NewReader(data)
		h, err := headerOf(s.kind, r, int64(len(data)))
		if err != nil || checkSize(h.Width, h.Height, s.opt.MaxPixels) != nil {
			return
		}
		var img image.Image
		if s.kind == kindJPEG {
			img, _, err = decodeJPEG(r, int64(len(data)))
		} else {
			img, _, err = decodePNG(r, int64(len(data)), h.Width, h.Height)
		}
		if err == nil && (img.Bounds().Dx() != h.Width || img.Bounds().Dy() != h.Height) {
			t.Fatalf("size %v, header %+v", img.Bounds(), h)
		}
	})
}
