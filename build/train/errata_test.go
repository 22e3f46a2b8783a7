package main

import (
	"slices"
	"testing"

	"deskclerk/backend/bench"
	"deskclerk/backend/doc"
)

func TestErrataNameFieldsThatTypesHaveAndSayWhy(t *testing.T) {
	e, err := loadErrata()
	if err != nil {
		t.Fatal(err)
	}
	known := func(field string) bool {
		return slices.ContainsFunc(doc.TypeSpecs(), func(s doc.TypeSpec) bool {
			return slices.ContainsFunc(s.Fields, func(f doc.FieldSpec) bool { return f.Name == field })
		})
	}
	seen := 0
	for pack, documents := range e {
		for stem, fields := range documents {
			for field, why := range fields {
				seen++
				if !known(field) || why == "" {
					t.Errorf("%s/%s: no type has %q, or it is not said why: %q", pack, stem, field, why)
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no errata were read")
	}
}

func TestAWrongLabelTeachesNothing(t *testing.T) {
	p := labelled("till", "one", "Corner Bakery")
	p.Truth.Fields["total"], p.Truth.Fields["date"] = bench.OneOf{"9.00"}, bench.OneOf{"2024-03-15"}
	p.Truth.Uncertain = []string{"date"}
	e := errata{"till": {"one": {"total": "another sum is printed"}}}
	if p.truth("total", e) != nil || p.truth("date", e) != nil || p.truth("merchant", e) == nil {
		t.Error("a wrong or uncertain label teaches, or a right one does not")
	}
	if p.Pack = "other"; p.truth("total", e) == nil {
		t.Error("errata reach another pack")
	}
}
