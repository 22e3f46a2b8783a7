package ocr

import (
	"context"
	"image"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/ocr/enginetest"
)

func TestTheGrainOfABareSheetIsNotReadAsText(t *testing.T) {
	e := opened(t)
	grain := enginetest.Blank(533, 733, 130)
	noise := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // a drawn page
	for i := range grain.Pix {
		grain.Pix[i] += byte(noise.NormFloat64()*6 + 10)
	}
	sheet := scale(grain, 3)
	for y := range 100 { // a white mark: the page is not blank, and all of its paper is dark
		for x := range 100 {
			sheet.Pix[(1700+y)*sheet.Stride+100+x] = 250
		}
	}
	if !textured(t, sheet) {
		t.Error("the grain is not seen")
	}
	got, err := e.Recognize(t.Context(), sheet, 300, doc.ReadOptions{Languages: []string{"eng"}})
	if err != nil || len(got.Words) > 5 {
		t.Errorf("%d words, %v", len(got.Words), err)
	}
}

func TestGrainAroundPrintIsNotRead(t *testing.T) {
	page := enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{})
	sheet := enginetest.Blank(1654, 2339, 230)
	for y := range min(page.Rect.Dy(), 2339) {
		to := sheet.Pix[y*sheet.Stride:][:min(page.Rect.Dx(), 1654)]
		for x := range to {
			to[x] = min(to[x], page.Pix[y*page.Stride+x])
		}
	}
	e := opened(t)
	want, err := e.Recognize(t.Context(), sheet, 200, doc.ReadOptions{})
	if err != nil || textured(t, sheet) {
		t.Fatalf("the smooth sheet: %v", err)
	}
	noise := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // a drawn page
	for i, v := range sheet.Pix {
		sheet.Pix[i] = byte(min(255, max(0, float64(v)+11*noise.NormFloat64())))
	}
	if !textured(t, sheet) {
		t.Error("the grain is no texture")
	}
	got, err := e.Recognize(t.Context(), sheet, 200, doc.ReadOptions{})
	if err != nil || len(got.Words) > len(want.Words)+3 || len(got.Words) < len(want.Words)-3 {
		t.Errorf("%d words on grainy paper, %d on smooth: %v", len(got.Words), len(want.Words), err)
	}
}

func TestPrintIsNoGrain(t *testing.T) {
	full := slices.Repeat(enginetest.Receipt(), 12)
	for name, lines := range map[string][]string{"a full page": full, "two words": {"Thank you"}} {
		for _, ink := range []uint8{0, 190, 225} {
			page := enginetest.Draw(t, lines, enginetest.Look{Ink: ink})
			for y := range 60 { // beside which faint print is paper
				clear(page.Pix[y*page.Stride:][:page.Rect.Dx()])
			}
			if textured(t, page) {
				t.Errorf("%s, its ink %d, is taken for grain", name, ink)
			}
		}
	}
}

func TestAnEngineThatTakesTooLongIsStoppedAndThePageIsAnswered(t *testing.T) {
	e := opened(t)
	e.passTime = time.Nanosecond
	page := enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{})
	got, err := e.Recognize(t.Context(), page, 300, doc.ReadOptions{Thorough: true})
	if err != nil || len(got.Words) > 0 {
		t.Fatalf("%d words, %v", len(got.Words), err)
	}
	if !slices.ContainsFunc(got.Warnings, func(w doc.Warning) bool { return w.Code == doc.WarnNothingLegible }) {
		t.Errorf("warnings %v", got.Warnings)
	}
	e.passTime = 0
	if got, err = e.Recognize(t.Context(), page, 300, doc.ReadOptions{}); err != nil || len(got.Words) < 20 {
		t.Errorf("the next page: %d words, %v", len(got.Words), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err = e.Recognize(ctx, page, 300, doc.ReadOptions{}); err == nil {
		t.Error("whoever asked gave up and was answered")
	}
}

func opened(t *testing.T) *Tesseract {
	t.Helper()
	e, err := New(Options{CacheDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	return e
}

func textured(t *testing.T, img *image.Gray) bool {
	t.Helper()
	r := newReading(t.Context(), img, "")
	r.place(r.scaled(), 0)
	return r.texture()
}
