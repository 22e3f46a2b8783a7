package api

import (
	"context"

	"deskclerk/backend/doc"
)

type papersInput struct {
	DocumentPath
	OptionalRevision
}

// takeApart makes a document of each paper that lies on the document's pages. It
// is undone as every change of pages is.
func (s *Server) takeApart(ctx context.Context, in *papersInput) (*arrangeOutput, error) {
	only, err := in.only(ctx)
	if err != nil {
		return nil, err
	}
	d, err := s.o.Library.Document(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	parts := doc.PapersApart(d.Pages)
	if parts == nil {
		return nil, doc.Refuse(doc.CodeConflict, "papers_single", "id", in.ID)
	}
	ids, err := s.o.Library.Arrange(ctx, in.ID, parts, append(only, doc.OnRevision(d.Revision))...)
	if err != nil {
		return nil, err
	}
	return s.arranged(ctx, ids)
}

type standingOutput struct {
	Body DocumentState
}

// leaveTogether says that the papers on the document's pages are one document.
func (s *Server) leaveTogether(ctx context.Context, in *papersInput) (*standingOutput, error) {
	only, err := in.only(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.o.Library.LeaveTogether(ctx, in.ID, only...); err != nil {
		return nil, err
	}
	return s.standingOf(ctx, in.ID)
}

type blankInput struct {
	PagePath
	OptionalRevision

	Body BlankRequest
}

// BlankRequest says what becomes of a blank page.
type BlankRequest struct {
	Keep bool `json:"keep" doc:"True: it is part of the document; false: it is left out, as blank pages are"`
}

// keepBlank keeps a blank page or leaves it out again.
func (s *Server) keepBlank(ctx context.Context, in *blankInput) (*standingOutput, error) {
	only, err := in.only(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.o.Library.KeepBlank(ctx, in.ID, in.Page, in.Body.Keep, only...); err != nil {
		return nil, err
	}
	return s.standingOf(ctx, in.ID)
}

func (s *Server) standingOf(ctx context.Context, id string) (*standingOutput, error) {
	now, err := s.o.Library.Standing(ctx, id)
	if err != nil {
		return nil, err
	}
	return &standingOutput{Body: DocumentState{ID: id, Status: now.Status, Revision: now.Revision, Href: documentHref(id)}}, nil
}
