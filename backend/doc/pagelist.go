package doc

import (
	"math"
	"slices"
)

// MIMEPages is the type of a list of pages: the original of a document whose
// pages were rearranged. It names the files the pages are of, which stay as they
// came.
const MIMEPages = "application/vnd.deskclerk.pages+json"

// PageList is what a document is made of.
type PageList struct {
	Sources []PageSource `json:"sources"`
	Pages   []PageRef    `json:"pages"`
}

// PageSource is a file that pages are of.
type PageSource struct {
	SHA256 string `json:"sha256"`
	Name   string `json:"name"`
	MIME   string `json:"mime"`
	Bytes  int64  `json:"bytes"`
}

// PageRef is one page of a source, or a part of it.
type PageRef struct {
	Source int  `json:"source"`         // index of Sources
	Page   int  `json:"page"`           // of the source, 1-based
	Crop   *Box `json:"crop,omitempty"` // of the page as the file has it; nil: all of it
}

// PagePick is a page that a document is to have.
type PagePick struct {
	DocumentID string `json:"document,omitempty"` // whose it is now; empty: of the document asked for
	Page       int    `json:"page"`               // its number there
	Turn       *int   `json:"turn,omitempty"`     // degrees clockwise that make it upright; nil: as it was
	Crop       *Box   `json:"crop,omitempty"`     // the part to keep, as fractions of the page as it is shown
}

// WholeFile lists all pages of one file.
func WholeFile(f File) PageList {
	l := PageList{Sources: []PageSource{{SHA256: f.SHA256, Name: f.Name, MIME: f.MIME, Bytes: f.Bytes}}, Pages: []PageRef{}}
	for n := range f.Pages {
		l.Pages = append(l.Pages, PageRef{Page: n + 1})
	}
	return l
}

// Add appends a page of another list.
func (l *PageList) Add(of PageList, page int, crop *Box) {
	ref := of.Pages[page-1]
	source := of.Sources[ref.Source]
	i := slices.IndexFunc(l.Sources, func(s PageSource) bool { return s.SHA256 == source.SHA256 })
	if i < 0 {
		i = len(l.Sources)
		l.Sources = append(l.Sources, source)
	}
	if crop != nil && ref.Crop != nil {
		within := crop.within(*ref.Crop)
		crop = &within
	} else if crop == nil {
		crop = ref.Crop
	}
	l.Pages = append(l.Pages, PageRef{Source: i, Page: ref.Page, Crop: crop})
}

// within is the box b of a part of a page on the whole of it.
func (b Box) within(part Box) Box {
	return Box{
		Left: part.Left + b.Left*part.Width(), Top: part.Top + b.Top*part.Height(),
		Right: part.Left + b.Right*part.Width(), Bottom: part.Top + b.Bottom*part.Height(),
	}
}

// Unturned moves a box of a page that was turned by degrees clockwise to the page
// as the file has it.
func (b Box) Unturned(degrees int) Box {
	switch ((degrees % 360) + 360) % 360 {
	case 90:
		return Box{Left: b.Top, Top: 1 - b.Right, Right: b.Bottom, Bottom: 1 - b.Left}
	case 180:
		return Box{Left: 1 - b.Right, Top: 1 - b.Bottom, Right: 1 - b.Left, Bottom: 1 - b.Top}
	case 270:
		return Box{Left: 1 - b.Bottom, Top: b.Left, Right: 1 - b.Top, Bottom: b.Right}
	}
	return b
}

// Unleveled moves a box of a page that was straightened, turned clockwise by skew
// degrees about its middle, back to the page before that: the box around what it
// showed. Width and height are the page's.
func (b Box) Unleveled(skew float64, width, height int) Box {
	if skew == 0 || width <= 0 || height <= 0 {
		return b
	}
	sin, cos := math.Sincos(-skew * math.Pi / 180)
	w, h := float64(width), float64(height)
	out := Box{Left: 1, Top: 1}
	for _, c := range [4][2]float64{{b.Left, b.Top}, {b.Right, b.Top}, {b.Right, b.Bottom}, {b.Left, b.Bottom}} {
		dx, dy := (c[0]-0.5)*w, (c[1]-0.5)*h
		x, y := min(1, max(0, 0.5+(dx*cos-dy*sin)/w)), min(1, max(0, 0.5+(dx*sin+dy*cos)/h))
		out = Box{Left: min(out.Left, x), Top: min(out.Top, y), Right: max(out.Right, x), Bottom: max(out.Bottom, y)}
	}
	return out
}

// BetweenSeparators divides pages at the sheets that separate documents. It gives
// the numbers of the pages of each document, or nil when there is nothing to
// divide. A blank page beside a separator is its back, and goes with it.
func BetweenSeparators(pages []Page, separators Separators) [][]int {
	var out [][]int
	var part []int
	after, found := false, false
	end := func() {
		if len(part) > 0 {
			out = append(out, part)
		}
		part = nil
	}
	for _, p := range pages {
		separates := slices.ContainsFunc(p.Codes, separators.Has)
		switch {
		case separates:
			end()
			found = true
		case after && p.Blank:
		default:
			part = append(part, p.Number)
		}
		after = separates
	}
	end()
	if !found || len(out) == 0 {
		return nil
	}
	return out
}
