package api

import (
	"context"
	"net/http"
)

type optionalActInput struct {
	DocumentPath
	OptionalRevision
}

// cancelDocument stops the reading; a document that is read already is a
// conflict.
func (s *Server) cancelDocument(ctx context.Context, in *optionalActInput) (*stateOutput, error) {
	only, err := in.only(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.o.Library.Cancel(ctx, in.ID, only...); err != nil {
		return nil, s.withCurrent(ctx, in.ID, err)
	}
	return s.state(ctx, in.ID, http.StatusOK)
}
