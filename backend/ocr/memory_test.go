package ocr_test

import (
	"os"
	"slices"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/ocr/enginetest"
)

func TestALargeSidewaysPhotoReadInEveryWayFitsIntoAWorker(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a large page five times")
	}
	if !alone(t) {
		return
	}
	e := openJudged(t, func(doc.Page, int) doc.Judgement {
		return doc.Judgement{Look: []doc.Box{{Right: 1, Bottom: 1}}}
	})
	page := enginetest.Blank(6000, 4000, 255)
	part := enginetest.Draw(t, slices.Repeat(enginetest.Receipt(), 4), enginetest.Look{Size: 60, Turn: 1})
	for y := range min(part.Rect.Dy(), 4000) {
		w := min(part.Rect.Dx(), 6000)
		copy(page.Pix[y*page.Stride:][:w], part.Pix[y*part.Stride:][:w])
	}
	got := read(t, e, page, "eng")
	if names := passes(got); len(got.Words) < 60 || !slices.Contains(names, "look") || !slices.Contains(names, "columns") {
		t.Errorf("%d words read by %v", len(got.Words), names)
	}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip(err)
	}
	peak := kilobytes(string(status), "VmHWM:") >> 10
	t.Logf("peak %d MB", peak)
	if peak > 400*shadow {
		t.Errorf("it took up to %d MB", peak)
	}
}
