package doc

import "slices"

// FormValue is what a field of a PDF's own form holds (ISO 32000-2, 12.7). It is a
// claim like what the page shows in its place; the two may differ.
type FormValue struct {
	Name  string   `json:"name"`            // in full, its parts joined by dots
	Label string   `json:"label,omitempty"` // what people are told it is; empty: nothing
	Kind  FormKind `json:"kind"`
	Value string   `json:"value"` // as entered; CheckedYes or CheckedNo of a box to tick
	Box   Box      `json:"box"`   // on the upright page
}

// FormKind is how a field of a form is filled in.
type FormKind string

// The kinds of a form's fields that hold a value.
const (
	FormText   FormKind = "text"
	FormChoice FormKind = "choice" // of a list, or of buttons of which one is pressed
	FormTick   FormKind = "tick"
)

// RuleFormMatchesPage fails where the page shows another value than the form holds.
const RuleFormMatchesPage = "form_matches_page"

// WithoutForms gives the pages as if they had been printed.
func WithoutForms(pages []Page) []Page {
	out := slices.Clone(pages)
	for i := range out {
		out[i].Form = nil
	}
	return out
}
