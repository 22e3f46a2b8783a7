package doc

import (
	"strings"
	"testing"
)

func TestDefinitionsThatCannotBeUsedAreRefusedWithTheirFault(t *testing.T) {
	good := func() Definition {
		return Definition{
			Name: "lease", Title: "Lease", Fields: []FieldDef{{Name: "rent", Kind: KindMoney}, {Name: "size", Kind: KindChoice, Choices: []string{"S", "L"}}},
			Tables: []TableDef{{Name: "keys", Columns: []ColumnDef{{Name: "pieces", Kind: KindNumber}}}},
			Rules:  []RuleDef{{Kind: RuleSum, Field: "rent", Fields: []string{"keys.pieces"}}},
		}
	}
	d := good()
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		change func(d *Definition)
		says   string
	}{
		{"a built-in name", func(d *Definition) { d.Name = TypeInvoice }, "built-in"},
		{"a name with spaces", func(d *Definition) { d.Name = "my lease" }, "a-z"},
		{"no title", func(d *Definition) { d.Title = "" }, "title"},
		{"nothing to find", func(d *Definition) { d.Fields, d.Tables, d.Rules = nil, nil, nil }, "nothing to find"},
		{"two fields of a name", func(d *Definition) { d.Fields[1].Name = "rent" }, "two of the name"},
		{"an unknown kind", func(d *Definition) { d.Fields[0].Kind = "colour" }, "no kind"},
		{"a choice of one", func(d *Definition) { d.Fields[1].Choices = []string{"S"} }, "two choices"},
		{"a broken pattern", func(d *Definition) { d.Fields[0].Pattern = "(" }, "regular expression"},
		{"an impossible threshold", func(d *Definition) { d.Fields[0].Threshold = 1.2 }, "between 0 and 1"},
		{"a table without columns", func(d *Definition) { d.Tables[0].Columns = nil }, "columns"},
		{"a rule about nothing", func(d *Definition) { d.Rules[0].Field = "heat" }, "no field"},
		{"a sum of an unknown column", func(d *Definition) { d.Rules[0].Fields = []string{"keys.weight"} }, "no field or column"},
		{"a range without ends", func(d *Definition) { d.Rules[0] = RuleDef{Kind: RuleRange, Field: "rent"} }, "no end"},
		{"another format", func(d *Definition) { d.Schema = "deskclerk.type/v9" }, "schema"},
	} {
		d := good()
		tt.change(&d)
		if err := d.Check(); CodeOf(err) != CodeValue || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestASnapshotKeepsWhatReviewNeedsAndLeavesTheOriginalAlone(t *testing.T) {
	d := Definition{Name: "lease", Title: "Lease", Keywords: []string{"Lease"}, Fields: []FieldDef{{Name: "size", Kind: KindChoice, Choices: []string{"S", "L"}, Labels: []string{"Size"}, Anchors: []Anchor{{Label: "Size"}}}}}
	s := d.Snapshot()
	if f := s.Field("size"); f == nil || len(f.Choices) != 2 || f.Labels != nil || f.Anchors != nil || s.Keywords != nil {
		t.Errorf("%+v", s)
	}
	if len(d.Fields[0].Labels) != 1 || len(d.Fields[0].Anchors) != 1 {
		t.Error("the definition was changed")
	}
}
