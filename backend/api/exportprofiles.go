package api

import (
	"context"

	"deskclerk/backend/doc"
)

// ExportProfilePath is the profile a request is about; exported because huma
// passes over what is not.
type ExportProfilePath struct {
	ID string `path:"id" maxLength:"64" doc:"The profile's id"`
}

// ExportProfiles are all profiles: those that people made, then those that come
// with the program.
type ExportProfiles struct {
	Profiles []doc.ExportProfile `json:"profiles"`
}

// ExportSources is what columns can show.
type ExportSources struct {
	Sources []doc.ExportSource `json:"sources"`
}

type (
	exportProfilesOutput struct{ Body ExportProfiles }
	exportProfileOutput  struct {
		Location string `header:"Location"`
		Body     doc.ExportProfile
	}
	exportSourcesOutput struct{ Body ExportSources }
	newProfileInput     struct{ Body doc.ExportProfile }
	profileInput        struct {
		ExportProfilePath

		Body doc.ExportProfile
	}
)

func (s *Server) listExportProfiles(ctx context.Context, _ *struct{}) (*exportProfilesOutput, error) {
	all, err := s.o.Exports.ExportProfiles(ctx)
	if err != nil {
		return nil, err
	}
	return &exportProfilesOutput{Body: ExportProfiles{Profiles: append([]doc.ExportProfile{}, all...)}}, nil
}

func (s *Server) listExportSources(ctx context.Context, _ *struct{}) (*exportSourcesOutput, error) {
	all, err := s.o.Exports.ExportSources(ctx)
	if err != nil {
		return nil, err
	}
	return &exportSourcesOutput{Body: ExportSources{Sources: append([]doc.ExportSource{}, all...)}}, nil
}

func (s *Server) getExportProfile(ctx context.Context, in *ExportProfilePath) (*exportProfileOutput, error) {
	p, err := s.o.Exports.ExportProfile(ctx, in.ID)
	return exportProfile(p, err)
}

func (s *Server) createExportProfile(ctx context.Context, in *newProfileInput) (*exportProfileOutput, error) {
	p, err := s.o.Exports.NewExportProfile(ctx, in.Body)
	return exportProfile(p, err)
}

func (s *Server) replaceExportProfile(ctx context.Context, in *profileInput) (*exportProfileOutput, error) {
	in.Body.ID = in.ID
	p, err := s.o.Exports.ReplaceExportProfile(ctx, in.Body)
	return exportProfile(p, err)
}

func (s *Server) deleteExportProfile(ctx context.Context, in *ExportProfilePath) (*struct{}, error) {
	return nil, s.o.Exports.DeleteExportProfile(ctx, in.ID)
}

func exportProfile(p doc.ExportProfile, err error) (*exportProfileOutput, error) {
	if err != nil {
		return nil, err
	}
	return &exportProfileOutput{Location: Prefix + "/export-profiles/" + p.ID, Body: p}, nil
}
