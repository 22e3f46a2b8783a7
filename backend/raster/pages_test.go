package raster

import (
	"testing"

	"deskclerk/backend/doc"
)

func TestAPartOfAPageHasItsBoxes(t *testing.T) {
	box := func(left, top float64) doc.Mark {
		return doc.Mark{Box: doc.Box{Left: left, Top: top, Right: left + 0.02, Bottom: top + 0.02}, Fill: 0.3}
	}
	page := doc.Raster{Width: 1000, Height: 1000, Marks: []doc.Mark{box(0.1, 0.1), box(0.1, 0.74)}}
	got := cropped(page, doc.Box{Top: 0.5, Right: 1, Bottom: 1}).Marks
	want := doc.Box{Left: 0.1, Top: 0.48, Right: 0.12, Bottom: 0.52}
	if len(got) != 1 || got[0].Box.Overlap(want) < 0.99 || got[0].Fill != 0.3 {
		t.Errorf("got %+v, want one at %+v", got, want)
	}
}
