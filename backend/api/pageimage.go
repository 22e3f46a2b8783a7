package api

import (
	"bytes"
	"context"
	"encoding/hex"
	"net/http"

	"deskclerk/backend/doc"
)

type pageImageInput struct {
	PagePath

	Width       int    `query:"width" minimum:"16" maximum:"4096" default:"1200" doc:"Pixels; made into the next of a few steps, so that few pictures are kept"`
	IfNoneMatch string `header:"If-None-Match"`
}

// getPageImage gives the page upright and straight, as its boxes see it.
func (s *Server) getPageImage(ctx context.Context, in *pageImageInput) (*stream, error) {
	picture, err := s.o.Pages.PageImage(ctx, in.ID, in.Page, widthStep(in.Width))
	if err != nil {
		return nil, err
	}
	if len(picture) == 0 {
		return nil, doc.Refuse(doc.CodeNotFound, "page_none")
	}
	return pictured(picture), nil
}

// pictured answers with a JPEG, or says that it is the one that the client has.
func pictured(picture []byte) *stream {
	return streamed(func(w http.ResponseWriter, r *http.Request) {
		sum := digest(string(picture))
		w.Header().Set("Content-Type", "image/jpeg")
		w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:16])+`"`)
		w.Header().Set("Cache-Control", "private, no-cache")
		serveContent(w, r, "", bytes.NewReader(picture))
	})
}

// widthStep rounds a width up to one of a few, so that a window being resized
// does not fill the cache.
func widthStep(width int) int {
	for _, step := range []int{200, 400, 800, 1200, 1600, 2400, 3200} {
		if width <= step {
			return step
		}
	}
	return 4096
}
