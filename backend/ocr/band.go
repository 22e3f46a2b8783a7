package ocr

import (
	"cmp"
	"image"
	"maps"
	"slices"

	"deskclerk/backend/doc"
)

// How bands are cut out of a page.
const (
	bandRoom = 0.4 // above and below a line, of its height
	bandMost = 0.7 // of the height of all lines: bands over more are no saving
	bandGap  = 8   // pixels of paper between two bands of a strip
)

// band is a part of the page from edge to edge, in fractions of its height.
type band struct{ top, bottom float64 }

// bandsAround the places, none when there are no places, or when they cover most
// of the words anyway. The engine's time goes with the length of the lines that
// it reads.
func bandsAround(places []doc.Box, words []doc.Word) []band {
	lines := map[int]doc.Box{}
	for _, w := range words {
		lines[w.Line] = lines[w.Line].Union(w.Box)
	}
	out := joinedBands(places)
	if covered(out) > bandMost*covered(joinedBands(slices.Collect(maps.Values(lines)))) {
		return nil
	}
	return out
}

// covered is the height of the bands together.
func covered(bands []band) float64 {
	sum := 0.0
	for _, b := range bands {
		sum += b.bottom - b.top
	}
	return sum
}

// joinedBands are around the places, one where they touch.
func joinedBands(places []doc.Box) []band {
	var out []band
	sorted := slices.SortedFunc(slices.Values(places), func(a, b doc.Box) int { return cmp.Compare(a.Top, b.Top) })
	for _, p := range sorted {
		room := bandRoom * p.Height()
		b := band{max(0, p.Top-room), min(1, p.Bottom+room)}
		if last := len(out) - 1; last >= 0 && b.top <= out[last].bottom {
			out[last].bottom = max(out[last].bottom, b.bottom)
		} else {
			out = append(out, b)
		}
	}
	return out
}

// strip is a picture made of a page's bands, one below the other.
type strip struct {
	img    *image.Gray
	height int // of the page, pixels
	parts  []part
}

// part is a band in a strip, in pixels.
type part struct{ from, to, at int }

func newStrip(page *image.Gray, bands []band) *strip {
	w, h := page.Rect.Dx(), page.Rect.Dy()
	s := &strip{height: h}
	next := bandGap
	for _, b := range bands {
		p := part{from: int(b.top * float64(h)), to: min(h, int(b.bottom*float64(h))+1), at: next}
		s.parts = append(s.parts, p)
		next += p.to - p.from + bandGap
	}
	s.img = image.NewGray(image.Rect(0, 0, w, next))
	for i := range s.img.Pix {
		s.img.Pix[i] = 255
	}
	for _, p := range s.parts {
		for y := p.from; y < p.to; y++ {
			copy(s.img.Pix[(p.at+y-p.from)*s.img.Stride:][:w], page.Pix[y*page.Stride:][:w])
		}
	}
	return s
}

// onPage gives the words of the strip their places on the page. Words of lines
// that the edge of a band cuts are left out.
func (s *strip) onPage(words []doc.Word) []doc.Word {
	var out []doc.Word
	h := float64(s.img.Rect.Dy())
	for _, w := range words {
		top, bottom := w.Box.Top*h, w.Box.Bottom*h
		for _, p := range s.parts {
			from, to := float64(p.at), float64(p.at+p.to-p.from)
			if middle := (top + bottom) / 2; middle < from || middle > to {
				continue
			}
			if top < from+1 || bottom > to-1 {
				break
			}
			shift := float64(p.from - p.at)
			w.Box.Top, w.Box.Bottom = (top+shift)/float64(s.height), (bottom+shift)/float64(s.height)
			out = append(out, w)
			break
		}
	}
	return out
}
