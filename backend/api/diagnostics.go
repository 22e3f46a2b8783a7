package api

import (
	"context"

	"deskclerk/backend/doc"
)

type diagnosticsOutput struct{ Body doc.Diagnostics }

// getDiagnostics tells the library's shape and counts, for support.
func (s *Server) getDiagnostics(ctx context.Context, _ *struct{}) (*diagnosticsOutput, error) {
	d, err := s.o.Upkeep.Diagnose(ctx)
	if err != nil {
		return nil, err
	}
	return &diagnosticsOutput{Body: d}, nil
}
