package raster

import (
	"image"
	"testing"

	"deskclerk/backend/doc"
)

func TestAPartIsCutOutOfTheFinishedPicture(t *testing.T) {
	r := newReader(t)
	part := doc.Box{Left: 0.2, Top: 0.1, Right: 0.7, Bottom: 0.6}
	files := map[string][]byte{"a picture": jpegBytes(t, letterF()), "a PDF": newPDF().page(letter(), "", "").bytes()}
	for name, file := range files {
		for how, ro := range map[string]doc.RenderOptions{
			"as it is": {Width: 160}, "larger": {Width: 500}, "turned": {Width: 300, Rotation: 90}, "straightened": {Width: 300, Skew: 4},
		} {
			whole := shown(t, r, file, ro)
			ro.Cut = &part
			got := shown(t, r, file, ro)
			want := partOf(whole.Rect, part)
			if got.Rect.Size() != want.Size() {
				t.Errorf("%s %s: %v, want %v", name, how, got.Rect, want)
				continue
			}
			if far := difference(got, whole.SubImage(want).(*image.Gray)); far > 12 { //nolint:forcetypeassert // a part of a grey picture is grey
				t.Errorf("%s %s: %d levels away", name, how, far)
			}
		}
	}
	thin := shown(t, r, files["a picture"], doc.RenderOptions{Width: 160, Cut: &doc.Box{Left: 1, Top: 1, Right: 1, Bottom: 1}})
	if thin.Rect.Dx() < 1 || thin.Rect.Dy() < 1 {
		t.Errorf("a part at the edge has %v", thin.Rect)
	}
}

// difference is the mean distance of two pictures of one size, in levels of grey.
func difference(a, b *image.Gray) int {
	sum := 0
	for y := range a.Rect.Dy() {
		for x := range a.Rect.Dx() {
			d := int(a.GrayAt(a.Rect.Min.X+x, a.Rect.Min.Y+y).Y) - int(b.GrayAt(b.Rect.Min.X+x, b.Rect.Min.Y+y).Y)
			sum += max(d, -d)
		}
	}
	return sum / max(1, a.Rect.Dx()*a.Rect.Dy())
}
