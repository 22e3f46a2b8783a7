package review

import (
	"maps"
	"reflect"
	"slices"

	"deskclerk/backend/doc"
)

// copied is a copy that an act may change.
func copied(d doc.Document) doc.Document {
	d.Fields = maps.Clone(d.Fields)
	if d.Fields == nil {
		d.Fields = map[string]doc.Field{}
	}
	tables := make(map[string]doc.Table, len(d.Tables))
	for name, t := range d.Tables {
		t.Columns, t.Rows = slices.Clone(t.Columns), slices.Clone(t.Rows)
		for i, r := range t.Rows {
			t.Rows[i] = doc.Row{Cells: maps.Clone(r.Cells)}
		}
		tables[name] = t
	}
	d.Tables = tables
	if d.Review != nil {
		review := *d.Review
		d.Review = &review
	}
	return d
}

// compare finds what the act changed; nil for nothing.
func compare(before, after doc.Document, actor string, a act) *doc.Revision {
	r := &doc.Revision{
		Act: doc.Act{
			DocumentID: before.ID, Attempt: attemptOf(before), Actor: actor, Kind: a.kind, Subject: a.subject, Reason: a.reason,
			Before: factsOf(before), After: factsOf(after), Step: a.step,
		},
		From: before.Revision, Event: eventOf(a, before.Status, after.Status), Issues: after.Issues, Of: a.of,
		Fields: map[string]*doc.Field{},
	}
	compareFields(r, before, after)
	compareTables(r, before, after)
	if a.cells != nil {
		r.Changes = append(r.Changes, a.cells()...)
	}
	for i := range r.Changes {
		c := &r.Changes[i]
		c.Actor, c.Why = actor, string(a.kind)
		if (a.kind == doc.ActType || a.kind == doc.ActLearn) && c.Origin != doc.OriginConfirmed && c.Origin != doc.OriginCorrected {
			c.Actor = "machine" // read anew, by wish, or known from elsewhere
		}
	}
	same := len(r.Fields) == 0 && len(r.After.Tables) == 0 && before.Status == after.Status &&
		before.Type.Same(after.Type) && reflect.DeepEqual(before.Review, after.Review)
	if same {
		return nil
	}
	return r
}

func factsOf(d doc.Document) doc.Facts {
	return doc.Facts{
		Status: d.Status, Type: d.Type, Pairs: d.Pairs, Definition: d.Definition, Review: d.Review,
		Fields: map[string]*doc.Field{}, Tables: map[string]*doc.Table{},
	}
}

// compareFields notes every field that is to be written, and of those whose
// value or standing changed what they were and became. What only a rule flagged
// or unflagged follows from the values and is no fact.
func compareFields(r *doc.Revision, before, after doc.Document) {
	for _, name := range names(before.Fields, after.Fields) {
		was, had := before.Fields[name]
		is, has := after.Fields[name]
		if had == has && reflect.DeepEqual(was, is) {
			continue
		}
		r.Fields[name] = pointerIf(is, has)
		if had == has && sameValue(was, is) {
			continue
		}
		r.Before.Fields[name], r.After.Fields[name] = pointerIf(was, had), pointerIf(is, has)
		if !has {
			is = doc.Field{Origin: was.Origin}
		}
		r.Changes = append(r.Changes, doc.NamedChange{Name: name, FieldChange: doc.FieldChange{
			Value: is.Value, Raw: is.Raw, Confidence: is.Confidence, Origin: is.Origin, Before: was.Value,
		}})
	}
}

func compareTables(r *doc.Revision, before, after doc.Document) {
	for _, name := range names(before.Tables, after.Tables) {
		was, had := before.Tables[name]
		is, has := after.Tables[name]
		if had == has && reflect.DeepEqual(was, is) {
			continue
		}
		r.Before.Tables[name], r.After.Tables[name] = pointerIf(was, had), pointerIf(is, has)
	}
}

// sameValue reports that a field stands as before but perhaps for its flag.
func sameValue(a, b doc.Field) bool {
	return equal(a.Value, b.Value) && a.Raw == b.Raw && a.Origin == b.Origin && a.Page == b.Page &&
		a.Confidence == b.Confidence && reflect.DeepEqual(a.Box, b.Box)
}

func equal(a, b *string) bool { return a == b || a != nil && b != nil && *a == *b }

func names[T any](a, b map[string]T) []string {
	all := maps.Clone(a)
	if all == nil {
		all = map[string]T{}
	}
	maps.Copy(all, b)
	return slices.Sorted(maps.Keys(all))
}

func pointerIf[T any](v T, there bool) *T {
	if !there {
		return nil
	}
	return &v
}

func attemptOf(d doc.Document) int {
	if d.Attempt == nil {
		return 0
	}
	return d.Attempt.Number
}
