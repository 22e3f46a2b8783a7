package raster

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"testing"

	"golang.org/x/image/bmp"

	"deskclerk/backend/doc"
)

func jpegBytes(t testing.TB, img image.Image, segments ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	out := []byte("\xff\xd8")
	for _, s := range segments {
		out = append(out, s...)
	}
	return append(out, b.Bytes()[2:]...)
}

// oriented is an EXIF segment that says how the picture was held.
func oriented(orientation byte) string {
	body := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string([]byte{orientation}) + "\x00\x00\x00\x00\x00\x00"
	return "\xff\xe1" + string(binary.BigEndian.AppendUint16(nil, uint16(len(body)+2))) + body
}

func TestEXIFOrientationIsApplied(t *testing.T) {
	r := newReader(t)
	gray := image.NewGray(image.Rect(0, 0, 400, 200))
	draw.Draw(gray, gray.Rect, marked(400, 200), image.Point{}, draw.Src)
	for orientation, want := range map[byte]string{
		1: "upper left", 2: "upper right", 3: "lower right", 4: "lower left",
		5: "upper left", 6: "upper right", 7: "lower right", 8: "lower left",
	} {
		for kind, img := range map[string]image.Image{"colour": marked(400, 200), "grey": gray} {
			file := jpegBytes(t, img, oriented(orientation))
			p := readPage(t, r, file, 1, doc.OpenOptions{})
			wide, high := 400, 200
			if orientation >= 5 {
				wide, high = high, wide
			}
			if got := corner(p.Image); got != want || p.Width != wide || p.Height != high {
				t.Errorf("%s, %d: ink %s, %d × %d, want %s", kind, orientation, got, p.Width, p.Height, want)
			}
			if got := corner(shown(t, r, file, doc.RenderOptions{Width: 300})); got != want {
				t.Errorf("%s, %d, rendered: ink %s, want %s", kind, orientation, got, want)
			}
		}
	}
}

// isLetter checks for the letter of the fixtures: an F at the left, a red field
// at the lower right.
func isLetter(g *image.Gray) error {
	if g.Rect.Dx() != 160 || g.Rect.Dy() != 120 {
		return fmt.Errorf("size %v", g.Rect)
	}
	for _, c := range []struct{ x, y, low, high int }{
		{48, 60, 0, 25}, {90, 28, 0, 25}, {76, 60, 0, 25}, // stem and bars
		{10, 10, 235, 255}, {90, 90, 235, 255}, {150, 60, 235, 255}, // paper
		{136, 96, 0, 130}, // field
	} {
		if v := int(g.GrayAt(c.x, c.y).Y); v < c.low || v > c.high {
			return fmt.Errorf("%d at %d, %d, want %d to %d", v, c.x, c.y, c.low, c.high)
		}
	}
	return nil
}

// letterF draws what the fixtures show.
func letterF() *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, 160, 120))
	fill := func(r image.Rectangle, c color.NRGBA) { draw.Draw(m, r, image.NewUniform(c), image.Point{}, draw.Src) }
	fill(m.Rect, color.NRGBA{255, 255, 255, 255})
	for _, r := range []image.Rectangle{image.Rect(40, 20, 56, 100), image.Rect(40, 20, 100, 36), image.Rect(40, 52, 84, 68)} {
		fill(r, color.NRGBA{0, 0, 0, 255})
	}
	fill(image.Rect(120, 80, 152, 112), color.NRGBA{200, 30, 30, 255})
	return m
}

// as copies the letter into another kind of image.
func as[T draw.Image](dst T) T {
	draw.Draw(dst, dst.Bounds(), letterF(), image.Point{}, draw.Src)
	return dst
}

func TestEveryKindOfImageIsRead(t *testing.T) {
	r := newReader(t)
	box := image.Rect(0, 0, 160, 120)
	hollow := letterF()
	for i := 0; i < len(hollow.Pix); i += 4 {
		if hollow.Pix[i] == 255 && hollow.Pix[i+1] == 255 { // paper that is not there
			copy(hollow.Pix[i:i+4], []byte{0, 0, 0, 0})
		}
	}
	colors := color.Palette{color.White, color.Black, color.NRGBA{200, 30, 30, 255}}
	encode := func(f func(*bytes.Buffer) error) []byte {
		var b bytes.Buffer
		if err := f(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for name, c := range map[string]struct {
		file []byte
		mime string
	}{
		"JPEG":                     {jpegBytes(t, letterF()), "image/jpeg"},
		"JPEG, grey":               {jpegBytes(t, as(image.NewGray(box))), "image/jpeg"},
		"JPEG, progressive":        {fixture(t, "letter-progressive.jpg"), "image/jpeg"},
		"JPEG for print":           {fixture(t, "letter-cmyk.jpg"), "image/jpeg"},
		"PNG":                      {pngBytes(t, letterF()), "image/png"},
		"PNG, transparent paper":   {pngBytes(t, hollow), "image/png"},
		"PNG, 1 bit":               {pngBytes(t, as(image.NewPaletted(box, colors[:2]))), "image/png"},
		"PNG, palette":             {pngBytes(t, as(image.NewPaletted(box, colors))), "image/png"},
		"PNG, grey":                {pngBytes(t, as(image.NewGray(box))), "image/png"},
		"PNG, grey of 16 bits":     {pngBytes(t, as(image.NewGray16(box))), "image/png"},
		"PNG, colours of 16 bits":  {pngBytes(t, as(image.NewNRGBA64(box))), "image/png"},
		"GIF":                      {encode(func(b *bytes.Buffer) error { return gif.Encode(b, as(image.NewPaletted(box, colors)), nil) }), "image/gif"},
		"BMP":                      {encode(func(b *bytes.Buffer) error { return bmp.Encode(b, as(image.NewRGBA(box))) }), "image/bmp"},
		"WebP":                     {fixture(t, "letter.webp"), "image/webp"},
		"WebP without loss":        {fixture(t, "letter-lossless.webp"), "image/webp"},
		"HEIC":                     {fixture(t, "letter.heic"), "image/heic"},
		"TIFF, LZW":                {fixture(t, "letter-lzw.tif"), "image/tiff"},
		"TIFF, JPEG in tiles":      {fixture(t, "letter-jpeg-tiles.tif"), "image/tiff"},
		"TIFF, Group 3":            {fixture(t, "letter-g3.tif"), "image/tiff"},
		"TIFF, Group 4":            {fixture(t, "letter-g4.tif"), "image/tiff"},
		"GIF of one frame of many": {movingGIF(t, colors), "image/gif"},
	} {
		t.Run(name, func(t *testing.T) {
			path := saved(t, c.file)
			in, err := r.Inspect(t.Context(), path, doc.OpenOptions{})
			if err != nil || in.Pages != 1 || in.MIME != c.mime || len(in.Warnings) > 0 {
				t.Fatalf("%+v, %v", in, err)
			}
			p, err := r.Page(t.Context(), path, 1, doc.OpenOptions{}, false)
			if err != nil || p.TextSource != doc.TextOCR || len(p.Warnings) > 0 {
				t.Fatalf("source %q, warnings %v, %v", p.TextSource, p.Warnings, err)
			}
			if err := isLetter(p.Image); err != nil {
				t.Error(err)
			}
			if err := isLetter(shown(t, r, c.file, doc.RenderOptions{Width: 160})); err != nil {
				t.Errorf("rendered: %v", err)
			}
		})
	}
}

// movingGIF holds the letter's first frame in two thirds of its screen, and a
// black one after it.
func movingGIF(t *testing.T, colors color.Palette) []byte {
	t.Helper()
	first := image.NewPaletted(image.Rect(30, 10, 160, 115), colors)
	draw.Draw(first, first.Rect, letterF(), first.Rect.Min, draw.Src)
	second := image.NewPaletted(image.Rect(0, 0, 160, 120), color.Palette{color.Black, color.Black})
	var b bytes.Buffer
	err := gif.EncodeAll(&b, &gif.GIF{
		Image: []*image.Paletted{first, second}, Delay: []int{1, 1},
		Config: image.Config{Width: 160, Height: 120, ColorModel: colors},
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestResolutionIsTakenWhenItMakesSense(t *testing.T) {
	for name, c := range map[string]struct {
		w, h   int
		x, y   float64
		dpi    int
		sx, sy float64
	}{
		"a scan":                            {2480, 3508, 300, 300, 300, 1, 1},
		"nothing said":                      {2480, 3508, 0, 0, 0, 1, 1},
		"a photo of 72 dots":                {4000, 3000, 72, 72, 0, 1, 1},
		"a screen of 72 dots":               {800, 600, 72, 72, 72, 1, 1},
		"one dot to the inch":               {800, 600, 1, 1, 0, 1, 1},
		"a million dots":                    {800, 600, 1e6, 1e6, 0, 1, 1},
		"a picture of a tenth of an inch":   {100, 80, 1200, 1200, 0, 1, 1},
		"a fax in its coarse mode":          {1728, 1100, 204, 98, 204, 1, 204.0 / 98},
		"directions that differ by a hair":  {1728, 2200, 204, 196, 204, 1, 1},
		"directions that differ too much":   {800, 600, 300, 60, 0, 1, 1},
		"only one direction known":          {800, 600, 300, 0, 0, 1, 1},
		"a stretched picture without paper": {8000, 6000, 100, 50, 0, 1, 2},
	} {
		t.Run(name, func(t *testing.T) {
			p := picture{img: image.NewGray(image.Rect(0, 0, c.w, c.h)), xdpi: c.x, ydpi: c.y}
			if dpi, sx, sy := p.resolution(); dpi != c.dpi || sx != c.sx || sy != c.sy {
				t.Errorf("got %d, %v, %v", dpi, sx, sy)
			}
		})
	}
}

// tiffOf writes a TIFF of grey pages with a resolution.
func tiffOf(x, y uint32, pages ...*image.Gray) []byte {
	le := binary.LittleEndian
	out := []byte("II*\x00\x00\x00\x00\x00")
	link := 4
	for _, g := range pages {
		data := uint32(len(out))
		out = append(out, g.Pix...)
		ratio := uint32(len(out))
		for _, v := range []uint32{x, 1, y, 1} {
			out = le.AppendUint32(out, v)
		}
		le.PutUint32(out[link:], uint32(len(out)))
		entries := [][3]uint32{
			{256, 4, uint32(g.Rect.Dx())},
			{257, 4, uint32(g.Rect.Dy())},
			{258, 3, 8},
			{259, 3, 1},
			{262, 3, 1},
			{273, 4, data},
			{279, 4, uint32(len(g.Pix))},
			{282, 5, ratio},
			{283, 5, ratio + 8},
		}
		out = le.AppendUint16(out, uint16(len(entries)))
		for _, e := range entries {
			out = le.AppendUint16(le.AppendUint16(out, uint16(e[0])), uint16(e[1]))
			out = le.AppendUint32(le.AppendUint32(out, 1), e[2])
		}
		link = len(out)
		out = le.AppendUint32(out, 0)
	}
	return out
}

func TestPagesOfATIFF(t *testing.T) {
	r := newReader(t)
	white := image.NewGray(image.Rect(0, 0, 300, 200))
	for i := range white.Pix {
		white.Pix[i] = 255
	}
	mark := image.NewGray(image.Rect(0, 0, 400, 200))
	draw.Draw(mark, mark.Rect, marked(400, 200), image.Point{}, draw.Src)
	file := tiffOf(204, 102, white, mark, mark)
	path := saved(t, file)
	in, err := r.Inspect(t.Context(), path, doc.OpenOptions{})
	if err != nil || in.Pages != 3 {
		t.Fatalf("%+v, %v", in, err)
	}
	t.Run("a blank one is told", func(t *testing.T) {
		if p := readPage(t, r, file, 1, doc.OpenOptions{}); !hasWarning(p.Warnings, doc.WarnBlankPage) {
			t.Errorf("warnings %v", p.Warnings)
		}
	})
	t.Run("a coarse direction is stretched", func(t *testing.T) {
		p := readPage(t, r, file, 2, doc.OpenOptions{})
		if p.Width != 400 || p.Height != 400 || p.DPI != 204 || corner(p.Image) != "upper left" || len(p.Warnings) > 0 {
			t.Errorf("%d × %d at %d, ink %s, %v", p.Width, p.Height, p.DPI, corner(p.Image), p.Warnings)
		}
		b, err := r.Render(t.Context(), path, 2, doc.OpenOptions{}, doc.RenderOptions{Width: 200})
		if err != nil {
			t.Fatal(err)
		}
		c, err := jpeg.DecodeConfig(bytes.NewReader(b))
		if err != nil || c.Width != 200 || c.Height != 200 {
			t.Errorf("%+v, %v", c, err)
		}
	})
	t.Run("the loss of later pages is told", func(t *testing.T) {
		in, err := r.Inspect(t.Context(), saved(t, file[:len(file)-150]), doc.OpenOptions{})
		if err != nil || in.Pages != 2 || !hasWarning(in.Warnings, doc.WarnPagesSkipped) {
			t.Errorf("%+v, %v", in, err)
		}
	})
	t.Run("a page that is not there", func(t *testing.T) {
		if _, err := r.Page(t.Context(), path, 4, doc.OpenOptions{}, false); doc.CodeOf(err) != doc.CodeNotFound {
			t.Error(err)
		}
	})
	t.Run("too many pages", func(t *testing.T) {
		if _, err := r.Inspect(t.Context(), path, doc.OpenOptions{MaxPages: 2}); doc.CodeOf(err) != doc.CodeTooManyPages {
			t.Error(err)
		}
	})
}

func TestPicturesTooLargeToReadAreReduced(t *testing.T) {
	for _, c := range []struct{ w, h, want int }{{6000, 6000, 1}, {6400, 6300, 2}, {12000, 12000, 2}, {100, 32000, 1}, {40000, 100, 2}} {
		if got := reduction(c.w, c.h); got != c.want {
			t.Errorf("%d × %d: by %d, want %d", c.w, c.h, got, c.want)
		}
	}
	img := image.NewGray(image.Rect(0, 0, 30, 33000))
	for i := range img.Pix {
		img.Pix[i] = byte(255 * (i / 30 % 2)) // rows of black and white
	}
	p := readPage(t, newReader(t), pngBytes(t, img), 1, doc.OpenOptions{})
	if p.Width != 15 || p.Height != 16500 || p.Image.GrayAt(10, 100).Y != 128 {
		t.Errorf("%d × %d, %v", p.Width, p.Height, p.Image.GrayAt(10, 100))
	}
}
