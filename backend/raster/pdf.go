package raster

import (
	"image"
	"strings"

	"deskclerk/backend/doc"
	"deskclerk/backend/marks"
	"deskclerk/backend/raster/internal/layout"
)

// facts reads what the verdict on the page's text layer needs, and gives it.
// Characters are read only when the page's objects leave a doubt.
func (p *pdfPage) facts() (layout.Facts, layout.Reason, error) {
	if err := p.flatten(); err != nil {
		return layout.Facts{}, "", err
	}
	o := p.objects()
	f := layout.Facts{Page: p.size, Images: o.images, Texts: o.texts, Invisible: o.invisible, Paths: o.paths}
	if r := layout.AtOnce(f); r != layout.ReasonNone {
		return f, r, nil
	}
	chars, ok, err := p.chars()
	if err != nil {
		return f, "", err
	}
	if !ok {
		return f, layout.ReasonGarbage, nil
	}
	f.Chars = chars
	f.Words = layout.Words(p.size, chars)
	if r := layout.Judge(f); r != layout.ReasonNone {
		return f, r, nil
	}
	return p.inked(f)
}

// raster reads a page of a PDF.
func (p *pdfPage) raster(maxPixels int64, forceOCR bool) (doc.Raster, error) {
	form := p.filledIn() // flattened, the page has no fields any more
	f, reason, err := p.facts()
	if err != nil {
		return doc.Raster{}, err
	}
	r := doc.Raster{DPI: dpi(p.size, f.Images, maxPixels), Form: form}
	r.Width, r.Height = pixels(p.size, r.DPI)
	if reason == layout.ReasonNone && !forceOCR {
		r.TextSource, r.Words = doc.TextEmbedded, f.Words
		r.Marks, p.beside, err = p.look(f)
		return r, err
	}
	if err := checkImages(p.number, f.Images, maxPixels); err != nil {
		return doc.Raster{}, err
	}
	r.TextSource = doc.TextOCR
	if r.Image, err = p.gray(r.Width, r.Height); err != nil {
		return doc.Raster{}, err
	}
	r.Marks = marks.Find(r.Image)
	if reason != layout.ReasonNoText && !forceOCR {
		r.Warnings = append(r.Warnings, doc.NewWarning(doc.WarnTextLayer, p.number, string(reason)))
	}
	r.Warnings = append(r.Warnings, blankWarning(r.Image, p.number)...)
	return r, nil
}

// checkImages refuses images that PDFium would have to unpack beyond the limit.
func checkImages(number int, images []layout.Image, maxPixels int64) error {
	for _, i := range images {
		if i.Width > 0 && i.Height > 0 {
			if err := checkSize(i.Width, i.Height, maxPixels); err != nil {
				return doc.Errorf(doc.CodeOf(err), "page %d: %w", number, err)
			}
		}
	}
	return nil
}

// Words that leave no ink are not there for a reader: white on white, clipped
// away, under a picture.
const (
	inkDPI     = 100
	inkPixels  = 2_000_000
	inkLevels  = 24  // between the lightest and the darkest pixel of a word
	mostUnseen = 0.3 // part of the words without ink that spoils the layer
)

// inked drops the words that cannot be seen, and distrusts the layer when they
// are many. A look at a small rendering is enough.
func (p *pdfPage) inked(f layout.Facts) (layout.Facts, layout.Reason, error) {
	w, h := pixels(p.size, min(inkDPI, dpi(p.size, nil, inkPixels)))
	g, err := p.gray(w, h)
	if err != nil {
		return f, "", err
	}
	seen := f.Words[:0:0]
	for _, word := range f.Words {
		if contrast(g, word.Box) >= inkLevels {
			seen = append(seen, word)
		}
	}
	if float64(len(f.Words)-len(seen)) > mostUnseen*float64(len(f.Words)) {
		return f, layout.ReasonInvisible, nil
	}
	f.Words = seen
	return f, layout.ReasonNone, nil
}

// What a page whose words are known is drawn at to look for what is no word.
const (
	markDPI = 150 // tells an empty box from a ticked one
	codeDPI = 200 // enough for the codes of payments, whose modules are 0.4 mm
)

// look draws a page whose words are known once more: for the boxes to tick, and
// in beside, finer, where it may hold a code. Filled form fields are part of the
// page by now. A page of words alone that cannot be drawn has no boxes that could
// be told: its words stand.
func (p *pdfPage) look(f layout.Facts) (boxes []doc.Mark, beside *image.Gray, err error) {
	if mayHoldCode(f) {
		w, h := pixels(p.size, min(codeDPI, dpi(p.size, nil, renderPixels)))
		if beside, err = p.gray(w, h); err != nil {
			return nil, nil, err
		}
		return marks.Find(beside), beside, nil
	}
	w, h := pixels(p.size, min(markDPI, dpi(p.size, nil, 4*inkPixels)))
	g, err := p.gray(w, h)
	if err != nil {
		return nil, nil, nil //nolint:nilerr // see above
	}
	return marks.Find(g), nil, nil
}

// mayHoldCode: there is a picture or many shapes, and the words speak of a
// payment or of a code.
func mayHoldCode(f layout.Facts) bool {
	return (len(f.Images) > 0 || f.Paths >= 50) && hintsAtCode(f.Words)
}

// hintsAtCode looks for what stands by a code: the words of a payment slip, an
// account number, or the name of the code.
func hintsAtCode(words []doc.Word) bool {
	for _, w := range words {
		text := strings.ToLower(strings.Trim(w.Text, ".:,()\""))
		switch text {
		case "iban", "zahlteil", "girocode", "scan", "paiement", "pagamento", "payment", "barcode", "patch", "patcht", "deskclerk-sep":
			return true
		}
		if strings.HasPrefix(text, "qr") || strings.HasPrefix(text, "iban") {
			return true
		}
	}
	return len(words) == 0
}
