package bench

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"

	"deskclerk/backend/doc"
)

func TestACropShowsTheBoxAndItsSurroundings(t *testing.T) {
	var page bytes.Buffer
	if err := jpeg.Encode(&page, image.NewGray(image.Rect(0, 0, 1000, 500)), nil); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		box  doc.Box
		size image.Point
	}{
		{"in the middle", doc.Box{Left: 0.4, Top: 0.4, Right: 0.5, Bottom: 0.44}, image.Pt(106+2*250, 26+2*39)},
		{"cut off at the corner", doc.Box{Left: 0, Top: 0, Right: 0.1, Bottom: 0.04}, image.Pt(103+250, 23+39)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			crop, err := Crop(page.Bytes(), tt.box)
			if err != nil {
				t.Fatal(err)
			}
			c, err := jpeg.DecodeConfig(bytes.NewReader(crop))
			if err != nil || image.Pt(c.Width, c.Height) != tt.size {
				t.Errorf("%d × %d, want %v (%v)", c.Width, c.Height, tt.size, err)
			}
		})
	}
	if crop, err := Crop(page.Bytes(), doc.Box{Left: 3, Top: 3, Right: 4, Bottom: 4}); crop != nil || err != nil {
		t.Errorf("a box outside of the page: %d bytes, %v", len(crop), err)
	}
	if _, err := Crop([]byte("no picture"), doc.Box{}); err == nil {
		t.Error("what is no picture is cut")
	}
}
