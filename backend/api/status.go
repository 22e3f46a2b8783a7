package api

import "context"

type statusOutput struct {
	Body SystemStatus
}

// getStatus tells how the program is, with what the library knows of it.
func (s *Server) getStatus(ctx context.Context, _ *struct{}) (*statusOutput, error) {
	status, err := s.o.System.Status(ctx)
	if err != nil {
		return nil, err
	}
	if status.Counts, err = s.o.Library.Counts(ctx); err != nil {
		return nil, err
	}
	if status.LastEvent, err = s.o.Events.LastEvent(ctx); err != nil {
		return nil, err
	}
	if status.Engine.Languages == nil {
		status.Engine.Languages = []string{}
	}
	return &statusOutput{Body: status}, nil
}
