package raster

import (
	"image"
	"math"

	xdraw "golang.org/x/image/draw"

	"deskclerk/backend/doc"
	"deskclerk/backend/marks"
)

// Bounds of what counts as a resolution: what a scanner, a fax or a camera
// program means. A picture larger than any paper says nothing of its size.
const (
	minDPI      = 50
	topDPI      = 2400
	maxInches   = 34 // the long side of A1
	minInches   = 0.5
	maxStretch  = 4    // between the two directions
	sameStretch = 1.05 // below it both directions are meant to be equal
)

// resolution gives a picture's dots per inch, 0 when it does not say or says
// nonsense, and how its two directions must be stretched to be alike: faxes
// have half as many rows as columns to the inch.
func (p picture) resolution() (dpi int, sx, sy float64) {
	x, y := p.xdpi, p.ydpi
	if !(x >= minDPI && x <= topDPI && y >= minDPI && y <= topDPI) {
		return 0, 1, 1
	}
	top := max(x, y)
	if top/min(x, y) > maxStretch {
		return 0, 1, 1
	}
	sx, sy = top/x, top/y
	if max(sx, sy) < sameStretch {
		sx, sy = 1, 1
	}
	b := p.img.Bounds()
	long := max(float64(b.Dx())*sx, float64(b.Dy())*sy) / top
	if long > maxInches || long < minInches {
		return 0, sx, sy
	}
	return int(math.Round(top)), sx, sy
}

// pageImage gives a page of an image file for reading.
func pageImage(s *source, number int) (doc.Raster, error) {
	p, err := s.decodeGray(number)
	if err != nil {
		return doc.Raster{}, err
	}
	dpi, sx, sy := p.resolution()
	g := stretchGray(grayOf(p.img), sx, sy)
	if k := reduction(g.Rect.Dx(), g.Rect.Dy()); k > 1 {
		g = reduceGray(g, k)
		dpi = (dpi + k/2) / k
	}
	g = orientGray(g, p.orientation)
	r := doc.Raster{
		Image: g, Width: g.Rect.Dx(), Height: g.Rect.Dy(), DPI: dpi,
		TextSource: doc.TextOCR, Warnings: p.warnings(number), Marks: marks.Find(g),
	}
	r.Warnings = append(r.Warnings, blankWarning(g, number)...)
	return r, nil
}

func (p picture) warnings(number int) []doc.Warning {
	if p.complete {
		return nil
	}
	return []doc.Warning{doc.NewWarning(doc.WarnRepairedFile, number, "image")}
}

// reduction is by how much an image is made smaller so that it is no larger than
// a rendered page may be.
func reduction(w, h int) int {
	return int(math.Ceil(max(math.Sqrt(float64(w)*float64(h)/renderPixels), float64(max(w, h))/renderSide)))
}

// stretchGray scales the two directions by different factors.
func stretchGray(g *image.Gray, sx, sy float64) *image.Gray {
	if sx == 1 && sy == 1 {
		return g
	}
	w := int(math.Round(float64(g.Rect.Dx()) * sx))
	h := int(math.Round(float64(g.Rect.Dy()) * sy))
	out := image.NewGray(image.Rect(0, 0, w, h))
	xdraw.ApproxBiLinear.Scale(out, out.Rect, g, g.Rect, xdraw.Src, nil)
	return out
}

// orientGray applies EXIF's orientation (1 to 8; CIPA DC-008, tag 0x0112).
func orientGray(g *image.Gray, orientation int) *image.Gray {
	if orientation < 2 || orientation > 8 {
		return g
	}
	w, h := g.Rect.Dx(), g.Rect.Dy()
	ow, oh := orientedSize(w, h, orientation)
	out := image.NewGray(image.Rect(0, 0, ow, oh))
	x0, y0, dx, dy := walk(w, h, orientation)
	for y := range oh {
		row := out.Pix[y*out.Stride : y*out.Stride+ow]
		at := (y0+y*dy.y)*g.Stride + x0 + y*dy.x
		step := dx.y*g.Stride + dx.x
		for x := range row {
			row[x] = g.Pix[at]
			at += step
		}
	}
	return out
}

// orientRGBA is orientGray in colour.
func orientRGBA(m *image.RGBA, orientation int) *image.RGBA {
	if orientation < 2 || orientation > 8 {
		return m
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	ow, oh := orientedSize(w, h, orientation)
	out := image.NewRGBA(image.Rect(0, 0, ow, oh))
	x0, y0, dx, dy := walk(w, h, orientation)
	for y := range oh {
		row := out.Pix[y*out.Stride : y*out.Stride+4*ow]
		at := (y0+y*dy.y)*m.Stride + 4*(x0+y*dy.x)
		step := dx.y*m.Stride + 4*dx.x
		for x := 0; x < len(row); x += 4 {
			copy(row[x:x+4], m.Pix[at:at+4])
			at += step
		}
	}
	return out
}

func orientedSize(w, h, orientation int) (int, int) {
	if orientation >= 5 {
		return h, w
	}
	return w, h
}

type step struct{ x, y int }

// walk tells how to read the stored image so that it comes out upright: where
// its first pixel is and which way a row (dx) and a column (dy) run.
func walk(w, h, orientation int) (x0, y0 int, dx, dy step) {
	right, left, down, up := step{1, 0}, step{-1, 0}, step{0, 1}, step{0, -1}
	switch orientation {
	case 2:
		return w - 1, 0, left, down
	case 3:
		return w - 1, h - 1, left, up
	case 4:
		return 0, h - 1, right, up
	case 5:
		return 0, 0, down, right
	case 6:
		return 0, h - 1, up, right
	case 7:
		return w - 1, h - 1, up, left
	case 8:
		return w - 1, 0, down, left
	}
	return 0, 0, right, down
}
