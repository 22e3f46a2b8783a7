package validate

import (
	"slices"
	"testing"
	"time"

	"deskclerk/backend/doc"
)

func TestRulesOfDefinedTypes(t *testing.T) {
	def := &doc.Definition{
		Name: "order", Title: "Order",
		Fields: []doc.FieldDef{
			{Name: "total", Kind: doc.KindMoney},
			{Name: "goods", Kind: doc.KindMoney},
			{Name: "freight", Kind: doc.KindMoney},
			{Name: "until", Kind: doc.KindDate},
			{Name: "express", Kind: doc.KindCheckbox},
			{Name: "size", Kind: doc.KindChoice, Choices: []string{"S", "L"}},
			{Name: "code", Kind: doc.KindText},
		},
		Rules: []doc.RuleDef{
			{Kind: doc.RuleSum, Field: "total", Fields: []string{"goods", "freight"}},
			{Kind: doc.RuleRequiredIf, Field: "until", When: "express", Equals: "yes"},
			{Kind: doc.RuleRange, Field: "total", Min: "1", Max: "500"},
			{Kind: doc.RulePattern, Field: "code", Match: `[A-Z]\d+`},
		},
	}
	good := map[string]string{"total": "90.00", "goods": "80.00", "freight": "10.00", "express": "no", "size": "S", "code": "A1"}
	for _, tt := range []struct {
		name   string
		change map[string]string
		want   string // the rule that fails, empty: none
	}{
		{"everything holds", nil, ""},
		{"the sum is off", map[string]string{"freight": "11.00"}, "defined_sum"},
		{"a missing part says nothing", map[string]string{"freight": ""}, ""},
		{"needed because of another field", map[string]string{"express": "yes"}, "defined_required_if"},
		{"beyond the range", map[string]string{"total": "900.00", "goods": "890.00"}, "defined_range"},
		{"100 is more than 90 and below 500", map[string]string{"total": "100.00", "goods": "90.00"}, ""},
		{"not as the pattern says", map[string]string{"code": "1A"}, "defined_pattern"},
		{"none of the choices", map[string]string{"size": "XL"}, "defined_form"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			u := doc.Understanding{Type: doc.Classification{Name: "order"}, Definition: def, Fields: map[string]doc.Field{}}
			for _, f := range def.Fields {
				v, ok := tt.change[f.Name]
				if !ok {
					v = good[f.Name]
				}
				field := doc.Field{Reasons: []string{}}
				if v != "" {
					field.Value = &v
				}
				u.Fields[f.Name] = field
			}
			got := Apply(u, time.Now())
			failed := slices.ContainsFunc(got.Issues, func(i doc.Issue) bool { return i.Rule == tt.want })
			if tt.want == "" && len(got.Issues) > 0 || tt.want != "" && !failed {
				t.Errorf("issues %+v", got.Issues)
			}
			if again := Apply(got, time.Now()); len(again.Issues) != len(got.Issues) {
				t.Errorf("judged twice: %+v", again.Issues)
			}
		})
	}
}
