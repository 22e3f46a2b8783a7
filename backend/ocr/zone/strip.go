package zone

import (
	"image"
	"math"
	"slices"
)

// Sizes of what the network sees.
const (
	capitalRows = 20.0 // rows of a strip that a capital has
	stripRows   = 44   // of a strip
	stripRoom   = 3.0  // heights of a capital at both ends
	CellWide    = 14   // columns of a cell
	CellHigh    = 20   // rows of a cell
	cellReach   = 0.70 // half of what a cell shows, of the pitch
	cellRise    = 0.80 // half of it, of a capital's height
)

// Strip is one line made straight: how dark each place is against its
// surroundings, 0 for paper, about 1 for ink. One unit is a twentieth of a
// capital's height.
type Strip struct {
	dark []float32
	wide int
}

// Cut takes the strip around the straight middle line from x1, y1 to x2, y2 of
// capitals of the given height, all in pixels.
func Cut(img *image.Gray, x1, y1, x2, y2, height float64) *Strip {
	b := (y2 - y1) / (x2 - x1)
	l := line{a: y1 - b*x1, b: b, x1: min(x1, x2), x2: max(x1, x2), height: height, flipped: x2 < x1}
	return cut(img, l)
}

// start is where the line's beginning stands in its strip.
const start = stripRoom * capitalRows

func cut(img *image.Gray, l line) *Strip {
	unit := l.height / capitalRows
	slope := l.slope()
	length := (l.x2 - l.x1) * math.Hypot(1, slope)
	s := &Strip{wide: int(length/unit + 2*stripRoom*capitalRows)}
	raw := image.NewGray(image.Rect(0, 0, s.wide, stripRows))
	for u := range s.wide {
		along := (float64(u) + 0.5 - start) * unit / math.Hypot(1, slope)
		x := l.x1 + along
		if l.flipped {
			x = l.x2 - along
		}
		y, k := l.y(x), l.b+2*l.c*x
		n := math.Hypot(1, k)
		nx, ny := -k/n, 1/n
		if l.flipped {
			nx, ny = -nx, -ny
		}
		for v := range stripRows {
			off := (float64(v) + 0.5 - stripRows/2.0) * unit
			raw.Pix[v*raw.Stride+u] = byte(averaged(img, x+off*nx, y+off*ny, unit) + 0.5)
		}
	}
	s.level(raw)
	return s
}

// averaged is the shade at a place, of as much as a unit covers.
func averaged(img *image.Gray, x, y, unit float64) float64 {
	n := int(unit + 0.5)
	if n <= 1 {
		return At(img, x, y)
	}
	sum := 0.0
	for i := range n {
		for j := range n {
			sum += At(img, x+(float64(i)+0.5)/float64(n)*unit-unit/2, y+(float64(j)+0.5)/float64(n)*unit-unit/2)
		}
	}
	return sum / float64(n*n)
}

// level takes the paper's shade away, which is that of the bright half around a
// place, and divides by the ink's, which is that of the darkest places.
func (s *Strip) level(raw *image.Gray) {
	sums := integrate(raw)
	bright, count := make([]float64, s.wide+1), make([]float64, s.wide+1)
	for u := range s.wide {
		mean := sums.mean(u-30, 0, u+31, stripRows)
		for v := range stripRows {
			if p := float64(raw.Pix[v*raw.Stride+u]); p >= mean {
				bright[u+1], count[u+1] = bright[u+1]+p, count[u+1]+1
			}
		}
		bright[u+1], count[u+1] = bright[u+1]+bright[u], count[u+1]+count[u]
	}
	s.dark = make([]float32, s.wide*stripRows)
	var peaks []float32
	for u := range s.wide {
		from, to := max(0, u-20), min(s.wide, u+21)
		paper := (bright[to] - bright[from]) / max(1, count[to]-count[from])
		var peak float32
		for v := range stripRows {
			d := max(0, float32(paper)-float32(raw.Pix[v*raw.Stride+u]))
			s.dark[v*s.wide+u] = d
			if v >= 12 && v < stripRows-12 {
				peak = max(peak, d)
			}
		}
		peaks = append(peaks, peak)
	}
	slices.Sort(peaks)
	ink := max(12, peaks[len(peaks)*4/5])
	for i, d := range s.dark {
		s.dark[i] = min(1.5, d/ink)
	}
}

// Cell is what the network sees of the strip about a place: rows of CellWide
// values, from the top.
func (s *Strip) Cell(center, pitch float64, out []float32) []float32 {
	return s.cellAt(center, 0, pitch, out)
}

// cellAt is the cell about a place that lies down units under the middle line.
func (s *Strip) cellAt(center, down, pitch float64, out []float32) []float32 {
	out = out[:0]
	stepX, stepY := 2*cellReach*pitch/CellWide, 2*cellRise*capitalRows/CellHigh
	for j := range CellHigh {
		y := down + stripRows/2.0 - cellRise*capitalRows + (float64(j)+0.5)*stepY
		for i := range CellWide {
			x := center - cellReach*pitch + (float64(i)+0.5)*stepX
			out = append(out, s.at(x-0.5, y-0.5))
		}
	}
	return out
}

// at is the darkness between four places; nothing outside.
func (s *Strip) at(x, y float64) float32 {
	left, top := int(math.Floor(x)), int(math.Floor(y))
	if left < 0 || top < 0 || left+1 >= s.wide || top+1 >= stripRows {
		return 0
	}
	fx, fy := float32(x-float64(left)), float32(y-float64(top))
	p := s.dark[top*s.wide+left:]
	q := s.dark[(top+1)*s.wide+left:]
	return (p[0]*(1-fx)+p[1]*fx)*(1-fy) + (q[0]*(1-fx)+q[1]*fx)*fy
}

// profile is how much ink each column of the strip has between the tops and the
// feet of the capitals.
func (s *Strip) profile() []float64 {
	out := make([]float64, s.wide)
	for v := stripRows/2 - 12; v < stripRows/2+12; v++ {
		for u, d := range s.dark[v*s.wide:][:s.wide] {
			out[u] += float64(d)
		}
	}
	return out
}
