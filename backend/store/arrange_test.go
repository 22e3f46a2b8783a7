package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

// stack admits a document of so many pages and reads it: page n says "page n".
func stack(t *testing.T, l *library, content string, pages int) string {
	t.Helper()
	id := l.admit(t, content)
	l.finishAll(t, pages)
	return id
}

// finishAll does every job there is.
func (l *library) finishAll(t *testing.T, pages int) {
	t.Helper()
	l.doAll(t, func(job *store.Job) error {
		switch job.Kind {
		case store.KindInspect:
			return l.FinishInspect(t.Context(), job, doc.Inspection{Pages: pages})
		case store.KindPage:
			word := doc.Word{Text: fmt.Sprintf("page-%d-of-%.4s", job.Page, job.SHA256)}
			return l.FinishPage(t.Context(), job, doc.PageReading{Page: doc.Page{PageInfo: doc.PageInfo{Number: job.Page, TextSource: doc.TextOCR}, Words: []doc.Word{word}}})
		default:
			return l.FinishUnderstand(t.Context(), job, doc.Understanding{}, doc.StatusCompleted)
		}
	})
}

// doAll takes one job after another until there is none.
func (l *library) doAll(t *testing.T, do func(job *store.Job) error) {
	t.Helper()
	for {
		job, err := l.Claim(t.Context(), []string{store.KindInspect, store.KindPage, store.KindUnderstand}, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		if job == nil {
			return
		}
		if err := do(job); err != nil {
			t.Fatal(err)
		}
	}
}

func picks(pages ...int) []doc.PagePick {
	var out []doc.PagePick
	for _, p := range pages {
		out = append(out, doc.PagePick{Page: p})
	}
	return out
}

// textOf is a document's text, its pages by their old numbers.
func textOf(t *testing.T, l *library, id string) string {
	t.Helper()
	return l.document(t, id).Text
}

func said(sum string, pages ...int) string {
	text := ""
	for i, p := range pages {
		if i > 0 {
			text += "\f"
		}
		text += fmt.Sprintf("page-%d-of-%.4s", p, sum)
	}
	return text
}

func TestAStackIsSplitWithoutReadingItAgain(t *testing.T) {
	l := newLibrary(t)
	id := stack(t, l, "stack", 5)
	sum := hashOf("stack")
	ids, err := l.Arrange(t.Context(), id, [][]doc.PagePick{picks(1, 2), picks(5, 3)})
	if err != nil || len(ids) != 2 || ids[0] != id {
		t.Fatal(ids, err)
	}
	job, err := l.Claim(t.Context(), []string{store.KindInspect, store.KindPage}, time.Minute)
	if err != nil || job != nil {
		t.Fatalf("a page is read again: %+v, %v", job, err)
	}
	l.finishAll(t, 0)
	if got := textOf(t, l, id); got != said(sum, 1, 2) {
		t.Errorf("the first says %q", got)
	}
	if got := textOf(t, l, ids[1]); got != said(sum, 5, 3) {
		t.Errorf("the second says %q", got)
	}
	d := l.document(t, ids[1])
	if d.File.Name != "one (2).pdf" && d.File.Name == l.document(t, id).File.Name {
		t.Errorf("both are called %q", d.File.Name)
	}
	if d.File.Pages != 2 || d.File.MIME != doc.MIMEPages || !exists(t, l.OriginalPath(sum)) {
		t.Errorf("%+v", d.File)
	}
	list, err := l.Pages(t.Context(), ids[1])
	if err != nil || len(list.Sources) != 1 || list.Sources[0].SHA256 != sum || list.Pages[0].Page != 5 {
		t.Errorf("%+v, %v", list, err)
	}
	if r, err := l.Admit(t.Context(), l.keep(t, "stack")); err != nil || !r.Duplicate {
		t.Errorf("the same file made another document: %+v, %v", r, err)
	}
}

func TestASplitIsTakenBack(t *testing.T) {
	l := newLibrary(t)
	id := stack(t, l, "stack", 3)
	ids, err := l.Arrange(t.Context(), id, [][]doc.PagePick{picks(3), picks(1)})
	if err != nil {
		t.Fatal(err)
	}
	l.finishAll(t, 0)
	if err := l.UndoArrange(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	l.finishAll(t, 0)
	d := l.document(t, id)
	if d.Text != said(hashOf("stack"), 1, 2, 3) || d.File.SHA256 != hashOf("stack") || d.File.Pages != 3 {
		t.Errorf("%+v says %q", d.File, d.Text)
	}
	if _, err := l.Document(t.Context(), ids[1]); doc.CodeOf(err) != doc.CodeNotFound {
		t.Errorf("what was made of it is still there: %v", err)
	}
	wantCode(t, l.UndoArrange(t.Context(), id), doc.CodeNothingToUndo)
}

func TestDocumentsAreMergedAndComeBack(t *testing.T) {
	l := newLibrary(t)
	odd, even := stack(t, l, "odd", 2), stack(t, l, "even", 2)
	_, err := l.Arrange(t.Context(), odd, [][]doc.PagePick{{
		{Page: 1}, {DocumentID: even, Page: 2}, {Page: 2}, {DocumentID: even, Page: 1},
	}})
	if err != nil {
		t.Fatal(err)
	}
	l.finishAll(t, 0)
	page := func(n int, of string) string { return fmt.Sprintf("page-%d-of-%.4s", n, hashOf(of)) }
	want := strings.Join([]string{page(1, "odd"), page(2, "even"), page(2, "odd"), page(1, "even")}, "\f")
	if got := textOf(t, l, odd); got != want {
		t.Errorf("got %q", got)
	}
	if _, err := l.Document(t.Context(), even); doc.CodeOf(err) != doc.CodeNotFound {
		t.Error("the other one is still there")
	}
	if !exists(t, l.OriginalPath(hashOf("even"))) {
		t.Fatal("its file is gone")
	}
	if err := l.UndoArrange(t.Context(), odd); err != nil {
		t.Fatal(err)
	}
	l.finishAll(t, 2)
	all, err := l.Documents(t.Context(), doc.Query{})
	if err != nil || all.Total != 2 {
		t.Fatalf("%d documents, %v", all.Total, err)
	}
	if !slices.ContainsFunc(all.Documents, func(d doc.Document) bool { return d.File.SHA256 == hashOf("even") }) {
		t.Error("the other one did not come back")
	}
}

func TestTurnedAndCutPagesAreReadAgain(t *testing.T) {
	l := newLibrary(t)
	id := stack(t, l, "stack", 2)
	turn := 90
	_, err := l.Arrange(t.Context(), id, [][]doc.PagePick{
		{{Page: 1, Turn: &turn}, {Page: 2}},
	})
	if err != nil {
		t.Fatal(err)
	}
	job, err := l.Claim(t.Context(), []string{store.KindPage}, time.Minute)
	if err != nil || job == nil || job.Page != 1 || job.Options.Rotation[1] != 90 {
		t.Fatalf("%+v, %v", job, err)
	}
	if err := l.Release(t.Context(), job); err != nil {
		t.Fatal(err)
	}
	l.finishAll(t, 0)
	half := doc.Box{Right: 1, Bottom: 0.5}
	if _, err := l.Arrange(t.Context(), id, [][]doc.PagePick{{{Page: 2, Crop: &half}}, {{Page: 2, Crop: &doc.Box{Top: 0.5, Right: 1, Bottom: 1}}}}); err != nil {
		t.Fatal(err)
	}
	list, err := l.Pages(t.Context(), id)
	if err != nil || len(list.Pages) != 1 || list.Pages[0].Crop == nil || list.Pages[0].Crop.Bottom != 0.5 {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestPagesThatCannotBeArranged(t *testing.T) {
	l := newLibrary(t)
	id, other := stack(t, l, "stack", 2), stack(t, l, "other", 1)
	waiting := l.admit(t, "waiting")
	for name, c := range map[string]struct {
		parts [][]doc.PagePick
		code  doc.Code
	}{
		"none at all":           {nil, doc.CodeInvalid},
		"an empty part":         {[][]doc.PagePick{picks(1), nil}, doc.CodeInvalid},
		"one that is not there": {[][]doc.PagePick{picks(3)}, doc.CodeInvalid},
		"one taken twice":       {[][]doc.PagePick{picks(1), picks(1)}, doc.CodeInvalid},
		"of another alone":      {[][]doc.PagePick{{{DocumentID: other, Page: 1}}}, doc.CodeInvalid},
		"of one that is gone":   {[][]doc.PagePick{{{Page: 1}, {DocumentID: "none", Page: 1}}}, doc.CodeNotFound},
		"of one not read yet":   {[][]doc.PagePick{{{Page: 1}, {DocumentID: waiting, Page: 1}}}, doc.CodeConflict},
		"a part that is none":   {[][]doc.PagePick{{{Page: 1, Crop: &doc.Box{Left: 1, Right: 0}}}}, doc.CodeInvalid},
	} {
		_, err := l.Arrange(t.Context(), id, c.parts)
		if doc.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := l.Arrange(t.Context(), id, [][]doc.PagePick{picks(2)}, 1); doc.CodeOf(err) != doc.CodeStale {
		t.Errorf("an old revision: %v", err)
	}
	if d := l.document(t, id); d.File.SHA256 != hashOf("stack") || d.Attempt.Number != 1 {
		t.Errorf("something changed: %+v", d.File)
	}
}

func TestFilesGoWithTheLastDocumentMadeOfThem(t *testing.T) {
	l := newLibrary(t)
	id := stack(t, l, "stack", 2)
	ids, err := l.Arrange(t.Context(), id, [][]doc.PagePick{picks(1), picks(2)})
	if err != nil {
		t.Fatal(err)
	}
	l.finishAll(t, 0)
	lists := []string{l.document(t, ids[0]).File.SHA256, l.document(t, ids[1]).File.SHA256}
	if swept, err := l.Sweep(t.Context(), 0); err != nil || swept.Orphans != 0 || len(swept.Missing) != 0 {
		t.Fatalf("%+v, %v", swept, err)
	}
	if err := l.Delete(t.Context(), ids[0]); err != nil {
		t.Fatal(err)
	}
	if !exists(t, l.OriginalPath(hashOf("stack"))) || exists(t, l.OriginalPath(lists[0])) {
		t.Fatal("the file of the other went, or the list stayed")
	}
	if err := l.Delete(t.Context(), ids[1]); err != nil {
		t.Fatal(err)
	}
	for _, sum := range append(lists, hashOf("stack")) {
		if exists(t, l.OriginalPath(sum)) {
			t.Errorf("%s is left", sum)
		}
	}
}

func TestPagesOfARemovedFileStayAsTheyAre(t *testing.T) {
	l := newLibrary(t)
	plain, split := stack(t, l, "plain", 2), stack(t, l, "stack", 3)
	if _, err := l.Arrange(t.Context(), split, [][]doc.PagePick{picks(3, 1)}); err != nil {
		t.Fatal(err)
	}
	l.finishAll(t, 0)
	files := l.document(t, plain).File.Bytes + l.document(t, split).File.Bytes + int64(len("stack"))
	if h, err := l.Holdings(t.Context()); err != nil || h.Originals != files {
		t.Errorf("the files have %d bytes: %+v, %v", files, h, err)
	}
	rule := aRule(doc.RemoveOriginal, 30)
	rule.Types, rule.Statuses, rule.Since = nil, []doc.Status{doc.StatusCompleted}, doc.SinceReceived
	l.clock.Advance(31 * 24 * time.Hour)
	if run, err := l.Retain(t.Context(), rule, func(string) {}); err != nil || run.Originals != 2 {
		t.Fatalf("%+v, %v", run, err)
	}
	if h, err := l.Holdings(t.Context()); err != nil || h.Originals != 0 {
		t.Errorf("nothing is left: %+v, %v", h, err)
	}
	for _, id := range []string{plain, split} {
		_, err := l.Arrange(t.Context(), id, [][]doc.PagePick{picks(1), picks(2)})
		wantCode(t, err, doc.CodeOriginalRemoved)
	}
	if again := l.admit(t, "stack"); again == split {
		t.Error("one file that came again was taken for the document whose files were removed")
	}
	wantCode(t, l.UndoArrange(t.Context(), split), doc.CodeNothingToUndo)
	l.wantWhole(t)
	if swept, err := l.Sweep(t.Context(), 0); err != nil || swept.Orphans != 0 || len(swept.Missing) != 0 {
		t.Errorf("%+v, %v", swept, err)
	}
}

func TestAStackIsNotFoundByPagesThatLeftIt(t *testing.T) {
	l := newLibrary(t)
	id := stack(t, l, "stack", 2)
	if _, err := l.Arrange(t.Context(), id, [][]doc.PagePick{picks(1), picks(2)}); err != nil {
		t.Fatal(err)
	}
	if found, err := l.Documents(t.Context(), doc.Query{Text: "page-2"}); err != nil || found.Total != 0 {
		t.Errorf("%+v, %v", found, err)
	}
	l.finishAll(t, 0)
	if found, err := l.Documents(t.Context(), doc.Query{Text: "page-2"}); err != nil || found.Total != 1 || found.Documents[0].ID == id {
		t.Errorf("%+v, %v", found, err)
	}
}

func TestAStackIsDividedUnderItsLease(t *testing.T) {
	l := newLibrary(t)
	id := l.admit(t, "stack")
	inspect := l.claim(t)
	if err := l.FinishInspect(t.Context(), inspect, doc.Inspection{Pages: 3}); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		page := l.claim(t)
		if err := l.FinishPage(t.Context(), page, doc.PageReading{Page: doc.Page{PageInfo: doc.PageInfo{Number: page.Page}}}); err != nil {
			t.Fatal(err)
		}
	}
	job := l.claim(t)
	stale := *job
	stale.Generation--
	wantCode(t, l.Divide(t.Context(), &stale, [][]int{{1}, {3}}), doc.CodeConflict)
	if err := l.Divide(t.Context(), job, [][]int{{1}, {3}}); err != nil {
		t.Fatal(err)
	}
	l.finishAll(t, 0)
	all, err := l.Documents(t.Context(), doc.Query{})
	if err != nil || all.Total != 2 {
		t.Fatalf("%+v, %v", all, err)
	}
	if d := l.document(t, id); d.Status != doc.StatusCompleted || d.File.Pages != 1 {
		t.Errorf("%s, %d pages", d.Status, d.File.Pages)
	}
}

func TestALockedDocumentComesBackFromAMergeWithItsPassword(t *testing.T) {
	l := newLibrary(t)
	id := stack(t, l, "open", 1)
	a := l.keep(t, "locked")
	a.Options.Password = "open sesame"
	locked, err := l.Admit(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	l.finishAll(t, 1)
	if _, err := l.Arrange(t.Context(), id, [][]doc.PagePick{{{Page: 1}, {DocumentID: locked.DocumentID, Page: 1}}}); err != nil {
		t.Fatal(err)
	}
	l.finishAll(t, 1)
	if err := l.UndoArrange(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	again, err := l.Admit(t.Context(), l.keep(t, "locked"))
	if err != nil || !again.Duplicate {
		t.Fatalf("it did not come back: %+v, %v", again, err)
	}
	o, err := l.ProcessOptions(t.Context(), again.DocumentID)
	if err != nil || o.Password != "open sesame" {
		t.Errorf("its password is %q, %v", o.Password, err)
	}
}
