package raster

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode"

	"github.com/klippa-app/go-pdfium/requests"

	"deskclerk/backend/doc"
	"deskclerk/backend/raster/internal/layout"
	"deskclerk/backend/raster/internal/textlayer"
)

// layerPDF appends the layer to a copy of the PDF.
func (r *Reader) layerPDF(ctx context.Context, s *source, pages map[int]doc.Page, out *os.File, made *doc.Searchable) error {
	path, size := s.path, s.info.Size()
	p, err := r.pdf(s)
	if err != nil {
		return err
	}
	made.Pages = p.pages
	signed, err := p.signed()
	if err != nil {
		return err
	}
	if signed {
		return doc.Errorf(doc.CodePDFSigned, "adding text would break its signature")
	}
	layers, err := p.layers(ctx, pages)
	if err != nil {
		return err
	}
	original, err := os.Open(path)
	if err != nil {
		return doc.Errorf(doc.CodeUnreadable, "open the file: %w", err)
	}
	defer func() { _ = original.Close() }() // only read
	if _, err := io.Copy(out, io.LimitReader(original, size)); err != nil {
		return fmt.Errorf("copy the original: %w", err)
	}
	if made.Layered = len(layers); made.Layered == 0 {
		return nil // it can be searched as it is
	}
	w := bufio.NewWriter(out)
	if err := appendLayers(ctx, original, s.opt.Password, layers, w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write the searchable file: %w", err)
	}
	return nil
}

// signed reports whether a field of the PDF holds a signature.
func (p *pdfFile) signed() (bool, error) {
	n, err := p.inst.FPDF_GetSignatureCount(&requests.FPDF_GetSignatureCount{Document: p.ref})
	if err != nil {
		return false, gaveUp("looking for signatures", err)
	}
	for i := range n.Count {
		sig, err := p.inst.FPDF_GetSignatureObject(&requests.FPDF_GetSignatureObject{Document: p.ref, Index: i})
		if err != nil {
			return true, nil //nolint:nilerr // it cannot be told, so it must not be broken
		}
		contents, err := p.inst.FPDFSignatureObj_GetContents(&requests.FPDFSignatureObj_GetContents{Signature: sig.Signature})
		if err == nil && len(contents.Contents) > 0 {
			return true, nil
		}
	}
	return false, nil
}

// pageLayer is what a page is to be given.
type pageLayer struct {
	words []textlayer.Word // in user space
	// anew says that the invisible text which the page has already may go: it says
	// no more than the words, and what is there twice is found and copied twice.
	anew bool
}

// layers are those of the pages that were read as pictures, by their numbers.
func (p *pdfFile) layers(ctx context.Context, pages map[int]doc.Page) (map[int]pageLayer, error) {
	out := map[int]pageLayer{}
	for number := 1; number <= p.pages; number++ {
		page, ok := pages[number]
		if !ok || page.TextSource != doc.TextOCR || len(page.Words) == 0 {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		layer, err := p.layer(page)
		if err != nil {
			return nil, err
		}
		if len(layer.words) > 0 {
			out[number] = layer
		}
	}
	return out, nil
}

func (p *pdfFile) layer(page doc.Page) (pageLayer, error) {
	pg, err := p.page(page.Number)
	if err != nil {
		return pageLayer{}, err
	}
	defer pg.close()
	user, ok := pg.place.inverse()
	if !ok {
		return pageLayer{}, doc.Errorf(doc.CodeCorrupt, "page %d has no size", page.Number)
	}
	words := newSheet(pg.size.Width, pg.size.Height, page.PageInfo).words(page.Words, user.point)
	return pageLayer{words, pg.saysNoMore(page.Words)}, nil
}

// saysNoMore reports that the page's own text has about as many letters and digits
// as the words that were read, or fewer, or that it makes no sense. Readers of one
// scan differ by a fifth in these, and by more in the signs that they see in specks
// and rules.
func (p *pdfPage) saysNoMore(read []doc.Word) bool {
	const about = 1.25
	chars, ok, err := p.chars()
	if err != nil || !ok {
		return false // it is not known
	}
	own, other := 0, 0
	for _, c := range chars {
		own += letters(string(c.Rune))
	}
	for _, w := range read {
		other += letters(w.Text)
	}
	return float64(own) <= about*float64(other) || layout.Garbage(layout.Words(p.size, chars))
}

// letters counts letters and digits.
func letters(text string) (n int) {
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			n++
		}
	}
	return n
}

// errNoUpdate is what a PDF's structure says when nothing can be appended to it.
var errNoUpdate = errors.New("the structure of the PDF allows no update")
