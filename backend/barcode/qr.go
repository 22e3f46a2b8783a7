package barcode

import (
	"image"
	"math"
	"slices"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"deskclerk/backend/doc"
)

// A QR code has in three of its corners a mark whose middle line is dark, light,
// dark, light, dark in the widths 1:1:3:1:1, in whatever direction it is crossed
// (ISO/IEC 18004, 6.3.3).

// Bounds of a mark's search.
const (
	rowStep    = 4   // rows: the middle of a mark is three modules high
	minModule  = 1.4 // pixels
	maxModule  = 40.0
	maxMarks   = 60
	quietZone  = 6 // modules around a code that are decoded with it
	mostModule = 190.0
)

// mark is a corner of a QR code, perhaps.
type mark struct {
	x, y, module float64
	seen         int // rows that crossed it
}

// qr finds and decodes the QR codes.
func (s *search) qr() {
	marks := s.marks()
	used := make([]bool, len(marks))
	for _, c := range corners(marks) {
		if used[c.a] || used[c.b] || used[c.c] {
			continue
		}
		if !s.try() {
			return
		}
		r := c.around(marks)
		if text, ok := decodeQR(s.g, r.Intersect(s.g.Rect)); ok {
			used[c.a], used[c.b], used[c.c] = true, true, true
			s.add(doc.FormatQR, text, r)
		}
	}
}

// marks looks along the rows.
func (s *search) marks() []mark {
	var out []mark
	var line []run
	for y := rowStep / 2; y < s.g.Rect.Dy() && len(out) < maxMarks; y += rowStep {
		line = runs(row(s.g, y), line)
		for i := 0; i+5 <= len(line); i++ {
			if !line[i].dark || !proportioned(line[i:i+5]) {
				continue
			}
			x := float64(line[i+2].begin+line[i+2].end) / 2
			module := float64(line[i+4].end-line[i].begin) / 7
			if cy, ok := s.crossed(int(x), y, module); ok {
				out = note(out, mark{x, cy, module, 1})
			}
		}
	}
	return slices.DeleteFunc(out, func(m mark) bool { return m.module > 3 && m.seen < 2 })
}

// proportioned reports whether five stretches are as 1:1:3:1:1.
func proportioned(r []run) bool {
	module := float64(r[4].end-r[0].begin) / 7
	if module < minModule || module > maxModule {
		return false
	}
	for i, want := range [5]float64{1, 1, 3, 1, 1} {
		if math.Abs(float64(r[i].end-r[i].begin)-want*module) > 0.5*max(want, 1)*module+0.5 {
			return false
		}
	}
	return true
}

// crossed looks along the column for the same mark, and gives its middle.
func (s *search) crossed(x, y int, module float64) (middle float64, ok bool) {
	reach := int(6 * module)
	top, end := max(0, y-reach), min(s.g.Rect.Dy(), y+reach)
	low, high := byte(255), byte(0)
	at := func(y int) byte { return s.g.Pix[s.g.PixOffset(s.g.Rect.Min.X+x, s.g.Rect.Min.Y+y)] }
	for y := top; y < end; y++ {
		low, high = min(low, at(y)), max(high, at(y))
	}
	if high-low < 40 {
		return 0, false
	}
	limit := byte((int(low) + int(high)) / 2)
	var line []run
	for y, begin := top, top; y <= end; y++ {
		if y == end || y > begin && at(y) < limit != (at(begin) < limit) {
			line = append(line, run{begin, y, at(begin) < limit})
			begin = y
		}
	}
	for i := 0; i+5 <= len(line); i++ {
		own := float64(line[i+4].end-line[i].begin) / 7
		if line[i].dark && line[i+2].begin <= y && y < line[i+2].end && proportioned(line[i:i+5]) && own < 1.6*module && module < 1.6*own {
			return float64(line[i+2].begin+line[i+2].end) / 2, true
		}
	}
	return 0, false
}

// note adds a mark, or counts it to the one at its place.
func note(all []mark, m mark) []mark {
	for i, o := range all {
		if math.Abs(o.x-m.x) < 2*o.module && math.Abs(o.y-m.y) < 2*o.module {
			n := float64(o.seen)
			all[i] = mark{(o.x*n + m.x) / (n + 1), (o.y*n + m.y) / (n + 1), (o.module*n + m.module) / (n + 1), o.seen + 1}
			return all
		}
	}
	return append(all, m)
}

// corner is three marks that may be those of one code: a is at the right angle.
type corner struct {
	a, b, c int
	off     float64 // how far from a right angle with equal sides
}

// corners gives the likeliest first.
func corners(marks []mark) []corner {
	var out []corner
	for a := range marks {
		for b := range marks {
			for c := b + 1; c < len(marks); c++ {
				if a == b || a == c {
					continue
				}
				if off, ok := squareness(marks[a], marks[b], marks[c]); ok {
					out = append(out, corner{a, b, c, off})
				}
			}
		}
	}
	slices.SortFunc(out, func(x, y corner) int {
		switch {
		case x.off < y.off:
			return -1
		case x.off > y.off:
			return 1
		}
		return 0
	})
	return out
}

// squareness is how little three marks look like the corners of a square, 0 when
// they are exactly that.
func squareness(a, b, c mark) (off float64, ok bool) {
	low, high := min(a.module, b.module, c.module), max(a.module, b.module, c.module)
	if high > 1.5*low+0.5 {
		return 0, false
	}
	bx, by, cx, cy := b.x-a.x, b.y-a.y, c.x-a.x, c.y-a.y
	lb, lc := math.Hypot(bx, by), math.Hypot(cx, cy)
	if lb < 10*low || lc < 10*low || lb > mostModule*high {
		return 0, false
	}
	angle := math.Abs(bx*cx+by*cy) / (lb * lc)
	sides := math.Abs(lb-lc) / max(lb, lc)
	return angle + sides, angle < 0.25 && sides < 0.25
}

// around is the part of the page that holds the code and its quiet zone.
func (c corner) around(marks []mark) image.Rectangle {
	a, b, o := marks[c.a], marks[c.b], marks[c.c]
	fourth := mark{x: b.x + o.x - a.x, y: b.y + o.y - a.y}
	margin := (3.5 + quietZone) * max(a.module, b.module, o.module)
	left, right := min(a.x, b.x, o.x, fourth.x), max(a.x, b.x, o.x, fourth.x)
	top, bottom := min(a.y, b.y, o.y, fourth.y), max(a.y, b.y, o.y, fourth.y)
	return image.Rect(int(left-margin), int(top-margin), int(right+margin), int(bottom+margin))
}

// decodeQR reads the one code in a part of the page. Small modules are enlarged
// for the decoder.
func decodeQR(g *image.Gray, r image.Rectangle) (string, bool) {
	if r.Dx() < 20 || r.Dy() < 20 {
		return "", false
	}
	part := cut(g, r)
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	for _, p := range []*image.Gray{part, smooth(part), twice(part)} {
		bitmap, err := bitmapOf(p)
		if err != nil {
			return "", false
		}
		if result, err := qrcode.NewQRCodeReader().Decode(bitmap, hints); err == nil && result.GetText() != "" {
			return result.GetText(), true
		}
	}
	return "", false
}
