package store_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

// decide has a person come to a status.
func (l *library) decide(t *testing.T, id string, status doc.Status) {
	t.Helper()
	before := l.document(t, id)
	now := l.clock.Now()
	after := doc.Facts{Status: status, Type: before.Type, Review: &doc.Review{DecidedAt: &now, DecidedBy: "browser"}}
	_, err := l.Revise(doc.WithActor(t.Context(), "browser"), doc.Revision{
		Act:  doc.Act{DocumentID: id, Attempt: 1, Actor: "browser", Kind: doc.ActApprove, Before: doc.Facts{Status: before.Status, Type: before.Type}, After: after},
		From: before.Revision, Event: doc.EventApproved,
	})
	ok(t, err)
}

func aRule(removes doc.Removal, days int) doc.RetentionRule {
	return doc.RetentionRule{
		Name: "receipts", Enabled: true, Types: []doc.Type{doc.TypeReceipt}, Statuses: []doc.Status{doc.StatusApproved},
		Since: doc.SinceDecided, Days: days, Removes: removes,
	}
}

func (l *library) due(t *testing.T, rule doc.RetentionRule) (ids []string) {
	t.Helper()
	p, err := l.Due(t.Context(), rule, 100)
	ok(t, err)
	for _, d := range p.Documents {
		ids = append(ids, d.ID)
	}
	if len(ids) != p.Total {
		t.Errorf("%d are due, %d are listed", p.Total, len(ids))
	}
	return ids
}

func TestARuleFindsWhatIsDueAndNothingElse(t *testing.T) {
	l := newLibrary(t)
	first, second, waiting := l.admit(t, "first"), l.admit(t, "second"), l.admit(t, "waiting")
	l.work(t, 1)
	l.decide(t, first, doc.StatusApproved)
	l.clock.Advance(24 * time.Hour)
	l.decide(t, second, doc.StatusApproved)
	rule := aRule(doc.RemoveDocument, 30)
	if due := l.due(t, rule); due != nil {
		t.Errorf("too early: %v", due)
	}
	l.clock.Advance(29 * 24 * time.Hour)
	if due := l.due(t, rule); !slices.Equal(due, []string{first}) {
		t.Errorf("after 30 days: %v", due)
	}
	l.clock.Advance(24 * time.Hour)
	if due := l.due(t, rule); !slices.Equal(due, []string{first, second}) {
		t.Errorf("after 31 days: %v", due)
	}
	rule.Exported = true
	ok(t, l.Exported(t.Context(), []string{second}, "csv"))
	if due := l.due(t, rule); !slices.Equal(due, []string{second}) {
		t.Errorf("only what was exported: %v", due)
	}
	rule.Types = []doc.Type{doc.TypeIdentity}
	if due := l.due(t, rule); due != nil {
		t.Errorf("of another type: %v", due)
	}
	if d := l.document(t, waiting); d.Status != doc.StatusNeedsReview {
		t.Errorf("%+v", d.Status)
	}
}

func TestARuleRemovesDocumentsWithALineEach(t *testing.T) {
	l := newLibrary(t)
	id, other := l.admit(t, "one"), l.admit(t, "other")
	l.work(t, 1)
	l.decide(t, id, doc.StatusApproved)
	l.clock.Advance(31 * 24 * time.Hour)
	rule, err := l.PutRetentionRule(t.Context(), aRule(doc.RemoveDocument, 30))
	ok(t, err)
	var interrupted []string
	run, err := l.Retain(t.Context(), rule, func(id string) { interrupted = append(interrupted, id) })
	if err != nil || run.Documents != 1 || run.Originals != 0 || run.Bytes != 3 || !slices.Equal(interrupted, []string{id}) {
		t.Errorf("%+v, %v, %v", run, interrupted, err)
	}
	_, err = l.Document(t.Context(), id)
	wantCode(t, err, doc.CodeNotFound)
	l.document(t, other)
	line, _, err := l.LastAudit(t.Context(), doc.EventDeleted)
	if err != nil || line.DocumentID != id || line.Data["rule"] != rule.ID {
		t.Errorf("%+v, %v", line, err)
	}
	l.wantWhole(t)
}

func TestARuleMayRemoveTheFileOnly(t *testing.T) {
	l := newLibrary(t)
	id := l.admit(t, "one")
	l.work(t, 1)
	l.decide(t, id, doc.StatusApproved)
	l.clock.Advance(31 * 24 * time.Hour)
	run, err := l.Retain(t.Context(), aRule(doc.RemoveOriginal, 30), func(string) {})
	if err != nil || run.Originals != 1 || run.Documents != 0 {
		t.Fatalf("%+v, %v", run, err)
	}
	if d := l.document(t, id); d.File.RemovedAt == nil || d.Fields["total"].Value == nil || exists(t, l.OriginalPath(hashOf("one"))) {
		t.Errorf("%+v", d.File)
	}
	_, err = l.OpenOriginal(hashOf("one"))
	wantCode(t, err, doc.CodeOriginalRemoved)
	swept, err := l.Sweep(t.Context(), time.Hour)
	if err != nil || len(swept.Missing) != 0 {
		t.Errorf("%+v, %v", swept, err)
	}
	l.wantWhole(t)
	if due := l.due(t, aRule(doc.RemoveOriginal, 30)); due != nil {
		t.Errorf("still due: %v", due)
	}
	again := l.admit(t, "one")
	if d := l.document(t, again); again != id || d.File.RemovedAt != nil || !exists(t, l.OriginalPath(hashOf("one"))) {
		t.Errorf("the file is here again: %+v", d.File)
	}
}

func TestRulesAreKeptAndChecked(t *testing.T) {
	l := newLibrary(t)
	wrong := []func(*doc.RetentionRule){
		func(r *doc.RetentionRule) { r.Days = 0 },
		func(r *doc.RetentionRule) { r.Name = " " },
		func(r *doc.RetentionRule) { r.Statuses = nil },
		func(r *doc.RetentionRule) { r.Statuses = []doc.Status{doc.StatusNeedsReview} },
		func(r *doc.RetentionRule) { r.Statuses = []doc.Status{doc.StatusCompleted} }, // nobody decided
		func(r *doc.RetentionRule) { r.Removes = "everything" },
		func(r *doc.RetentionRule) { r.Since = "born" },
		func(r *doc.RetentionRule) { r.Types = []doc.Type{doc.TypeAuto} },
	}
	for i, spoil := range wrong {
		rule := aRule(doc.RemoveDocument, 30)
		spoil(&rule)
		if _, err := l.PutRetentionRule(t.Context(), rule); doc.CodeOf(err) != doc.CodeInvalid {
			t.Errorf("%d: %v", i, err)
		}
	}
	rule, err := l.PutRetentionRule(t.Context(), aRule(doc.RemoveDocument, 30))
	ok(t, err)
	rule.Enabled, rule.Days = false, 60
	_, err = l.PutRetentionRule(t.Context(), rule)
	ok(t, err)
	if all, err := l.RetentionRules(t.Context()); err != nil || len(all) != 1 || all[0].Days != 60 || all[0].Enabled {
		t.Errorf("%+v, %v", all, err)
	}
	ok(t, l.DeleteRetentionRule(t.Context(), rule.ID))
	wantCode(t, l.DeleteRetentionRule(t.Context(), rule.ID), doc.CodeNotFound)
}

func TestASnapshotIsWholeAndHoldsWhatWasThere(t *testing.T) {
	l := newLibrary(t)
	gone := l.hide(t, "canary")
	l.admit(t, "one")
	ok(t, l.Delete(t.Context(), gone))
	path := filepath.Join(t.TempDir(), "snapshot.db")
	ok(t, l.Snapshot(t.Context(), path))
	l.admit(t, "two")
	v, files, err := store.ReadSnapshot(t.Context(), path)
	if err != nil || !v.OK || v.Documents != 1 || len(files) != 1 || files[0].SHA256 != hashOf("one") {
		t.Errorf("%+v, %+v, %v", v, files, err)
	}
	temporary, err := l.TemporarySnapshot(t.Context())
	ok(t, err)
	if swept, err := l.Sweep(t.Context(), time.Hour); err != nil || swept.Incoming != 1 || exists(t, temporary) {
		t.Errorf("%+v, %v", swept, err)
	}
}

func TestAPreviewCountsTheFilesBehindListsOfPages(t *testing.T) {
	l := newLibrary(t)
	id := stack(t, l, "a stack of two", 2)
	ids, err := l.Arrange(t.Context(), id, [][]doc.PagePick{picks(1), picks(2)})
	ok(t, err)
	l.finishAll(t, 0)
	rule := doc.RetentionRule{
		Name: "all", Statuses: []doc.Status{doc.StatusCompleted}, Since: doc.SinceReceived, Days: 1, Removes: doc.RemoveDocument,
	}
	l.clock.Advance(48 * time.Hour)
	lists := l.document(t, ids[0]).File.Bytes + l.document(t, ids[1]).File.Bytes
	both, err := l.Due(t.Context(), rule, 10)
	ok(t, err)
	if want := lists + int64(len("a stack of two")); both.Total != 2 || both.Bytes != want {
		t.Errorf("%d documents and %d bytes are due, not %d", both.Total, both.Bytes, want)
	}
	l.readAgain(t, ids[1])
	one, err := l.Due(t.Context(), rule, 10)
	ok(t, err)
	if want := l.document(t, ids[0]).File.Bytes; one.Total != 1 || one.Bytes != want {
		t.Errorf("%d documents and %d bytes are due, not %d: the file is needed by the other", one.Total, one.Bytes, want)
	}
}

// readAgain lets a document wait to be read.
func (l *library) readAgain(t *testing.T, id string) {
	t.Helper()
	ok(t, l.Reprocess(t.Context(), id, nil))
}
