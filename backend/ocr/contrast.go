package ocr

import "image"

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
	spans := spansOf(w, tw, n)
	dst := image.NewGray(image.Rect(0, 0, w, h))
	last := blend{first: -1}
	for y := range h {
		b := blendAt(y, th, n)
		if b.first != last.first || b.second != last.second {
			for i := range spans {
				spans[i].meet(curves[b.first*n:][:n], curves[b.second*n:][:n])
			}
			last = b
		}
		for i := range spans {
			spans[i].row(dst.Pix[y*dst.Stride:], src.Pix[y*src.Stride:], uint64(b.weight))
		}
	}
	return dst
}

// span is a stretch of pixels between the same tiles.
type span struct {
	from          int
	first, second int
	weights       []uint64       // the second tile's, of 256, for each pixel
	values        [256][2]uint64 // of the first and the second tiles: the upper one's, and above bit 32 the lower one's
}

// spansOf divides a row of w pixels.
func spansOf(w, tile, n int) []span {
	var spans []span
	for x := range w {
		b := blendAt(x, tile, n)
		if x == 0 || b.first != spans[len(spans)-1].first || b.second != spans[len(spans)-1].second {
			spans = append(spans, span{from: x, first: b.first, second: b.second})
		}
		last := &spans[len(spans)-1]
		last.weights = append(last.weights, uint64(b.weight))
	}
	return spans
}

// meet lays the four curves side by side, so that a pixel looks up one place.
func (s *span) meet(upper, lower [][256]uint8) {
	for v := range s.values {
		s.values[v] = [2]uint64{
			uint64(upper[s.first][v]) | uint64(lower[s.first][v])<<32,
			uint64(upper[s.second][v]) | uint64(lower[s.second][v])<<32,
		}
	}
}

// row blends the span's pixels of one row; weight is the lower tiles', of 256.
// Upper and lower tiles are blended at once, in the halves of one word.
func (s *span) row(dst, src []byte, weight uint64) {
	src, dst = src[s.from:][:len(s.weights)], dst[s.from:][:len(s.weights)]
	for i, w := range s.weights {
		q := &s.values[src[i]]
		both := q[0]*(256-w) + q[1]*w
		dst[i] = byte((both&0xffffffff*(256-weight) + both>>32*weight + 1<<15) >> 16)
	}
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

func tileCurve(src *image.Gray, tile image.Rectangle) (curve [256]uint8) {
	var hist [256]int
	for y := tile.Min.Y; y < tile.Max.Y; y++ {
		for _, v := range src.Pix[y*src.Stride+tile.Min.X : y*src.Stride+tile.Max.X] {
			hist[v]++
		}
	}
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
