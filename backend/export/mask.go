package export

import (
	"encoding/json"
	"unicode/utf8"

	"deskclerk/backend/doc"
)

// tail is how much of a masked number can be read, to tell two apart.
const tail = 3

// masker hides sensitive values: as many dots for every length, and of numbers
// that are long enough their end. A birth date and a machine-readable zone have
// no part that tells nothing, so they are hidden whole.
func masker(dots string) func(field, text string) string {
	return func(field, text string) string {
		whole := field == "birth_date" || field == "mrz"
		if runes := []rune(text); !whole && len(runes) >= 2*tail {
			return dots + string(runes[len(runes)-tail:])
		}
		return dots
	}
}

// dotsFor are dots that the encoding has.
func dotsFor(c *coding) string {
	const dots = "•••••"
	if first, _ := utf8.DecodeRuneInString(dots); c.has(first) {
		return dots
	}
	return "*****"
}

// maskDocument hides sensitive values in a document that is exported whole: in
// fields, what was read for them, candidates, history of suggestions and the
// text, which has them too.
func maskDocument(d doc.Document, mask func(field, text string) string) (doc.Document, bool) {
	sensitive := false
	fields := make(map[string]doc.Field, len(d.Fields))
	for name, f := range d.Fields {
		if doc.SensitiveField(name) && (f.Value != nil || f.Raw != "" || len(f.Candidates) > 0) {
			sensitive = true
			if f.Value != nil {
				hidden := mask(name, *f.Value)
				f.Value = &hidden
			}
			f.Raw, f.Candidates = "", []doc.Candidate{}
		}
		fields[name] = f
	}
	if !sensitive && d.Type.Name != doc.TypeIdentity {
		return d, false
	}
	d.Fields, d.Text, d.Pairs, d.Metadata = fields, "", nil, json.RawMessage(nil)
	issues := make([]doc.Issue, len(d.Issues))
	for i, issue := range d.Issues {
		issue.Suggestion, issue.Message = nil, issue.Rule
		issues[i] = issue
	}
	d.Issues = issues
	return d, true
}
