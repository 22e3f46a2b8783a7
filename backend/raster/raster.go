// Package raster is the room that opens foreign files: any supported file
// becomes page images for reading and, where a PDF brings text worth trusting,
// words with their boxes. It runs inside the worker process, never in the main
// one, touches no database and no network, and decodes with memory-safe code
// alone: Go decoders, and PDFium and libheif compiled to WebAssembly.
package raster

import (
	"context"

	"deskclerk/backend/doc"
)

// Options says where a Reader may keep what it can make again.
type Options struct {
	// CacheDir holds the compiled form of PDFium, about 30 MB. Empty: PDFium is
	// compiled anew by each Reader, which takes seconds.
	CacheDir string
}

// Reader opens files. It is for one goroutine at a time, keeps the last PDF
// open between calls and loads PDFium when the first PDF comes. The zero value
// is not usable; see New.
type Reader struct {
	opt Options
}

// New makes a Reader. Nothing is loaded yet.
func New(o Options) *Reader { return &Reader{opt: o} }

// Inspect tells what the file is and how many pages it has, from headers
// alone where the format allows it. Errors: CodeUnsupported, CodeEmpty,
// CodeCorrupt, CodePDFPassword, CodeTooManyPages, CodeTooManyPixels,
// CodeNoPages, CodeOriginalGone.
func (r *Reader) Inspect(ctx context.Context, path string, o doc.OpenOptions) (doc.Inspection, error) {
	return doc.Inspection{}, doc.Errorf(doc.CodeUnsupported, "not built yet")
}

// Page gives page number (from 1) as a grey image, or as embedded words alone
// when they can be trusted and forceOCR is false. Errors as Inspect's, and
// CodeNotFound for a page that is not there.
func (r *Reader) Page(ctx context.Context, path string, number int, o doc.OpenOptions, forceOCR bool) (doc.Raster, error) {
	return doc.Raster{}, doc.Errorf(doc.CodeUnsupported, "not built yet")
}

// Render gives page number (from 1) as a colour JPEG of the asked width, turned
// and deskewed as asked, so that boxes of the page's words fit on it. Errors as
// Page's.
func (r *Reader) Render(ctx context.Context, path string, number int, o doc.OpenOptions, ro doc.RenderOptions) ([]byte, error) {
	return nil, doc.Errorf(doc.CodeUnsupported, "not built yet")
}

// Close frees PDFium and the open file. It may be called twice.
func (r *Reader) Close() error { return nil }
