package api

import (
	"context"

	"deskclerk/backend/doc"
)

type sightingsOutput struct {
	Body Sightings
}

// Sightings are the times one content came in, oldest first.
type Sightings struct {
	Sightings []doc.Sighting `json:"sightings"`
}

// listSightings tells each time the content came in.
func (s *Server) listSightings(ctx context.Context, in *DocumentPath) (*sightingsOutput, error) {
	found, err := s.o.Library.Sightings(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &sightingsOutput{Body: Sightings{Sightings: append([]doc.Sighting{}, found...)}}, nil
}
