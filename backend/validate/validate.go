// Package validate is the room of judgement: rules over a document's fields and
// tables that become issues, flags and suggestions. It is pure; the caller
// brings the clock.
package validate

import (
	"maps"
	"slices"
	"time"

	"deskclerk/backend/doc"
)

// Apply checks u against every rule of its type and returns it with issues,
// reasons "rule:<name>" and suggestions added. Values are never changed; a
// suggested value joins the field's candidates. A failed rule of severity error
// flags its fields. now decides what lies in the future. Applying it twice gives
// the same as once.
func Apply(u doc.Understanding, now time.Time) doc.Understanding {
	u = fresh(u)
	for _, r := range table() {
		if r.types != nil && !slices.Contains(r.types, u.Type.Name) {
			continue
		}
		for _, f := range r.check(sheet{u, now}) {
			record(&u, r, f)
		}
	}
	return u
}

// fresh copies what will be changed and takes out what an earlier run left.
func fresh(u doc.Understanding) doc.Understanding {
	names := map[string]bool{}
	for _, r := range table() {
		names[r.name] = true
	}
	u.Issues = slices.DeleteFunc(slices.Clone(u.Issues), func(i doc.Issue) bool { return names[i.Rule] })
	u.Fields = maps.Clone(u.Fields)
	for name, f := range u.Fields {
		n := len(f.Reasons)
		f.Reasons = slices.DeleteFunc(slices.Clone(f.Reasons), func(r string) bool {
			return len(r) > len(doc.ReasonRulePrefix) && names[r[len(doc.ReasonRulePrefix):]] && r[:len(doc.ReasonRulePrefix)] == doc.ReasonRulePrefix
		})
		if n > 0 && len(f.Reasons) == 0 {
			f.Flagged = false
		}
		f.Candidates = slices.Clone(f.Candidates)
		u.Fields[name] = f
	}
	return u
}

// record turns a finding into an issue and marks its fields.
func record(u *doc.Understanding, r rule, f finding) {
	issue := doc.Issue{Rule: r.name, Severity: r.severity, Fields: append([]string{}, f.fields...), Message: f.said.English(), Sentence: &f.said}
	if f.value != "" {
		issue.Suggestion = &doc.Suggestion{Field: f.field, Value: f.value}
		if field, ok := u.Fields[f.field]; ok { // a cell of a table has no candidates
			u.Fields[f.field] = offered(field, f.value)
		}
	}
	u.Issues = append(u.Issues, issue)
	reason := doc.ReasonRulePrefix + r.name
	for _, name := range f.fields {
		field, ok := u.Fields[name]
		if !ok || slices.Contains(field.Reasons, reason) {
			continue
		}
		field.Reasons = append(field.Reasons, reason)
		field.Flagged = field.Flagged || r.severity == doc.SeverityError
		u.Fields[name] = field
	}
}

// offered puts the suggested value first among the candidates.
func offered(f doc.Field, value string) doc.Field {
	i := slices.IndexFunc(f.Candidates, func(c doc.Candidate) bool { return c.Value == value })
	c := doc.Candidate{Value: value, Raw: f.Raw, Page: f.Page, Box: f.Box, Confidence: (1 - f.Confidence) / 2}
	if i >= 0 {
		c = f.Candidates[i]
		f.Candidates = slices.Delete(f.Candidates, i, i+1)
	}
	f.Candidates = slices.Insert(f.Candidates, 0, c)
	return f
}
