package api

import (
	"context"
	"net/http"

	"deskclerk/backend/doc"
)

type textInput struct {
	DocumentPath

	IfNoneMatch string `header:"If-None-Match"`
}

// getText gives what was read, as plain text.
func (s *Server) getText(ctx context.Context, in *textInput) (*stream, error) {
	d, err := s.o.Library.Document(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return streamed(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", revisionTag(d))
		w.Header().Set("Cache-Control", "private, no-cache")
		if matches(in.IfNoneMatch, revisionTag(d)) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		s.plain(w, r, "text/plain; charset=utf-8", []byte(d.Text))
	}), nil
}

func (s *Server) getPageText(ctx context.Context, in *PagePath) (*stream, error) {
	words, err := s.o.Library.PageWords(ctx, in.ID, in.Page)
	if err != nil {
		return nil, err
	}
	return streamed(func(w http.ResponseWriter, r *http.Request) {
		s.plain(w, r, "text/plain; charset=utf-8", []byte(doc.Page{Words: words}.Text()))
	}), nil
}

// getPageRaw gives the engine's TSV, one table after the other for each pass; a
// page whose words were embedded has none.
func (s *Server) getPageRaw(ctx context.Context, in *PagePath) (*stream, error) {
	raw, err := s.o.Library.RawPage(ctx, in.ID, in.Page)
	if err != nil {
		return nil, err
	}
	if len(raw) == 0 {
		return nil, doc.Errorf(doc.CodeNotFound, "the engine did not read page %d: its words came with the file", in.Page)
	}
	return streamed(func(w http.ResponseWriter, r *http.Request) {
		s.plain(w, r, "text/tab-separated-values; charset=utf-8", raw)
	}), nil
}

// plain writes bytes of a type that no browser runs.
func (s *Server) plain(w http.ResponseWriter, r *http.Request, mime string, p []byte) {
	w.Header().Set("Content-Type", mime)
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		s.write(w, r, p)
	}
}

type attemptsOutput struct {
	Body Attempts
}

// Attempts are all runs over a document, oldest first.
type Attempts struct {
	Attempts []doc.PastAttempt `json:"attempts"`
}

func (s *Server) listAttempts(ctx context.Context, in *DocumentPath) (*attemptsOutput, error) {
	found, err := s.o.Library.Attempts(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &attemptsOutput{Body: Attempts{Attempts: append([]doc.PastAttempt{}, found...)}}, nil
}
