package review_test

import (
	"slices"
	"testing"

	"deskclerk/backend/doc"
)

// slip is a receipt of which the merchant is doubtful, and the total too where
// it is asked for.
func slip(merchant string, total bool) doc.Understanding {
	field := func(value string, sure bool) doc.Field {
		f := doc.Field{Value: &value, Raw: value, Confidence: 0.99, Page: 1, Box: box, Origin: doc.OriginExtracted}
		if !sure {
			f.Confidence, f.Flagged, f.Reasons = 0.6, true, []string{doc.ReasonLowConfidence}
		}
		return f
	}
	return judged(doc.Understanding{
		Type: doc.Classification{Name: doc.TypeReceipt, Confidence: 0.99}, Model: "test",
		Fields: map[string]doc.Field{
			"merchant": field(merchant, false), "total": field("8.00", !total), "date": field("2026-11-01", true), "currency": field("EUR", true),
		},
	})
}

func (r *room) items(field string, ids ...string) []doc.GroupItem {
	r.t.Helper()
	var items []doc.GroupItem
	for _, id := range ids {
		items = append(items, doc.GroupItem{AtRevision: doc.AtRevision{DocumentID: id, Revision: r.document(id).Revision}, Field: field})
	}
	return items
}

func (r *room) group() doc.Group {
	r.t.Helper()
	g, err := r.Desk.Group(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	return g
}

func (r *room) cards(field, after string, limit int) doc.Cards {
	r.t.Helper()
	c, err := r.Desk.Cards(r.t.Context(), field, after, limit)
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

func TestEqualValuesOfManyDocumentsStandSideBySide(t *testing.T) {
	r := open(t)
	for _, merchant := range []string{"Mill Street", "Acorn", "mill street", "Acorn", "Zebra"} {
		r.read(slip(merchant, merchant == "Zebra"))
	}
	put := r.read(slip("Beech", false))
	r.must(r.Postpone(t.Context(), r.on(put), put))
	missing := slip("Cedar", false)
	missing.Fields["merchant"] = doc.Field{Origin: doc.OriginExtracted}
	r.read(judged(missing))

	g := r.group()
	want := []doc.GroupField{{Name: "merchant", Count: 5}, {Name: "total", Count: 1}}
	if !slices.Equal(g.Fields, want) || g.Waiting != 6 || g.Ready != 0 {
		t.Fatalf("%+v, want %+v of 6", g, want)
	}
	var values []string
	after := ""
	for page := 0; page == 0 || after != ""; page++ {
		c := r.cards("merchant", after, 2)
		for _, card := range c.Cards {
			values = append(values, value(card.Field))
			if card.Page.Width != 1000 || card.Field.Box == nil || !card.Field.Flagged || card.File != "a.pdf" || card.Revision == 0 {
				t.Errorf("%+v", card)
			}
		}
		after = c.Next
	}
	if !slices.Equal(values, []string{"Acorn", "Acorn", "Mill Street", "mill street", "Zebra"}) {
		t.Errorf("%q", values)
	}
	_, err := r.Desk.Cards(t.Context(), "merchant", "elsewhere", 0)
	wantCode(t, err, doc.CodeInvalid)
}

func TestManyAreConfirmedEachOnTheRevisionThatWasSeen(t *testing.T) {
	r := open(t)
	ctx := t.Context()
	one, two, three := r.read(slip("Acorn", false)), r.read(slip("Beech", true)), r.read(slip("Cedar", false))
	items := r.items("merchant", one, two, three)
	items = append(items, doc.GroupItem{AtRevision: doc.AtRevision{DocumentID: "nothing", Revision: 1}, Field: "merchant"})
	if _, err := r.Field(ctx, doc.Actor{Name: "bob"}, three, "merchant", doc.FieldAct{Kind: doc.ActCorrect, Value: "Cedars"}); err != nil {
		t.Fatal(err)
	}
	out := r.Together(ctx, "ann", "a-step", items)
	for i, code := range []doc.Code{"", "", doc.CodeStale, doc.CodeNotFound} {
		if failed := out[i].Error; (failed == nil) != (code == "") || failed != nil && failed.Code != code {
			t.Errorf("item %d: %+v, want %q", i, failed, code)
		}
	}
	if out[0].Revision != r.document(one).Revision || out[0].Revision == items[0].Revision {
		t.Errorf("revision %d", out[0].Revision)
	}
	if f := r.document(one).Fields["merchant"]; f.Flagged || f.Origin != doc.OriginConfirmed {
		t.Errorf("%+v", f)
	}
	if f := r.document(three).Fields["merchant"]; value(f) != "Cedars" {
		t.Errorf("what bob said became %q", value(f))
	}
	history, err := r.FieldHistory(ctx, one, "merchant")
	if err != nil || len(history) != 2 || history[0].Actor != "machine" || history[1].Actor != "ann" || history[1].Why != "confirm" {
		t.Errorf("history %+v (%v)", history, err)
	}
	if g := r.group(); g.Ready != 2 || g.First[0].DocumentID != one || g.First[1].DocumentID != three {
		t.Errorf("ready: %+v", g)
	}
}

func TestAStepIsUndoneAndRedoneAsAWhole(t *testing.T) {
	r := open(t)
	ctx := t.Context()
	ids := []string{r.read(slip("Acorn", false)), r.read(slip("Beech", false)), r.read(slip("Cedar", false))}
	before := r.document(ids[0])
	r.field(ids[0], "currency", doc.FieldAct{Kind: doc.ActConfirm})
	r.Together(ctx, "ann", "first", r.items("merchant", ids...))
	for _, o := range r.Together(ctx, "ann", "second", r.items("", ids...)) {
		if o.Error != nil {
			t.Fatalf("%+v", o.Error)
		}
	}
	if d := r.document(ids[2]); d.Status != doc.StatusApproved || d.Review.DecidedBy != "ann" {
		t.Fatalf("%s %+v", d.Status, d.Review)
	}
	taken, err := r.Undo(ctx, "ann")
	if err != nil || taken.Count != 3 || taken.Act.Kind != doc.ActApprove || r.document(ids[0]).Status != doc.StatusNeedsReview {
		t.Fatalf("%+v (%v)", taken, err)
	}
	if taken, err = r.Undo(ctx, "ann"); err != nil || taken.Count != 3 || taken.Act.Subject != "merchant" || taken.Document.ID != ids[0] {
		t.Fatalf("%+v (%v)", taken, err)
	}
	for _, id := range ids {
		if !r.document(id).Fields["merchant"].Flagged {
			t.Errorf("%s is still confirmed", id)
		}
	}
	if taken, err = r.Undo(ctx, "ann"); err != nil || taken.Count != 1 || taken.Act.Subject != "currency" {
		t.Fatalf("%+v (%v)", taken, err)
	}
	sameState(t, r.document(ids[0]), before)
	for _, n := range []int{1, 3, 3} {
		if taken, err = r.Redo(ctx, "ann"); err != nil || taken.Count != n {
			t.Fatalf("redid %d (%v), want %d", taken.Count, err, n)
		}
	}
	if d := r.document(ids[1]); d.Status != doc.StatusApproved {
		t.Errorf("redone it is %s", d.Status)
	}
}

func TestWhatOthersWentOnFromStaysWhenAStepIsUndone(t *testing.T) {
	r := open(t)
	ctx := t.Context()
	one, two := r.read(slip("Acorn", false)), r.read(slip("Beech", false))
	r.Together(ctx, "ann", "first", r.items("merchant", one, two))
	if _, err := r.Field(ctx, doc.Actor{Name: "bob"}, two, "merchant", doc.FieldAct{Kind: doc.ActCorrect, Value: "Beeches"}); err != nil {
		t.Fatal(err)
	}
	taken, err := r.Undo(ctx, "ann")
	if err != nil || taken.Count != 1 || taken.Stayed != 1 || taken.Document.ID != one {
		t.Fatalf("%+v (%v)", taken, err)
	}
	if value(r.document(two).Fields["merchant"]) != "Beeches" {
		t.Error("bob's value is gone")
	}
	_, err = r.Undo(ctx, "ann")
	wantCode(t, err, doc.CodeNothingToUndo)
}

func TestOnlyWhatWasLookedAtIsApprovedTogether(t *testing.T) {
	doubted := slip("Acorn", false)
	doubted.Type.Confidence, doubted.Type.Flagged = 0.5, true
	doubted.Type.Alternatives = []doc.TypeChance{{Name: doc.TypeInvoice, Confidence: 0.4}}
	cases := map[string]struct {
		u  doc.Understanding
		do func(r *room, id string)
	}{
		"a field is left":      {slip("Acorn", true), func(*room, string) {}},
		"a cell is left":       {invoice(), func(r *room, id string) { r.all(id) }},
		"nobody looked at it":  {slip("Acorn", false), func(r *room, id string) { r.field(id, "merchant", doc.FieldAct{Kind: doc.ActConfirm}); r.reopened(id) }},
		"its type is doubtful": {doubted, func(r *room, id string) { r.field(id, "merchant", doc.FieldAct{Kind: doc.ActConfirm}) }},
		"it was put off meanwhile": {slip("Acorn", false), func(r *room, id string) {
			r.field(id, "merchant", doc.FieldAct{Kind: doc.ActConfirm})
			r.must(r.Postpone(r.t.Context(), r.on(id), id))
		}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r := open(t)
			id := r.read(c.u)
			c.do(r, id)
			if g := r.group(); g.Ready != 0 || len(g.First) != 0 {
				t.Errorf("offered: %+v", g)
			}
		})
	}
	r := open(t)
	id := r.read(invoice())
	r.all(id)
	out := r.Together(t.Context(), "ann", "", r.items("", id))
	if out[0].Error == nil || out[0].Error.Code != doc.CodeUnreviewed || r.document(id).Status != doc.StatusNeedsReview {
		t.Errorf("%+v", out[0])
	}
}

// all confirms every flagged field, and no cell.
func (r *room) all(id string) {
	r.t.Helper()
	for name, f := range r.document(id).Fields {
		if f.Flagged {
			r.field(id, name, doc.FieldAct{Kind: doc.ActConfirm})
		}
	}
}

// reopened approves a document and has it wait again.
func (r *room) reopened(id string) {
	r.t.Helper()
	r.must(r.Approve(r.t.Context(), r.on(id), id, true))
	r.must(r.Reopen(r.t.Context(), r.on(id), id))
}
