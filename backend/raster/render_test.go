package raster

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

// shown renders a page and decodes the picture.
func shown(t testing.TB, r *Reader, data []byte, ro doc.RenderOptions) *image.Gray {
	t.Helper()
	b, err := r.Render(t.Context(), saved(t, data), 1, doc.OpenOptions{}, ro)
	if err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return grayOf(img)
}

// inkIn counts the dark pixels in a box that is given as fractions.
func inkIn(g *image.Gray, b doc.Box, margin float64) (ink, all int) {
	w, h := float64(g.Rect.Dx()), float64(g.Rect.Dy())
	r := image.Rect(int(b.Left*w-margin), int(b.Top*h-margin), int(math.Ceil(b.Right*w+margin)), int(math.Ceil(b.Bottom*h+margin))).Intersect(g.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			all++
			if g.GrayAt(x, y).Y < 128 {
				ink++
			}
		}
	}
	return ink, all
}

func whole() doc.Box { return doc.Box{Right: 1, Bottom: 1} }

func TestBoxesOfEmbeddedWordsCoverTheirInk(t *testing.T) {
	r := newReader(t)
	for _, more := range []string{
		"", "/Rotate 90", "/Rotate 180", "/Rotate -90",
		"/MediaBox[-100 -50 700 900]/CropBox[0 100 420 595]",
		"/Rotate 90/MediaBox[-300 -20 700 500]/CropBox[0 0 595 420]",
	} {
		t.Run(more, func(t *testing.T) {
			content := letter()
			if strings.Contains(more, "Rotate") {
				content = onTurnedPage(more)
			}
			file := newPDF().page(content, turnedMore(more), "").bytes()
			p := readPage(t, r, file, 1, doc.OpenOptions{})
			g := shown(t, r, file, doc.RenderOptions{Width: 900})
			total, _ := inkIn(g, whole(), 0)
			inside := 0
			for _, w := range p.Words {
				ink, all := inkIn(g, w.Box, 1)
				inside += ink
				if share := float64(ink) / float64(all); share < 0.1 {
					t.Errorf("%q: %.0f %% ink in %+v", w.Text, 100*share, w.Box)
				}
			}
			if len(p.Words) < 15 || inside != total {
				t.Errorf("%d words cover %d of %d dark pixels", len(p.Words), inside, total)
			}
		})
	}
}

// marked is a white picture with a black square in the upper left corner of
// its upper left quarter.
func marked(w, h int) *image.RGBA {
	img := whiteRGBA(w, h)
	for y := h / 20; y < h/5; y++ {
		for x := w / 20; x < w/5; x++ {
			img.Set(x, y, color.Black)
		}
	}
	return img
}

func pngBytes(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// corner tells in which quarter of the picture the ink is.
func corner(g *image.Gray) string {
	names := [2][2]string{{"upper left", "upper right"}, {"lower left", "lower right"}}
	found := ""
	for y, row := range names {
		for x, name := range row {
			b := doc.Box{Left: 0.5 * float64(x), Top: 0.5 * float64(y), Right: 0.5 * float64(x+1), Bottom: 0.5 * float64(y+1)}
			if ink, all := inkIn(g, b, 0); 50*ink > all {
				found += name
			}
		}
	}
	return found
}

func TestPicturesAreTurnedClockwise(t *testing.T) {
	r := newReader(t)
	picture := pngBytes(t, marked(400, 200))
	page := newPDF().page("30 330 60 60 re f", "/MediaBox[0 0 800 400]", "").bytes()
	for rotation, want := range map[int]struct {
		corner string
		high   int
	}{0: {"upper left", 150}, 90: {"upper right", 600}, 180: {"lower right", 150}, 270: {"lower left", 600}, -90: {"lower left", 600}, 450: {"upper right", 600}} {
		for kind, file := range map[string][]byte{"picture": picture, "page": page} {
			g := shown(t, r, file, doc.RenderOptions{Width: 300, Rotation: rotation})
			if got := corner(g); got != want.corner || g.Rect.Dx() != 300 || g.Rect.Dy() != want.high {
				t.Errorf("%s at %d: ink %s, size %v, want %+v", kind, rotation, got, g.Rect, want)
			}
		}
	}
}

// leaning is a page with a bar that rises to the right by degrees, about its
// centre.
func leaning(degrees float64) []byte {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return newPDF().page(fmt.Sprintf("q %f %f %f %f 200 300 cm -150 -4 300 8 re f Q", cos, sin, -sin, cos), "/MediaBox[0 0 400 600]", "").bytes()
}

func TestSkewIsTakenOutAboutTheCentre(t *testing.T) {
	r := newReader(t)
	bar := doc.Box{Left: 50.0 / 400, Right: 350.0 / 400, Top: 296.0 / 600, Bottom: 304.0 / 600}
	for _, lean := range []float64{0, 0.5, 2, 7, -3} {
		g := shown(t, r, leaning(lean), doc.RenderOptions{Width: 800, Skew: lean})
		if g.Rect.Dx() != 800 || g.Rect.Dy() != 1200 {
			t.Fatalf("lean %v: size %v", lean, g.Rect)
		}
		ink, all := inkIn(g, bar, 0)
		total, _ := inkIn(g, whole(), 0)
		if 100*ink < 93*all || total-ink > all/10 {
			t.Errorf("lean %v: %d of the bar's %d pixels are dark, %d elsewhere", lean, ink, all, total-ink)
		}
	}
	t.Run("what turns in is white", func(t *testing.T) {
		black := image.NewGray(image.Rect(0, 0, 300, 300))
		g := shown(t, r, pngBytes(t, black), doc.RenderOptions{Width: 300, Skew: 5})
		if g.GrayAt(0, 0).Y < 200 || g.GrayAt(150, 150).Y > 20 {
			t.Errorf("corner %v, centre %v", g.GrayAt(0, 0), g.GrayAt(150, 150))
		}
	})
}

func TestTurningComesBeforeStraightening(t *testing.T) {
	// The bar lies on its side and leans: turned right by 90, then straightened.
	sin, cos := math.Sincos(2 * math.Pi / 180)
	content := fmt.Sprintf("q 0 1 -1 0 200 300 cm %f %f %f %f 0 0 cm -150 -4 300 8 re f Q", cos, sin, -sin, cos)
	file := newPDF().page(content, "/MediaBox[0 0 400 600]", "").bytes()
	g := shown(t, newReader(t), file, doc.RenderOptions{Width: 1200, Rotation: 90, Skew: 2})
	bar := doc.Box{Left: 150.0 / 600, Right: 450.0 / 600, Top: 196.0 / 400, Bottom: 204.0 / 400}
	if ink, all := inkIn(g, bar, 0); g.Rect.Dy() != 800 || 100*ink < 93*all {
		t.Errorf("size %v, %d of %d dark", g.Rect, ink, all)
	}
}

func TestPicturesHaveTheWidthAskedFor(t *testing.T) {
	r := newReader(t)
	file := pngBytes(t, marked(400, 200))
	for _, c := range []struct{ ask, wide, high int }{{0, 1600, 800}, {100, 100, 50}, {399, 399, 200}, {1, 1, 1}} {
		g := shown(t, r, file, doc.RenderOptions{Width: c.ask})
		if g.Rect.Dx() != c.wide || g.Rect.Dy() != c.high {
			t.Errorf("asked for %d: got %v", c.ask, g.Rect)
		}
	}
	for name, c := range map[string]struct {
		ro         doc.RenderOptions
		w, h       float64
		wide, high int
		uw, uh     int // unturned
	}{
		"a page":                        {doc.RenderOptions{Width: 1200}, 595, 842, 1200, 1698, 1200, 1698},
		"a page on its side":            {doc.RenderOptions{Width: 1200, Rotation: 90}, 842, 595, 1200, 1698, 1698, 1200},
		"a width beyond reason":         {doc.RenderOptions{Width: 1 << 30}, 400, 200, 6000, 3000, 6000, 3000},
		"a till roll of seven metres":   {doc.RenderOptions{Width: 6000}, 100, 20000, 325, 65000, 325, 65000},
		"a square with too many pixels": {doc.RenderOptions{Width: 6000}, 100, 150, 5163, 7745, 5163, 7745},
	} {
		tw, th, uw, uh := target(c.ro, c.w, c.h)
		if tw != c.wide || th != c.high || uw != c.uw || uh != c.uh {
			t.Errorf("%s: %d × %d, unturned %d × %d", name, tw, th, uw, uh)
		}
	}
}

func TestReductionAverages(t *testing.T) {
	g := image.NewGray(image.Rect(0, 0, 5, 3))
	copy(g.Pix, []byte{0, 100, 10, 20, 7, 100, 200, 30, 40, 9, 50, 60, 70, 80, 255})
	got := reduceGray(g, 2)
	if want := []byte{100, 25, 8, 55, 75, 255}; !bytes.Equal(got.Pix, want) {
		t.Errorf("got %v, want %v", got.Pix, want)
	}
	c := whiteRGBA(3, 3)
	c.Set(0, 0, color.RGBA{100, 0, 200, 255})
	if got := reduceRGBA(c, 3).RGBAAt(0, 0); got != (color.RGBA{238, 227, 249, 255}) {
		t.Errorf("got %v", got)
	}
	for _, ratio := range []image.YCbCrSubsampleRatio{
		image.YCbCrSubsampleRatio444, image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420,
		image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410,
	} {
		for _, size := range []image.Point{{31, 17}, {64, 64}, {5, 2}} {
			m := image.NewYCbCr(image.Rectangle{Max: size}, ratio)
			for i := range m.Y {
				m.Y[i] = 90
			}
			for i := range m.Cb {
				m.Cb[i], m.Cr[i] = 60, 200
			}
			small := reduceYCbCr(m, 3)
			b := small.Bounds()
			if got := small.YCbCrAt(b.Max.X-1, b.Max.Y-1); got != (color.YCbCr{Y: 90, Cb: 60, Cr: 200}) {
				t.Errorf("%v of %v: last pixel %v", ratio, size, got)
			}
		}
	}
}

func BenchmarkRender(b *testing.B) {
	r := newReader(b)
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, marked(2480, 3508), nil); err != nil {
		b.Fatal(err)
	}
	for name, file := range map[string][]byte{"PDF": newPDF().page(letter(), "", "").bytes(), "JPEG": buf.Bytes()} {
		path := saved(b, file)
		for _, skew := range []float64{0, 1.3} {
			b.Run(fmt.Sprintf("%s/skew=%v", name, skew), func(b *testing.B) {
				for b.Loop() {
					if _, err := r.Render(b.Context(), path, 1, doc.OpenOptions{}, doc.RenderOptions{Width: 1200, Skew: skew}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
