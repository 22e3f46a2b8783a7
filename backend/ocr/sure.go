package ocr

import (
	"image"
	"slices"
	"strings"

	"deskclerk/backend/doc"
)

const (
	sureWord  = 0.70 // confidence of a word that other passes would read alike
	headLines = 6    // lines at the top that may hold names, which every pass reads
)

// sure are the words of the base pass that later passes leave out: without a
// figure, below the head, and read with confidence. The engine's time goes with
// the length of the lines that it reads, and what is doubtful on a page are
// mostly its figures. Nothing is left out where the page speaks another language
// than the base pass took it for, nor in a thorough reading.
func (r *reading) sure(base []doc.Word) []doc.Word {
	if r.judge == nil || r.foreign || r.options.Thorough {
		return nil
	}
	lines := []int{}
	var out []doc.Word
	for _, w := range base {
		if !slices.Contains(lines, w.Line) {
			lines = append(lines, w.Line)
		}
		if len(lines) > headLines && w.Confidence >= sureWord && len(w.Text) > 1 && !strings.ContainsAny(w.Text, "0123456789") {
			out = append(out, w)
		}
	}
	return out
}

// without is the page with the words painted over by the paper around them.
func without(page *image.Gray, words []doc.Word) *image.Gray {
	if len(words) == 0 {
		return page
	}
	out := image.NewGray(page.Rect)
	copy(out.Pix, page.Pix)
	width, height := float64(page.Rect.Dx()), float64(page.Rect.Dy())
	for _, w := range words {
		r := image.Rect(
			int(w.Box.Left*width)-1, int(w.Box.Top*height)-1, int(w.Box.Right*width)+2, int(w.Box.Bottom*height)+2,
		).Intersect(page.Rect)
		if r.Empty() {
			continue
		}
		paper := brightest(page, r)
		for y := r.Min.Y; y < r.Max.Y; y++ {
			row := out.Pix[y*out.Stride:]
			for x := r.Min.X; x < r.Max.X; x++ {
				row[x] = paper
			}
		}
	}
	return out
}

// brightest pixel of a part.
func brightest(img *image.Gray, part image.Rectangle) byte {
	var b byte
	for y := part.Min.Y; y < part.Max.Y; y++ {
		b = max(b, slices.Max(img.Pix[y*img.Stride+part.Min.X:y*img.Stride+part.Max.X]))
	}
	return b
}
