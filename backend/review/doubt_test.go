package review_test

import (
	"testing"

	"deskclerk/backend/doc"
)

// doubtful is an invoice that may as well be a receipt.
func doubtful() doc.Understanding {
	u := invoice()
	u.Type.Confidence, u.Type.Flagged = 0.6, true
	u.Type.Alternatives = []doc.TypeChance{{Name: doc.TypeReceipt, Confidence: 0.35}}
	return u
}

func TestADoubtfulTypeIsConfirmedWithOneActAndItsFieldsStay(t *testing.T) {
	r := open(t)
	id := r.read(doubtful(), "INVOICE")
	was := r.document(id)
	if !was.Type.Flagged || len(was.Type.Alternatives) != 1 {
		t.Fatalf("%+v", was.Type)
	}
	d := r.must(r.Retype(t.Context(), r.on(id), id, doc.TypeInvoice))
	if d.Type.Name != doc.TypeInvoice || d.Type.Confidence != 1 || d.Type.Flagged || d.Type.Alternatives != nil || value(d.Fields["grand_total"]) != "119.00" {
		t.Fatalf("%+v", d.Type)
	}
	back, _, err := r.undo("ann")
	if err != nil || !back.Type.Same(was.Type) || len(back.Type.Alternatives) != 1 {
		t.Errorf("taken back: %+v (%v)", back.Type, err)
	}
}

func TestAnAlternativeIsTakenWithOneAct(t *testing.T) {
	r := open(t)
	id := r.read(doubtful(), "CORNER SHOP", "12/11/2026", "TOTAL EUR 9.00")
	d := r.must(r.Retype(t.Context(), r.on(id), id, r.document(id).Type.Alternatives[0].Name))
	if d.Type.Name != doc.TypeReceipt || d.Type.Flagged || value(d.Fields["total"]) != "9.00" {
		t.Errorf("%+v %+v", d.Type, d.Fields["total"])
	}
}

func TestWhoApprovesADocumentVouchesForItsType(t *testing.T) {
	r := open(t)
	id := r.read(doubtful(), "INVOICE")
	if d := r.must(r.Approve(t.Context(), r.on(id), id, true)); d.Status != doc.StatusApproved || d.Type.Flagged {
		t.Errorf("%s, %+v", d.Status, d.Type)
	}
}
