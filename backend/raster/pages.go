package raster

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/draw"
	"image/jpeg"
	"io"
	"math"
	"os"
	"path/filepath"

	"deskclerk/backend/doc"
)

// A document whose pages were rearranged has a list of pages as its original.
// Only the store writes such lists and says so in the type it gives; no file is
// taken for one by its content. The files it names lie where the list lies, by
// their hashes.

// maxListBytes bounds a list of pages.
const maxListBytes = 4 << 20

func isList(o doc.OpenOptions) bool { return o.MIME == doc.MIMEPages }

// listed reads a list of pages.
func listed(path string) (l doc.PageList, err error) {
	f, err := os.Open(path)
	if err != nil {
		return l, doc.Errorf(doc.CodeOriginalGone, "the list of pages is not there: %w", err)
	}
	defer func() { _ = f.Close() }() // only read
	text, err := io.ReadAll(io.LimitReader(f, maxListBytes))
	if err != nil {
		return l, doc.Errorf(doc.CodeUnreadable, "read the list of pages: %w", err)
	}
	if err := json.Unmarshal(text, &l); err != nil {
		return l, doc.Errorf(doc.CodeCorrupt, "read the list of pages: %w", err)
	}
	for _, p := range l.Pages {
		if p.Source < 0 || p.Source >= len(l.Sources) || !isHash(l.Sources[p.Source].SHA256) {
			return l, doc.Errorf(doc.CodeCorrupt, "the list names a page of no file")
		}
	}
	return l, nil
}

func isHash(s string) bool {
	if len(s) != 64 {
		return false
	}
	for _, c := range s {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

func inspectList(path string) (doc.Inspection, error) {
	l, err := listed(path)
	switch {
	case err != nil:
		return doc.Inspection{}, err
	case len(l.Pages) == 0:
		return doc.Inspection{}, doc.Errorf(doc.CodeNoPages, "the list is empty")
	}
	return doc.Inspection{MIME: doc.MIMEPages, Pages: len(l.Pages)}, nil
}

// listedPage finds the file of page number (from 1), what part of it is meant,
// and how to open it.
func listedPage(path string, number int, o doc.OpenOptions) (string, doc.PageRef, doc.OpenOptions, error) {
	l, err := listed(path)
	if err != nil {
		return "", doc.PageRef{}, o, err
	}
	if number < 1 || number > len(l.Pages) {
		return "", doc.PageRef{}, o, doc.Errorf(doc.CodeNotFound, "page %d of %d", number, len(l.Pages))
	}
	ref := l.Pages[number-1]
	sum := l.Sources[ref.Source].SHA256
	o.MIME = "" // a list names no lists
	originals := filepath.Dir(filepath.Dir(filepath.Dir(path)))
	return filepath.Join(originals, sum[:2], sum[2:4], sum), ref, o, nil
}

// pageOfList reads a page of the file that it is of.
func (r *Reader) pageOfList(ctx context.Context, path string, number int, o doc.OpenOptions, forceOCR bool) (doc.Raster, error) {
	file, ref, o, err := listedPage(path, number, o)
	if err != nil {
		return doc.Raster{}, err
	}
	out, err := r.page(ctx, file, ref.Page, o, forceOCR)
	if err != nil || ref.Crop == nil {
		return out, err
	}
	return cropped(out, *ref.Crop), nil
}

// cropped keeps a part of a page.
func cropped(page doc.Raster, part doc.Box) doc.Raster {
	r := image.Rect(pixel(part.Left, page.Width), pixel(part.Top, page.Height), pixel(part.Right, page.Width), pixel(part.Bottom, page.Height))
	if r.Empty() {
		return page
	}
	if page.Image != nil {
		img := image.NewGray(image.Rect(0, 0, r.Dx(), r.Dy()))
		draw.Draw(img, img.Rect, page.Image, r.Min.Add(page.Image.Rect.Min), draw.Src)
		page.Image = img
	}
	page.Width, page.Height = r.Dx(), r.Dy()
	page.Words = onto(page.Words, part, func(w *doc.Word) *doc.Box { return &w.Box })
	page.Codes = onto(page.Codes, part, func(c *doc.PageCode) *doc.Box { return &c.Box })
	page.Marks = onto(page.Marks, part, func(m *doc.Mark) *doc.Box { return &m.Box })
	page.Form = onto(page.Form, part, func(v *doc.FormValue) *doc.Box { return &v.Box })
	return page
}

// onto keeps what lies in the part, with its boxes as fractions of it.
func onto[T any](all []T, part doc.Box, box func(*T) *doc.Box) []T {
	kept := all[:0:0]
	for _, one := range all {
		if b := box(&one); inside(*b, part) {
			*b = onPart(*b, part)
			kept = append(kept, one)
		}
	}
	return kept
}

func pixel(f float64, side int) int { return int(math.Round(f * float64(side))) }

// inside: the middle of the box is in the part.
func inside(b, part doc.Box) bool {
	x, y := b.CenterX(), b.CenterY()
	return x >= part.Left && x <= part.Right && y >= part.Top && y <= part.Bottom
}

// onPart gives a box as fractions of the part.
func onPart(b, part doc.Box) doc.Box {
	in := func(v float64) float64 { return min(1, max(0, v)) }
	return doc.Box{
		Left: in((b.Left - part.Left) / part.Width()), Top: in((b.Top - part.Top) / part.Height()),
		Right: in((b.Right - part.Left) / part.Width()), Bottom: in((b.Bottom - part.Top) / part.Height()),
	}
}

// renderOfList draws a page of the file that it is of. A part is cut out of a
// larger picture of the whole.
func (r *Reader) renderOfList(ctx context.Context, path string, number int, o doc.OpenOptions, ro doc.RenderOptions) ([]byte, error) {
	file, ref, o, err := listedPage(path, number, o)
	if err != nil {
		return nil, err
	}
	if ref.Crop == nil {
		return r.render(ctx, file, ref.Page, o, ro)
	}
	part := *ref.Crop
	width := ro.Width
	if width <= 0 {
		width = defaultWidth
	}
	whole, err := r.render(ctx, file, ref.Page, o, doc.RenderOptions{Width: min(maxWidth, int(float64(width)/max(0.05, part.Width())))})
	if err != nil {
		return nil, err
	}
	img, err := jpeg.Decode(bytes.NewReader(whole))
	if err != nil {
		return nil, err
	}
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	cut := image.Rect(pixel(part.Left, w), pixel(part.Top, h), pixel(part.Right, w), pixel(part.Bottom, h))
	flat := whiteRGBA(max(1, cut.Dx()), max(1, cut.Dy()))
	draw.Draw(flat, flat.Rect, img, cut.Min, draw.Src)
	_, _, uw, uh := target(ro, float64(flat.Rect.Dx()), float64(flat.Rect.Dy()))
	return finish(scale(flat, uw, uh), ro)
}
