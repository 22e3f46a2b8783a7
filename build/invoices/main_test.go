package main

import (
	"strings"
	"testing"

	"deskclerk/build/packs"
	"deskclerk/internal/paper"
)

func TestADrawnPackHoldsWhatWasDrawn(t *testing.T) {
	drawn := []drawing{}
	for _, layout := range []int{0, 27} {
		p, err := paper.Trade(layout, 3)
		if err != nil {
			t.Fatal(err)
		}
		drawn = append(drawn, newDrawing(p, layout, 0))
	}
	folder := t.TempDir()
	if err := write(folder, drawn, 1); err != nil {
		t.Fatal(err)
	}
	written, err := packs.Load(folder)
	if err != nil || len(written) != len(drawn) {
		t.Fatal(len(written), err)
	}
	made, _ := cases(drawn)
	for i := range made {
		if written[i].Stem != made[i].Stem || len(written[i].Truth.LineItems) != len(made[i].Truth.LineItems) {
			t.Errorf("%s has %d lines, want %d", written[i].Stem, len(written[i].Truth.LineItems), len(made[i].Truth.LineItems))
		}
	}
}

func TestWhatIsPrintedIsMeasuredByLayout(t *testing.T) {
	drawn, err := draw(1, 1, false, false)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := measure(t.Context(), &out, packs.Reader{}, "", drawn, true); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"LAYOUT", "plain", "all", "net_total"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not told", want)
		}
	}
}
