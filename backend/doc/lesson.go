package doc

// Lesson is what pointing at a value on a sample teaches.
type Lesson struct {
	Page   int       `json:"page"`
	Box    Box       `json:"box"`
	Text   string    `json:"text"`  // as it stands there
	Value  string    `json:"value"` // as the kind writes it
	Kind   FieldKind `json:"kind"`  // that it seems to be
	Label  string    `json:"label"` // beside it, empty where there is none
	Anchor *Anchor   `json:"anchor,omitempty"`
	Words  int       `json:"words"` // that were pointed at
}

// Trial is what a definition makes of one document, without keeping it.
type Trial struct {
	DocumentID string           `json:"document_id"`
	Name       string           `json:"name"`    // of its file
	Matches    bool             `json:"matches"` // the type would be found by itself
	Confidence float64          `json:"confidence"`
	Fields     map[string]Field `json:"fields"`
	Tables     map[string]Table `json:"tables"`
	Issues     []Issue          `json:"issues"`
}
