package review

import (
	"context"
	"slices"
	"strconv"

	"deskclerk/backend/doc"
	"deskclerk/backend/extract"
)

// Field does one act to one field. What a person vouches for of an issuer is taken
// over by what waits of the same hand, in the same step. Errors besides those of
// every act: not_found for a field that the type does not have, invalid_value,
// invalid_request.
func (d *Desk) Field(ctx context.Context, who doc.Actor, id, name string, f doc.FieldAct) (doc.Document, error) {
	step, pupils := "", []string(nil)
	if teaches(f.Kind, name) {
		if pupils = d.pupils(ctx, lesson{id, name}); len(pupils) > 0 {
			step = d.newStep()
		}
	}
	out, err := d.perform(ctx, who, id, act{kind: f.Kind, subject: name, step: step, do: d.onField(name, f)})
	if err == nil {
		d.teach(ctx, who.Name, step, pupils)
	}
	return out, err
}

// onField changes a document by an act to one of its fields.
func (d *Desk) onField(name string, f doc.FieldAct) func(*doc.Document) error {
	return func(after *doc.Document) error {
		if err := editable(after); err != nil {
			return err
		}
		before := copied(*after)
		field, err := fieldOf(after, name)
		if err != nil {
			return err
		}
		if field, err = change(after, name, field, f); err != nil {
			return err
		}
		after.Fields[name] = field
		d.judge(&before, after, given(f, name)...)
		return nil
	}
}

// given names the field when the act brought a new value, which the rules look
// at; a confirmed one was looked at by a person.
func given(f doc.FieldAct, name string) []string {
	if f.Kind == doc.ActCorrect {
		return []string{name}
	}
	return nil
}

func fieldOf(d *doc.Document, name string) (doc.Field, error) {
	if f, ok := d.Fields[name]; ok {
		return f, nil
	}
	if _, ok := specOf(d, name); ok {
		return doc.Field{Origin: doc.OriginExtracted, Reasons: []string{}, Candidates: []doc.Candidate{}}, nil
	}
	return doc.Field{}, doc.Refuse(doc.CodeNotFound, "review_field", "type", string(d.Type.Name), "field", name)
}

func specOf(d *doc.Document, name string) (doc.FieldSpec, bool) {
	fields := d.Spec().Fields
	i := slices.IndexFunc(fields, func(s doc.FieldSpec) bool { return s.Name == name })
	if i < 0 {
		return doc.FieldSpec{Name: name, Kind: doc.KindText}, false
	}
	return fields[i], true
}

// definedField is the field's definition, nil for a built-in type's.
func definedField(d *doc.Document, name string) *doc.FieldDef {
	if d.Definition == nil || d.Definition.Name != d.Type.Name {
		return nil
	}
	return d.Definition.Field(name)
}

func change(d *doc.Document, name string, f doc.Field, a doc.FieldAct) (doc.Field, error) {
	switch a.Kind {
	case doc.ActConfirm:
		return confirmed(f), nil
	case doc.ActClear:
		return cleared(f), nil
	case doc.ActCorrect:
		return correct(d, name, f, a)
	case doc.ActCandidate:
		if a.Candidate < 1 || a.Candidate > len(f.Candidates) {
			return f, doc.Refuse(doc.CodeInvalid, "review_candidate", "count", strconv.Itoa(len(f.Candidates)), "place", strconv.Itoa(a.Candidate))
		}
		return taken(f, f.Candidates[a.Candidate-1]), nil
	case doc.ActSuggestion:
		return suggested(d, name, f, a.Rule)
	default:
		return f, doc.Errorf(doc.CodeInvalid, "%q is no act on a field", a.Kind)
	}
}

// confirmed is the field as a person vouches for it: right, or truly absent.
func confirmed(f doc.Field) doc.Field {
	if f.Origin != doc.OriginCorrected {
		f.Origin = doc.OriginConfirmed
	}
	f.Confidence, f.Flagged, f.Reasons = 1, false, []string{}
	return f
}

// cleared is a field that is not on the document, or illegible.
func cleared(f doc.Field) doc.Field {
	if f.Value != nil {
		f = kept(f)
		f.Value, f.Raw, f.Page, f.Box, f.Origin = nil, "", 0, nil, doc.OriginCorrected
	}
	return confirmed(f)
}

// kept puts the value among the candidates, so that it is one key away when the
// person changes their mind.
func kept(f doc.Field) doc.Field {
	f.Candidates = slices.Clone(f.Candidates)
	if f.Value == nil || slices.ContainsFunc(f.Candidates, func(c doc.Candidate) bool { return c.Value == *f.Value }) {
		return f
	}
	f.Candidates = append(f.Candidates, doc.Candidate{Value: *f.Value, Raw: f.Raw, Confidence: f.Confidence, Page: f.Page, Box: f.Box})
	return f
}

// taken is the field with a candidate's value.
func taken(f doc.Field, c doc.Candidate) doc.Field {
	f = kept(f)
	f.Candidates = slices.DeleteFunc(f.Candidates, func(o doc.Candidate) bool { return o.Value == c.Value })
	if f.Value == nil || *f.Value != c.Value {
		f.Origin = doc.OriginCorrected
	}
	f.Value, f.Raw, f.Page, f.Box = &c.Value, c.Raw, c.Page, c.Box
	return confirmed(f)
}

// correct gives the field a value that a person typed or pointed at.
func correct(d *doc.Document, name string, f doc.Field, a doc.FieldAct) (doc.Field, error) {
	if err := onDocument(d, a.Page, a.Box); err != nil {
		return f, err
	}
	spec, _ := specOf(d, name)
	value, err := extract.NormaliseAs(definedField(d, name), spec.Kind, name, a.Value, extract.MannerOf(*d))
	if err != nil {
		return f, err
	}
	c := doc.Candidate{Value: value, Raw: a.Raw, Page: f.Page, Box: f.Box}
	if c.Raw == "" {
		c.Raw = a.Value
	}
	if a.Page > 0 {
		c.Page, c.Box = a.Page, a.Box
	}
	return taken(f, c), nil
}

// onDocument refuses a place that the document does not have.
func onDocument(d *doc.Document, page int, box *doc.Box) error {
	switch {
	case page < 0 || page > max(d.File.Pages, len(d.Pages)):
		return doc.Refuse(doc.CodeInvalid, "review_page", "page", strconv.Itoa(page))
	case box == nil:
		return nil
	case page == 0:
		return doc.Errorf(doc.CodeInvalid, "a box needs the page it is on")
	default:
		return checkBox(*box)
	}
}

func checkBox(b doc.Box) error {
	if b.Empty() || b.Left < 0 || b.Top < 0 || b.Right > 1 || b.Bottom > 1 {
		return doc.Errorf(doc.CodeInvalid, "a box is left, top, right, bottom as fractions of the page, each from 0 to 1")
	}
	return nil
}

// suggested takes the value that would make a failed rule hold.
func suggested(d *doc.Document, name string, f doc.Field, rule string) (doc.Field, error) {
	for _, i := range d.Issues {
		if i.Suggestion == nil || i.Suggestion.Field != name || rule != "" && rule != i.Rule {
			continue
		}
		c := doc.Candidate{Value: i.Suggestion.Value, Raw: f.Raw, Page: f.Page, Box: f.Box}
		if k := slices.IndexFunc(f.Candidates, func(c doc.Candidate) bool { return c.Value == i.Suggestion.Value }); k >= 0 {
			c = f.Candidates[k]
		}
		return taken(f, c), nil
	}
	return f, doc.Refuse(doc.CodeInvalid, "review_suggestion", "field", name)
}
