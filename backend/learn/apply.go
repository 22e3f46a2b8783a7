package learn

import (
	"maps"
	"slices"

	"deskclerk/backend/doc"
	"deskclerk/backend/likeness"
)

// Sure is the confidence of a value that is known and was read so. build/memory,
// which goes through the development packs in random orders as somebody does who
// confirms each value, found none wrong among two hundred names, addresses and
// customers, labels apart that spell one in two ways.
const Sure = 0.993

// Apply puts what is known of the paper's issuer into what was read of it. A name
// that was read as papers with the same marks have it becomes that name, spelled as
// the person left it, and needs no other look at the usual target; likewise what
// else stands on all papers of the issuer. A name that may be meant is offered
// before all other candidates. Whatever does not fit changes nothing.
func Apply(u doc.Understanding, known []doc.Known, policy doc.Policy) doc.Understanding {
	fields := u.Fields
	u.Fields = maps.Clone(u.Fields)
	put := func(name string, with func(doc.Field, []doc.Known, string, doc.Policy) doc.Field, known []doc.Known) {
		if f, ok := fields[name]; ok && f.Value != nil && f.Origin == doc.OriginExtracted && len(known) > 0 {
			u.Fields[name] = with(f, known, string(u.Type.Name)+"."+name, policy)
		}
	}
	put(u.Type.Name.IssuerField(), withName, known)
	for _, name := range u.Type.Name.StandingFields() {
		put(name, withValue, of(known, name))
	}
	return u
}

// of the known values those of a field.
func of(known []doc.Known, field string) []doc.Known {
	return slices.DeleteFunc(slices.Clone(known), func(k doc.Known) bool { return k.Field != field })
}

// withValue settles a value that was read as it is known, look-alikes aside: an
// issuer may have several addresses and accounts, and any of them will do.
func withValue(f doc.Field, known []doc.Known, field string, policy doc.Policy) doc.Field {
	read := shape(*f.Value)
	for _, k := range known {
		if shape(k.Value) == read {
			return learned(f, k.Value, field, policy)
		}
	}
	return f
}

// shape is what is left of a text without case, accents, spaces and punctuation,
// and with what looks alike being the same.
func shape(s string) string { return string(likeness.Shape(likeness.Fold(s))) }

// learned is the field with the known name, the one that was read beside it.
func learned(f doc.Field, value, named string, policy doc.Policy) doc.Field {
	left := (1 - Sure) / max(1-f.Confidence, 1-Sure) // of the others' confidence
	f.Candidates = slices.Clone(f.Candidates)
	for i := range f.Candidates {
		f.Candidates[i].Confidence *= left
	}
	if *f.Value != value {
		f.Candidates = slices.Insert(f.Candidates, 0, doc.Candidate{
			Value: *f.Value, Raw: f.Raw, Confidence: 1 - Sure, Page: f.Page, Box: f.Box,
		})
	}
	f.Value, f.Confidence, f.Origin = &value, Sure, doc.OriginLearned
	f.Reasons = slices.DeleteFunc(slices.Clone(f.Reasons), func(r string) bool { return r == doc.ReasonLowConfidence })
	if Sure < policy.Threshold(named, func(target float64) float64 { return 1 - target }) {
		f.Reasons = append(f.Reasons, doc.ReasonLowConfidence)
	}
	f.Flagged = len(f.Reasons) > 0
	return f
}
