package api

import (
	"context"
	"mime"
	"net/http"

	"deskclerk/backend/doc"
)

type originalInput struct {
	DocumentPath

	Source      string `query:"source" maxLength:"64" doc:"Of a document whose pages were rearranged: the hash of the file that is wanted. Absent: that of its first page"`
	Inline      bool   `query:"inline" doc:"Show it rather than save it, where a browser can do so safely"`
	IfNoneMatch string `header:"If-None-Match"`
}

// getOriginal gives the file as it came, byte for byte.
func (s *Server) getOriginal(ctx context.Context, in *originalInput) (*stream, error) {
	d, err := s.o.Library.Document(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	of, err := s.sourceOf(ctx, d, in.Source)
	if err != nil {
		return nil, err
	}
	file, err := s.o.Library.OpenOriginal(of.SHA256)
	if err != nil {
		return nil, err
	}
	return streamed(func(w http.ResponseWriter, r *http.Request) {
		defer file.Close()
		h := w.Header()
		h.Set("Content-Type", safeType(of.MIME))
		h.Set("Content-Disposition", disposition(of, in.Inline))
		h.Set("ETag", `"`+of.SHA256+`"`)
		h.Set("Cache-Control", "private, no-cache")
		serveContent(w, r, "", file)
	}), nil
}

// safeType lets through the types we read and makes bytes of everything else: a
// browser must never find a page or a script here.
func safeType(found string) string {
	switch found {
	case "application/pdf", "image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp", "image/tiff", "image/heic", "image/jp2":
		return found
	}
	return "application/octet-stream"
}

func disposition(f doc.File, inline bool) string {
	how := "attachment"
	if inline && safeType(f.MIME) == f.MIME {
		how = "inline"
	}
	return mime.FormatMediaType(how, map[string]string{"filename": f.Name})
}
