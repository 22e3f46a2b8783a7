package store_test

import (
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

// readAs does the jobs of a document whose pages are as given.
func (l *library) readAs(t *testing.T, pages ...doc.PageInfo) {
	t.Helper()
	l.doAll(t, func(job *store.Job) error {
		switch job.Kind {
		case store.KindInspect:
			return l.FinishInspect(t.Context(), job, doc.Inspection{Pages: len(pages)})
		case store.KindPage:
			p := doc.Page{PageInfo: pages[job.Page-1]}
			p.Number = job.Page
			if !p.Blank {
				p.Words = []doc.Word{{Text: "words"}}
			}
			return l.FinishPage(t.Context(), job, doc.PageReading{Page: p})
		default:
			issues := []doc.Issue{{Rule: doc.RuleSeveralPapers, Severity: doc.SeverityError, Fields: []string{}, Message: "two"}}
			if job.Options.Together {
				issues = nil
			}
			return l.FinishUnderstand(t.Context(), job, doc.Understanding{Issues: issues}, doc.StatusNeedsReview)
		}
	})
}

func TestPapersOnAPageBecomeDocumentsAndComeTogetherAgain(t *testing.T) {
	l := newLibrary(t)
	id := l.admit(t, "glass")
	papers := []doc.Box{{Left: 0.1, Top: 0.1, Right: 0.4, Bottom: 0.9}, {Left: 0.6, Top: 0.1, Right: 0.9, Bottom: 0.8}}
	l.readAs(t, doc.PageInfo{Width: 1000, Height: 1400, Papers: papers}, doc.PageInfo{})
	d := l.document(t, id)
	if !slices.Equal(d.Pages[0].Papers, papers) {
		t.Fatalf("the page has %v", d.Pages[0].Papers)
	}
	parts := doc.PapersApart(d.Pages)
	if len(parts) != 3 {
		t.Fatalf("it comes apart into %v", parts)
	}
	ids, err := l.Arrange(t.Context(), id, parts)
	if err != nil || len(ids) != 3 {
		t.Fatal(ids, err)
	}
	for i, want := range []*doc.Box{&papers[0], &papers[1], nil} {
		list, err := l.Pages(t.Context(), ids[i])
		if err != nil || len(list.Pages) != 1 || list.Sources[0].SHA256 != hashOf("glass") {
			t.Fatalf("%+v, %v", list, err)
		}
		got := list.Pages[0].Crop
		if (got == nil) != (want == nil) || got != nil && *got != *want {
			t.Errorf("document %d is the part %v, not %v", i+1, got, want)
		}
	}
	l.readAs(t, doc.PageInfo{})
	if err := l.UndoArrange(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	l.readAs(t, doc.PageInfo{}, doc.PageInfo{})
	if d := l.document(t, id); d.File.SHA256 != hashOf("glass") || len(d.Pages) != 2 || len(d.Pages[0].Papers) != 2 {
		t.Errorf("%+v of %+v", d.Pages, d.File)
	}
}

func TestPapersThatBelongTogetherAreNotAskedAboutAgain(t *testing.T) {
	l := newLibrary(t)
	id := l.admit(t, "glass")
	papers := []doc.Box{{Right: 0.4, Bottom: 1}, {Left: 0.6, Right: 1, Bottom: 1}}
	wantCode(t, l.LeaveTogether(t.Context(), id), doc.CodeConflict)
	l.readAs(t, doc.PageInfo{Papers: papers})
	before := l.document(t, id)
	wantCode(t, l.LeaveTogether(t.Context(), id, doc.OnRevision(before.Revision-1)), doc.CodeStale)
	if err := l.LeaveTogether(t.Context(), id, doc.OnRevision(before.Revision)); err != nil {
		t.Fatal(err)
	}
	after := l.document(t, id)
	if len(before.Issues) != 1 || len(after.Issues) != 0 || len(after.Pages[0].Papers) != 2 || after.Revision <= before.Revision {
		t.Errorf("%+v, then %+v at revision %d after %d", before.Issues, after.Issues, after.Revision, before.Revision)
	}
	if err := l.Reprocess(t.Context(), id, &doc.ProcessOptions{Keep: true, ForceOCR: true}); err != nil {
		t.Fatal(err)
	}
	l.readAs(t, doc.PageInfo{Papers: papers})
	if d := l.document(t, id); len(d.Issues) != 0 {
		t.Errorf("read again it has %+v", d.Issues)
	}
	if acts := auditActs(t, l); !slices.Contains(acts, doc.AuditTogether) {
		t.Errorf("the audit log says %v", acts)
	}
}

func TestABlankPageIsLeftOutUntilItIsKept(t *testing.T) {
	l := newLibrary(t)
	id := l.admit(t, "duplex")
	l.readAs(t, doc.PageInfo{}, doc.PageInfo{Blank: true}, doc.PageInfo{})
	sheets := func() int { return strings.Count(l.document(t, id).Text, "\f") + 1 }
	if d := l.document(t, id); !d.Pages[1].LeftOut || d.Pages[0].LeftOut || sheets() != 2 {
		t.Fatalf("%+v", d.Pages)
	}
	wantCode(t, l.KeepBlank(t.Context(), id, 1, true), doc.CodeInvalid)
	wantCode(t, l.KeepBlank(t.Context(), id, 9, true), doc.CodeNotFound)
	if err := l.KeepBlank(t.Context(), id, 2, true); err != nil {
		t.Fatal(err)
	}
	if d := l.document(t, id); d.Pages[1].LeftOut || !d.Pages[1].Blank || sheets() != 3 {
		t.Errorf("%+v with %d pages of text", d.Pages[1], sheets())
	}
	if err := l.Reprocess(t.Context(), id, nil); err != nil {
		t.Fatal(err)
	}
	l.readAs(t, doc.PageInfo{}, doc.PageInfo{Blank: true}, doc.PageInfo{})
	if d := l.document(t, id); d.Pages[1].LeftOut || sheets() != 3 {
		t.Errorf("read again it is left out: %+v", d.Pages[1])
	}
	if err := l.KeepBlank(t.Context(), id, 2, false); err != nil {
		t.Fatal(err)
	}
	if d := l.document(t, id); !d.Pages[1].LeftOut || sheets() != 2 {
		t.Errorf("%+v with %d pages of text", d.Pages[1], sheets())
	}
	if acts := auditActs(t, l); !slices.Contains(acts, doc.AuditBlank) {
		t.Errorf("the audit log says %v", acts)
	}
}

// auditActs are the acts in the audit log, newest first.
func auditActs(t *testing.T, l *library) []string {
	t.Helper()
	log, err := l.AuditLog(t.Context(), doc.AuditQuery{})
	if err != nil {
		t.Fatal(err)
	}
	var acts []string
	for _, e := range log.Entries {
		acts = append(acts, e.Act)
	}
	return acts
}
