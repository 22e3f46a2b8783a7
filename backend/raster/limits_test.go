package raster

import (
	"context"
	"encoding/binary"
	"errors"
	"image"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

// bombs claim more pixels than any page has, in a few bytes.
func bombs(t testing.TB) map[string][]byte {
	gif := append([]byte("GIF89a\xff\xff\xff\xff\x80\x00\x00\x00\x00\x00\xff\xff\xff\x2c\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x02\x44\x01\x00"), make([]byte, 10)...)
	png := pngBytes(t, image.NewGray(image.Rect(0, 0, 1, 1)))
	binary.BigEndian.PutUint32(png[16:], 20000)
	binary.BigEndian.PutUint32(png[20:], 20000)
	huge := append([]byte{}, png...)
	binary.BigEndian.PutUint32(huge[16:], 0x7fffffff)
	binary.BigEndian.PutUint32(huge[20:], 0x7fffffff)
	jpg := jpegBytes(t, image.NewGray(image.Rect(0, 0, 8, 8)))
	for i := range jpg {
		if jpg[i] == 0xff && jpg[i+1] == 0xc0 {
			copy(jpg[i+5:], "\xff\xff\xff\xff")
			break
		}
	}
	tif := tiffOf(300, 300, image.NewGray(image.Rect(0, 0, 8, 8)))
	second := tiffOf(300, 300, image.NewGray(image.Rect(0, 0, 8, 8)), image.NewGray(image.Rect(0, 0, 8, 8)))
	for _, b := range [][]byte{tif, second} { // the last directory's size
		at := len(b) - 4 - 9*12
		binary.LittleEndian.PutUint32(b[at+8:], 40000)
		binary.LittleEndian.PutUint32(b[at+20:], 40000)
	}
	bmp := append([]byte("BM\x00\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00\x00\x00\x01\x00\x00\x00\x01\x00\x01\x00\x18\x00"), make([]byte, 30)...)
	heic := []byte("\x00\x00\x00\x14ftypheic\x00\x00\x00\x00heic" +
		"\x00\x00\x00\x30meta\x00\x00\x00\x00\x00\x00\x00\x24iprp\x00\x00\x00\x1cipco\x00\x00\x00\x14ispe\x00\x00\x00\x00\x00\x00\xff\xff\x00\x00\xff\xff")
	webp := []byte("RIFF\x1e\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00\xff\xff\x00\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00\x00")
	return map[string][]byte{
		"a GIF of 44 bytes": gif, "a PNG of 20,000 × 20,000": png, "a PNG whose product overflows": huge,
		"a JPEG of 65,535 × 65,535": jpg, "a TIFF": tif, "a TIFF's second page": second, "a BMP": bmp, "a HEIC": heic, "a WebP": webp,
	}
}

func TestPixelBombsAreRefusedFromTheirHeaders(t *testing.T) {
	r := newReader(t)
	for name, file := range bombs(t) {
		t.Run(name, func(t *testing.T) {
			path := saved(t, file)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			began := time.Now()
			_, inspect := r.Inspect(t.Context(), path, doc.OpenOptions{})
			_, page := r.Page(t.Context(), path, 1, doc.OpenOptions{}, false)
			_, render := r.Render(t.Context(), path, 1, doc.OpenOptions{}, doc.RenderOptions{Width: 100})
			took := time.Since(began)
			runtime.ReadMemStats(&after)
			errs := []error{inspect, page, render}
			if name == "a TIFF's second page" {
				errs = errs[:1] // its first page is a small one
			}
			for _, err := range errs {
				if doc.CodeOf(err) != doc.CodeTooManyPixels {
					t.Errorf("got %v", err)
				}
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 50<<20 || took > 200*time.Millisecond {
				t.Errorf("took %d bytes, %v", used, took)
			}
		})
	}
}

func TestTheLimitOfPixelsCanBeSet(t *testing.T) {
	r := newReader(t)
	path := saved(t, pngBytes(t, marked(100, 100)))
	for limit, want := range map[int64]doc.Code{9_999: doc.CodeTooManyPixels, 10_000: ""} {
		if _, err := r.Inspect(t.Context(), path, doc.OpenOptions{MaxPixels: limit}); doc.CodeOf(err) != want {
			t.Errorf("limit %d: %v", limit, err)
		}
	}
}

func TestFilesThatAreNone(t *testing.T) {
	r := newReader(t)
	for name, c := range map[string]struct {
		path string
		want doc.Code
	}{
		"a file that is gone":           {filepath.Join(t.TempDir(), "gone"), doc.CodeOriginalGone},
		"a folder":                      {t.TempDir(), doc.CodeUnreadable},
		"an empty file":                 {saved(t, nil), doc.CodeEmpty},
		"a text":                        {saved(t, []byte("BM, said the postman")), ""},
		"a picture of another kind":     {saved(t, []byte("\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf")), doc.CodeUnsupported},
		"a page of the web":             {saved(t, []byte("<html><body>not a document</body></html>")), doc.CodeUnsupported},
		"a PDF's mark beyond its place": {saved(t, append(make([]byte, 4000), newPDF().page("", "", "").bytes()...)), doc.CodeUnsupported},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := r.Inspect(t.Context(), c.path, doc.OpenOptions{MIME: "image/png"})
			if doc.CodeOf(err) != c.want {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestACancelledCallDoesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := newReader(t).Page(ctx, saved(t, newPDF().page("", "", "").bytes()), 1, doc.OpenOptions{}, false)
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestAPanicIsADamagedFile(t *testing.T) {
	r := newReader(t)
	err := func() (err error) {
		defer r.guard(&err)
		panic("index out of range")
	}()
	if doc.CodeOf(err) != doc.CodeCorrupt {
		t.Error(err)
	}
}

// TestAwkwardFiles reads every file of a folder that the environment names:
// each must end as pages or as an error with a code.
func TestAwkwardFiles(t *testing.T) {
	dir := os.Getenv("DESKCLERK_NASTY")
	if dir == "" {
		t.Skip("DESKCLERK_NASTY names no folder")
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	r := newReader(t)
	for _, e := range entries {
		t.Run(e.Name(), func(t *testing.T) { readAwkward(t, r, filepath.Join(dir, e.Name())) })
	}
}

func readAwkward(t *testing.T, r *Reader, path string) {
	began := time.Now()
	in, err := r.Inspect(t.Context(), path, doc.OpenOptions{})
	if err != nil {
		coded(t, err)
		return
	}
	for n := 1; n <= min(in.Pages, 30); n++ {
		p, err := r.Page(t.Context(), path, n, doc.OpenOptions{}, false)
		if err != nil {
			coded(t, err)
			continue
		}
		t.Logf("page %d: %s, %d × %d at %d, %d words, %v", n, p.TextSource, p.Width, p.Height, p.DPI, len(p.Words), p.Warnings)
		if _, err := r.Render(t.Context(), path, n, doc.OpenOptions{}, doc.RenderOptions{Width: 200}); err != nil {
			t.Error(err)
		}
	}
	if d := time.Since(began); d > time.Minute {
		t.Errorf("took %v", d)
	}
}

func coded(t *testing.T, err error) {
	t.Helper()
	if t.Log(err); doc.CodeOf(err) == doc.CodeInternal {
		t.Errorf("an error without a code: %v", err)
	}
}
