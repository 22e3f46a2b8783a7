package api

import (
	"context"
	"net/http"
	"strconv"

	"deskclerk/backend/doc"
)

type listInput struct {
	Filter

	After       string `query:"after" maxLength:"500" doc:"Where to go on: next of the page before"`
	Limit       int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
	IfNoneMatch string `header:"If-None-Match"`
}

type listOutput struct {
	Status int
	ETag   string `header:"ETag"`
	Cache  string `header:"Cache-Control" hidden:"true"`
	Body   Listing
}

// Listing is a page of documents, light: without text, pages, tables and
// candidates.
type Listing struct {
	Documents []doc.Document `json:"documents"`
	Next      string         `json:"next" doc:"The cursor of the next page; empty at the end"`
	Total     int            `json:"total" doc:"Documents on all pages"`
}

// listDocuments answers with the number of the newest event as its tag, taken
// before the list is read: as long as nothing happened, no list has changed.
func (s *Server) listDocuments(ctx context.Context, in *listInput) (*listOutput, error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	q.After, q.Limit = in.After, in.Limit
	last, err := s.o.Events.LastEvent(ctx)
	if err != nil {
		return nil, err
	}
	out := &listOutput{Status: http.StatusOK, ETag: `W/"e` + strconv.FormatInt(last, 10) + `"`, Cache: "private, no-cache"}
	if matches(in.IfNoneMatch, out.ETag) {
		out.Status = http.StatusNotModified
		return out, nil
	}
	found, err := s.o.Library.Documents(ctx, q)
	if err != nil {
		return nil, err
	}
	out.Body = Listing{Documents: make([]doc.Document, len(found.Documents)), Next: found.Next, Total: found.Total}
	for i, d := range found.Documents {
		out.Body.Documents[i] = d.Complete()
	}
	return out, nil
}
