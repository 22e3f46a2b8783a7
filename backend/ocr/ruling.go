package ocr

import (
	"image"
	"math"
	"slices"

	"deskclerk/backend/ocr/blob"
)

// ruling is a line across a picture: its course, a row for each column, and its
// thickness, in pixels.
type ruling struct {
	left   int
	course []float64
	thick  float64
}

func (l *ruling) right() int { return l.left + len(l.course) }

// slope of the line near its right end.
func (l *ruling) slope() float64 {
	n := min(len(l.course), 400)
	if n < 100 {
		return 0
	}
	return (l.course[len(l.course)-1] - l.course[len(l.course)-n]) / float64(n-1)
}

// rulings finds the lines across the picture: runs of pixels darker than what is
// a little above and below them, joined where they go on.
func rulings(img *image.Gray, least, ink float64) []ruling {
	var out []ruling
	for _, piece := range pieces(img, int(least), max(3, int(math.Ceil(mostThick*ink)))) {
		k := slices.IndexFunc(out, func(l ruling) bool {
			gap := float64(piece.left - l.right())
			return gap >= -2*drift && gap <= mostBridge*ink && math.Abs(l.course[len(l.course)-1]+gap*l.slope()-piece.course[0]) <= drift
		})
		if k < 0 {
			out = append(out, piece)
			continue
		}
		out[k].join(piece)
	}
	return out
}

// bounded reports that the line, which runs down, begins and ends at lines across.
func (l *ruling) bounded(across []ruling, ink float64) bool {
	slack := mostThick*ink + drift
	meets := func(x, y float64) bool {
		return slices.ContainsFunc(across, func(a ruling) bool {
			if x < float64(a.left)-slack || x > float64(a.right())+slack {
				return false
			}
			i := min(max(int(x)-a.left, 0), len(a.course)-1)
			return math.Abs(a.course[i]-y) <= slack
		})
	}
	return meets(l.course[0], float64(l.left)) && meets(l.course[len(l.course)-1], float64(l.right()))
}

// join goes on with a piece; where there is a gap the course is straight.
func (l *ruling) join(p ruling) {
	gap := p.left - l.right()
	if gap < 0 {
		if -gap >= len(p.course) {
			return
		}
		p.course, gap = p.course[-gap:], 0
	}
	from := l.course[len(l.course)-1]
	for i := range gap {
		l.course = append(l.course, from+(p.course[0]-from)*float64(i+1)/float64(gap+1))
	}
	n, m := float64(len(l.course)), float64(len(p.course))
	l.thick = (l.thick*n + p.thick*m) / (n + m)
	l.course = append(l.course, p.course...)
}

// stretch is a run of dark pixels in one row, right exclusive.
type stretch struct{ row, left, right int }

// pieces are the connected runs, from left to right.
func pieces(img *image.Gray, least, reach int) []ruling {
	var sets blob.Sets
	var all []stretch
	above := 0 // first run of the row above
	for y := reach; y < img.Rect.Dy()-reach; y++ {
		here := len(all)
		all = runsInRow(all, img, y, least, reach)
		for i := here; i < len(all); i++ {
			sets.Add()
			for k := above; k < here; k++ {
				if all[k].row == y-1 && all[k].left <= all[i].right && all[i].left <= all[k].right {
					sets.Join(k, i)
				}
			}
		}
		above = here
	}
	groups := map[int][]stretch{}
	for i, s := range all {
		groups[sets.Root(i)] = append(groups[sets.Root(i)], s)
	}
	var out []ruling
	for _, g := range groups {
		out = append(out, traced(g))
	}
	slices.SortFunc(out, func(a, b ruling) int {
		if a.left != b.left {
			return a.left - b.left
		}
		return int(math.Copysign(1, a.course[0]-b.course[0]))
	})
	return out
}

// runsInRow appends the row's runs that are long enough.
func runsInRow(out []stretch, img *image.Gray, y, least, reach int) []stretch {
	w := img.Rect.Dx()
	row, over, under := img.Pix[y*img.Stride:][:w], img.Pix[(y-reach)*img.Stride:][:w], img.Pix[(y+reach)*img.Stride:][:w]
	from, last := -1, -1
	for x, v := range row {
		if int(over[x])-int(v) < ridge || int(under[x])-int(v) < ridge {
			continue
		}
		if from >= 0 && x-last > runGap+1 {
			if last+1-from >= least {
				out = append(out, stretch{y, from, last + 1})
			}
			from = -1
		}
		if from < 0 {
			from = x
		}
		last = x
	}
	if from >= 0 && last+1-from >= least {
		out = append(out, stretch{y, from, last + 1})
	}
	return out
}

// traced is the course through the middle of the runs.
func traced(runs []stretch) ruling {
	left, right := runs[0].left, runs[0].right
	pixels := 0
	for _, s := range runs {
		left, right, pixels = min(left, s.left), max(right, s.right), pixels+s.right-s.left
	}
	sum, n := make([]float64, right-left), make([]float64, right-left)
	for _, s := range runs {
		for x := s.left; x < s.right; x++ {
			sum[x-left] += float64(s.row)
			n[x-left]++
		}
	}
	for i := range sum {
		if n[i] > 0 {
			sum[i] /= n[i]
		} else {
			sum[i] = sum[i-1] // the first column has a run
		}
	}
	return ruling{left: left, course: sum, thick: float64(pixels) / float64(right-left)}
}

// erase paints the line over with the paper beside it; strokes that cross it
// stay.
func (l *ruling) erase(img *image.Gray, threshold byte) {
	half := l.thick/2 + 1.5
	for i, middle := range l.course {
		x := l.left + i
		top, low := int(math.Floor(middle-half)), int(math.Ceil(middle+half))
		if top < 1 || low >= img.Rect.Dy()-1 {
			continue
		}
		over, under := img.Pix[(top-1)*img.Stride+x], img.Pix[(low+1)*img.Stride+x]
		if over <= threshold && under <= threshold {
			continue
		}
		for y := top; y <= low; y++ {
			at := y*img.Stride + x
			img.Pix[at] = max(img.Pix[at], over, under)
		}
	}
}
