package barcode

import (
	"fmt"
	"image"

	"github.com/makiuchi-d/gozxing"
	xdraw "golang.org/x/image/draw"
)

// cut copies a part of the picture.
func cut(g *image.Gray, r image.Rectangle) *image.Gray {
	r = r.Intersect(g.Rect)
	out := image.NewGray(image.Rect(0, 0, r.Dx(), r.Dy()))
	for y := range r.Dy() {
		at := g.PixOffset(r.Min.X, r.Min.Y+y)
		copy(out.Pix[y*out.Stride:(y+1)*out.Stride], g.Pix[at:at+r.Dx()])
	}
	return out
}

// twice enlarges a part, smoothed.
func twice(g *image.Gray) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, 2*g.Rect.Dx(), 2*g.Rect.Dy()))
	xdraw.BiLinear.Scale(out, out.Rect, g, g.Rect, xdraw.Src, nil)
	return out
}

// smooth takes the mean of each pixel and its eight neighbours: print and scan
// leave specks that a threshold would keep.
func smooth(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(g.Rect)
	copy(out.Pix, g.Pix)
	for y := 1; y < h-1; y++ {
		for x := 1; x < w-1; x++ {
			sum := 0
			for dy := -1; dy <= 1; dy++ {
				at := (y+dy)*g.Stride + x
				sum += int(g.Pix[at-1]) + int(g.Pix[at]) + int(g.Pix[at+1])
			}
			out.Pix[y*out.Stride+x] = byte(sum / 9)
		}
	}
	return out
}

// turned is the picture with its columns as rows.
func turned(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, h, w))
	const block = 32 // so that both are read near to where they were
	for y0 := 0; y0 < h; y0 += block {
		for x0 := 0; x0 < w; x0 += block {
			for y := y0; y < min(h, y0+block); y++ {
				for x := x0; x < min(w, x0+block); x++ {
					out.Pix[x*out.Stride+y] = g.Pix[y*g.Stride+x]
				}
			}
		}
	}
	return out
}

func bitmapOf(g *image.Gray) (*gozxing.BinaryBitmap, error) {
	bitmap, err := gozxing.NewBinaryBitmapFromImage(g)
	if err != nil {
		return nil, fmt.Errorf("prepare a part: %w", err)
	}
	return bitmap, nil
}
