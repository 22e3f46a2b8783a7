package raster

import "image"

// reduceGray makes the image k times smaller by averaging squares of k × k
// pixels. What does not fill a square at the right and lower edge is averaged
// over what there is.
func reduceGray(g *image.Gray, k int) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, (w+k-1)/k, (h+k-1)/k))
	reducePlane(out.Pix, out.Stride, g.Pix, g.Stride, w, h, k, 1)
	return out
}

// reduceRGBA is reduceGray in colour.
func reduceRGBA(m *image.RGBA, k int) *image.RGBA {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, (w+k-1)/k, (h+k-1)/k))
	reducePlane(out.Pix, out.Stride, m.Pix, m.Stride, w, h, k, 4)
	return out
}

// reduceYCbCr reduces each plane by itself. The result is a little larger in
// its colour planes than need be, never smaller.
func reduceYCbCr(m *image.YCbCr, k int) *image.YCbCr {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	out := image.NewYCbCr(image.Rect(0, 0, (w+k-1)/k, (h+k-1)/k), m.SubsampleRatio)
	reducePlane(out.Y, out.YStride, m.Y, m.YStride, w, h, k, 1)
	cw, ch := chromaSize(m)
	for _, c := range []struct{ to, from []byte }{{out.Cb, m.Cb}, {out.Cr, m.Cr}} {
		reducePlane(c.to, out.CStride, c.from, m.CStride, cw, ch, k, 1)
	}
	return out
}

// chromaSize is the size of the colour planes that the image needs.
func chromaSize(m *image.YCbCr) (w, h int) {
	w, h = m.Rect.Dx(), m.Rect.Dy()
	switch m.SubsampleRatio {
	case image.YCbCrSubsampleRatio422:
		w = (w + 1) / 2
	case image.YCbCrSubsampleRatio420:
		w, h = (w+1)/2, (h+1)/2
	case image.YCbCrSubsampleRatio440:
		h = (h + 1) / 2
	case image.YCbCrSubsampleRatio411:
		w = (w + 3) / 4
	case image.YCbCrSubsampleRatio410:
		w, h = (w+3)/4, (h+1)/2
	}
	return w, h
}

// reducePlane averages squares of k × k pixels of n bytes each. The target is
// filled as far as it reaches.
func reducePlane(dst []byte, dstStride int, src []byte, srcStride, w, h, k, n int) {
	ow, oh := (w+k-1)/k, (h+k-1)/k
	ow = min(ow, dstStride/n)
	oh = min(oh, len(dst)/max(1, dstStride))
	sums := make([]uint32, ow*n)
	for oy := range oh {
		clear(sums)
		y1 := min((oy+1)*k, h)
		for y := oy * k; y < y1; y++ {
			addRow(sums, src[y*srcStride:y*srcStride+w*n], k, n)
		}
		row := dst[oy*dstStride : oy*dstStride+ow*n]
		rows := uint32(y1 - oy*k)
		for i := range row {
			count := rows * uint32(min(k, w-i/n*k))
			row[i] = byte((sums[i] + count/2) / count)
		}
	}
}

// addRow adds a row's pixels to the sums of the squares they are in.
func addRow(sums []uint32, row []byte, k, n int) {
	if n == 1 {
		addBytes(sums, row, k)
		return
	}
	at, in := 0, 0
	for i := 0; i < len(row) && at < len(sums); i += n {
		for c := range n {
			sums[at+c] += uint32(row[i+c])
		}
		if in++; in == k {
			in, at = 0, at+n
		}
	}
}

// addBytes is addRow for pixels of one byte, which are most.
func addBytes(sums []uint32, row []byte, k int) {
	for i := range sums {
		var sum uint32
		for _, v := range row[min(i*k, len(row)):min(i*k+k, len(row))] {
			sum += uint32(v)
		}
		sums[i] += sum
	}
}
