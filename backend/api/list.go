package api

import (
	"context"
	"net/http"
	"strconv"

	"deskclerk/backend/doc"
)

type listInput struct {
	Filter
	Order

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

	Excerpts map[string][]doc.Excerpt `json:"excerpts" doc:"By document, the part of its text that holds what q asks for; nothing for one that was found by its name"`
}

// Order is how a listing is sorted; exported because huma passes over what is
// not.
type Order struct {
	Sort  string `query:"sort" enum:"received,name,type,party,date,total,pages,status,flags" default:"received" doc:"What is missing comes last, whichever way"`
	Order string `query:"order" enum:"asc,desc" default:"desc"`
}

func (o Order) into(q *doc.Query) { q.Sort, q.Rising = doc.SortKey(o.Sort), o.Order == "asc" }

// listDocuments answers with the number of the newest event as its tag, taken
// before the list is read: as long as nothing happened, no list has changed.
func (s *Server) listDocuments(ctx context.Context, in *listInput) (*listOutput, error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	q.After, q.Limit = in.After, in.Limit
	in.into(&q)
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
	out.Body = Listing{Documents: make([]doc.Document, len(found.Documents)), Next: found.Next, Total: found.Total, Excerpts: found.Excerpts}
	if out.Body.Excerpts == nil {
		out.Body.Excerpts = map[string][]doc.Excerpt{}
	}
	for i, d := range found.Documents {
		out.Body.Documents[i] = d.Complete()
	}
	return out, nil
}
