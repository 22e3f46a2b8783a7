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
	Fiscal []doc.Stated     // what the code that a till has to print states, for each type that it may be; Paid outranks it
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
	if o.Stated != nil && !o.forced() {
		o.Type = o.Stated.Type
	}
	d := gather(newLayout(pages))
	k := d.decide(&o)
	u := doc.Understanding{
		Type: k.Classification, Language: d.l.lang, Model: o.Scorer.Name(),
		Fields: map[string]doc.Field{}, Tables: map[string]doc.Table{},
	}
	switch {
	case k.zone != nil:
		u.Fields = d.travel(k.zone, o.Policy)
	case k.defined != nil:
		d.understandDefined(&u, k.defined, d.l.pages, o.Policy)
	default:
		d.fill(&u, o)
		d.stateForm(&u, o.Policy)
		for i := range o.Fiscal {
			if o.Fiscal[i].Type == u.Type.Name {
				d.state(&u, withPrefix(o.Fiscal[i], u.Fields), o.Policy)
			}
		}
		for _, s := range []*doc.Stated{o.Paid, o.Stated} {
			if s != nil && s.Type == u.Type.Name {
				d.state(&u, *s, o.Policy)
			}
		}
	}
	return u
}

// forced reports a type that is not to be found out.
func (o *Options) forced() bool { return o.Type != doc.TypeUnknown && o.Type != doc.TypeAuto }

// decision is what a document is, with what its fields are read by when that is not
// the model.
type decision struct {
	doc.Classification

	zone    *zoneWords      // of an identity document that has one
	defined *doc.Definition // of a type that a person defined
}

// decide takes the type asked for; or else the first that the document shows: a
// machine readable zone, the words of a defined type, what the model says. What
// the model takes for nothing, or doubts, is what the code of a payment or of a
// till makes it.
func (d *evidence) decide(o *Options) decision {
	if o.forced() {
		return d.asked(o)
	}
	if z, ok := d.zone(o.Now); ok {
		return decision{d.zoneType(), &z, nil}
	}
	if def, p := d.definedType(o.Types); def != nil {
		return decision{doc.Classification{Name: def.Name, Confidence: p}, nil, def}
	}
	c := classified(typesTold(), typesTold().Tell(d.typeFeatures()), o.Policy)
	switch open := c.Name == doc.TypeOther || c.Flagged; {
	case o.Paid != nil && (open || c.Confidence < pPaid): // what is less sure than the code gives way to it
		c = doc.Classification{Name: o.Paid.Type, Confidence: pPaid}
	case open && len(o.Fiscal) > 0:
		c = doc.Classification{Name: doc.TypeReceipt, Confidence: pPaid}
	}
	return decision{Classification: c}
}

// asked is the type that was asked for.
func (d *evidence) asked(o *Options) decision {
	k := decision{Classification: doc.Classification{Name: o.Type, Confidence: 1}}
	if o.Type == doc.TypeIdentity {
		if z, ok := d.zone(o.Now); ok {
			k.zone = &z
		}
		return k
	}
	if i := slices.IndexFunc(o.Types, func(t doc.Definition) bool { return t.Name == o.Type }); i >= 0 {
		k.defined = &o.Types[i]
	}
	return k
}

// fill adds what the type asks for.
func (d *evidence) fill(u *doc.Understanding, o Options) {
	switch u.Type.Name {
	case doc.TypeReceipt:
		u.Fields = d.fields(doc.TypeReceipt, d.choices(doc.TypeReceipt, o.Scorer), o.Policy)
		u.Tables["line_items"] = d.itemTable(doc.TypeReceipt, nil)
	case doc.TypeInvoice:
		u.Fields = d.fields(doc.TypeInvoice, d.choices(doc.TypeInvoice, o.Scorer), o.Policy)
		u.Tables["line_items"] = d.itemTable(doc.TypeInvoice, u.Fields)
		u.Tables["tax_lines"] = d.taxTable()
	case doc.TypeStatement:
		d.statement(u, o)
	case doc.TypeIdentity:
		u.Fields = d.withoutZone(o.Policy)
	default:
		u.Fields = d.fields(u.Type.Name, nil, o.Policy)
		u.Pairs, u.Issues = withForm(d.filledIn(), append(d.l.pairs(), d.tickedPairs()...))
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

// keys are the choices that a page is judged by.
func (d *evidence) keys(t doc.Type, fields []judgedField, s Scorer) map[string]choice {
	named := slices.ContainsFunc(fields, func(f judgedField) bool { return !f.figures })
	if t == doc.TypeReceipt {
		out := d.receiptFigures(s)
		if named {
			d.merchant(out, d.kinds(), s)
		}
		return out
	}
	out, _ := d.invoiceFigures(s)
	if named {
		d.supplier(out, s)
	}
	d.doubtFacts(out)
	return out
}

// someDay stands for today where nobody says when that is.
func someDay() time.Time { return time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC) }

func exp(x float64) float64 { return math.Exp(x) }
