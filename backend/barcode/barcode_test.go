package barcode

import (
	"image"
	"image/color"
	"math/rand/v2"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"deskclerk/backend/doc"
)

// page is a page of A4 at 200 dpi full of print.
func page(t testing.TB, lines int) *image.Gray {
	t.Helper()
	g := image.NewGray(image.Rect(0, 0, 1654, 2339))
	for i := range g.Pix {
		g.Pix[i] = 245
	}
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same page each time
	d := font.Drawer{Dst: g, Src: image.Black, Face: basicfont.Face7x13}
	for y := range lines {
		line := make([]byte, 170)
		for i := range line {
			line[i] = "abcdefghij klmnop 0123456789 ILH|ll"[r.IntN(34)]
		}
		d.Dot = fixed.P(120, 150+y*30)
		d.DrawString(string(line))
	}
	return g
}

// put draws a code with modules of so many pixels.
func put(g *image.Gray, m *gozxing.BitMatrix, at image.Point, module int) {
	for y := range m.GetHeight() * module {
		for x := range m.GetWidth() * module {
			c := color.Gray{255}
			if m.Get(x/module, y/module) {
				c.Y = 20
			}
			g.SetGray(at.X+x, at.Y+y, c)
		}
	}
}

func qrOf(t testing.TB, text string) *gozxing.BitMatrix {
	t.Helper()
	m, err := qrcode.NewQRCodeWriter().EncodeWithoutHint(text, gozxing.BarcodeFormat_QR_CODE, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// turnedBy turns the picture by quarter turns.
func turnedBy(g *image.Gray, quarters int) *image.Gray {
	for range quarters {
		w, h := g.Rect.Dx(), g.Rect.Dy()
		out := image.NewGray(image.Rect(0, 0, h, w))
		for y := range h {
			for x := range w {
				out.Pix[x*out.Stride+h-1-y] = g.Pix[y*g.Stride+x]
			}
		}
		g = out
	}
	return g
}

const payment = "BCD\n002\n1\nSCT\nCOBADEFFXXX\nNordlicht Werkzeuge GmbH\nDE89370400440532013000\nEUR118.76\n\n\n2026-0417"

func TestQRCodesAreFoundInPrint(t *testing.T) {
	for _, module := range []int{3, 4, 6, 10} {
		for quarters := range 4 {
			g := page(t, 70)
			put(g, qrOf(t, payment), image.Pt(900, 1400), module)
			g = turnedBy(g, quarters)
			found := Read(g)
			if len(found) != 1 || found[0].Text != payment || found[0].Format != doc.FormatQR {
				t.Errorf("modules of %d pixels, turned by %d: %v", module, 90*quarters, found)
			}
		}
	}
}

func TestTheBoxOfACodeIsWhereItStands(t *testing.T) {
	g := page(t, 20)
	put(g, qrOf(t, payment), image.Pt(800, 1200), 5)
	found := Read(g)
	if len(found) != 1 {
		t.Fatal(found)
	}
	b := found[0].Box
	if x, y := b.CenterX()*1654, b.CenterY()*2339; x < 900 || x > 1100 || y < 1300 || y > 1500 || b.Width() > 0.3 {
		t.Errorf("at %v", b)
	}
}

func TestSeveralQRCodesAreFound(t *testing.T) {
	g := page(t, 30)
	put(g, qrOf(t, "one"), image.Pt(200, 1200), 6)
	put(g, qrOf(t, "two"), image.Pt(800, 1200), 6)
	put(g, qrOf(t, "three"), image.Pt(300, 1700), 6)
	texts := map[string]bool{}
	for _, c := range Read(g) {
		texts[c.Text] = true
	}
	if len(texts) != 3 {
		t.Errorf("found %v", texts)
	}
}

func TestACodeInAShadowIsRead(t *testing.T) {
	g := page(t, 30)
	put(g, qrOf(t, payment), image.Pt(700, 1200), 5)
	for y := range g.Rect.Dy() {
		for x := range g.Rect.Dx() {
			at := g.PixOffset(x, y)
			g.Pix[at] = byte(int(g.Pix[at]) * (2600 - x) / 2600)
		}
	}
	if found := Read(g); len(found) != 1 || found[0].Text != payment {
		t.Errorf("found %v", found)
	}
}

func TestBarCodesAreFoundInPrint(t *testing.T) {
	for name, c := range map[string]struct {
		writer gozxing.Writer
		format gozxing.BarcodeFormat
		text   string
		want   doc.CodeFormat
	}{
		"Code 128": {oned.NewCode128Writer(), gozxing.BarcodeFormat_CODE_128, "DESKCLERK-SEP", doc.Format128},
		"Code 39":  {oned.NewCode39Writer(), gozxing.BarcodeFormat_CODE_39, "PATCHT", doc.Format39},
		"EAN-13":   {oned.NewEAN13Writer(), gozxing.BarcodeFormat_EAN_13, "4006381333931", doc.FormatEAN13},
	} {
		m, err := c.writer.EncodeWithoutHint(c.text, c.format, 0, 60)
		if err != nil {
			t.Fatal(err)
		}
		for quarters := range 4 {
			g := page(t, 40)
			wide := image.NewGray(image.Rect(0, 0, m.GetWidth()*4, 240))
			put(wide, m, image.Point{}, 4)
			for y := range 240 {
				copy(g.Pix[g.PixOffset(300, 1600+y):], wide.Pix[y*wide.Stride:(y+1)*wide.Stride])
			}
			found := Read(turnedBy(g, quarters))
			if len(found) != 1 || found[0].Text != c.text || found[0].Format != c.want {
				t.Errorf("%s turned by %d: %v", name, 90*quarters, found)
			}
			if len(found) == 1 && doc.UsualSeparators().Has(found[0]) != (c.want != doc.FormatEAN13) {
				t.Errorf("%s: separates %v", name, doc.UsualSeparators().Has(found[0]))
			}
		}
	}
}

func TestPatchTSeparates(t *testing.T) {
	for quarters := range 4 {
		g := page(t, 0)
		x := 700
		for i, w := range []int{16, 16, 40, 16, 16, 16, 40} { // 0.08 and 0.2 inches at 200 dpi
			if i%2 == 0 {
				for y := 300; y < 800; y++ {
					for dx := range w {
						g.SetGray(x+dx, y, color.Gray{30})
					}
				}
			}
			x += w
		}
		found := Read(turnedBy(g, quarters))
		if len(found) != 1 || found[0].Format != doc.FormatPatchT || !doc.UsualSeparators().Has(found[0]) {
			t.Errorf("turned by %d: %v", 90*quarters, found)
		}
	}
}

func TestPrintAloneIsNoCode(t *testing.T) {
	g := page(t, 70)
	for x := 200; x < 1400; x += 60 { // a table's lines
		for y := 300; y < 1800; y++ {
			g.SetGray(x, y, color.Gray{0})
		}
	}
	if found := Read(g); len(found) != 0 {
		t.Errorf("found %v", found)
	}
	if found := Read(image.NewGray(image.Rect(0, 0, 3, 3))); found != nil {
		t.Errorf("found %v", found)
	}
}

func BenchmarkPrint(b *testing.B) {
	g := page(b, 70)
	for b.Loop() {
		Read(g)
	}
}

func FuzzRead(f *testing.F) {
	g := image.NewGray(image.Rect(0, 0, 120, 120))
	for i := range g.Pix {
		g.Pix[i] = 255
	}
	put(g, qrOf(f, "a"), image.Pt(10, 10), 3)
	f.Add(g.Pix, uint16(120))
	f.Fuzz(func(t *testing.T, pix []byte, width uint16) {
		w := int(width)
		if w < 1 || w > 400 || len(pix) < w || len(pix)/w > 400 {
			return
		}
		g := &image.Gray{Pix: pix, Stride: w, Rect: image.Rect(0, 0, w, len(pix)/w)}
		for _, c := range Read(g) {
			if c.Box.Left < 0 || c.Box.Right > 1 || c.Box.Top < 0 || c.Box.Bottom > 1 {
				t.Fatalf("a box of %v", c.Box)
			}
		}
	})
}
