package api

import (
	"context"
	"mime"
	"net/http"
	"path/filepath"
	"strings"

	"deskclerk/backend/doc"
)

// getSearchable gives the document as a PDF whose words can be found and copied.
func (s *Server) getSearchable(ctx context.Context, in *DocumentPath) (*stream, error) {
	d, err := s.o.Library.Document(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	file, err := s.o.Copies.Searchable(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return streamed(func(w http.ResponseWriter, r *http.Request) {
		defer func() { _ = file.Close() }() // a temporary copy
		copyHead(w, d, "application/pdf", "searchable.pdf")
		serveContent(w, r, "", file)
	}), nil
}

func (s *Server) getHOCR(ctx context.Context, in *DocumentPath) (*stream, error) {
	return s.layoutFile(ctx, in.ID, LayoutHOCR, "text/vnd.hocr+html; charset=utf-8", "hocr")
}

func (s *Server) getALTO(ctx context.Context, in *DocumentPath) (*stream, error) {
	return s.layoutFile(ctx, in.ID, LayoutALTO, "application/alto+xml; charset=utf-8", "alto.xml")
}

func (s *Server) layoutFile(ctx context.Context, id string, f LayoutFormat, kind, extension string) (*stream, error) {
	d, err := s.o.Library.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	content, err := s.o.Copies.Layout(ctx, id, f)
	if err != nil {
		return nil, err
	}
	return streamed(func(w http.ResponseWriter, r *http.Request) {
		copyHead(w, d, kind, extension)
		s.plain(w, r, kind, content)
	}), nil
}

// copyHead names the file after the original; it is saved, never shown.
func copyHead(w http.ResponseWriter, d doc.Document, kind, extension string) {
	stem := strings.TrimSuffix(d.File.Name, filepath.Ext(d.File.Name))
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": stem + "." + extension}))
	h.Set("Cache-Control", "private, no-store")
}
