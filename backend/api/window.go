package api

import (
	"context"

	"deskclerk/backend/doc"
)

type showWindowInput struct {
	Body *ShowWindow
}

// ShowWindow is what a second start of the program has to say to the first.
type ShowWindow struct {
	Taken []UploadedDocument `json:"taken,omitempty" maxItems:"10000" doc:"Files that it was given, with what became of each; the window tells of those that were refused"`
}

// showWindow brings the program's window to the front, as a second start asks
// for; a program without one is a conflict.
func (s *Server) showWindow(ctx context.Context, in *showWindowInput) (*struct{}, error) {
	if s.o.Window == nil {
		return nil, doc.Errorf(doc.CodeConflict, "there is no window")
	}
	var taken []UploadedDocument
	if in.Body != nil {
		taken = in.Body.Taken
	}
	return nil, s.o.Window.Summon(ctx, taken)
}
