package ocr_test

import (
	"context"
	"errors"
	"image"
	"math"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"deskclerk/backend/doc"
	"deskclerk/backend/ocr"
	"deskclerk/backend/ocr/enginetest"
	"deskclerk/backend/ocr/sheet"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func open(t *testing.T) *ocr.Tesseract {
	t.Helper()
	e, err := ocr.New(ocr.Options{CacheDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

func read(t *testing.T, e *ocr.Tesseract, img *image.Gray, languages ...string) doc.Recognition {
	t.Helper()
	got, err := e.Recognize(t.Context(), img, 300, doc.ReadOptions{Languages: languages})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func text(r doc.Recognition) string { return doc.Page{Words: r.Words}.Text() }

func TestEngineKeepsItsPromises(t *testing.T) {
	enginetest.Run(t, func(t *testing.T) enginetest.Engine { return open(t) })
}

func TestPagesAreReadInEveryLook(t *testing.T) {
	e := open(t)
	cases := []struct {
		name     string
		look     enginetest.Look
		rotation int
	}{
		{"an upright page", enginetest.Look{}, 0},
		{"a page turned clockwise", enginetest.Look{Turn: 1}, 270},
		{"a page upside down", enginetest.Look{Turn: 2}, 180},
		{"a page turned counter-clockwise", enginetest.Look{Turn: 3}, 90},
		{"small print", enginetest.Look{Size: 14}, 0},
		{"large print", enginetest.Look{Size: 110}, 0},
		{"light print", enginetest.Look{Ink: 190}, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := read(t, e, enginetest.Draw(t, enginetest.Receipt(), c.look))
			if got.Rotation != c.rotation || got.Skew != 0 {
				t.Errorf("rotation %d, skew %.1f", got.Rotation, got.Skew)
			}
			for _, want := range []string{"NORTHERN BAKERY", "14/03/2024", "12.80", "Total 24.55"} {
				if !strings.Contains(text(got), want) {
					t.Errorf("%q is missing in\n%s", want, text(got))
				}
			}
		})
	}
}

func TestSkewIsCorrectedWithItsSign(t *testing.T) {
	e := open(t)
	for _, skew := range []float64{3, -3} {
		got := read(t, e, enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{Skew: skew}))
		if math.Abs(got.Skew-skew) > 0.5 {
			t.Errorf("skew is %.2f, drawn with %.0f", got.Skew, skew)
		}
		if !strings.Contains(text(got), "Total 24.55") {
			t.Errorf("read\n%s", text(got))
		}
	}
}

func TestBoxesLieOnTheUprightPage(t *testing.T) {
	e := open(t)
	upright := read(t, e, enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{}))
	want, ok := find(upright, "NORTHERN")
	if !ok || want.Top > .2 || want.Left > .2 {
		t.Fatalf("NORTHERN is at %+v", want)
	}
	for turn := 1; turn < 4; turn++ {
		got, ok := find(read(t, e, enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{Turn: turn})), "NORTHERN")
		if !ok || got.Overlap(want) < 0.8 {
			t.Errorf("after %d quarter turns it is at %+v, want %+v", turn, got, want)
		}
	}
}

func find(r doc.Recognition, word string) (doc.Box, bool) {
	for _, w := range r.Words {
		if w.Text == word {
			return w.Box, true
		}
	}
	return doc.Box{}, false
}

func TestPagesWithNothingToReadAreHarmless(t *testing.T) {
	e := open(t)
	cases := map[string]*image.Gray{
		"a black page":       enginetest.Blank(600, 800, 0),
		"a page of no size":  image.NewGray(image.Rectangle{}),
		"a thin, long image": enginetest.Blank(40_000, 3, 255),
		"stripes":            stripes(900, 900),
		"a long, thin line":  stripes(40_000, 12),
	}
	for name, img := range cases {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			got := read(t, e, img)
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("took %s", took)
			}
			if name == "a black page" && (len(got.Words) != 0 || len(got.Warnings) != 1 || got.Warnings[0].Code != doc.WarnBlankPage) {
				t.Errorf("words %v, warnings %v", got.Words, got.Warnings)
			}
		})
	}
}

func stripes(w, h int) *image.Gray {
	img := enginetest.Blank(w, h, 255)
	for y := range h {
		for x := range w {
			if y%6 < 3 {
				img.Pix[y*img.Stride+x] = 0
			}
		}
	}
	return img
}

func TestAPageIsReadAsIfItWereTheFirst(t *testing.T) {
	e := open(t)
	page := enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{Size: 16, Ink: 120})
	first := read(t, e, page)
	read(t, e, enginetest.Draw(t, []string{"quite another document", "with 99.99 in it"}, enginetest.Look{}))
	if again := read(t, e, page); string(again.Raw) != string(first.Raw) {
		t.Error("the second reading differs from the first")
	}
}

func TestReadingStopsWhenTheContextEnds(t *testing.T) {
	e := open(t)
	lines := strings.Split(strings.Repeat("the quick brown fox 12.34|", 120), "|")
	page := enginetest.Draw(t, lines, enginetest.Look{Size: 24})
	read(t, e, enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{})) // warm
	ctx, cancel := context.WithTimeout(t.Context(), 150*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err := e.Recognize(ctx, page, 300, doc.ReadOptions{})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("error is %v after %s", err, time.Since(start))
	}
	if !strings.Contains(text(read(t, e, enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{}))), "24.55") {
		t.Error("the engine does not read after a reading that was stopped")
	}
}

func TestMemoryDoesNotGrowWithPages(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 100 pages")
	}
	if !alone(t) {
		return
	}
	e := open(t)
	page := enginetest.Draw(t, enginetest.Receipt()[5:], enginetest.Look{Size: 20})
	for range 20 {
		read(t, e, page)
	}
	before := resident(t)
	for range 100 {
		read(t, e, page)
	}
	if grown := resident(t) - before; grown > 16<<20 {
		t.Errorf("grew by %d bytes in 100 pages", grown)
	}
}

// alone runs the test in a process of its own, whose memory no other test has
// touched, and reports whether this is that process.
func alone(t *testing.T) bool {
	t.Helper()
	const mark = "DESKCLERK_TEST_ALONE"
	if os.Getenv(mark) == t.Name() {
		return true
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), mark+"="+t.Name())
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Errorf("in a process of its own: %v", err)
	}
	return false
}

// resident is the memory of this process in bytes.
func resident(t *testing.T) int64 {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip(err)
	}
	return kilobytes(string(status), "VmRSS:") << 10
}

func kilobytes(status, key string) int64 {
	var n int64
	_, rest, _ := strings.Cut(status, key)
	for _, c := range strings.TrimSpace(rest) {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + int64(c-'0')
	}
	return n
}

func TestAnA4PageFitsIntoAWorker(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a whole page")
	}
	if !alone(t) {
		return
	}
	e := open(t)
	page := enginetest.Blank(2480, 3508, 255) // A4 at 300 dpi
	part := enginetest.Draw(t, slices.Repeat(enginetest.Receipt(), 4), enginetest.Look{Size: 52})
	for y := range min(part.Rect.Dy(), 3508) {
		copy(page.Pix[y*page.Stride:], part.Pix[y*part.Stride:][:part.Rect.Dx()])
	}
	if len(read(t, e, page).Words) < 60 {
		t.Error("hardly anything was read")
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip(err)
	}
	peak := kilobytes(string(status), "VmHWM:") >> 10
	t.Logf("peak %d MB", peak)
	if peak > 400 {
		t.Errorf("it took up to %d MB", peak)
	}
}

func TestAPagePrintedLightOnDarkIsRead(t *testing.T) {
	got := read(t, open(t), sheet.Inverted(enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{})))
	for _, want := range []string{"NORTHERN BAKERY", "14/03/2024", "Total 24.55"} {
		if !strings.Contains(text(got), want) {
			t.Errorf("%q is missing in\n%s", want, text(got))
		}
	}
}
