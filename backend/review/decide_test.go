package review_test

import (
	"sync"
	"testing"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/validate"
)

func judged(u doc.Understanding) doc.Understanding {
	return validate.Apply(u, time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC))
}

func TestApprovingConfirmsWhatIsLeft(t *testing.T) {
	r := open(t)
	ctx, id := t.Context(), r.read(invoice())
	_, err := r.Approve(ctx, r.on(id), id, false)
	wantCode(t, err, doc.CodeUnreviewed)
	d := r.must(r.Approve(ctx, r.on(id), id, true))
	if d.Status != doc.StatusApproved || d.Review == nil || d.Review.DecidedBy != "ann" || d.Review.DecidedAt == nil {
		t.Fatalf("%s %+v", d.Status, d.Review)
	}
	for name, f := range d.Fields {
		if f.Flagged {
			t.Errorf("%s is still flagged", name)
		}
	}
	if d.Tables["line_items"].Rows[1].Cells["amount"].Flagged {
		t.Error("a cell is still flagged")
	}
	history, err := r.FieldHistory(ctx, id, "grand_total")
	if err != nil || len(history) != 2 || history[1].Why != "approve" || history[1].Actor != "ann" {
		t.Errorf("history %+v (%v)", history, err)
	}
	if d.Fields["currency"].Origin != doc.OriginExtracted {
		t.Error("what was never flagged was not looked at")
	}
	_, err = r.Field(ctx, r.on(id), id, "currency", doc.FieldAct{Kind: doc.ActConfirm})
	wantCode(t, err, doc.CodeConflict)

	d = r.must(r.Reopen(ctx, r.on(id), id))
	if d.Status != doc.StatusNeedsReview || d.Review != nil || d.Fields["grand_total"].Flagged {
		t.Errorf("reopened: %s %+v", d.Status, d.Review)
	}
	_, err = r.Reject(ctx, r.on(id), id, "  ")
	wantCode(t, err, doc.CodeInvalid)
	d = r.must(r.Reject(ctx, r.on(id), id, "not ours"))
	if d.Status != doc.StatusRejected || d.Review.Reason != "not ours" {
		t.Errorf("rejected: %s %+v", d.Status, d.Review)
	}
	events, err := r.Events(ctx, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, e := range events[len(events)-3:] {
		kinds = append(kinds, e.Type)
		if e.Data["revision"] == nil || e.Data["reason"] != nil {
			t.Errorf("event %+v", e)
		}
	}
	if kinds[0] != doc.EventApproved || kinds[1] != doc.EventReopened || kinds[2] != doc.EventRejected {
		t.Errorf("events %v", kinds)
	}
}

func TestUndoGoesBackOverDocumentsAndRedoForth(t *testing.T) {
	r := open(t)
	ctx := t.Context()
	one, two := r.read(invoice()), r.read(invoice())
	wasOne, wasTwo := r.document(one), r.document(two)
	r.field(one, "supplier_name", doc.FieldAct{Kind: doc.ActCorrect, Value: "Southern Bakery"})
	r.must(r.Approve(ctx, r.on(one), one, true))
	r.must(r.Table(ctx, r.on(two), two, "line_items", []doc.TableEdit{{Op: doc.EditRemove, Row: 1}}))
	r.must(r.Postpone(ctx, r.on(two), two))

	want := []struct {
		id   string
		kind doc.ActKind
	}{{two, doc.ActPostpone}, {two, doc.ActTable}, {one, doc.ActApprove}, {one, doc.ActCorrect}}
	for _, w := range want {
		d, act, err := r.undo("ann")
		if err != nil || d.ID != w.id || act.Kind != w.kind {
			t.Fatalf("undid %s of %s (%v), want %s of %s", act.Kind, d.ID, err, w.kind, w.id)
		}
	}
	_, _, err := r.undo("ann")
	wantCode(t, err, doc.CodeNothingToUndo)
	_, _, err = r.redo("bob")
	wantCode(t, err, doc.CodeNothingToUndo)
	for _, was := range []doc.Document{wasOne, wasTwo} {
		sameState(t, r.document(was.ID), was)
	}
	for i := range want {
		w := want[len(want)-1-i]
		d, act, err := r.redo("ann")
		if err != nil || d.ID != w.id || act.Kind != w.kind {
			t.Fatalf("redid %s of %s (%v), want %s", act.Kind, d.ID, err, w.kind)
		}
	}
	if d := r.document(one); d.Status != doc.StatusApproved || value(d.Fields["supplier_name"]) != "Southern Bakery" {
		t.Errorf("%s %q", d.Status, value(d.Fields["supplier_name"]))
	}
	if d := r.document(two); len(d.Tables["line_items"].Rows) != 1 || d.Review == nil {
		t.Errorf("%+v", d.Tables)
	}
	history, err := r.FieldHistory(ctx, one, "supplier_name")
	if err != nil || len(history) < 4 || *history[0].Value != "Northern Baker" || history[0].Actor != "machine" {
		t.Errorf("the machine's first value: %+v (%v)", history, err)
	}
	acts, err := r.Acts(ctx, one)
	if err != nil || len(acts) != 2 || acts[0].Kind != doc.ActCorrect || acts[0].Undone {
		t.Errorf("acts %+v (%v)", acts, err)
	}
	// A new act leaves nothing to redo.
	r.must(doc.Document{}, func() error { _, _, err := r.undo("ann"); return err }())
	r.field(two, "currency", doc.FieldAct{Kind: doc.ActConfirm})
	_, _, err = r.redo("ann")
	wantCode(t, err, doc.CodeNothingToUndo)
}

func sameState(t *testing.T, got, want doc.Document) {
	t.Helper()
	if got.Status != want.Status || len(got.Issues) != len(want.Issues) || len(got.Fields) != len(want.Fields) {
		t.Errorf("%s with %d issues, want %s with %d", got.Status, len(got.Issues), want.Status, len(want.Issues))
	}
	for name, w := range want.Fields {
		if g := got.Fields[name]; value(g) != value(w) || g.Flagged != w.Flagged || g.Origin != w.Origin || g.Confidence != w.Confidence {
			t.Errorf("%s is %+v, was %+v", name, g, w)
		}
	}
	if len(got.Tables["line_items"].Rows) != len(want.Tables["line_items"].Rows) {
		t.Error("the rows are not back")
	}
}

func TestWhatOthersWentOnFromIsNotTakenBack(t *testing.T) {
	r := open(t)
	ctx, id := t.Context(), r.read(invoice())
	r.field(id, "currency", doc.FieldAct{Kind: doc.ActConfirm})
	r.field(id, "tax_total", doc.FieldAct{Kind: doc.ActCorrect, Value: "18.00"})
	if _, err := r.Field(ctx, doc.Actor{Name: "bob"}, id, "tax_total", doc.FieldAct{Kind: doc.ActCorrect, Value: "19.00"}); err != nil {
		t.Fatal(err)
	}
	_, _, err := r.undo("ann")
	wantCode(t, err, doc.CodeNothingToUndo)
	d, act, err := r.undo("ann") // the act before it is of something else
	if err != nil || act.Subject != "currency" || d.Fields["currency"].Origin != doc.OriginExtracted {
		t.Errorf("%+v (%v)", act, err)
	}
	if value(d.Fields["tax_total"]) != "19.00" {
		t.Error("bob's value is gone")
	}
}

func TestACompletedDocumentComesBackFromApproval(t *testing.T) {
	r := open(t)
	ctx := t.Context()
	u := invoice()
	tax, supplier := u.Fields["tax_total"], u.Fields["supplier_name"]
	tax.Value, supplier.Flagged, supplier.Reasons = pointer("19.00"), false, nil
	u.Fields["tax_total"], u.Fields["supplier_name"] = tax, supplier
	id := r.read(judged(u))
	if s := r.document(id).Status; s != doc.StatusCompleted {
		t.Fatalf("status %s", s)
	}
	r.must(r.Approve(ctx, r.on(id), id, false))
	d, _, err := r.undo("ann")
	if err != nil || d.Status != doc.StatusCompleted {
		t.Errorf("status %s (%v)", d.Status, err)
	}
}

func TestTheNextIsTheOldestAndThosePutOffComeLast(t *testing.T) {
	r := open(t)
	ctx := t.Context()
	next := func(after string) (id, then string, waiting int) {
		t.Helper()
		w, err := r.Next(ctx, after)
		if err != nil {
			t.Fatal(err)
		}
		if w.Document != nil {
			id = w.Document.ID
		}
		if w.Then != nil {
			then = *w.Then
		}
		return id, then, w.Count
	}
	if id, _, n := next(""); id != "" || n != 0 {
		t.Error("something waits in an empty library")
	}
	a, b, c := r.read(invoice()), r.read(invoice()), r.read(invoice())
	want := func(after, id, then string, n int) {
		t.Helper()
		if gotID, gotThen, got := next(after); gotID != id || gotThen != then || got != n {
			t.Errorf("after %q: %q then %q of %d, want %q then %q of %d", after, gotID, gotThen, got, id, then, n)
		}
	}
	want("", a, b, 3)
	want(a, b, c, 3)
	want(c, a, b, 3) // from the start again
	r.must(r.Postpone(ctx, r.on(a), a))
	want("", b, c, 3)
	want(c, a, b, 3)
	r.must(r.Approve(ctx, r.on(b), b, true))
	want(b, c, a, 2)
	r.must(r.Approve(ctx, r.on(c), c, true))
	want("", a, "", 1)
	want(a, "", "", 1)
	want("gone", a, "", 1)
}

func TestOfManyAtOnceEachActIsKept(t *testing.T) {
	r := open(t)
	id := r.read(invoice())
	fields := []string{"supplier_name", "invoice_number", "issue_date", "currency", "net_total", "grand_total", "tax_total"}
	var all sync.WaitGroup
	for _, name := range fields {
		all.Go(func() {
			if _, err := r.Field(t.Context(), doc.Actor{Name: "program"}, id, name, doc.FieldAct{Kind: doc.ActConfirm}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	d := r.document(id)
	for _, name := range fields {
		if d.Fields[name].Origin != doc.OriginConfirmed {
			t.Errorf("%s was lost", name)
		}
	}
	if _, err := r.Revise(t.Context(), doc.Revision{Act: doc.Act{DocumentID: id, Attempt: 1}, From: 1}); doc.CodeOf(err) != doc.CodeStale {
		t.Errorf("the store took a stale revision: %v", err)
	}
}
