package api

import (
	"context"

	"deskclerk/backend/doc"
)

type snippetInput struct {
	PagePath

	Left   float64 `query:"left" minimum:"0" maximum:"1" doc:"As a fraction of the upright page"`
	Top    float64 `query:"top" minimum:"0" maximum:"1" doc:"Likewise"`
	Right  float64 `query:"right" minimum:"0" maximum:"1" doc:"Likewise"`
	Bottom float64 `query:"bottom" minimum:"0" maximum:"1" doc:"Likewise"`
	Width  int     `query:"width" minimum:"16" maximum:"4096" default:"1200" doc:"Pixels of the whole page, as of its picture"`
}

// getSnippet gives the part of a page in which a value stands.
func (s *Server) getSnippet(ctx context.Context, in *snippetInput) (*stream, error) {
	box := doc.Box{Left: in.Left, Top: in.Top, Right: in.Right, Bottom: in.Bottom}
	if box.Empty() {
		return nil, doc.Errorf(doc.CodeInvalid, "left must be less than right, and top less than bottom")
	}
	picture, err := s.o.Pages.Snippet(ctx, in.ID, in.Page, widthStep(in.Width), box)
	if err != nil {
		return nil, err
	}
	return pictured(picture), nil
}
