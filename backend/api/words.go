package api

import (
	"context"

	"deskclerk/backend/doc"
)

// PagePath is the page a request is about.
type PagePath struct {
	DocumentPath

	Page int `path:"page" minimum:"1" maximum:"1000000" doc:"From 1"`
}

type wordsOutput struct {
	Body Words
}

// Words are the words of one page in reading order.
type Words struct {
	Words []doc.Word `json:"words"`
}

// listPageWords gives the words of a page that was read; another is not_found.
func (s *Server) listPageWords(ctx context.Context, in *PagePath) (*wordsOutput, error) {
	found, err := s.o.Library.PageWords(ctx, in.ID, in.Page)
	if err != nil {
		return nil, err
	}
	return &wordsOutput{Body: Words{Words: append([]doc.Word{}, found...)}}, nil
}
