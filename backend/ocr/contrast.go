package ocr

import "image"

// evenContrast equalises the histogram of each of n × n tiles, its slope
// clipped, and blends between them (CLAHE: Zuiderveld, Graphics Gems IV, 1994).
func evenContrast(src *image.Gray, clip float64, n int) *image.Gray {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	tw, th := (w+n-1)/n, (h+n-1)/n
	curves := make([][256]uint8, n*n)
	for i := range curves {
		at := image.Pt(i%n*tw, i/n*th)
		curves[i] = tileCurve(src, image.Rectangle{at, at.Add(image.Pt(tw, th))}.Intersect(image.Rect(0, 0, w, h)), clip)
	}
	across := make([]blend, w)
	for x := range across {
		across[x] = blendAt(x, tw, n)
	}
	dst := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		b := blendAt(y, th, n)
		upper, lower := curves[b.first*n:][:n], curves[b.second*n:][:n]
		out := dst.Pix[y*dst.Stride:][:w]
		for x, v := range src.Pix[y*src.Stride:][:w] {
			a := &across[x]
			top := int32(upper[a.first][v])*(256-a.weight) + int32(upper[a.second][v])*a.weight
			bottom := int32(lower[a.first][v])*(256-a.weight) + int32(lower[a.second][v])*a.weight
			out[x] = byte((top*(256-b.weight) + bottom*b.weight + 1<<15) >> 16)
		}
	}
	return dst
}

// blend says between which two tiles a pixel lies; weight is the second's, of
// 256.
type blend struct {
	first, second int
	weight        int32
}

func blendAt(at, size, n int) blend {
	f := (float64(at)+0.5)/float64(size) + 0.5 // one more than the tile before
	i := int(f)
	return blend{min(max(i-1, 0), n-1), min(i, n-1), int32((f - float64(i)) * 256)}
}

func tileCurve(src *image.Gray, tile image.Rectangle, clip float64) (curve [256]uint8) {
	var hist [256]int
	for y := tile.Min.Y; y < tile.Max.Y; y++ {
		for _, v := range src.Pix[y*src.Stride+tile.Min.X : y*src.Stride+tile.Max.X] {
			hist[v]++
		}
	}
	n := max(1, tile.Dx()*tile.Dy())
	limit, excess := max(1, int(clip*float64(n)/256)), 0
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
	for y := range h {
		row, up := src.Pix[y*src.Stride:][:w], src.Pix[max(0, y-1)*src.Stride:][:w]
		out := dst.Pix[y*dst.Stride:][:w]
		left := byte(255)
		for x, v := range row {
			v = min(v, up[x])
			out[x] = min(v, left)
			left = v
		}
	}
	return dst
}
