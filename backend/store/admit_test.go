package store_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

func TestAnAdmissionIsReceivedValidatedAndQueued(t *testing.T) {
	l := newLibrary(t)
	a := l.keep(t, "one")
	a.CorrelationID = "c-1"
	r, err := l.Admit(t.Context(), a)
	if err != nil || r.Duplicate || r.Document.ID != r.DocumentID || r.Document.Status != doc.StatusQueued {
		t.Fatalf("%+v, %v", r, err)
	}
	events, err := l.Events(t.Context(), 0, 0)
	if err != nil || len(events) != 3 {
		t.Fatalf("%v, %v", events, err)
	}
	for i, want := range []string{doc.EventReceived, doc.EventValidated, doc.EventQueued} {
		if events[i].Type != want || events[i].DocumentID != r.DocumentID {
			t.Errorf("event %d: %+v, want %s", i, events[i], want)
		}
	}
	if events[0].Data["correlation_id"] != "c-1" {
		t.Errorf("no correlation: %v", events[0].Data)
	}
	job := l.claim(t)
	if job.Kind != "inspect" || job.DocumentID != r.DocumentID || job.SHA256 != a.SHA256 || job.MIME != a.MIME {
		t.Errorf("first job: %+v", job)
	}
}

func TestTheSameContentAgainIsASighting(t *testing.T) {
	l := newLibrary(t)
	id := l.admit(t, "one")
	l.clock.Advance(time.Hour)
	again := l.keep(t, "one")
	again.Name, again.Source = "copy.pdf", doc.Source{Kind: doc.SourceFolder, Detail: "inbox"}
	r, err := l.Admit(t.Context(), again)
	if err != nil || !r.Duplicate || r.DocumentID != id {
		t.Fatalf("%+v, %v", r, err)
	}
	seen, err := l.Sightings(t.Context(), id)
	if err != nil || len(seen) != 2 {
		t.Fatalf("%+v, %v", seen, err)
	}
	if seen[1].Name != "copy.pdf" || seen[1].Source.Detail != "inbox" || !seen[1].Source.ReceivedAt.Equal(l.clock.Now()) {
		t.Errorf("second sighting: %+v", seen[1])
	}
	if listing, err := l.Documents(t.Context(), doc.Query{}); err != nil || listing.Total != 1 {
		t.Errorf("%d documents, %v", listing.Total, err)
	}
	last, err := l.LastEvent(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if events, err := l.Events(t.Context(), last-1, 0); err != nil || events[0].Type != doc.EventSighting {
		t.Errorf("%v, %v", events, err)
	}
}

func TestAnAdmissionThatFailsLeavesNothing(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(l *library, a *doc.Admission)
		code  doc.Code
	}{
		{"an unknown batch", func(_ *library, a *doc.Admission) { a.BatchID = pointer("nobody") }, doc.CodeNotFound},
		{"an original that is not there", func(l *library, a *doc.Admission) { _ = os.Remove(l.OriginalPath(a.SHA256)) }, doc.CodeOriginalGone},
		{"an original of another size", func(_ *library, a *doc.Admission) { a.Bytes++ }, doc.CodeOriginalGone},
		{"a hash that is a path", func(_ *library, a *doc.Admission) { a.SHA256 = "../../etc/passwd" }, doc.CodeInvalid},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := newLibrary(t)
			a := l.keep(t, "one")
			spoilt := a
			tt.spoil(l, &spoilt)
			_, err := l.Admit(t.Context(), spoilt)
			wantCode(t, err, tt.code)
			if counts, err := l.Counts(t.Context()); err != nil || len(counts) != 0 {
				t.Errorf("counts %v, %v", counts, err)
			}
			if last, err := l.LastEvent(t.Context()); err != nil || last != 0 {
				t.Errorf("event %d, %v", last, err)
			}
			if spoilt.SHA256 == a.SHA256 && exists(t, l.OriginalPath(a.SHA256)) {
				t.Error("the original stayed")
			}
		})
	}
}

func TestAFailedAdmissionKeepsAnOriginalThatADocumentHas(t *testing.T) {
	l := newLibrary(t)
	l.admit(t, "one")
	again := l.keep(t, "one")
	again.BatchID = pointer("nobody")
	_, err := l.Admit(t.Context(), again)
	wantCode(t, err, doc.CodeNotFound)
	if !exists(t, l.OriginalPath(again.SHA256)) {
		t.Error("the document lost its original")
	}
}

func TestBatchesCountTheirDocuments(t *testing.T) {
	l := newLibrary(t)
	b, err := l.NewBatch(t.Context(), doc.Batch{Name: "November"})
	if err != nil {
		t.Fatal(err)
	}
	for _, content := range []string{"one", "two"} {
		a := l.keep(t, content)
		a.BatchID = &b.ID
		if _, err := l.Admit(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	l.admit(t, "three")
	got, err := l.Batch(t.Context(), b.ID)
	if err != nil || got.Name != "November" || got.Documents[doc.StatusQueued] != 2 || !got.CreatedAt.Equal(l.clock.Now()) {
		t.Fatalf("%+v, %v", got, err)
	}
	_, err = l.Batch(t.Context(), "nobody")
	wantCode(t, err, doc.CodeNotFound)
}

func TestTheDataFolderIsForItsOwnerAlone(t *testing.T) {
	l := newLibrary(t)
	l.admit(t, "one")
	err := filepath.WalkDir(l.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o600)
		if e.IsDir() {
			want = 0o700
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s: %o, want %o", path, got, want)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func exists(t *testing.T, path string) bool {
	t.Helper()
	_, err := os.Stat(path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return err == nil
}
