package export

import (
	"context"
	"iter"
	"os"
	"strings"
	"time"

	"deskclerk/backend/doc"
)

// Store keeps profiles, and what was exported with them. What is not there is
// not_found; a name that another profile has is name_taken.
type Store interface {
	NewExportProfile(ctx context.Context, p doc.ExportProfile) (doc.ExportProfile, error)
	ReplaceExportProfile(ctx context.Context, p doc.ExportProfile) (doc.ExportProfile, error)
	DeleteExportProfile(ctx context.Context, id string) error
	ExportProfiles(ctx context.Context) ([]doc.ExportProfile, error)
	ExportProfile(ctx context.Context, id string) (doc.ExportProfile, error)

	ExportStandings(ctx context.Context, profile string, types []doc.Type, q doc.Query) ([]doc.ExportStanding, error)
	ExportLeft(ctx context.Context, types []doc.Type, q doc.Query) (doc.ExportLeft, error)
	ExportDocuments(ctx context.Context, ids []string, whole bool) iter.Seq2[doc.Document, error]

	KeepExport(ctx context.Context, run doc.ExportRun, marks []doc.ExportMark) (doc.ExportRun, error)
	ExportDelivered(ctx context.Context, id string) error
	UndoExport(ctx context.Context, id string, documents []string) error
	ExportRun(ctx context.Context, id string) (doc.ExportRun, error)
	ExportRuns(ctx context.Context, profile, after string, limit int) (doc.ExportRunList, error)
	ExportedBy(ctx context.Context, id string) ([]doc.ExportMark, error)
	ExportFacts(ctx context.Context, documentID string) ([]doc.ExportFact, error)
}

// Options of a desk. Store is required.
type Options struct {
	Store Store
	Temp  string           // folder for files under way; default the system's
	Clock func() time.Time // default time.Now
}

// Desk makes exports: what goes out, how, and what is remembered of it.
type Desk struct {
	Store

	temp  string
	clock func() time.Time
}

// New makes a desk.
func New(o Options) *Desk {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	return &Desk{Store: o.Store, temp: o.Temp, clock: o.Clock}
}

// ExportProfiles lists the profiles that people made, then those that come with
// the program.
func (d *Desk) ExportProfiles(ctx context.Context) ([]doc.ExportProfile, error) {
	made, err := d.Store.ExportProfiles(ctx)
	if err != nil {
		return nil, err
	}
	return append(made, BuiltIn()...), nil
}

// ExportProfile finds a profile by its id. Errors: not_found.
func (d *Desk) ExportProfile(ctx context.Context, id string) (doc.ExportProfile, error) {
	for _, p := range BuiltIn() {
		if p.ID == id {
			return p, nil
		}
	}
	return d.Store.ExportProfile(ctx, id)
}

// NewExportProfile checks and keeps a profile. Errors: invalid_request,
// name_taken.
func (d *Desk) NewExportProfile(ctx context.Context, p doc.ExportProfile) (doc.ExportProfile, error) {
	p, err := own(p)
	if err != nil {
		return p, err
	}
	return d.Store.NewExportProfile(ctx, p)
}

// ReplaceExportProfile checks and changes a profile. Errors: invalid_request,
// name_taken, not_found, conflict for one that comes with the program.
func (d *Desk) ReplaceExportProfile(ctx context.Context, p doc.ExportProfile) (doc.ExportProfile, error) {
	if err := notBuiltIn(p.ID); err != nil {
		return p, err
	}
	p, err := own(p)
	if err != nil {
		return p, err
	}
	return d.Store.ReplaceExportProfile(ctx, p)
}

// DeleteExportProfile takes a profile away. Errors: not_found, conflict for one
// that comes with the program.
func (d *Desk) DeleteExportProfile(ctx context.Context, id string) error {
	if err := notBuiltIn(id); err != nil {
		return err
	}
	return d.Store.DeleteExportProfile(ctx, id)
}

// own settles a profile of a person's.
func own(p doc.ExportProfile) (doc.ExportProfile, error) {
	p.BuiltIn, p.UpdatedAt = false, nil
	p, err := Settled(p)
	if err != nil {
		return p, err
	}
	for _, b := range BuiltIn() {
		if strings.EqualFold(b.Name, p.Name) {
			return p, doc.Refuse(doc.CodeNameTaken, "profile_builtin_name", "name", p.Name)
		}
	}
	return p, nil
}

func notBuiltIn(id string) error {
	if strings.HasPrefix(id, builtInPrefix) {
		return doc.Refuse(doc.CodeConflict, "profile_builtin", "id", id)
	}
	return nil
}

// spool is a file of our own that is gone once it is closed, even when the
// program is killed.
func (d *Desk) spool() (*os.File, error) {
	f, err := os.CreateTemp(d.temp, "export-*")
	if err != nil {
		return nil, err
	}
	// Where an open file cannot be removed, closing it leaves it to the next start.
	_ = os.Remove(f.Name())
	return f, nil
}
