// Package worker is the room of the child process: the only place where bytes
// from outside are decoded and where native code runs, so that either may
// crash, hang or eat memory without harm. The child side is Main and Serve; the
// parent side is Pool. It knows the protocol between them, the limits and the
// time-outs, but neither how a page is drawn nor how it is read: that comes in
// through Rasterizer and Engine. It may touch processes and pipes; it opens no
// document, no database and no network.
package worker

import (
	"context"
	"image"

	"deskclerk/backend/doc"
)

// Rasterizer opens files of foreign origin and draws their pages. It runs in
// the child only and is called by one goroutine at a time. Errors are those of
// package doc: unsupported_type, corrupt_file, pdf_password, too_many_pages,
// too_many_pixels, too_complex, no_pages, original_missing.
type Rasterizer interface {
	// Inspect opens the file and counts its pages.
	Inspect(ctx context.Context, path string, o doc.OpenOptions) (doc.Inspection, error)
	// Page gives the page (1-based) to be read. Its Image is nil when the words
	// embedded in the file are trusted; forceOCR trusts none.
	Page(ctx context.Context, path string, number int, o doc.OpenOptions, forceOCR bool) (doc.Raster, error)
	// Render gives the page as a colour JPEG, upright as r says.
	Render(ctx context.Context, path string, number int, o doc.OpenOptions, r doc.RenderOptions) ([]byte, error)
	// Searchable writes a PDF of the file with its words as an invisible layer.
	// Errors as well: pdf_signed.
	Searchable(ctx context.Context, path string, o doc.OpenOptions, job doc.SearchableJob) (doc.Searchable, error)
	Close() error
}

// Engine reads the words of a page image. It runs in the child only and is
// called by one goroutine at a time.
type Engine interface {
	// Recognize reads img; dpi is 0 when it is unknown. A language that is not
	// installed is a language_missing error.
	Recognize(ctx context.Context, img *image.Gray, dpi int, o doc.ReadOptions) (doc.Recognition, error)
	// Region reads a part of the page closer, in several ways.
	Region(ctx context.Context, img *image.Gray, r doc.Region) ([]doc.RegionReading, error)
	Info() doc.EngineInfo
	Close() error
}
