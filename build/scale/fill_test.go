package main

import (
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

func TestFillingGivesTheSameLibraryEachTime(t *testing.T) {
	var before []doc.Document
	for range 2 {
		dir := t.TempDir()
		if err := fill(t.Context(), dir, 12); err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(t.Context(), dir, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		found, err := s.Documents(t.Context(), doc.Query{Text: "total"})
		if err != nil || found.Total != 12 {
			t.Errorf("a word of each is found in %d, %v", found.Total, err)
		}
		waiting, err := s.Documents(t.Context(), doc.Query{Status: []doc.Status{doc.StatusNeedsReview}})
		if err != nil || waiting.Total != 4 {
			t.Errorf("%d wait for a person, %v", waiting.Total, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		now := map[string]string{}
		for _, d := range found.Documents {
			now[d.File.Name] = d.File.SHA256
		}
		for _, d := range before {
			if now[d.File.Name] != d.File.SHA256 {
				t.Errorf("%s is another one the second time", d.File.Name)
			}
		}
		before = found.Documents
	}
}
