package watch_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"testing"

	"deskclerk/backend/doc"
)

func TestAZIPIsTakenWhole(t *testing.T) {
	for _, after := range []doc.FolderAfter{doc.AfterLeave, doc.AfterDelete} {
		t.Run(string(after), func(t *testing.T) {
			h := newHouse(t)
			f := h.watch(doc.FolderSettings{After: &after})
			var packed bytes.Buffer
			w := zip.NewWriter(&packed)
			for _, name := range []string{"one", "two"} {
				out, err := w.Create(name + ".pdf")
				if err == nil {
					_, err = out.Write([]byte(paper(name)))
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			h.put("a.zip", packed.String())
			fate := map[doc.FolderAfter]doc.SourceFate{doc.AfterLeave: doc.SourceLeft, doc.AfterDelete: doc.SourceDeleted}[after]
			h.eventually("it is taken", func() bool {
				l := h.file(f.ID, "a.zip")
				return l.State == doc.FileTaken && l.Source == fate && !l.Duplicate
			})
			if n := len(h.documents()); n != 2 || h.intake.count() != 1 {
				t.Errorf("%d documents, taken %d times", n, h.intake.count())
			}
			if _, err := os.Stat(h.path("a.zip")); errors.Is(err, os.ErrNotExist) != (after == doc.AfterDelete) {
				t.Error(err)
			}
		})
	}
}
