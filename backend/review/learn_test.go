package review_test

import (
	"testing"

	"deskclerk/backend/doc"
)

// from is a receipt of a hand: its head bears the marks.
func from(merchant string, marks ...int64) doc.Understanding {
	u := slip(merchant, true)
	u.Marks = marks
	return u
}

// merchant of a document, and where it comes from.
func (r *room) merchant(id string) (value string, origin doc.Origin) {
	r.t.Helper()
	f := r.document(id).Fields["merchant"]
	if f.Flagged != (f.Origin == doc.OriginExtracted) {
		r.t.Errorf("%s, %s: flagged %v", *f.Value, f.Origin, f.Flagged)
	}
	return *f.Value, f.Origin
}

func TestWhatIsVouchedForIsTakenOverByWhatWaits(t *testing.T) {
	r := open(t)
	ctx := t.Context()
	first := r.read(from("Gardenia Baker", 1, 2))
	misread := r.read(from("GARDEN1A BAKERlES", 2, 3))
	town := r.read(from("Happy Snacks", 1))
	other := r.read(from("Gardenia Bakery", 9))
	put := r.read(from("Gardenia Bakerie", 2))
	r.must(r.Reject(ctx, r.on(put), put, "a double"))

	r.must(r.Field(ctx, r.on(first), first, "merchant", doc.FieldAct{Kind: doc.ActCorrect, Value: "Gardenia Bakeries"}))
	for id, want := range map[string]struct {
		value  string
		origin doc.Origin
	}{
		first: {"Gardenia Bakeries", doc.OriginCorrected}, misread: {"Gardenia Bakeries", doc.OriginLearned},
		town: {"Happy Snacks", doc.OriginExtracted}, other: {"Gardenia Bakery", doc.OriginExtracted}, put: {"Gardenia Bakerie", doc.OriginExtracted},
	} {
		if value, origin := r.merchant(id); value != want.value || origin != want.origin {
			t.Errorf("%q, %s, want %q, %s", value, origin, want.value, want.origin)
		}
	}
	history, err := r.FieldHistory(ctx, misread, "merchant")
	if err != nil {
		t.Fatal(err)
	}
	if last := history[len(history)-1]; last.Actor != "machine" || last.Why != string(doc.ActLearn) || *last.Before != "GARDEN1A BAKERlES" {
		t.Errorf("the history's end is %+v", last)
	}

	taken, err := r.Undo(ctx, "ann")
	if err != nil || taken.Count != 2 || taken.Document.ID != first || taken.Act.Kind != doc.ActCorrect {
		t.Fatalf("%d acts were undone, the last on %s: %v", taken.Count, taken.Document.ID, err)
	}
	for id, want := range map[string]string{first: "Gardenia Baker", misread: "GARDEN1A BAKERlES"} {
		if value, origin := r.merchant(id); value != want || origin != doc.OriginExtracted {
			t.Errorf("undone, it is %q, %s", value, origin)
		}
	}
	if taken, err = r.Redo(ctx, "ann"); err != nil || taken.Count != 2 {
		t.Fatalf("%d acts were done again: %v", taken.Count, err)
	}
	if value, origin := r.merchant(misread); value != "Gardenia Bakeries" || origin != doc.OriginLearned {
		t.Errorf("done again, it is %q, %s", value, origin)
	}
}

func TestWhatIsOnlyOfferedDisturbsNobody(t *testing.T) {
	r := open(t)
	first, branch := r.read(from("Gardenia Bakeries (KL)", 1, 2)), r.read(from("Gardenia Bakeries", 1, 2))
	before := r.document(branch)
	r.must(r.Field(t.Context(), r.on(first), first, "merchant", doc.FieldAct{Kind: doc.ActConfirm}))
	if after := r.document(branch); after.Revision != before.Revision {
		t.Errorf("revision %d became %d: %+v", before.Revision, after.Revision, after.Fields["merchant"])
	}
}

func TestWhatWasTakenOverIsUndoneWhateverCameBetween(t *testing.T) {
	r := open(t)
	ctx := t.Context()
	first, late := r.read(from("Gardenia Bakeries", 1)), r.read(from("Snack Corner", 5))
	other := r.read(slip("Happy Snacks", true))
	r.read(from("GARDEN1A BAKERIES", 1))
	together := func(id string) {
		for _, out := range r.Together(ctx, "ann", "a-step", r.items("merchant", id)) {
			if out.Error != nil {
				t.Fatal(out.Error)
			}
		}
	}
	together(first)
	r.must(r.Field(ctx, r.on(other), other, "merchant", doc.FieldAct{Kind: doc.ActConfirm}))
	together(late)
	taken, err := r.Undo(ctx, "ann")
	if err != nil || taken.Count != 3 {
		t.Fatalf("%d acts were undone: %v", taken.Count, err)
	}
	if _, origin := r.merchant(other); origin != doc.OriginConfirmed {
		t.Errorf("what came between is %s", origin)
	}
	if taken, err = r.Undo(ctx, "ann"); err != nil || taken.Document.ID != other {
		t.Errorf("then %s was undone: %v", taken.Document.ID, err)
	}
}

func TestWhatIsConfirmedTogetherTeachesToo(t *testing.T) {
	r := open(t)
	ctx := t.Context()
	one, two := r.read(from("Gardenia Bakeries", 1)), r.read(from("Gardenia Bakeries", 1))
	misread := r.read(from("GARDEN1A BAKERIES", 1))
	for i, out := range r.Together(ctx, "ann", "a-step", r.items("merchant", one, two)) {
		if out.Error != nil {
			t.Errorf("item %d: %v", i, out.Error)
		}
	}
	if value, origin := r.merchant(misread); value != "Gardenia Bakeries" || origin != doc.OriginLearned {
		t.Errorf("%q, %s", value, origin)
	}
	taken, err := r.Undo(ctx, "ann")
	if err != nil || taken.Count != 3 {
		t.Fatalf("%d acts were undone: %v", taken.Count, err)
	}
}

func TestAnAddressTeachesAsTheNameDoes(t *testing.T) {
	r := open(t)
	at := func(address string) string {
		u := from("Gardenia Bakeries", 1)
		f := u.Fields["merchant"]
		f.Value, f.Raw = &address, address
		u.Fields["merchant_address"] = f
		return r.read(u)
	}
	first, second, third := at("Lot 3, Jalan 1"), at("LOT 3 JALAN 1"), at("Lot 4, Jalan 1")
	r.must(r.Field(t.Context(), r.on(first), first, "merchant_address", doc.FieldAct{Kind: doc.ActConfirm}))
	for id, want := range map[string]doc.Origin{second: doc.OriginLearned, third: doc.OriginExtracted} {
		d := r.document(id)
		if f := d.Fields["merchant_address"]; f.Origin != want || f.Flagged != (want == doc.OriginExtracted) || d.Fields["merchant"].Origin != doc.OriginExtracted {
			t.Errorf("%q is %s, flagged %v", *f.Value, f.Origin, f.Flagged)
		}
	}
}

func TestOtherFieldsTeachNothing(t *testing.T) {
	r := open(t)
	first, second := r.read(from("Gardenia Bakeries", 1)), r.read(from("GARDEN1A BAKERIES", 1))
	r.must(r.Field(t.Context(), r.on(first), first, "total", doc.FieldAct{Kind: doc.ActCorrect, Value: "9.00"}))
	r.must(r.Field(t.Context(), r.on(first), first, "merchant", doc.FieldAct{Kind: doc.ActClear}))
	if value, origin := r.merchant(second); value != "GARDEN1A BAKERIES" || origin != doc.OriginExtracted {
		t.Errorf("%q, %s", value, origin)
	}
}
