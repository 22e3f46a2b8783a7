package barcode

import (
	"image"
	"math"
	"slices"
	"sync"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"

	"deskclerk/backend/doc"
	"deskclerk/backend/pixel"
)

// The lines of a bar code run on from row to row, which print never does for
// long. Rows are looked at in threes, some apart: where many changes of shade
// stand at the same places in all three, there are bars.
const (
	bandStep  = 40 // rows from one three to the next: the height of low bars at 300 dpi
	bandApart = 9  // rows between those of one three
	leastBars = 24 // changes of shade within reach, the same in all three
	barReach  = 700
)

// bars finds and decodes bar codes, lying and standing.
func (s *search) bars() {
	s.lying(sight{
		w: s.g.Rect.Dx(), h: s.g.Rect.Dy(),
		row:     func(y int) []byte { return row(s.g, y) },
		picture: func() *image.Gray { return s.g },
		back:    func(r image.Rectangle) image.Rectangle { return r.Add(s.g.Rect.Min) },
	})
	if s.g.Rect.Dx()/2 < minSide || s.g.Rect.Dy()/2 < minSide {
		return
	}
	columns := halvedColumns(s.g)
	s.lying(sight{
		w: s.g.Rect.Dy() / 2, h: s.g.Rect.Dx() / 2,
		row:     func(x int) []byte { return columns[x] },
		picture: sync.OnceValue(func() *image.Gray { return turned(pixel.Reduced(s.g, 2)) }),
		back: func(r image.Rectangle) image.Rectangle {
			return image.Rect(2*r.Min.Y, 2*r.Min.X, 2*r.Max.Y, 2*r.Max.X).Add(s.g.Rect.Min)
		},
	})
}

// halvedColumns are the columns that are looked at, of the picture at half its size,
// each pixel the mean of four. Looking at few, all of it need not be made smaller.
func halvedColumns(g *image.Gray) map[int][]byte {
	w, h := g.Rect.Dx()/2, g.Rect.Dy()/2
	out := map[int][]byte{}
	var at []int
	for x := bandStep / 2; x+2*bandApart < w; x += bandStep {
		at = append(at, x, x+bandApart, x+2*bandApart)
	}
	lines := make([][]byte, len(at))
	for i, x := range at {
		lines[i] = make([]byte, h)
		out[x] = lines[i]
	}
	for y := range h {
		above, below := row(g, 2*y), row(g, 2*y+1)
		for i, x := range at {
			lines[i][y] = byte((uint16(above[2*x]) + uint16(above[2*x+1]) + uint16(below[2*x]) + uint16(below[2*x+1])) / 4) //nolint:gosec // a mean of bytes
		}
	}
	return out
}

// sight is a page as it is looked at, as it lies or on its side. Few of its rows are
// looked at, and all of it hardly ever.
type sight struct {
	w, h    int
	row     func(y int) []byte // until the next is asked for
	picture func() *image.Gray
	back    func(image.Rectangle) image.Rectangle // where a part of it is on the page
}

// span is a stretch of a band of rows.
type span struct{ left, right, top, bottom int }

// lying finds bar codes whose lines stand upright in what is seen.
func (s *search) lying(g sight) {
	var spans []span
	var lines [3][]run
	for y := bandStep / 2; y+2*bandApart < g.h; y += bandStep {
		for k := range lines {
			lines[k] = runs(g.row(y+k*bandApart), lines[k])
		}
		if patchT(lines) {
			s.add(doc.FormatPatchT, "", g.back(image.Rect(0, y, g.w, y+2*bandApart)))
		}
		for _, at := range alike(lines) {
			spans = grow(spans, span{at[0], at[1], y, y + 2*bandApart})
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return (b.bottom - b.top) - (a.bottom - a.top) })
	for _, p := range spans {
		if !s.try() {
			return
		}
		s.decodeBars(g.picture(), p, g.back)
	}
}

// alike gives the stretches in which many changes of shade are at the same
// places in all three rows.
func alike(lines [3][]run) (out [][2]int) {
	var same []int // places
	var at [3]int
	for _, r := range lines[0] {
		found := r.begin > 0
		for k := 1; k < 3 && found; k++ {
			for at[k] < len(lines[k]) && lines[k][at[k]].begin < r.begin-1 {
				at[k]++
			}
			found = at[k] < len(lines[k]) && lines[k][at[k]].begin <= r.begin+1 && lines[k][at[k]].dark == r.dark
		}
		if found {
			same = append(same, r.begin)
		}
	}
	for first := 0; first < len(same); {
		last := first
		for last+1 < len(same) && same[last+1]-same[last] < barReach/10 {
			last++
		}
		if last-first >= leastBars {
			out = append(out, [2]int{same[first], same[last]})
		}
		first = last + 1
	}
	return out
}

// grow adds a stretch to the one above it, or as a new one.
func grow(all []span, p span) []span {
	for i, o := range all {
		if p.top-o.bottom <= bandStep && p.left < o.right && o.left < p.right {
			all[i] = span{min(o.left, p.left), max(o.right, p.right), o.top, p.bottom}
			return all
		}
	}
	return append(all, p)
}

// decodeBars tries the kinds of bar codes on one part.
func (s *search) decodeBars(g *image.Gray, p span, back func(image.Rectangle) image.Rectangle) {
	margin := max(60, (p.right-p.left)/6) // their quiet zone
	r := image.Rect(p.left-margin, p.top, p.right+margin, p.bottom+1).Intersect(g.Rect)
	bitmap, err := bitmapOf(cut(g, r))
	if err != nil {
		return
	}
	for _, kind := range []struct {
		format doc.CodeFormat
		reader gozxing.Reader
	}{
		{doc.Format128, oned.NewCode128Reader()},
		{doc.Format39, oned.NewCode39Reader()},
		{doc.FormatEAN13, oned.NewEAN13Reader()},
		{doc.FormatITF, oned.NewITFReader()},
	} {
		result, err := kind.reader.Decode(bitmap, nil)
		if err == nil && result.GetText() != "" {
			s.add(kind.format, result.GetText(), back(image.Rect(p.left, p.top, p.right, p.bottom)))
			return
		}
	}
}

// patchT looks for the patch code T, which says that a new document begins: four
// bars that are wide or narrow, 0.2 or 0.08 inches, with narrow spaces between
// (Kodak, Cat. No. 845 9380). It is there when all three rows show it.
func patchT(lines [3][]run) bool {
	for i := range lines[0] {
		if !isPatchT(lines[0], i) {
			continue
		}
		x := lines[0][i].begin
		shown := 0
		for _, line := range lines[1:] {
			for j := range line {
				if d := line[j].begin - x; d >= -2 && d <= 2 && isPatchT(line, j) {
					shown++
					break
				}
			}
		}
		if shown == 2 {
			return true
		}
	}
	return false
}

// patchTBars are the widths of patch T's bars and spaces, in narrow bars; read
// from its end it is patch 2, which separates documents as well.
var patchTBars = [7]float64{1, 1, 2.5, 1, 1, 1, 2.5} //nolint:gochecknoglobals // a table

func isPatchT(line []run, i int) bool {
	if i == 0 || i+7 >= len(line) || !line[i].dark {
		return false
	}
	whole := float64(line[i+6].end - line[i].begin)
	narrow := whole / 10
	if narrow < 5 || narrow > 60 {
		return false
	}
	around := 2 * narrow // of nothing, on both sides
	if float64(line[i-1].end-line[i-1].begin) < around || float64(line[i+7].end-line[i+7].begin) < around {
		return false
	}
	forth, back := true, true
	for k, want := range patchTBars {
		off := func(k int) bool { return math.Abs(float64(line[i+k].end-line[i+k].begin)-want*narrow) > 0.35*narrow }
		forth, back = forth && !off(k), back && !off(len(patchTBars)-1-k)
	}
	return forth || back
}
