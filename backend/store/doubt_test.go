package store_test

import (
	"slices"
	"testing"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

func TestADoubtfulTypeKeepsWhatElseItMayBe(t *testing.T) {
	l, c := newLibrary(t), newContract(t)
	id := l.admit(t, "one")
	l.workUntil(t, store.KindUnderstand, 1)
	u := doc.Understanding{Type: doc.Classification{
		Name: doc.TypeInvoice, Confidence: 0.6, Flagged: true, Alternatives: []doc.TypeChance{{Name: doc.TypeReceipt, Confidence: 0.3}, {Name: doc.TypeOther, Confidence: 0.1}},
	}}
	if !u.Flagged() {
		t.Fatal("nobody looks at a doubtful type")
	}
	if err := l.FinishUnderstand(t.Context(), l.claim(t), u, doc.StatusNeedsReview); err != nil {
		t.Fatal(err)
	}
	d := c.checkBoth(t, l, id)
	if !d.Type.Same(u.Type) || !slices.Equal(d.Type.Alternatives, u.Type.Alternatives) || d.Sensitive {
		t.Fatalf("stored as %+v", d.Type)
	}
	if err := l.Reprocess(t.Context(), id, nil); err != nil {
		t.Fatal(err)
	}
	if d := c.checkBoth(t, l, id); d.Type.Flagged || d.Type.Alternatives != nil {
		t.Errorf("the doubt outlives the attempt: %+v", d.Type)
	}
}

func TestSensitiveTypesAreThoseOfWhichThereAreDocuments(t *testing.T) {
	l, c := newLibrary(t), newContract(t)
	if types, err := l.SensitiveTypes(t.Context()); err != nil || len(types) != 0 {
		t.Fatalf("%v, %v", types, err)
	}
	payslip := &doc.Definition{Schema: doc.DefinitionSchema, Name: "payslip", Title: "Payslip", Sensitive: true, Fields: []doc.FieldDef{}}
	for content, u := range map[string]doc.Understanding{
		"a passport": {Type: doc.Classification{Name: doc.TypeIdentity, Confidence: 0.99}},
		"a payslip":  {Type: doc.Classification{Name: "payslip", Confidence: 0.9}, Definition: payslip},
		"a letter":   {Type: doc.Classification{Name: doc.TypeOther, Confidence: 0.9}},
	} {
		id := l.admit(t, content)
		l.workUntil(t, store.KindUnderstand, 1)
		if err := l.FinishUnderstand(t.Context(), l.claim(t), u, doc.StatusCompleted); err != nil {
			t.Fatal(err)
		}
		if d := c.checkBoth(t, l, id); d.Sensitive != (u.Type.Name != doc.TypeOther) {
			t.Errorf("%s is sensitive: %v", content, d.Sensitive)
		}
	}
	types, err := l.SensitiveTypes(t.Context())
	if err != nil || !slices.Equal(types, []doc.Type{doc.TypeIdentity, "payslip"}) {
		t.Errorf("%v, %v", types, err)
	}
}
