package paper

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
)

// GlassOptions say how receipts were laid on a scanner's glass.
type GlassOptions struct {
	Seed    uint64
	Number  int     // of receipts, 1 to 9
	Ground  uint8   // shade of the lid; 255 shows no edges
	Degrees float64 // that each is turned by at most, either way
}

// glassWidth is how wide a receipt lies on the glass, in pixels of 200 dpi: rolls
// of 80 mm where one or two lie beside each other, of 57 mm for three.
func glassWidth(columns int) int {
	if columns > 2 {
		return 470
	}
	return 630
}

// Glass lays receipts on the glass of an A4 scanner at 200 dpi, in rows, and scans
// them. The same options give the same picture. papers are in the order in which
// they are read.
func Glass(o GlassOptions) (scan *image.Gray, papers []Paper, err error) {
	if o.Number < 1 || o.Number > 9 {
		return nil, nil, fmt.Errorf("%d receipts do not fit", o.Number)
	}
	r := rand.New(rand.NewPCG(o.Seed, 11))
	columns := []int{1, 1, 2, 3, 2, 3, 3, 3, 3, 3}[o.Number]
	rows := (o.Number + columns - 1) / columns
	glass := image.NewGray(image.Rect(0, 0, sheetWidth, sheetHeight))
	draw.Draw(glass, glass.Rect, image.NewUniform(color.Gray{Y: o.Ground}), image.Point{}, draw.Src)
	for i := range o.Number {
		p, err := Receipt(o.Seed*31 + uint64(i))
		if err != nil {
			return nil, nil, err
		}
		papers = append(papers, p)
		cell := image.Rect(i%columns*sheetWidth/columns, i/columns*sheetHeight/rows, (i%columns+1)*sheetWidth/columns, (i/columns+1)*sheetHeight/rows)
		size := p.Image.Bounds().Size()
		scale := min(float64(glassWidth(columns))/float64(size.X), 0.88*float64(cell.Dy())/float64(size.Y))
		middle := image.Pt(cell.Min.X+cell.Dx()/2+r.IntN(17)-8, cell.Min.Y+cell.Dy()/2+r.IntN(31)-15)
		lay(glass, p.Image, middle, scale, (2*r.Float64()-1)*o.Degrees)
	}
	return grained(glass, r), papers, nil
}

// lay puts a paper on the glass, its middle at a point.
func lay(glass, sheet *image.Gray, middle image.Point, scale, degrees float64) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	sin, cos = sin*scale, cos*scale
	w, h := float64(sheet.Rect.Dx())/2, float64(sheet.Rect.Dy())/2
	m := f64.Aff3{cos, -sin, float64(middle.X) - cos*w + sin*h, sin, cos, float64(middle.Y) - sin*w - cos*h}
	xdraw.CatmullRom.Transform(glass, m, sheet, sheet.Rect, xdraw.Over, nil)
}

// grained is a scan a little soft and grey.
func grained(img *image.Gray, r *rand.Rand) *image.Gray {
	out := softened(img)
	for i, v := range out.Pix {
		out.Pix[i] = uint8(min(max(min(float64(v), 246)+3*r.NormFloat64(), 0), 255))
	}
	return out
}
