package sheet

import (
	"image"
	"math"
)

// Flat is a sheet made a rectangle, and the way back to the picture.
type Flat struct {
	Image *image.Gray
	to    transform // from the rectangle to the picture, both 0 to 1
}

// Flatten cuts the quadrilateral out of the picture as a rectangle of its mean
// width and height. What lies outside of the picture becomes white.
func Flatten(img *image.Gray, q Quad) Flat {
	iw, ih := float64(img.Rect.Dx()), float64(img.Rect.Dy())
	w := max(1, int(math.Round((length(q[0], q[1])+length(q[3], q[2]))/2)))
	h := max(1, int(math.Round((length(q[0], q[3])+length(q[1], q[2]))/2)))
	var part Quad
	for i, p := range q {
		part[i] = Point{p.X / iw, p.Y / ih}
	}
	f := Flat{Image: image.NewGray(image.Rect(0, 0, w, h)), to: onto(part)}
	for y := range h {
		row := f.Image.Pix[y*f.Image.Stride:][:w]
		for x := range row {
			p := f.ToPicture(Point{(float64(x) + 0.5) / float64(w), (float64(y) + 0.5) / float64(h)})
			row[x] = sample(img, p.X*iw-0.5, p.Y*ih-0.5)
		}
	}
	return f
}

// ToPicture gives the place in the picture of a place on the sheet, both as
// fractions of width and height.
func (f Flat) ToPicture(p Point) Point { return f.to.apply(p) }

// sample interpolates between the four pixels around.
func sample(img *image.Gray, x, y float64) byte {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	if x < -1 || y < -1 || x > float64(w) || y > float64(h) {
		return 255
	}
	x, y = min(max(x, 0), float64(w-1)), min(max(y, 0), float64(h-1))
	x0, y0 := int(x), int(y)
	x1, y1 := min(x0+1, w-1), min(y0+1, h-1)
	fx, fy := x-float64(x0), y-float64(y0)
	at := func(x, y int) float64 { return float64(img.Pix[y*img.Stride+x]) }
	top := at(x0, y0)*(1-fx) + at(x1, y0)*fx
	bottom := at(x0, y1)*(1-fx) + at(x1, y1)*fx
	return byte(top*(1-fy) + bottom*fy + 0.5)
}

// transform is a projective map of the plane; its last number is 1.
type transform [8]float64

// onto maps the unit square onto the quadrilateral (Heckbert 1989, section 2.2).
func onto(q Quad) transform {
	dx1, dx2, dx3 := q[1].X-q[2].X, q[3].X-q[2].X, q[0].X-q[1].X+q[2].X-q[3].X
	dy1, dy2, dy3 := q[1].Y-q[2].Y, q[3].Y-q[2].Y, q[0].Y-q[1].Y+q[2].Y-q[3].Y
	det := dx1*dy2 - dx2*dy1
	g, h := (dx3*dy2-dx2*dy3)/det, (dx1*dy3-dx3*dy1)/det
	return transform{
		q[1].X - q[0].X + g*q[1].X, q[3].X - q[0].X + h*q[3].X, q[0].X,
		q[1].Y - q[0].Y + g*q[1].Y, q[3].Y - q[0].Y + h*q[3].Y, q[0].Y,
		g, h,
	}
}

func (t transform) apply(p Point) Point {
	d := t[6]*p.X + t[7]*p.Y + 1
	return Point{(t[0]*p.X + t[1]*p.Y + t[2]) / d, (t[3]*p.X + t[4]*p.Y + t[5]) / d}
}
