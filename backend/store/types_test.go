package store_test

import (
	"reflect"
	"testing"

	"deskclerk/backend/doc"
)

func TestTypesAreKeptWithTheirRevisions(t *testing.T) {
	s := newLibrary(t)
	ctx := t.Context()
	d := doc.Definition{Name: "lease", Title: "Lease", Fields: []doc.FieldDef{{Name: "rent", Kind: doc.KindMoney, Labels: []string{"Rent"}}}}
	made, err := s.PutDefinition(ctx, d, 0)
	if err != nil || made.Revision != 1 || made.Schema != doc.DefinitionSchema {
		t.Fatalf("%+v, %v", made, err)
	}
	if _, err := s.PutDefinition(ctx, d, 0); doc.CodeOf(err) != doc.CodeNameTaken {
		t.Errorf("a second one of the name: %v", err)
	}
	d.Title = "Tenancy"
	if made, err = s.PutDefinition(ctx, d, 1); err != nil || made.Revision != 2 {
		t.Errorf("%+v, %v", made, err)
	}
	if _, err := s.PutDefinition(ctx, d, 1); doc.CodeOf(err) != doc.CodeStale {
		t.Errorf("from an old revision: %v", err)
	}
	got, err := s.Definition(ctx, "lease")
	if err != nil || !reflect.DeepEqual(got, made) {
		t.Errorf("%+v, want %+v, %v", got, made, err)
	}
	if made, err = s.PutDefinition(ctx, d, -1); err != nil || made.Revision != 3 {
		t.Errorf("replaced: %+v, %v", made, err)
	}
	if err := s.DeleteDefinition(ctx, "lease"); err != nil {
		t.Error(err)
	}
	if err := s.DeleteDefinition(ctx, "lease"); doc.CodeOf(err) != doc.CodeNotFound {
		t.Errorf("deleted twice: %v", err)
	}
	if all, err := s.Definitions(ctx); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
}
