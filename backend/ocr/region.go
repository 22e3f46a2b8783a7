package ocr

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"slices"
	"strings"
	"time"

	"deskclerk/backend/doc"
)

const (
	regionEdge  = 12  // pixels of background put around a cut, so that no letter touches its edge
	severalInks = 3.5 // a cut higher than so many inks has several lines
)

// Region reads a part of a page closer, through every glass, from the page as it
// came, turned and levelled as it was when it was read whole. Boxes are those of
// the upright page. Errors as of Recognize.
func (t *Tesseract) Region(ctx context.Context, img *image.Gray, o doc.Region) ([]doc.RegionReading, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return nil, errors.New("ocr: the engine is closed")
	}
	langs, err := languageSet(o.Languages)
	if err != nil {
		return nil, err
	}
	folder, err := t.data.folderFor(langs)
	if err != nil {
		return nil, err
	}
	engine, err := t.engines.get(folder, langs)
	if err != nil {
		return nil, err
	}
	defer engine.forget()
	r := &reading{
		ctx: ctx, engine: engine, began: time.Now(), spent: map[string]time.Duration{}, flat: bounded(img),
		passTime: cmp.Or(t.passTime, passTime),
	}
	r.out.Rotation, r.out.Skew = o.Rotation, o.Skew
	r.upright = turned(r.flat, o.Rotation)
	w, h := float64(r.upright.Rect.Dx()), float64(r.upright.Rect.Dy())
	part := image.Rect(
		int(o.Box.Left*w), int(o.Box.Top*h), int(math.Ceil(o.Box.Right*w)), int(math.Ceil(o.Box.Bottom*h)),
	).Intersect(r.upright.Rect)
	if part.Empty() {
		return nil, doc.Errorf(doc.CodeInvalid, "the box is smaller than a pixel")
	}
	var out []doc.RegionReading
	for _, g := range glasses() {
		read, err := r.region(g, part)
		if err != nil {
			return nil, fmt.Errorf("ocr: read a region: %w", err)
		}
		out = append(out, read)
	}
	return out, nil
}

// region reads the part of the upright page through one glass.
func (r *reading) region(g glass, part image.Rectangle) (doc.RegionReading, error) {
	cut := r.cut(part)
	ink := r.inkOf(cut, float64(cut.Rect.Dy())/2)
	segmentation := psmLine
	if float64(cut.Rect.Dy()) > severalInks*ink {
		segmentation = psmBlock
	}
	framed, edge := framed(cut), image.Rect(part.Min.X-regionEdge, part.Min.Y-regionEdge, part.Max.X+regionEdge, part.Max.Y+regionEdge)
	img := scale(framed, min(max(g.ink/ink, minScale), maxScale, lookWide/float64(framed.Rect.Dx())))
	img = g.through(img)
	tsv, _, err := r.recognize(img, segmentation)
	if err != nil {
		return doc.RegionReading{}, err
	}
	words := parseTSV(tsv, img.Rect.Dx(), img.Rect.Dy())
	out := doc.RegionReading{Pass: g.name, Text: strings.TrimSpace(doc.Page{Words: words}.Text()), Confidence: doc.MeanConfidence(words)}
	for _, w := range words {
		out.Box = out.Box.Union(onPage(w.Box, edge, r.upright.Rect))
	}
	out.Box = doc.Box{Left: max(0, out.Box.Left), Top: max(0, out.Box.Top), Right: min(1, out.Box.Right), Bottom: min(1, out.Box.Bottom)}
	return out, nil
}

// framed puts an edge of the cut's own background around it.
func framed(cut *image.Gray) *image.Gray {
	w, h := cut.Rect.Dx(), cut.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, w+2*regionEdge, h+2*regionEdge))
	ground := background(cut)
	for i := range out.Pix {
		out.Pix[i] = ground
	}
	for y := range h {
		copy(out.Pix[(y+regionEdge)*out.Stride+regionEdge:], cut.Pix[y*cut.Stride:][:w])
	}
	return out
}

// background is the middle shade of the pixels along the edge.
func background(cut *image.Gray) byte {
	w, h := cut.Rect.Dx(), cut.Rect.Dy()
	var edge []byte
	for x := range w {
		edge = append(edge, cut.Pix[x], cut.Pix[(h-1)*cut.Stride+x])
	}
	for y := range h {
		edge = append(edge, cut.Pix[y*cut.Stride], cut.Pix[y*cut.Stride+w-1])
	}
	slices.Sort(edge)
	return edge[len(edge)/2]
}
