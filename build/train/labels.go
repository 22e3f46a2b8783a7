package main

import (
	_ "embed"
	"encoding/json"
	"maps"
	"slices"

	"deskclerk/backend/bench"
	"deskclerk/backend/doc"
)

//go:embed labels.json
var labelsFile []byte

// labels are what packs say nothing of and we read off the papers ourselves: pack,
// document or "*" for all of its, field, value; an empty one is printed nowhere on
// the paper. They teach and count here; the bench does not know them.
type labels map[string]map[string]map[string]string

func loadLabels() (l labels, err error) {
	return l, json.Unmarshal(labelsFile, &l)
}

// add gives the paper the labels that its pack lacks.
func (l labels) add(p *paper) {
	given := p.Truth.Fields
	p.Truth.Fields = map[string]bench.OneOf{}
	for _, stem := range []string{"*", p.Stem} {
		for field, value := range l[p.Pack][stem] {
			if slices.ContainsFunc(p.Truth.Type.Spec().Fields, func(s doc.FieldSpec) bool { return s.Name == field }) {
				p.Truth.Fields[field] = bench.OneOf{value}
			}
		}
	}
	maps.Copy(p.Truth.Fields, given)
}

// nowhere reports a label that says that the paper does not show the field.
func nowhere(want bench.OneOf) bool { return len(want) == 1 && want[0] == "" }
