// Package raster is the room that opens foreign files: any supported file
// becomes page images for reading and, where a PDF brings text worth trusting,
// words with their boxes. It runs inside the worker process, never in the main
// one, touches no database and no network, and decodes with memory-safe code
// alone: Go decoders, and PDFium and libheif compiled to WebAssembly.
package raster

import (
	"bytes"
	"context"
	"errors"
	"image"
	"io/fs"
	"os"
	"sync"

	"deskclerk/backend/doc"
)

// Options says where a Reader may keep what it can make again.
type Options struct {
	// CacheDir holds the compiled form of PDFium, about 20 MB. Empty: PDFium is
	// compiled anew by each Reader, which takes seconds.
	CacheDir string
	// Print lays out the XML of an electronic invoice as lines of text; ok is
	// false for other XML. nil: there is no such reader, and XML is unsupported.
	Print func(xml []byte) (text string, ok bool)
	// Codes finds the QR codes and bar codes on a page, their boxes as fractions
	// of it. nil: none are looked for.
	Codes func(page *image.Gray) []doc.PageCode
}

// Default limits of doc.OpenOptions.
const (
	DefaultMaxPages  = 1000
	DefaultMaxPixels = 150_000_000 // of one page
)

// Reader opens files. It does one thing at a time, keeps the last PDF open
// between calls and loads PDFium when the first PDF comes. The zero value works
// without a cache.
type Reader struct {
	opt    Options
	mu     sync.Mutex
	engine *pdfEngine // nil until the first PDF
	open   *pdfFile   // nil when none is
}

// New makes a Reader. Nothing is loaded yet.
func New(o Options) *Reader { return &Reader{opt: o} }

// Inspect tells what the file is and how many pages it has, from its headers
// alone. Errors: CodeUnsupported, CodeEmpty, CodeCorrupt, CodePDFPassword,
// CodeTooManyPages, CodeTooManyPixels, CodeNoPages, CodeOriginalGone,
// CodeUnreadable.
func (r *Reader) Inspect(ctx context.Context, path string, o doc.OpenOptions) (_ doc.Inspection, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	defer r.guard(&err)
	if isList(o) {
		return inspectList(path)
	}
	s, err := openSource(ctx, path, limits(o))
	if err != nil {
		return doc.Inspection{}, err
	}
	defer s.close()
	switch {
	case s.isPDF():
		return r.inspectPDF(s)
	case s.isText():
		return r.inspectText(s)
	}
	return inspectImage(s)
}

// Page gives page number (from 1) as a grey image, or as embedded words alone
// when they can be trusted and forceOCR is false. Errors as Inspect's, and
// CodeNotFound for a page that is not there, CodeTooComplex for one that needs
// more memory than PDFium may have.
func (r *Reader) Page(ctx context.Context, path string, number int, o doc.OpenOptions, forceOCR bool) (_ doc.Raster, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	defer r.guard(&err)
	if isList(o) {
		return r.pageOfList(ctx, path, number, o, forceOCR)
	}
	return r.page(ctx, path, number, o, forceOCR)
}

func (r *Reader) page(ctx context.Context, path string, number int, o doc.OpenOptions, forceOCR bool) (doc.Raster, error) {
	s, err := openSource(ctx, path, limits(o))
	if err != nil {
		return doc.Raster{}, err
	}
	defer s.close()
	switch {
	case s.isPDF():
		return r.pagePDF(s, number, forceOCR)
	case s.isText():
		return r.pageText(s, number, forceOCR)
	}
	out, err := pageImage(s, number)
	r.findCodes(&out, out.Image)
	return out, err
}

// findCodes looks for codes on a picture of the page, if there is one.
func (r *Reader) findCodes(page *doc.Raster, picture *image.Gray) {
	if r.opt.Codes != nil && picture != nil {
		page.Codes = r.opt.Codes(picture)
	}
}

// Render gives page number (from 1) as a JPEG of the asked width, turned and
// deskewed as asked, so that boxes of the page's words fit on it. Errors as
// Page's.
func (r *Reader) Render(ctx context.Context, path string, number int, o doc.OpenOptions, ro doc.RenderOptions) (_ []byte, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	defer r.guard(&err)
	if isList(o) {
		return r.renderOfList(ctx, path, number, o, ro)
	}
	return r.render(ctx, path, number, o, ro)
}

func (r *Reader) render(ctx context.Context, path string, number int, o doc.OpenOptions, ro doc.RenderOptions) ([]byte, error) {
	s, err := openSource(ctx, path, limits(o))
	if err != nil {
		return nil, err
	}
	defer s.close()
	switch {
	case s.isPDF():
		return r.renderPDF(s, number, ro)
	case s.isText():
		return r.renderText(s, number, ro)
	}
	return renderImage(s, number, ro)
}

// Close frees PDFium and the open file. It may be called twice, and the Reader
// may be used again afterwards.
func (r *Reader) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.shut()
	if r.engine != nil {
		r.engine.close()
		r.engine = nil
	}
	return nil
}

// shut lets the open PDF go.
func (r *Reader) shut() {
	if r.open != nil {
		r.open.close()
		r.open = nil
	}
}

// guard turns a decoder's panic into CodeCorrupt. After a failure the open PDF
// is let go, and PDFium's instance with it when that gave up.
func (r *Reader) guard(err *error) {
	if p := recover(); p != nil {
		*err = doc.Errorf(doc.CodeCorrupt, "the decoder gave up: %v", p)
	}
	if *err != nil {
		r.shut()
		if r.engine != nil && doc.CodeOf(*err) == doc.CodeTooComplex {
			r.engine.discard()
		}
	}
}

// limits fills in the defaults.
func limits(o doc.OpenOptions) doc.OpenOptions {
	if o.MaxPages <= 0 {
		o.MaxPages = DefaultMaxPages
	}
	if o.MaxPixels <= 0 {
		o.MaxPixels = DefaultMaxPixels
	}
	return o
}

// source is an open file of a known kind.
type source struct {
	path string
	file *os.File
	info fs.FileInfo
	kind kind
	opt  doc.OpenOptions

	headless bool // a PDF without its first line
}

// openSource opens the file and finds its kind by its content.
func openSource(ctx context.Context, path string, o doc.OpenOptions) (*source, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, doc.Errorf(doc.CodeOriginalGone, "the file is not there: %w", err)
		}
		return nil, doc.Errorf(doc.CodeUnreadable, "open the file: %w", err)
	}
	s := &source{path: path, file: f, opt: o}
	if err := s.recognize(); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *source) recognize() error {
	info, err := s.file.Stat()
	if err != nil {
		return doc.Errorf(doc.CodeUnreadable, "look at the file: %w", err)
	}
	if !info.Mode().IsRegular() {
		return doc.Errorf(doc.CodeUnreadable, "not a file")
	}
	if info.Size() == 0 {
		return doc.Refuse(doc.CodeEmpty, "empty")
	}
	s.info = info
	head := make([]byte, headBytes)
	n, err := s.file.ReadAt(head, 0)
	if n == 0 {
		return doc.Errorf(doc.CodeUnreadable, "read the file: %w", err)
	}
	if s.kind = kindOf(head[:n]); s.kind == kindUnknown {
		return doc.Refuse(doc.CodeUnsupported, "kind_unknown")
	}
	s.headless = s.kind == kindPDF && !bytes.Contains(head[:min(n, pdfWithin)], []byte("%PDF-"))
	return nil
}

func (s *source) close() {
	if s.file != nil {
		_ = s.file.Close() // only read
	}
}
