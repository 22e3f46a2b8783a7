package review_test

import (
	"slices"
	"testing"

	"deskclerk/backend/doc"
)

func TestAConfirmedFieldIsNoLongerFlagged(t *testing.T) {
	r := open(t)
	id := r.read(invoice())
	before := r.document(id)
	d := r.field(id, "supplier_name", doc.FieldAct{Kind: doc.ActConfirm})
	f := d.Fields["supplier_name"]
	if f.Flagged || f.Origin != doc.OriginConfirmed || f.Confidence != 1 || value(f) != "Northern Baker" || len(f.Reasons) != 0 {
		t.Errorf("%+v", f)
	}
	if d.Revision != before.Revision+1 {
		t.Errorf("revision %d after %d", d.Revision, before.Revision)
	}
	again := r.field(id, "supplier_name", doc.FieldAct{Kind: doc.ActConfirm})
	if again.Revision != d.Revision {
		t.Error("what changes nothing made a revision")
	}
	history, err := r.FieldHistory(t.Context(), id, "supplier_name")
	if err != nil || len(history) != 2 {
		t.Fatalf("%+v (%v)", history, err)
	}
	first, second := history[0], history[1]
	if first.Actor != "machine" || *first.Value != "Northern Baker" || first.Confidence != 0.6 || first.Before != nil {
		t.Errorf("the machine's value is %+v", first)
	}
	if second.Actor != "ann" || second.Why != "confirm" || *second.Before != "Northern Baker" || second.Origin != doc.OriginConfirmed || second.At.IsZero() {
		t.Errorf("the person's act is %+v", second)
	}
}

func TestACorrectionMakesTheRulesHoldAgain(t *testing.T) {
	r := open(t)
	id := r.read(invoice())
	if d := r.document(id); !d.Fields["net_total"].Flagged || len(d.Issues) == 0 {
		t.Fatalf("the sums are off: %+v", d.Issues)
	}
	d := r.field(id, "tax_total", doc.FieldAct{Kind: doc.ActCorrect, Value: "19,00 €", Page: 1, Box: &doc.Box{Left: 0.1, Top: 0.2, Right: 0.3, Bottom: 0.4}})
	f := d.Fields["tax_total"]
	if value(f) != "19.00" || f.Raw != "19,00 €" || f.Origin != doc.OriginCorrected || f.Box.Left != 0.1 || f.Flagged {
		t.Errorf("%+v", f)
	}
	if !slices.ContainsFunc(f.Candidates, func(c doc.Candidate) bool { return c.Value == "10.00" }) {
		t.Errorf("the machine's value is no key away: %+v", f.Candidates)
	}
	if slices.ContainsFunc(d.Issues, func(i doc.Issue) bool { return i.Rule == "net_plus_tax" }) || d.Fields["net_total"].Flagged {
		t.Errorf("the rules still fail: %+v", d.Issues)
	}
	if d.Status != doc.StatusNeedsReview {
		t.Errorf("status %s", d.Status)
	}
	list, err := r.Documents(t.Context(), doc.Query{})
	if err != nil || list.Documents[0].Fields["supplier_name"].Value == nil {
		t.Errorf("the listing shows %+v (%v)", list.Documents, err)
	}
}

func TestAPersonsSlipIsShownAndMayBeMeant(t *testing.T) {
	r := open(t)
	id := r.read(invoice())
	d := r.field(id, "iban", doc.FieldAct{Kind: doc.ActCorrect, Value: "DE89370400440532013001"})
	if f := d.Fields["iban"]; !f.Flagged || !slices.Contains(f.Reasons, "rule:iban_checksum") {
		t.Fatalf("a wrong check digit is not shown: %+v", f)
	}
	d = r.field(id, "iban", doc.FieldAct{Kind: doc.ActConfirm})
	if f := d.Fields["iban"]; f.Flagged || f.Origin != doc.OriginCorrected {
		t.Fatalf("%+v", f)
	}
	d = r.field(id, "tax_total", doc.FieldAct{Kind: doc.ActCorrect, Value: "19.00"})
	if d.Fields["iban"].Flagged {
		t.Error("a value that a person vouches for is flagged anew by another's act")
	}
	if !slices.ContainsFunc(d.Issues, func(i doc.Issue) bool { return i.Rule == "iban_checksum" }) {
		t.Error("the rule's failure is hidden")
	}
}

func TestAFieldThatIsNotOnTheDocumentIsMissedNoLonger(t *testing.T) {
	r := open(t)
	u := invoice()
	delete(u.Fields, "invoice_number")
	u.Fields["invoice_number"] = doc.Field{Origin: doc.OriginExtracted, Flagged: true, Reasons: []string{doc.ReasonMissing, "rule:required"}}
	u.Issues = append(u.Issues, doc.Issue{Rule: "required", Severity: doc.SeverityError, Fields: []string{"invoice_number"}})
	id := r.read(u)
	d := r.field(id, "invoice_number", doc.FieldAct{Kind: doc.ActClear})
	if f := d.Fields["invoice_number"]; f.Flagged || f.Value != nil || f.Origin != doc.OriginConfirmed {
		t.Errorf("%+v", f)
	}
	if slices.ContainsFunc(d.Issues, func(i doc.Issue) bool { return i.Rule == "required" }) {
		t.Errorf("%+v", d.Issues)
	}
	d = r.field(id, "supplier_name", doc.FieldAct{Kind: doc.ActClear})
	if f := d.Fields["supplier_name"]; f.Value != nil || f.Box != nil || f.Origin != doc.OriginCorrected || f.Flagged {
		t.Errorf("%+v", f)
	}
}

func TestACandidateOrASuggestionIsTaken(t *testing.T) {
	r := open(t)
	id := r.read(invoice())
	d := r.field(id, "supplier_name", doc.FieldAct{Kind: doc.ActCandidate, Candidate: 1})
	f := d.Fields["supplier_name"]
	if value(f) != "Northern Bakery" || f.Raw != "NORTHERN BAKERY" || f.Flagged || f.Origin != doc.OriginCorrected {
		t.Errorf("%+v", f)
	}
	if len(f.Candidates) != 1 || f.Candidates[0].Value != "Northern Baker" {
		t.Errorf("%+v", f.Candidates)
	}
	_, err := r.Field(t.Context(), r.on(id), id, "supplier_name", doc.FieldAct{Kind: doc.ActCandidate, Candidate: 2})
	wantCode(t, err, doc.CodeInvalid)

	u := invoice()
	tax := u.Fields["tax_total"]
	tax.Value = pointer("16.00") // one look-alike digit from 19.00
	tax.Candidates = []doc.Candidate{{Value: "19.00", Raw: "19.00", Page: 1}}
	u.Fields["tax_total"] = tax
	other := open(t)
	id = other.read(judged(u))
	d = other.field(id, "tax_total", doc.FieldAct{Kind: doc.ActSuggestion})
	if f := d.Fields["tax_total"]; value(f) != "19.00" || f.Flagged {
		t.Errorf("%+v, issues %+v", f, d.Issues)
	}
	_, err = other.Field(t.Context(), other.on(id), id, "tax_total", doc.FieldAct{Kind: doc.ActSuggestion})
	wantCode(t, err, doc.CodeInvalid)
}

func TestWhatCannotBeIsRefusedAndChangesNothing(t *testing.T) {
	r := open(t)
	id := r.read(invoice())
	before := r.document(id)
	for _, c := range []struct {
		field string
		act   doc.FieldAct
		code  doc.Code
	}{
		{"grand_total", doc.FieldAct{Kind: doc.ActCorrect, Value: "a lot"}, doc.CodeValue},
		{"issue_date", doc.FieldAct{Kind: doc.ActCorrect, Value: "2026-02-30"}, doc.CodeValue},
		{"grand_total", doc.FieldAct{Kind: doc.ActCorrect}, doc.CodeValue},
		{"mood", doc.FieldAct{Kind: doc.ActCorrect, Value: "good"}, doc.CodeNotFound},
		{"grand_total", doc.FieldAct{Kind: doc.ActCorrect, Value: "1.00", Page: 2}, doc.CodeInvalid},
		{"grand_total", doc.FieldAct{Kind: doc.ActCorrect, Value: "1.00", Page: 1, Box: &doc.Box{Left: 2, Right: 3, Bottom: 1}}, doc.CodeInvalid},
		{"grand_total", doc.FieldAct{Kind: doc.ActCorrect, Value: "1.00", Box: box}, doc.CodeInvalid},
		{"grand_total", doc.FieldAct{Kind: "dance"}, doc.CodeInvalid},
	} {
		_, err := r.Field(t.Context(), r.on(id), id, c.field, c.act)
		wantCode(t, err, c.code)
	}
	_, err := r.Field(t.Context(), doc.Actor{Name: "bob", Revision: pointer(before.Revision - 1)}, id, "supplier_name", doc.FieldAct{Kind: doc.ActConfirm})
	wantCode(t, err, doc.CodeStale)
	_, err = r.Field(t.Context(), doc.Actor{Name: "bob"}, "nowhere", "supplier_name", doc.FieldAct{Kind: doc.ActConfirm})
	wantCode(t, err, doc.CodeNotFound)
	if after := r.document(id); after.Revision != before.Revision {
		t.Error("something was changed")
	}
}
