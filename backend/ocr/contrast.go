package ocr

import "image"

// Contrast limited as in OpenCV's default for text: small enough tiles for the
// shadow of a fold, not so small that paper becomes ink.
const (
	claheClip  = 2
	claheTiles = 8 // in each direction
)

// clahe evens out contrast tile by tile, limited and interpolated (Zuiderveld,
// Contrast Limited Adaptive Histogram Equalization, Graphics Gems IV, 1994).
func clahe(src *image.Gray, clip float64, n int) *image.Gray {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	tw, th := (w+n-1)/n, (h+n-1)/n
	luts := make([][256]byte, n*n)
	for ty := range n {
		for tx := range n {
			luts[ty*n+tx] = tileLUT(src, tx*tw, ty*th, tw, th, clip)
		}
	}
	dst := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		fy := (float64(y)+0.5)/float64(th) - 0.5
		y0 := int(fy)
		if fy < 0 {
			y0 = -1
		}
		ya := int32((fy - float64(y0)) * 256)
		r0, r1 := min(max(y0, 0), n-1), min(max(y0+1, 0), n-1)
		for x := range w {
			fx := (float64(x)+0.5)/float64(tw) - 0.5
			x0 := int(fx)
			if fx < 0 {
				x0 = -1
			}
			xa := int32((fx - float64(x0)) * 256)
			c0, c1 := min(max(x0, 0), n-1), min(max(x0+1, 0), n-1)
			v := src.Pix[y*src.Stride+x]
			top := int32(luts[r0*n+c0][v])*(256-xa) + int32(luts[r0*n+c1][v])*xa
			bot := int32(luts[r1*n+c0][v])*(256-xa) + int32(luts[r1*n+c1][v])*xa
			dst.Pix[y*dst.Stride+x] = clamp8((top*(256-ya) + bot*ya + 1<<15) >> 16)
		}
	}
	return dst
}

// tileLUT is the clipped, equalising curve of one tile.
func tileLUT(src *image.Gray, x0, y0, tw, th int, clip float64) [256]byte {
	var hist [256]int
	n := 0
	for y := y0; y < min(y0+th, src.Rect.Dy()); y++ {
		for x := x0; x < min(x0+tw, src.Rect.Dx()); x++ {
			hist[src.Pix[y*src.Stride+x]]++
			n++
		}
	}
	limit := max(1, int(clip*float64(n)/256))
	excess := 0
	for i, v := range hist {
		if v > limit {
			excess += v - limit
			hist[i] = limit
		}
	}
	var lut [256]byte
	sum := 0
	for i := range hist {
		sum += hist[i] + excess/256
		if i < excess%256 {
			sum++
		}
		if n > 0 {
			lut[i] = byte(min(255, sum*255/n))
		}
	}
	return lut
}

// thicken grows dark strokes by a pixel to the right and down (a 2 × 2 erosion).
func thicken(src *image.Gray) *image.Gray {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	dst := image.NewGray(src.Rect)
	for y := range h {
		row := src.Pix[y*src.Stride:][:w]
		up := row
		if y > 0 {
			up = src.Pix[(y-1)*src.Stride:][:w]
		}
		out := dst.Pix[y*dst.Stride:][:w]
		last := byte(255)
		for x := range w {
			v := min(row[x], up[x])
			out[x] = min(v, last)
			last = v
		}
	}
	return dst
}
