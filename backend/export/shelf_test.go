package export_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"time"

	"deskclerk/backend/doc"
)

var at = time.Date(2026, 11, 21, 9, 14, 3, 0, time.UTC)

func background() context.Context { return context.Background() }

// shelf holds documents in memory, where a test is about what is written; what is
// remembered is tried with the real store.
type shelf struct {
	documents []doc.Document
	runs      []doc.ExportRun
	marks     map[string][]doc.ExportMark
	profiles  []doc.ExportProfile
}

func newShelf(documents ...doc.Document) *shelf {
	s := &shelf{documents: slices.Clone(documents), marks: map[string][]doc.ExportMark{}}
	for i := range s.documents {
		s.documents[i].Status = doc.StatusApproved
	}
	return s
}

func (s *shelf) NewExportProfile(_ context.Context, p doc.ExportProfile) (doc.ExportProfile, error) {
	return p, nil
}

func (s *shelf) ReplaceExportProfile(_ context.Context, p doc.ExportProfile) (doc.ExportProfile, error) {
	return p, nil
}

func (s *shelf) DeleteExportProfile(context.Context, string) error { return nil }

func (s *shelf) ExportProfiles(context.Context) ([]doc.ExportProfile, error) { return s.profiles, nil }

func (s *shelf) ExportProfile(_ context.Context, id string) (doc.ExportProfile, error) {
	return doc.ExportProfile{}, doc.Errorf(doc.CodeNotFound, "%s", id)
}

func (s *shelf) ExportStandings(context.Context, string, []doc.Type, doc.Query) ([]doc.ExportStanding, error) {
	all := []doc.ExportStanding{}
	for _, d := range s.documents {
		all = append(all, doc.ExportStanding{ID: d.ID, Status: d.Status, Revision: d.Revision})
	}
	return all, nil
}

func (s *shelf) ExportLeft(context.Context, []doc.Type, doc.Query) (doc.ExportLeft, error) {
	return doc.ExportLeft{}, nil
}

func (s *shelf) ExportDocuments(_ context.Context, ids []string, _ bool) iter.Seq2[doc.Document, error] {
	return func(yield func(doc.Document, error) bool) {
		for _, id := range ids {
			i := slices.IndexFunc(s.documents, func(d doc.Document) bool { return d.ID == id })
			if i >= 0 && !yield(s.documents[i], nil) {
				return
			}
		}
	}
}

func (s *shelf) KeepExport(_ context.Context, run doc.ExportRun, marks []doc.ExportMark) (doc.ExportRun, error) {
	run.ID = fmt.Sprint(len(s.runs))
	s.runs, s.marks[run.ID] = append(s.runs, run), marks
	return run, nil
}

func (s *shelf) ExportDelivered(context.Context, string) error      { return nil }
func (s *shelf) UndoExport(context.Context, string, []string) error { return nil }

func (s *shelf) ExportRun(_ context.Context, id string) (doc.ExportRun, error) {
	for _, r := range s.runs {
		if r.ID == id {
			return r, nil
		}
	}
	return doc.ExportRun{}, doc.Errorf(doc.CodeNotFound, "%s", id)
}

func (s *shelf) ExportRuns(context.Context, string, string, int) (doc.ExportRunList, error) {
	return doc.ExportRunList{Runs: s.runs}, nil
}

func (s *shelf) ExportedBy(_ context.Context, id string) ([]doc.ExportMark, error) {
	return s.marks[id], nil
}

func (s *shelf) ExportFacts(context.Context, string) ([]doc.ExportFact, error) { return nil, nil }
