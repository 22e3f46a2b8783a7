package api

import (
	"context"
	"os"

	"deskclerk/backend/doc"
)

// Exports makes exports by profiles and remembers them. What is not there is
// not_found; what comes with the program cannot be changed, which is conflict.
type Exports interface {
	ExportProfiles(ctx context.Context) ([]doc.ExportProfile, error)
	ExportProfile(ctx context.Context, id string) (doc.ExportProfile, error)
	NewExportProfile(ctx context.Context, p doc.ExportProfile) (doc.ExportProfile, error)     // invalid_request, name_taken
	ReplaceExportProfile(ctx context.Context, p doc.ExportProfile) (doc.ExportProfile, error) // likewise
	DeleteExportProfile(ctx context.Context, id string) error
	ExportSources(ctx context.Context) ([]doc.ExportSource, error)

	Preview(ctx context.Context, w doc.ExportWish) (doc.ExportPreview, error)
	Run(ctx context.Context, w doc.ExportWish) (doc.ExportRun, error) // profile_incomplete, nothing_to_export
	ExportRun(ctx context.Context, id string) (doc.ExportRun, error)
	ExportRuns(ctx context.Context, profile, after string, limit int) (doc.ExportRunList, error)
	ExportDelivered(ctx context.Context, id string) error
	UndoExport(ctx context.Context, id string, documents []string) error
	ExportFacts(ctx context.Context, documentID string) ([]doc.ExportFact, error)

	// File gives an open file at its beginning; export_changed when it cannot be
	// made again as it was, unless now asks for what it would be now.
	File(ctx context.Context, id string, now bool) (doc.ExportRun, *os.File, error)
	Rows(ctx context.Context, id string, each func([]doc.ExportCell) error) error
}
