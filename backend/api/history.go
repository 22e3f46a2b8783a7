package api

import (
	"context"

	"deskclerk/backend/doc"
)

type historyInput struct {
	DocumentPath

	Field string `path:"field" maxLength:"128" doc:"The field's name"`
}

type historyOutput struct {
	Body FieldHistory
}

// FieldHistory is every value a field had, oldest first.
type FieldHistory struct {
	Changes []doc.FieldChange `json:"changes"`
}

// getFieldHistory shows what the machine read first and who changed it since.
func (s *Server) getFieldHistory(ctx context.Context, in *historyInput) (*historyOutput, error) {
	found, err := s.o.Library.FieldHistory(ctx, in.ID, in.Field)
	if err != nil {
		return nil, err
	}
	return &historyOutput{Body: FieldHistory{Changes: append([]doc.FieldChange{}, found...)}}, nil
}
