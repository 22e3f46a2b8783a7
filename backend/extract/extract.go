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
	"time"

	"deskclerk/backend/doc"
)

// Options are wishes for one document. The zero value finds everything itself.
type Options struct {
	Type   doc.Type         // forced type; TypeAuto or empty: classify
	Scorer Scorer           // default: the embedded model
	Policy doc.Policy       // which values a person must look at
	Stated *doc.Stated      // what the file states for machines; nil: nothing
	Now    time.Time        // decides the century of a travel document's years; zero: the year 2025
	Paid   *doc.Stated      // what a payment's code on a page states; Stated outranks it
	Types  []doc.Definition // types that people defined
}

// pPaid is the confidence that what carries a payment's code is an invoice; no
// measured value.
const pPaid = 0.9

// Understand classifies the pages and fills the fields and tables of the type.
// It never fails: what is not found is present with a nil value.
func Understand(pages []doc.Page, o Options) doc.Understanding {
	if o.Scorer == nil {
		o.Scorer = learned()
	}
	if o.Now.IsZero() {
		o.Now = someDay()
	}
	if o.Stated != nil && (o.Type == doc.TypeUnknown || o.Type == doc.TypeAuto) {
		o.Type = o.Stated.Type
	}
	d := gather(newLayout(pages))
	u := doc.Understanding{
		Type: d.classify(o.Scorer), Language: d.l.lang, Model: o.Scorer.Name(),
		Fields: map[string]doc.Field{}, Tables: map[string]doc.Table{},
	}
	zone, zoned := d.zone(o.Now)
	if zoned {
		u.Type = zone.zoneType()
	}
	if p := d.statementLike(); !zoned && p > u.Type.Confidence/2+0.25 {
		u.Type = doc.Classification{Name: doc.TypeStatement, Confidence: p}
	}
	switch {
	case o.Type != doc.TypeUnknown && o.Type != doc.TypeAuto:
		u.Type = doc.Classification{Name: o.Type, Confidence: 1}
	case o.Paid != nil && u.Type.Name == doc.TypeOther: // it asks for money
		u.Type = doc.Classification{Name: o.Paid.Type, Confidence: pPaid}
	}
	if zoned && u.Type.Name == doc.TypeIdentity {
		u.Fields = d.travel(&zone, o.Policy)
		return u
	}
	if def := d.definition(&u, o); def != nil {
		d.understandDefined(&u, def, d.l.pages, o.Policy)
		return u
	}
	d.fill(&u, o)
	for _, s := range []*doc.Stated{o.Paid, o.Stated} {
		if s != nil && s.Type == u.Type.Name {
			d.state(&u, *s, o.Policy)
		}
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
	case doc.TypeStatement:
		d.statement(u, o)
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

// someDay stands for today where nobody says when that is.
func someDay() time.Time { return time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC) }

func exp(x float64) float64 { return math.Exp(x) }
