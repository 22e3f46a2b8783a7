package bench

import (
	"cmp"
	"slices"

	"deskclerk/backend/doc"
)

// Outcome is in which way a value was not right.
type Outcome string

// The outcomes: Wrong is another value than the truth's, Missed none, Invented
// one where the truth says nothing, which is not held against anybody.
const (
	Wrong    Outcome = "wrong"
	Missed   Outcome = "missed"
	Invented Outcome = "invented"
)

// Finding is one value to look at.
type Finding struct {
	Outcome    Outcome  `json:"outcome"`
	Accepted   bool     `json:"accepted"` // found and not flagged: nobody would have looked
	Close      bool     `json:"close"`
	Pack       string   `json:"pack"`
	File       string   `json:"file"`
	Type       doc.Type `json:"type"` // the truth's
	Found      doc.Type `json:"found_type"`
	Field      string   `json:"field"`
	Value      *string  `json:"value"`
	Raw        string   `json:"raw"`
	Truth      []string `json:"truth"`
	Confidence float64  `json:"confidence"`
	Flagged    bool     `json:"flagged"`
	Reasons    []string `json:"reasons"`
	Page       int      `json:"page"`
	Box        *doc.Box `json:"box"`

	DocumentID string `json:"document_id"`
	Crop       []byte `json:"-"` // a JPEG of the place, when somebody has cut it out
}

// findings lists what was not right: wrong and accepted first, then wrong,
// missed and invented, each by confidence.
func findings(seen []observed) []Finding {
	out := []Finding{}
	for _, o := range seen {
		for _, f := range o.fields {
			switch {
			case f.Right:
			case f.found():
				out = append(out, o.finding(Wrong, f))
			default:
				out = append(out, o.finding(Missed, f))
			}
		}
		for _, f := range o.invented {
			out = append(out, o.finding(Invented, f))
		}
	}
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(b.Confidence, a.Confidence))
	})
	return out
}

func (o observed) finding(outcome Outcome, f observation) Finding {
	return Finding{
		Outcome: outcome, Accepted: f.accepted(), Close: f.Close,
		Pack: o.Case.Pack, File: o.Case.File(), Type: o.Case.Truth.Type, Found: o.Document.Type.Name, Field: f.name,
		Value: f.field.Value, Raw: f.field.Raw, Truth: append([]string{}, f.truth...),
		Confidence: f.field.Confidence, Flagged: f.field.Flagged, Reasons: append([]string{}, f.field.Reasons...),
		Page: f.field.Page, Box: f.field.Box, DocumentID: o.Document.ID,
	}
}

func (f Finding) rank() int {
	switch {
	case f.Outcome == Wrong && f.Accepted:
		return 0
	case f.Outcome == Wrong:
		return 1
	case f.Outcome == Missed:
		return 2
	default:
		return 3
	}
}
