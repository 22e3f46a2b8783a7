package blob

import (
	"image"
	"testing"
)

func TestBlobsAreFoundWithTheirPixels(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 20, 10))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for _, p := range []image.Point{{1, 1}, {2, 2}, {3, 1}, {10, 5}, {11, 5}, {11, 6}} { // a V by its corners, and a hook
		img.Pix[p.Y*img.Stride+p.X] = 0
	}
	var got []Blob
	Find(img, 127, func(b Blob) { got = append(got, b) })
	want := []Blob{{1, 1, 4, 3, 3}, {10, 5, 12, 7, 3}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("blobs %v, want %v", got, want)
	}
}
