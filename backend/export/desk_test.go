package export_test

import (
	"io"
	"slices"
	"strconv"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/export"
	"deskclerk/backend/store"
)

// books is a desk over the real store with a few documents that were read.
type books struct {
	*export.Desk

	store *store.Store
	ids   []string
}

func newBooks(t *testing.T, statuses ...doc.Status) *books {
	t.Helper()
	s, err := store.Open(t.Context(), t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	b := &books{Desk: export.New(export.Options{Store: s, Temp: s.Incoming()}), store: s}
	for i, status := range statuses {
		b.add(t, i, status)
	}
	return b
}

// add takes a receipt in and reads it to a status of the machine's.
func (b *books) add(t *testing.T, i int, status doc.Status) {
	t.Helper()
	b.admit(t, i)
	b.read(t, status, strconv.Itoa(i+1)+".00")
}

// admit takes a receipt in.
func (b *books) admit(t *testing.T, i int) {
	t.Helper()
	ctx := t.Context()
	o, err := b.store.NewOriginal()
	must(t, err)
	_, err = io.WriteString(o, "receipt "+strconv.Itoa(i))
	must(t, err)
	sum, size, err := o.Commit()
	must(t, err)
	r, err := b.store.Admit(ctx, doc.Admission{Name: "scan.pdf", SHA256: sum, Bytes: size, MIME: "application/pdf", Source: doc.Source{Kind: doc.SourceUpload}})
	must(t, err)
	b.ids = append(b.ids, r.DocumentID)
}

// read does the document's jobs.
func (b *books) read(t *testing.T, status doc.Status, total string) {
	t.Helper()
	for {
		job, err := b.store.Claim(t.Context(), []string{store.KindInspect, store.KindPage, store.KindUnderstand}, time.Minute)
		must(t, err)
		if job == nil {
			return
		}
		switch job.Kind {
		case store.KindInspect:
			err = b.store.FinishInspect(t.Context(), job, doc.Inspection{Pages: 1})
		case store.KindPage:
			err = b.store.FinishPage(t.Context(), job, doc.PageReading{Page: doc.Page{PageInfo: doc.PageInfo{Number: 1, Width: 10, Height: 10}}})
		default:
			shop := "Shop"
			err = b.store.FinishUnderstand(t.Context(), job, doc.Understanding{
				Type:   doc.Classification{Name: doc.TypeReceipt, Confidence: 1},
				Fields: map[string]doc.Field{"merchant": {Value: &shop, Confidence: 1}, "total": {Value: &total, Confidence: 1}},
			}, status)
		}
		must(t, err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// correct changes the total of a document as a person does.
func (b *books) correct(t *testing.T, id, total string) {
	t.Helper()
	b.revise(t, id, func(r *doc.Revision, d doc.Document) {
		f := d.Fields["total"]
		f.Value = &total
		r.Kind, r.Event = doc.ActCorrect, doc.EventField
		r.Fields = map[string]*doc.Field{"total": &f}
	})
}

func (b *books) revise(t *testing.T, id string, change func(*doc.Revision, doc.Document)) {
	t.Helper()
	d, err := b.store.Document(t.Context(), id)
	must(t, err)
	facts := doc.Facts{Status: d.Status, Type: d.Type}
	r := doc.Revision{
		Act:  doc.Act{DocumentID: id, Attempt: d.Attempt.Number, Actor: "window", Before: facts, After: facts},
		From: d.Revision,
	}
	change(&r, d)
	_, err = b.store.Revise(t.Context(), r)
	must(t, err)
}

func (b *books) profile(t *testing.T) doc.ExportProfile {
	t.Helper()
	p := profileOf(export.DefaultStyle(), column("from", "field:merchant"), column("total", "field:total"))
	p.ID, p.Name = "", "Our books"
	made, err := b.NewExportProfile(t.Context(), p)
	must(t, err)
	return made
}

func (b *books) export(t *testing.T, w doc.ExportWish) (doc.ExportRun, string) {
	t.Helper()
	run, err := b.Run(t.Context(), w)
	must(t, err)
	return run, b.file(t, run.ID)
}

func (b *books) file(t *testing.T, id string) string {
	t.Helper()
	_, f, err := b.File(t.Context(), id, false)
	must(t, err)
	defer func() { _ = f.Close() }()
	text, err := io.ReadAll(f)
	must(t, err)
	return string(text)
}

func TestOnlyWhatIsNewGoesOut(t *testing.T) {
	b := newBooks(t, doc.StatusCompleted, doc.StatusNeedsReview, doc.StatusCompletedWarn)
	p := b.profile(t)
	first, text := b.export(t, doc.ExportWish{Profile: p})
	if text != "from,total\r\nShop,1.00\r\nShop,3.00\r\n" {
		t.Errorf("%q", text)
	}
	if want := (doc.ExportCounts{Documents: 2, Rows: 2, New: 2, Waiting: 1}); first.Counts != want {
		t.Errorf("%+v", first.Counts)
	}
	_, err := b.Run(t.Context(), doc.ExportWish{Profile: p})
	if doc.CodeOf(err) != doc.CodeNothingToExport {
		t.Errorf("again: %v", err)
	}
	b.add(t, 7, doc.StatusCompleted)
	if _, text := b.export(t, doc.ExportWish{Profile: p}); text != "from,total\r\nShop,8.00\r\n" {
		t.Errorf("the next: %q", text)
	}
	if _, text := b.export(t, doc.ExportWish{Profile: p, Review: true}); text != "from,total\r\nShop,2.00\r\n" {
		t.Errorf("with what waits: %q", text)
	}
	if run, _ := b.export(t, doc.ExportWish{Profile: p, Which: doc.PickAll}); run.Counts.Documents != 3 || run.Counts.Exported != 3 {
		t.Errorf("all again: %+v", run.Counts)
	}
	other, err := b.Preview(t.Context(), doc.ExportWish{Profile: builtIn(t, "table")})
	must(t, err)
	if other.Counts.New != 3 || other.Counts.Exported != 0 {
		t.Errorf("another profile: %+v", other.Counts)
	}
}

func TestWhatIsLeftOutIsCounted(t *testing.T) {
	b := newBooks(t, doc.StatusCompleted, doc.StatusNeedsReview)
	b.admit(t, 7)
	p := builtIn(t, "transactions")
	for _, q := range []doc.Query{{}, {Text: "nowhere"}, {From: "2026-01-01"}} {
		want := doc.ExportLeft{OtherType: 2, Reading: 1}
		if q.Text != "" || q.From != "" {
			want.OtherType = 0 // what is not read yet may be asked for; of these it is known
		}
		v, err := b.Preview(t.Context(), doc.ExportWish{Profile: p, Query: q})
		must(t, err)
		if v.Counts.ExportLeft != want {
			t.Errorf("%+v: %+v", q, v.Counts)
		}
	}
	_, err := b.Run(t.Context(), doc.ExportWish{Profile: p})
	said := doc.FailureOf(err).Sentence
	if doc.CodeOf(err) != doc.CodeNothingToExport || said == nil || said.Params["others"] != "2" || said.Params["reading"] != "1" {
		t.Errorf("%v, %+v", err, said)
	}
	every := builtIn(t, "json")
	if v, err := b.Preview(t.Context(), doc.ExportWish{Profile: every}); err != nil || v.Counts.OtherType != 0 || v.Counts.Waiting != 1 {
		t.Errorf("every type: %+v, %v", v.Counts, err)
	}
}

func TestWhatIsChangedSinceIsOfferedAndNothingElseIs(t *testing.T) {
	b := newBooks(t, doc.StatusCompleted, doc.StatusCompleted)
	p := b.profile(t)
	first, before := b.export(t, doc.ExportWish{Profile: p})
	// Approving changes the document, but none of its values.
	b.revise(t, b.ids[0], func(r *doc.Revision, _ doc.Document) {
		r.Kind, r.Event, r.After.Status = doc.ActApprove, doc.EventApproved, doc.StatusApproved
	})
	if v, err := b.Preview(t.Context(), doc.ExportWish{Profile: p}); err != nil || v.Counts.Exported != 2 || v.Counts.Changed != 0 {
		t.Errorf("approved: %+v, %v", v.Counts, err)
	}
	if again := b.file(t, first.ID); again != before {
		t.Errorf("made again: %q", again)
	}
	b.correct(t, b.ids[1], "2.50")
	v, err := b.Preview(t.Context(), doc.ExportWish{Profile: p})
	must(t, err)
	if want := (doc.ExportCounts{Exported: 1, Changed: 1}); v.Counts != want {
		t.Errorf("corrected: %+v", v.Counts)
	}
	if _, text := b.export(t, doc.ExportWish{Profile: p, Which: doc.PickChanged}); text != "from,total\r\nShop,2.50\r\n" {
		t.Errorf("%q", text)
	}
	if _, _, err := b.File(t.Context(), first.ID, false); doc.CodeOf(err) != doc.CodeExportChanged {
		t.Errorf("the first file again: %v", err)
	}
	_, f, err := b.File(t.Context(), first.ID, true)
	must(t, err)
	must(t, f.Close())
}

func TestAMarkCanBeTakenBack(t *testing.T) {
	b := newBooks(t, doc.StatusCompleted, doc.StatusCompleted)
	p := b.profile(t)
	run, _ := b.export(t, doc.ExportWish{Profile: p})
	must(t, b.UndoExport(t.Context(), run.ID, b.ids[:1]))
	if v, err := b.Preview(t.Context(), doc.ExportWish{Profile: p}); err != nil || v.Counts.New != 1 || v.Counts.Exported != 1 {
		t.Errorf("one: %+v, %v", v.Counts, err)
	}
	if r, err := b.ExportRun(t.Context(), run.ID); err != nil || r.UndoneAt != nil {
		t.Errorf("the run is undone already: %+v, %v", r.UndoneAt, err)
	}
	must(t, b.UndoExport(t.Context(), run.ID, nil))
	if r, err := b.ExportRun(t.Context(), run.ID); err != nil || r.UndoneAt == nil {
		t.Errorf("the run is not undone: %v", err)
	}
	if v, err := b.Preview(t.Context(), doc.ExportWish{Profile: p}); err != nil || v.Counts.New != 2 {
		t.Errorf("all: %+v, %v", v.Counts, err)
	}
	facts, err := b.ExportFacts(t.Context(), b.ids[0])
	must(t, err)
	if len(facts) != 1 || !facts[0].Undone || facts[0].RunID != run.ID || facts[0].ProfileName != "Our books" {
		t.Errorf("%+v", facts)
	}
	if doc.CodeOf(b.UndoExport(t.Context(), "nothing", nil)) != doc.CodeNotFound {
		t.Error("what is not there was undone")
	}
}

func TestADeletedDocumentLeavesItsExports(t *testing.T) {
	b := newBooks(t, doc.StatusCompleted, doc.StatusCompleted)
	run, _ := b.export(t, doc.ExportWish{Profile: b.profile(t)})
	must(t, b.store.Delete(t.Context(), b.ids[0]))
	marks, err := b.ExportedBy(t.Context(), run.ID)
	must(t, err)
	if len(marks) != 1 || marks[0].DocumentID != b.ids[1] {
		t.Errorf("%+v", marks)
	}
	if _, _, err := b.File(t.Context(), run.ID, false); doc.CodeOf(err) != doc.CodeExportChanged {
		t.Errorf("%v", err)
	}
}

func TestEachDocumentOfAnExportIsAnEvent(t *testing.T) {
	b := newBooks(t, doc.StatusCompleted, doc.StatusCompleted)
	run, _ := b.export(t, doc.ExportWish{Profile: b.profile(t)})
	events, err := b.store.Events(t.Context(), 0, 0)
	must(t, err)
	var told []string
	for _, e := range events {
		if e.Type == doc.EventExported && e.Data["run_id"] == run.ID && e.Data["format"] == "csv" {
			told = append(told, e.DocumentID)
		}
	}
	if !slices.Equal(told, b.ids) {
		t.Errorf("%v, want %v", told, b.ids)
	}
}

func TestProfilesAreKeptUnderTheirNames(t *testing.T) {
	b := newBooks(t)
	ctx := t.Context()
	p := b.profile(t)
	p.Name = "OUR BOOKS"
	if _, err := b.NewExportProfile(ctx, p); doc.CodeOf(err) != doc.CodeNameTaken {
		t.Errorf("the same name: %v", err)
	}
	p.Name = "Line items"
	if _, err := b.ReplaceExportProfile(ctx, p); doc.CodeOf(err) != doc.CodeNameTaken {
		t.Errorf("the name of one that comes with the program: %v", err)
	}
	p.Name = "Theirs"
	if _, err := b.ReplaceExportProfile(ctx, p); err != nil {
		t.Error(err)
	}
	if got, err := b.ExportProfile(ctx, p.ID); err != nil || got.Name != "Theirs" {
		t.Errorf("%+v, %v", got, err)
	}
	ready := builtIn(t, "table")
	if _, err := b.ReplaceExportProfile(ctx, ready); doc.CodeOf(err) != doc.CodeConflict {
		t.Errorf("one that comes with the program was changed: %v", err)
	}
	if doc.CodeOf(b.DeleteExportProfile(ctx, ready.ID)) != doc.CodeConflict {
		t.Error("one that comes with the program was deleted")
	}
	must(t, b.DeleteExportProfile(ctx, p.ID))
	if _, err := b.ExportProfile(ctx, p.ID); doc.CodeOf(err) != doc.CodeNotFound {
		t.Errorf("%v", err)
	}
}
