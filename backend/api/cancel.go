package api

import (
	"context"
	"net/http"
)

// cancelDocument stops the reading; a document that is read already is a
// conflict.
func (s *Server) cancelDocument(ctx context.Context, in *DocumentPath) (*stateOutput, error) {
	if err := s.o.Library.Cancel(ctx, in.ID); err != nil {
		return nil, err
	}
	return s.state(ctx, in.ID, http.StatusOK)
}
