package bench

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"

	"deskclerk/backend/doc"
)

// Crop cuts the place of a box out of a page's picture, a JPEG, with some of
// what stands around it, and frames the box.
func Crop(page []byte, box doc.Box) ([]byte, error) {
	src, err := jpeg.Decode(bytes.NewReader(page))
	if err != nil {
		return nil, fmt.Errorf("decode the page: %w", err)
	}
	size := src.Bounds()
	w, h := float64(size.Dx()), float64(size.Dy())
	inner := image.Rect(int(box.Left*w), int(box.Top*h), int(box.Right*w+0.5), int(box.Bottom*h+0.5)).Inset(-3)
	above, beside := max(inner.Dy()*3/2, int(w/50)), int(w/4) // what an amount is stands beside it
	outer := image.Rect(inner.Min.X-beside, inner.Min.Y-above, inner.Max.X+beside, inner.Max.Y+above).Intersect(
		image.Rect(0, 0, size.Dx(), size.Dy()))
	if outer.Empty() {
		return nil, nil // a box outside of the page
	}
	out := image.NewRGBA(image.Rect(0, 0, outer.Dx(), outer.Dy()))
	draw.Draw(out, out.Bounds(), src, outer.Min.Add(size.Min), draw.Src)
	frame(out, inner.Sub(outer.Min))
	var b bytes.Buffer
	if err := jpeg.Encode(&b, out, &jpeg.Options{Quality: 70}); err != nil {
		return nil, fmt.Errorf("encode a crop: %w", err)
	}
	return b.Bytes(), nil
}

// frame draws a border two pixels wide.
func frame(on draw.Image, r image.Rectangle) {
	ink := image.NewUniform(color.RGBA{0x2f, 0x6f, 0xdf, 0xff})
	for _, side := range []image.Rectangle{
		image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+2), image.Rect(r.Min.X, r.Max.Y-2, r.Max.X, r.Max.Y),
		image.Rect(r.Min.X, r.Min.Y, r.Min.X+2, r.Max.Y), image.Rect(r.Max.X-2, r.Min.Y, r.Max.X, r.Max.Y),
	} {
		draw.Draw(on, side, ink, image.Point{}, draw.Src)
	}
}
