// Package extract is the room of meaning: from words and boxes to a type and
// its fields, with a probability for each. It is pure: no I/O, no clock, and no
// globals but embedded data, so the same pages always give the same result.
//
// The way is layout → evidence → candidates with features → scores → a joint
// choice → fields with calibrated confidence. Everything before the scores
// knows no weights, everything after them no words.
package extract

import (
	"math"
	"slices"

	"deskclerk/backend/doc"
)

// Options are wishes for one document. The zero value finds everything itself.
type Options struct {
	Type   doc.Type         // forced type; TypeAuto or empty: classify
	Scorer Scorer           // default: the embedded model
	Policy doc.Policy       // which values a person must look at
	Types  []doc.Definition // types that people defined
	Stated *doc.Stated      // what the file states for machines; nil: nothing
}

// Understand classifies the pages and fills the fields and tables of the type.
// It never fails: what is not found is present with a nil value.
func Understand(pages []doc.Page, o Options) doc.Understanding {
	if o.Scorer == nil {
		o.Scorer = learned()
	}
	if o.Stated != nil && (o.Type == doc.TypeUnknown || o.Type == doc.TypeAuto) {
		o.Type = o.Stated.Type
	}
	d := gather(newLayout(pages))
	u := doc.Understanding{
		Type: d.classify(o.Scorer), Language: d.l.lang, Model: o.Scorer.Name(),
		Fields: map[string]doc.Field{}, Tables: map[string]doc.Table{},
	}
	if o.Type != doc.TypeUnknown && o.Type != doc.TypeAuto {
		u.Type = doc.Classification{Name: o.Type, Confidence: 1}
	}
	if def := d.definition(&u, o); def != nil {
		d.understandDefined(&u, def, d.l.pages, o.Policy)
		return u
	}
	d.fill(&u, o)
	if o.Stated != nil && o.Stated.Type == u.Type.Name {
		d.state(&u, o)
	}
	return u
}

// definition is that of the type asked for, or of the one that the document's
// words show; nil for a built-in type.
func (d *evidence) definition(u *doc.Understanding, o Options) *doc.Definition {
	if o.Type != doc.TypeUnknown && o.Type != doc.TypeAuto {
		i := slices.IndexFunc(o.Types, func(t doc.Definition) bool { return t.Name == o.Type })
		if i < 0 {
			return nil
		}
		return &o.Types[i]
	}
	def, p := d.definedType(o.Types)
	if def != nil {
		u.Type = doc.Classification{Name: def.Name, Confidence: p}
	}
	return def
}

// fill adds what the type asks for.
func (d *evidence) fill(u *doc.Understanding, o Options) {
	switch u.Type.Name {
	case doc.TypeReceipt:
		u.Fields = d.fields(doc.TypeReceipt, d.choices(doc.TypeReceipt, o.Scorer), o.Policy)
		u.Tables["line_items"] = d.itemTable(doc.TypeReceipt)
	case doc.TypeInvoice:
		u.Fields = d.fields(doc.TypeInvoice, d.choices(doc.TypeInvoice, o.Scorer), o.Policy)
		u.Tables["line_items"] = d.itemTable(doc.TypeInvoice)
		u.Tables["tax_lines"] = d.taxTable()
	default:
		u.Fields = d.fields(u.Type.Name, nil, o.Policy)
		u.Pairs = append(d.l.pairs(), d.tickedPairs()...)
	}
}

// choices of a type's fields; none for a type without extraction.
func (d *evidence) choices(t doc.Type, s Scorer) map[string]choice {
	switch t {
	case doc.TypeReceipt:
		return d.receipt(s)
	case doc.TypeInvoice:
		return d.invoice(s)
	default:
		return nil
	}
}

func exp(x float64) float64 { return math.Exp(x) }
