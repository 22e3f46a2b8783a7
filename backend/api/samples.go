package api

import (
	"context"

	"deskclerk/backend/doc"
)

type samplesOutput struct {
	Body struct {
		Documents []UploadedDocument `json:"documents"`
	}
}

type samplesRemovedOutput struct {
	Body struct {
		Removed int `json:"removed" doc:"Documents deleted"`
	}
}

// addSamples takes in what the program draws. An export leaves it out unless it
// is named.
func (s *Server) addSamples(ctx context.Context, _ *struct{}) (*samplesOutput, error) {
	if s.o.Samples == nil {
		return nil, doc.Refuse(doc.CodeConflict, "samples_none")
	}
	receipts, err := s.o.Samples.AddSamples(ctx)
	if err != nil {
		return nil, err
	}
	out := &samplesOutput{}
	out.Body.Documents = []UploadedDocument{}
	for _, r := range receipts {
		out.Body.Documents = append(out.Body.Documents, UploadedDocument{
			Name: r.Document.File.Name, ID: r.DocumentID, Status: r.Document.Status,
			Duplicate: r.Duplicate, Href: documentHref(r.DocumentID),
		})
	}
	return out, nil
}

func (s *Server) removeSamples(ctx context.Context, _ *struct{}) (*samplesRemovedOutput, error) {
	if s.o.Samples == nil {
		return nil, doc.Refuse(doc.CodeConflict, "samples_none")
	}
	removed, err := s.o.Samples.RemoveSamples(ctx)
	if err != nil {
		return nil, err
	}
	out := &samplesRemovedOutput{}
	out.Body.Removed = removed
	return out, nil
}
