package store_test

import (
	"slices"
	"testing"

	"deskclerk/backend/doc"
)

func TestStandingsFollowTheFilterAndTheLastExport(t *testing.T) {
	l := newLibrary(t)
	var ids []string
	for _, words := range [][]string{{"green", "tea"}, {"black", "tea"}, {"coffee"}} {
		ids = append(ids, l.admit(t, words[0]))
		ok(t, l.FinishInspect(t.Context(), l.claim(t), doc.Inspection{Pages: 1}))
		ok(t, l.FinishPage(t.Context(), l.claim(t), reading(1, words...)))
		ok(t, l.FinishUnderstand(t.Context(), l.claim(t), receipt(), doc.StatusCompleted))
	}
	keep := func(profile string, marks ...doc.ExportMark) doc.ExportRun {
		t.Helper()
		run, err := l.KeepExport(t.Context(), doc.ExportRun{Profile: doc.ExportProfile{ID: profile, Name: profile}, At: l.clock.Now()}, marks)
		ok(t, err)
		return run
	}
	first := keep("p", doc.ExportMark{DocumentID: ids[0], Revision: 3, Digest: "old"}, doc.ExportMark{DocumentID: "gone", Revision: 1})
	second := keep("p", doc.ExportMark{DocumentID: ids[0], Revision: 4, Digest: "new"})
	keep("other", doc.ExportMark{DocumentID: ids[1], Revision: 9})
	tests := []struct {
		name  string
		types []doc.Type
		q     doc.Query
		want  []string
	}{
		{"all, oldest first", nil, doc.Query{}, ids},
		{"a word in the text", nil, doc.Query{Text: "tea"}, ids[:2]},
		{"a word and a status", nil, doc.Query{Text: "tea", Status: []doc.Status{doc.StatusCompleted}}, ids[:2]},
		{"certain ones", []doc.Type{doc.TypeReceipt}, doc.Query{IDs: ids[2:]}, ids[2:]},
		{"no document of the type", []doc.Type{doc.TypeInvoice}, doc.Query{Text: "tea"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all, err := l.ExportStandings(t.Context(), "p", tt.types, tt.q)
			ok(t, err)
			var got []string
			for _, s := range all {
				got = append(got, s.ID)
				if exported := s.ID == ids[0]; (s.Last != nil) != exported || exported && s.Last.Digest != "new" {
					t.Errorf("%s: %+v", s.ID, s.Last)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
	// Taking the last export back leaves the one before.
	for _, undo := range []struct{ run, want string }{{second.ID, "old"}, {first.ID, ""}} {
		ok(t, l.UndoExport(t.Context(), undo.run, nil))
		all, err := l.ExportStandings(t.Context(), "p", nil, doc.Query{IDs: ids[:1]})
		ok(t, err)
		if last := all[0].Last; (last == nil) != (undo.want == "") || last != nil && last.Digest != undo.want {
			t.Errorf("after the undo of %s: %+v", undo.run, last)
		}
	}
	var after string
	var seen []string
	for {
		page, err := l.ExportRuns(t.Context(), "p", after, 1)
		ok(t, err)
		for _, r := range page.Runs {
			seen = append(seen, r.ID)
		}
		if after = page.Next; after == "" {
			break
		}
	}
	if !slices.Equal(seen, []string{second.ID, first.ID}) {
		t.Errorf("runs %v", seen)
	}
}
