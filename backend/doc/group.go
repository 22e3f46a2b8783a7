package doc

// MostTogether bounds what one request may do to many documents.
const MostTogether = 200

// Group is what of the documents that wait for a person can be looked at
// together, field by field. Those that somebody put off are not among them.
type Group struct {
	Waiting int          `json:"waiting"`         // documents
	Fields  []GroupField `json:"fields"`          // what is flagged and can be shown, most first
	Ready   int          `json:"ready"`           // documents of which people have seen everything that was flagged
	First   []AtRevision `json:"ready_documents"` // the first MostTogether of them, oldest first
}

// GroupField is a field, and in how many documents it waits with a value that
// stands somewhere on a page.
type GroupField struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// AtRevision is a document as somebody saw it.
type AtRevision struct {
	DocumentID string `json:"document_id"`
	Revision   int64  `json:"revision"`
}

// Card is one document's value of a field, with what is needed to judge it.
type Card struct {
	AtRevision

	File    string   `json:"file"` // the file's name
	Type    Type     `json:"type"`
	Attempt int      `json:"attempt"`
	Field   Field    `json:"field"`
	Issues  []Issue  `json:"issues"` // that are about the field
	Page    CardPage `json:"page"`
}

// CardPage is the size of the page the value stands on, in pixels.
type CardPage struct {
	Width  int `json:"width"`
	Height int `json:"height"`
}

// Cards are a page of the cards of a field, equal values side by side.
type Cards struct {
	Cards []Card `json:"cards"`
	Next  string `json:"next"` // cursor of the next page; empty at the end
}

// GroupItem is one thing that a person does to one of many documents: it confirms
// the field or, without one, approves a document of which nothing is left to be
// looked at.
type GroupItem struct {
	AtRevision

	Field string
}

// GroupOutcome is what became of an item.
type GroupOutcome struct {
	AtRevision // after it, or as it was where it failed

	Field string   `json:"field,omitempty"`
	Error *Failure `json:"error,omitempty"` // nothing was done to this document
}

// Taken is what was taken back, or done again.
type Taken struct {
	Act      Act
	Document Document // the act's, as it is now
	Count    int      // acts, more than one where a step was done together
	Stayed   int      // acts of the step that others went on from meanwhile
}
