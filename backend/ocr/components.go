package ocr

import "image"

// component is a group of ink pixels that touch (8 neighbours); right and
// bottom are exclusive.
type component struct{ left, top, right, bottom, pixels int }

type run struct{ from, to, label int } // to is exclusive

// maxRuns bounds the memory that a page of noise costs, to some 60 MB; what lies
// below on the page is not looked at then.
const maxRuns = 1_000_000

// components calls found for every component. It works on runs of ink with a
// union-find.
func components(img *image.Gray, threshold byte, found func(component)) {
	f := forest{}
	var above, here []run
	w := img.Rect.Dx()
	for y := 0; y < img.Rect.Dy() && len(f.parts) < maxRuns; y++ {
		here = f.runs(img.Pix[y*img.Stride:][:w], threshold, y, here[:0])
		f.join(above, here)
		above, here = here, above
	}
	for i, c := range f.parts {
		if f.parent[i] == i {
			found(c)
		}
	}
}

type forest struct {
	parent []int
	parts  []component
}

func (f *forest) runs(row []byte, threshold byte, y int, out []run) []run {
	for x := 0; x < len(row); x++ {
		if row[x] > threshold {
			continue
		}
		from := x
		for x < len(row) && row[x] <= threshold {
			x++
		}
		out = append(out, run{from, x, len(f.parent)})
		f.parent = append(f.parent, len(f.parent))
		f.parts = append(f.parts, component{from, y, x, y + 1, x - from})
	}
	return out
}

func (f *forest) join(above, here []run) {
	i := 0
	for _, h := range here {
		for i < len(above) && above[i].to < h.from {
			i++
		}
		for j := i; j < len(above) && above[j].from <= h.to; j++ {
			f.union(above[j].label, h.label)
		}
	}
}

func (f *forest) root(i int) int {
	for f.parent[i] != i {
		f.parent[i] = f.parent[f.parent[i]]
		i = f.parent[i]
	}
	return i
}

func (f *forest) union(a, b int) {
	a, b = f.root(a), f.root(b)
	if a == b {
		return
	}
	f.parent[b] = a
	p, q := &f.parts[a], f.parts[b]
	p.left, p.top = min(p.left, q.left), min(p.top, q.top)
	p.right, p.bottom = max(p.right, q.right), max(p.bottom, q.bottom)
	p.pixels += q.pixels
}
