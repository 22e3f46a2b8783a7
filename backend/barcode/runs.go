package barcode

import "image"

// run is a stretch of one shade in a row.
type run struct {
	begin, end int
	dark       bool
}

// runs cuts a row of pixels into stretches of light and dark. A pixel is dark
// when it is clearly darker than the mean of those around it before (Wellner's
// adaptive threshold, 1993), so that shadows over a photo do not count.
func runs(row []byte, out []run) []run {
	out = out[:0]
	if len(row) == 0 {
		return out
	}
	const share = 7 // of 8, of the mean
	window := max(16, len(row)/16)
	sum, own := int(row[0])*window, 8*window
	dark := false
	begin := 0
	turn := func(x int) {
		if x > begin {
			out = append(out, run{begin, x, dark})
		}
		begin, dark = x, !dark
	}
	first := min(window, len(row))
	for x, v := range row[:first] { // before it there are as many as the first
		sum += int(v) - int(row[0])
		if int(v)*own < sum*share != dark {
			turn(x)
		}
	}
	old := row[:len(row)-first]
	for x, v := range row[first:] {
		sum += int(v) - int(old[x])
		if int(v)*own < sum*share != dark {
			turn(first + x)
		}
	}
	return append(out, run{begin, len(row), dark})
}

// row gives row y of the picture.
func row(g *image.Gray, y int) []byte {
	at := g.PixOffset(g.Rect.Min.X, g.Rect.Min.Y+y)
	return g.Pix[at : at+g.Rect.Dx()]
}
