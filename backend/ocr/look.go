package ocr

import (
	"cmp"
	"image"
	"math"
	"slices"
	"time"

	"deskclerk/backend/doc"
)

const (
	lookName   = "look"
	mostLooks  = 6    // lines looked at again between two passes
	lookBeside = 0.6  // room at the sides of a line, of its height
	lookAbove  = 0.3  // room above and below it
	lookAgain  = 0.7  // overlap with a place already looked at that makes another look idle
	lookWide   = 6000 // pixels
)

// look is a place read again by itself, and what was read there.
type look struct {
	name  string
	place doc.Box
	words []doc.Word
}

// glass is a way to look at a place.
type glass struct {
	name     string
	ink      float64 // height in pixels that the ink is brought to
	contrast bool    // local contrast evened out
	thick    bool    // ink thickened
}

// glasses differ in what they misread, so that they are witnesses of their own.
// All three together cost a tenth of a pass.
func glasses() []glass {
	return []glass{{name: lookName, ink: 28}, {name: "look-thick", ink: 22, thick: true}, {name: "look-contrast", ink: 36, contrast: true}}
}

// through is the picture as the glass shows it.
func (g glass) through(img *image.Gray) *image.Gray {
	if g.contrast {
		img = evenContrast(img)
	}
	if g.thick {
		img = thicken(img)
	}
	return img
}

// closer looks at the lines of the boxes, those that were not looked at yet, and
// reports whether there were any.
func (r *reading) closer(page []doc.Word, boxes []doc.Box) (bool, error) {
	n := 0
	for _, b := range boxes {
		for _, place := range linesIn(page, b) {
			if n == mostLooks || r.looked(place) || r.over() {
				continue
			}
			n++
			for _, g := range glasses() {
				words, err := r.look(g, place, between(page, place))
				if err != nil {
					return false, err
				}
				r.looks = append(r.looks, look{g.name, place, words})
			}
		}
	}
	return n > 0, nil
}

// looked reports whether the place was looked at before.
func (r *reading) looked(place doc.Box) bool {
	return slices.ContainsFunc(r.looks, func(l look) bool {
		return l.place.Overlap(place) > lookAgain && l.place.Width() > lookAgain*place.Width()
	})
}

// linesIn gives, for each line of the page with words in the box, the box around
// these words.
func linesIn(page []doc.Word, b doc.Box) []doc.Box {
	var out []doc.Box
	last := -1
	for _, w := range page {
		if !inside(w.Box, b) {
			continue
		}
		if len(out) == 0 || w.Line != last {
			out, last = append(out, doc.Box{}), w.Line
		}
		out[len(out)-1] = out[len(out)-1].Union(w.Box)
	}
	return out
}

// inside reports whether the middle of a lies in b.
func inside(a, b doc.Box) bool {
	return a.CenterX() >= b.Left && a.CenterX() <= b.Right && a.CenterY() >= b.Top && a.CenterY() <= b.Bottom
}

// look reads a place as one line through a glass, from the page as it came, its ink larger than
// in the passes. What stands outside the bounds beside it is not seen.
func (r *reading) look(g glass, place, bounds doc.Box) ([]doc.Word, error) {
	start := time.Now()
	from := r.around(place)
	img := r.cut(from)
	width := float64(r.upright.Rect.Dx())
	smear(img, int(bounds.Left*width)-from.Min.X, int(bounds.Right*width)-from.Min.X)
	factor := min(max(g.ink/r.inkOf(img, g.ink), minScale), maxScale, lookWide/float64(max(1, img.Rect.Dx())))
	img = scale(img, factor)
	img = g.through(img)
	r.stage("prepare", start)
	tsv, took, err := r.recognize(img, psmLine)
	r.spent["ocr"] += took
	if err != nil {
		return nil, err
	}
	r.raw = append(r.raw, "# "+g.name+"\n"+tsv...)
	page := r.upright.Rect
	var out []doc.Word
	for _, w := range parseTSV(tsv, img.Rect.Dx(), img.Rect.Dy()) {
		w.Box = onPage(w.Box, from, page)
		if inside(w.Box, doc.Box{Left: place.Left, Right: place.Right, Bottom: 1}) {
			out = append(out, w)
		}
	}
	return out, nil
}

// between is the place and its share of the gaps to the words beside it, a piece
// of which would be read as a mark.
func between(page []doc.Word, place doc.Box) doc.Box {
	out := doc.Box{Left: 0, Top: place.Top, Right: 1, Bottom: place.Bottom}
	for _, w := range page {
		shared := min(w.Box.Bottom, place.Bottom) - max(w.Box.Top, place.Top)
		switch {
		case shared <= 0:
		case w.Box.CenterX() < place.Left:
			out.Left = max(out.Left, min(place.Left, (w.Box.Right+place.Left)/2))
		case w.Box.CenterX() > place.Right:
			out.Right = min(out.Right, max(place.Right, (w.Box.Left+place.Right)/2))
		}
	}
	return out
}

// smear draws the columns at left and right out to the edges.
func smear(img *image.Gray, left, right int) {
	w := img.Rect.Dx()
	left, right = min(max(left, 0), w-1), min(max(right, 0), w-1)
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride:][:w]
		for x := range left {
			row[x] = row[left]
		}
		for x := right + 1; x < w; x++ {
			row[x] = row[right]
		}
	}
}

// around is the place with room about it, in pixels of the upright page.
func (r *reading) around(place doc.Box) image.Rectangle {
	if r.upright == nil {
		r.upright = turned(r.flat, r.out.Rotation)
	}
	w, h := float64(r.upright.Rect.Dx()), float64(r.upright.Rect.Dy())
	beside, above := lookBeside*place.Height()*h, lookAbove*place.Height()*h
	return image.Rect(
		int(place.Left*w-beside), int(place.Top*h-above),
		int(math.Ceil(place.Right*w+beside)), int(math.Ceil(place.Bottom*h+above)),
	).Intersect(r.upright.Rect)
}

// inkOf is the height of the ink in a cut, or the given one where it has none.
func (r *reading) inkOf(img *image.Gray, unknown float64) float64 {
	return cmp.Or(findInk(img).height, r.ink.height, unknown)
}

// cut takes a part of the upright page, level like the page that the passes saw.
func (r *reading) cut(part image.Rectangle) *image.Gray {
	src := r.upright
	dst := image.NewGray(image.Rect(0, 0, part.Dx(), part.Dy()))
	if r.out.Skew == 0 {
		for y := range part.Dy() {
			copy(dst.Pix[y*dst.Stride:], src.Pix[(part.Min.Y+y)*src.Stride+part.Min.X:][:part.Dx()])
		}
		return dst
	}
	sin, cos := math.Sincos(r.out.Skew * math.Pi / 180)
	middleX, middleY := float64(src.Rect.Dx())/2, float64(src.Rect.Dy())/2
	for y := range part.Dy() {
		for x := range part.Dx() {
			dx, dy := float64(part.Min.X+x)-middleX, float64(part.Min.Y+y)-middleY
			dst.Pix[y*dst.Stride+x] = shade(src, middleX+dx*cos+dy*sin, middleY+dy*cos-dx*sin)
		}
	}
	return dst
}

// shade at a point between four pixels; white outside.
func shade(img *image.Gray, x, y float64) byte {
	left, top := int(math.Floor(x)), int(math.Floor(y))
	if left < 0 || top < 0 || left+1 >= img.Rect.Dx() || top+1 >= img.Rect.Dy() {
		return 255
	}
	fx, fy := x-float64(left), y-float64(top)
	p := img.Pix[top*img.Stride+left:]
	q := p[img.Stride:]
	upper := float64(p[0])*(1-fx) + float64(p[1])*fx
	lower := float64(q[0])*(1-fx) + float64(q[1])*fx
	return byte(upper*(1-fy) + lower*fy + 0.5)
}

// onPage turns a box of a part into one of the page.
func onPage(b doc.Box, part, page image.Rectangle) doc.Box {
	w, h := float64(page.Dx()), float64(page.Dy())
	x, y := float64(part.Min.X), float64(part.Min.Y)
	return doc.Box{
		Left: (x + b.Left*float64(part.Dx())) / w, Top: (y + b.Top*float64(part.Dy())) / h,
		Right: (x + b.Right*float64(part.Dx())) / w, Bottom: (y + b.Bottom*float64(part.Dy())) / h,
	}
}
