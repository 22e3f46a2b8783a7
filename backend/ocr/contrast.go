package ocr

// #include <stdint.h>
//
// void level_rows(int rows, int stretches, const int32_t *from, const uint32_t *curves, const uint16_t *across,
//   const uint16_t *down, const uint8_t *src, int stride, uint8_t *dst, int dst_stride);
// void thicken(int width, int height, const uint8_t *src, int stride, uint8_t *dst, int dst_stride);
// void count_shades(int width, int height, const uint8_t *src, int stride, uint32_t *counts);
import "C"

import (
	"image"
	"unsafe"
)

const (
	tiles = 8 // along each side of a page
	clip  = 2 // the steepest slope of a tile's curve
)

// evenContrast equalises the histogram of each of the tiles, its slope clipped,
// and blends between them (CLAHE: Zuiderveld, Graphics Gems IV, 1994).
func evenContrast(src *image.Gray) *image.Gray {
	const n = tiles
	w, h := src.Rect.Dx(), src.Rect.Dy()
	tw, th := (w+n-1)/n, (h+n-1)/n
	curves := make([][256]uint8, n*n)
	for i := range curves {
		at := image.Pt(i%n*tw, i/n*th)
		curves[i] = tileCurve(src, image.Rectangle{at, at.Add(image.Pt(tw, th))}.Intersect(image.Rect(0, 0, w, h)))
	}
	dst := image.NewGray(image.Rect(0, 0, w, h))
	across, down := stretchesOf(w, tw, n), stretchesOf(h, th, n)
	levels := make([]uint32, 2*256*len(across.tiles))
	for i, rows := range down.tiles {
		for k, columns := range across.tiles {
			for side, column := range columns {
				for v := range 256 {
					upper, lower := curves[rows[0]*n+column][v], curves[rows[1]*n+column][v]
					levels[(2*k+side)*256+v] = uint32(upper) | uint32(lower)<<16
				}
			}
		}
		y, end := int(down.from[i]), int(down.from[i+1])
		C.level_rows(C.int(end-y), C.int(len(across.tiles)), intsOf(across.from), (*C.uint32_t)(unsafe.SliceData(levels)),
			(*C.uint16_t)(unsafe.SliceData(across.weights)), (*C.uint16_t)(unsafe.SliceData(down.weights[y:])),
			bytesOf(src.Pix[y*src.Stride:]), C.int(src.Stride), bytesOf(dst.Pix[y*dst.Stride:]), C.int(dst.Stride))
	}
	return dst
}

// stretches divide a side of the page: each lies between the same two tiles.
type stretches struct {
	from    []int32 // where each begins, and where the last one ends
	tiles   [][2]int
	weights []uint16 // the second tile's, of 256, for each pixel
}

// stretchesOf divides a side of so many pixels, which n tiles of a size cover.
func stretchesOf(pixels, tile, n int) stretches {
	s := stretches{weights: make([]uint16, pixels)}
	for x := range pixels {
		f := (float64(x)+0.5)/float64(tile) + 0.5 // one more than the tile before
		i := int(f)
		between := [2]int{max(i-1, 0), min(i, n-1)}
		if x == 0 || between != s.tiles[len(s.tiles)-1] {
			s.from, s.tiles = append(s.from, int32(x)), append(s.tiles, between) //nolint:gosec // below maxSide
		}
		s.weights[x] = uint16((f - float64(i)) * 256)
	}
	s.from = append(s.from, int32(pixels)) //nolint:gosec // below maxSide
	return s
}

func tileCurve(src *image.Gray, tile image.Rectangle) (curve [256]uint8) {
	hist := shades(src, tile)
	n := max(1, tile.Dx()*tile.Dy())
	limit, excess := max(1, clip*n/256), 0
	for v, c := range hist {
		if c > limit {
			excess += c - limit
			hist[v] = limit
		}
	}
	sum := 0
	for v, c := range hist {
		sum += c + excess/256
		if v < excess%256 {
			sum++
		}
		curve[v] = uint8(min(255, sum*255/n))
	}
	return curve
}

// thicken makes each pixel the darkest of itself, its left and its upper
// neighbours.
func thicken(src *image.Gray) *image.Gray {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	dst := image.NewGray(image.Rect(0, 0, w, h))
	if dst.Rect.Empty() {
		return dst
	}
	C.thicken(C.int(w), C.int(h), bytesOf(src.Pix), C.int(src.Stride), bytesOf(dst.Pix), C.int(dst.Stride))
	return dst
}

// shades counts how often each occurs in a part of the page.
func shades(img *image.Gray, part image.Rectangle) (counts [256]int) {
	if part.Empty() {
		return counts
	}
	var n [256]C.uint32_t
	C.count_shades(C.int(part.Dx()), C.int(part.Dy()), bytesOf(img.Pix[part.Min.Y*img.Stride+part.Min.X:]), C.int(img.Stride), &n[0])
	for v := range counts {
		counts[v] = int(n[v])
	}
	return counts
}
