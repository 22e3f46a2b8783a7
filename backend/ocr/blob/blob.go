// Package blob finds connected ink in a grey picture; pure.
package blob

import "image"

// Blob is a group of ink pixels that touch (8 neighbours); Right and Bottom are
// exclusive.
type Blob struct{ Left, Top, Right, Bottom, Pixels int }

type run struct{ from, to, label int } // to is exclusive

// maxRuns bounds the memory that a page of noise costs, to some 60 MB; what lies
// below on the page is not looked at then.
const maxRuns = 1_000_000

// Find calls found for every blob of pixels as dark as the threshold or darker.
// It works on runs of ink with a union-find.
func Find(img *image.Gray, threshold byte, found func(Blob)) {
	f := forest{}
	var above, here []run
	w := img.Rect.Dx()
	for y := 0; y < img.Rect.Dy() && len(f.parts) < maxRuns; y++ {
		here = f.runs(img.Pix[y*img.Stride:][:w], threshold, y, here[:0])
		f.join(above, here)
		above, here = here, above
	}
	for i, c := range f.parts {
		if f.sets.Root(i) == i {
			found(c)
		}
	}
}

type forest struct {
	sets  Sets
	parts []Blob
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
		out = append(out, run{from, x, len(f.parts)})
		f.sets.Add()
		f.parts = append(f.parts, Blob{from, y, x, y + 1, x - from})
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

func (f *forest) union(a, b int) {
	into, from := f.sets.Join(a, b)
	if into == from {
		return
	}
	p, q := &f.parts[into], f.parts[from]
	p.Left, p.Top = min(p.Left, q.Left), min(p.Top, q.Top)
	p.Right, p.Bottom = max(p.Right, q.Right), max(p.Bottom, q.Bottom)
	p.Pixels += q.Pixels
}
