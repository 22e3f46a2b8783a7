package ocr_test

import (
	"strings"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/ocr/enginetest"
)

func TestAPersonSaysWhichWayUpAPageIs(t *testing.T) {
	e := open(t)
	img := enginetest.Draw(t, enginetest.Receipt(), enginetest.Look{Turn: 2})
	for _, turn := range []int{0, 180} {
		got, err := e.Recognize(t.Context(), img, 300, doc.ReadOptions{Turn: &turn})
		if err != nil {
			t.Fatal(err)
		}
		if got.Rotation != turn {
			t.Errorf("turned by %d instead of %d", got.Rotation, turn)
		}
		if right := strings.Contains(text(got), "12.80"); right != (turn == 180) {
			t.Errorf("turned by %d it reads %q", turn, text(got))
		}
	}
}

func TestAPartOfAPageIsReadCloser(t *testing.T) {
	e := open(t)
	for _, look := range []enginetest.Look{{Size: 24}, {Size: 24, Turn: 1}, {Size: 24, Skew: 2}} {
		img := enginetest.Draw(t, enginetest.Receipt(), look)
		page := read(t, e, img)
		var box doc.Box
		for _, w := range page.Words {
			if w.Text == "12.80" {
				box = w.Box
			}
		}
		if box.Empty() {
			t.Fatalf("turned %d: no 12.80 in %q", look.Turn, text(page))
		}
		got, err := e.Region(t.Context(), img, doc.Region{Box: box, Rotation: page.Rotation, Skew: page.Skew})
		if err != nil {
			t.Fatal(err)
		}
		right := 0
		for _, r := range got {
			if r.Text == "12.80" && r.Box.Overlap(box) > 0.8 && r.Confidence > 0.5 {
				right++
			}
		}
		if right < 2 {
			t.Errorf("turned %d, skewed %v: %+v for %v", look.Turn, look.Skew, got, box)
		}
		// several lines at once
		got, err = e.Region(t.Context(), img, doc.Region{Box: doc.Box{Right: 1, Bottom: 1}, Rotation: page.Rotation, Skew: page.Skew})
		if err != nil || !strings.Contains(got[0].Text, "12.80") || !strings.Contains(got[0].Text, "\n") {
			t.Errorf("turned %d: the whole page is %+v (%v)", look.Turn, got, err)
		}
	}
}
