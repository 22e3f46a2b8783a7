package review

import (
	"slices"

	"deskclerk/backend/doc"
)

// judge holds the document against the rules again. What a person vouches for
// is not flagged for a rule that they have seen; a value just given is, when a
// rule fails for it that held before: a slip of the fingers is a slip too.
func (d *Desk) judge(before *doc.Document, after *doc.Document, given ...string) {
	u := d.o.Judge(doc.Understanding{
		Type: after.Type, Language: after.Language, Fields: after.Fields, Tables: after.Tables,
		Pairs: after.Pairs, Issues: after.Issues, Definition: after.Definition,
	}, d.o.Clock())
	for name, f := range u.Fields {
		if !after.Fields[name].Settled() {
			continue
		}
		f.Flagged, f.Reasons = false, []string{}
		for _, issue := range u.Issues {
			if slices.Contains(given, name) && isNew(issue, name, before.Issues) && (f.Value != nil || issue.Rule != ruleRequired) {
				f.Flagged, f.Reasons = true, append(f.Reasons, doc.ReasonRulePrefix+issue.Rule)
			}
		}
		u.Fields[name] = f
	}
	u.Issues = slices.DeleteFunc(u.Issues, func(i doc.Issue) bool {
		return i.Rule == ruleRequired && !slices.ContainsFunc(i.Fields, func(name string) bool { return !u.Fields[name].Settled() })
	})
	after.Fields, after.Issues = u.Fields, u.Issues
}

// ruleRequired fails for a field that is missing; a person may say that it is
// not on the document.
const ruleRequired = "required"

// isNew reports an issue of severity error about the field whose rule held for
// it before.
func isNew(i doc.Issue, field string, before []doc.Issue) bool {
	about := func(o doc.Issue) bool { return o.Rule == i.Rule && slices.Contains(o.Fields, field) }
	return i.Severity == doc.SeverityError && about(i) && !slices.ContainsFunc(before, about)
}
