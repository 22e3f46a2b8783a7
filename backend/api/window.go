package api

import (
	"context"

	"deskclerk/backend/doc"
)

// showWindow brings the program's window to the front, as a second start asks
// for; a program without one is a conflict.
func (s *Server) showWindow(ctx context.Context, _ *struct{}) (*struct{}, error) {
	if s.o.Window == nil {
		return nil, doc.Errorf(doc.CodeConflict, "there is no window")
	}
	return nil, s.o.Window.Summon(ctx)
}
