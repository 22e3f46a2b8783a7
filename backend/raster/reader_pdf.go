package raster

import (
	"cmp"

	"deskclerk/backend/doc"
)

// pdf gives the open document of the source, opened now or kept from the last
// call.
func (r *Reader) pdf(s *source) (*pdfFile, error) {
	if s.kind == kindJP2 {
		if err := s.checkJP2(); err != nil {
			return nil, err
		}
	}
	key := fileKey{path: s.path, size: s.info.Size(), modified: s.info.ModTime(), password: s.opt.Password}
	if r.open == nil || r.open.key != key || r.engine.handles > maxHandles {
		if err := r.reopen(s, key); err != nil {
			return nil, err
		}
	}
	if p := r.open; p.pages > s.opt.MaxPages {
		return nil, doc.Errorf(doc.CodeTooManyPages, "%d pages, the limit is %d", p.pages, s.opt.MaxPages)
	}
	return r.open, nil
}

// reopen closes what is open and opens the source, starting PDFium if it was
// not needed before.
func (r *Reader) reopen(s *source, key fileKey) error {
	r.shut()
	if r.engine == nil {
		e, err := startPDFium(r.opt.CacheDir)
		if err != nil {
			return err
		}
		r.engine = e
	}
	content, size, err := s.content()
	if err != nil {
		return err
	}
	f := s.file
	s.file = nil // the document keeps it
	p, err := openPDF(r.engine, f, content, size, key)
	if err != nil {
		return err
	}
	r.open = p
	return nil
}

func (r *Reader) inspectPDF(s *source) (doc.Inspection, error) {
	p, err := r.pdf(s)
	if err != nil {
		return doc.Inspection{}, err
	}
	in := doc.Inspection{MIME: string(s.kind), Pages: p.pages}
	if s.kind == kindJP2 {
		return in, nil
	}
	in.Warnings = p.warnings()
	var ok bool
	if in.Embedded, ok = p.attachments(); !ok { // the pages can be read without them
		r.shut()
		r.engine.discard()
	}
	return in, nil
}

func (r *Reader) pagePDF(s *source, number int, forceOCR bool) (doc.Raster, error) {
	p, err := r.pdf(s)
	if err != nil {
		return doc.Raster{}, err
	}
	pg, err := p.page(number)
	if err != nil {
		return doc.Raster{}, err
	}
	defer pg.close()
	out, err := pg.raster(s.opt.MaxPixels, forceOCR)
	r.findCodes(&out, cmp.Or(out.Image, pg.beside))
	return out, err
}

func (r *Reader) renderPDF(s *source, number int, ro doc.RenderOptions) ([]byte, error) {
	p, err := r.pdf(s)
	if err != nil {
		return nil, err
	}
	pg, err := p.page(number)
	if err != nil {
		return nil, err
	}
	defer pg.close()
	return pg.render(ro)
}
