package doc

import "time"

// Review is what a person decided about a document, or put off.
type Review struct {
	PostponedAt *time.Time `json:"postponed_at,omitempty"` // it waits behind the others
	DecidedAt   *time.Time `json:"decided_at,omitempty"`   // approved or rejected
	DecidedBy   string     `json:"decided_by,omitempty"`
	Reason      string     `json:"reason,omitempty"` // of a rejection
}

// ActKind names what a person did to a document.
type ActKind string

// The acts of a review. Undo and redo are no acts of their own: they take one
// back and do it again.
const (
	ActConfirm    ActKind = "confirm"
	ActCorrect    ActKind = "correct"
	ActClear      ActKind = "clear" // not on the document, or illegible
	ActCandidate  ActKind = "candidate"
	ActSuggestion ActKind = "suggestion"
	ActTable      ActKind = "table"
	ActType       ActKind = "type"
	ActApprove    ActKind = "approve"
	ActReject     ActKind = "reject"
	ActReopen     ActKind = "reopen"
	ActPostpone   ActKind = "postpone"
	ActLearn      ActKind = "learn" // what a person vouched for elsewhere is taken over, in the same step
	ActUndo       ActKind = "undo"
	ActRedo       ActKind = "redo"
)

// Facts are the parts of a document that an act touched, as they were or became.
// A nil field or table is one that was not there. Fields that only a rule flagged
// are not among them: that follows from the values.
type Facts struct {
	Status Status            `json:"status"`
	Type   Classification    `json:"type"`
	Fields map[string]*Field `json:"fields,omitempty"`
	Tables map[string]*Table `json:"tables,omitempty"`
	Pairs  []Pair            `json:"pairs,omitempty"`

	Definition *Definition `json:"definition,omitempty"`

	Review *Review `json:"review,omitempty"`
}

// Act is what one person did to one document at once, with everything it
// touched before and after.
type Act struct {
	ID         int64     `json:"id"`
	DocumentID string    `json:"document_id"`
	Attempt    int       `json:"attempt"`
	At         time.Time `json:"at"`
	Actor      string    `json:"actor"`
	Kind       ActKind   `json:"act"`
	Subject    string    `json:"subject,omitempty"` // the field or table
	Reason     string    `json:"reason,omitempty"`
	Revision   int64     `json:"revision"` // of the document after it
	Before     Facts     `json:"before"`
	After      Facts     `json:"after"`
	Undone     bool      `json:"undone"`

	Step string `json:"step,omitempty"` // joins acts that were done, and are undone, together
}

// Revision is an act on its way into the library: it holds only on the revision
// it was made on.
type Revision struct {
	Act

	From    int64             // the document's revision that it was made on
	Event   string            // type of the event
	Fields  map[string]*Field // all to be written, flags alone included; nil: to be taken away
	Issues  []Issue           // all that do not hold afterwards
	Changes []NamedChange     // for the history
	Of      int64             // the act that an undo or redo is about; 0 for a new one
}

// NamedChange is an entry of the history with what it is about: a field, or a
// cell as in "line_items[3].amount".
type NamedChange struct {
	Name string
	FieldChange
}

// Waiting is the next document that waits for a person.
type Waiting struct {
	Document *Document `json:"document"` // nil: none waits
	Then     *string   `json:"then"`     // the one after it, to be fetched ahead; nil: none
	Count    int       `json:"count"`    // how many wait in all
}

// Settled reports whether a person vouches for the field's value.
func (f Field) Settled() bool {
	return (f.Origin == OriginConfirmed || f.Origin == OriginCorrected) && !f.Flagged
}

// Region asks for a part of a page to be read closer.
type Region struct {
	Box       Box      `json:"box"`       // on the upright page
	Rotation  int      `json:"rotation"`  // as in PageInfo
	Skew      float64  `json:"skew"`      // as in PageInfo
	Languages []string `json:"languages"` // Tesseract codes; empty: English
}

// FieldAct is what a person does to one field.
type FieldAct struct {
	Kind      ActKind // confirm, correct, clear, candidate or suggestion
	Value     string  // to correct: as typed or captured
	Raw       string  // to correct: what stands on the page; empty: as the value was given
	Page      int     // to correct: where it stands, 1-based; 0: where the field stood
	Box       *Box    // likewise
	Candidate int     // 1-based
	Rule      string  // whose suggestion to apply; empty: the first there is
}

// TableEdit is one change of a table.
type TableEdit struct {
	Op     string             // one of the Edit constants
	Row    int                // 1-based; to insert, the row it becomes, 0 for behind the last; to confirm, 0 for all
	Column string             // of the cell to set or confirm; empty to confirm a whole row
	Value  *string            // of the cell to set; nil empties it
	Page   int                // where the value stands; 0 when unknown
	Box    *Box               // likewise
	Cells  map[string]*string // of the row to insert
}

// The edits of a table.
const (
	EditSet     = "set"
	EditInsert  = "insert"
	EditRemove  = "remove"
	EditConfirm = "confirm"
)

// Actor is who acts, and on which revision of the document.
type Actor struct {
	Name     string
	Revision *int64 // nil: whatever it is
}

// OnRevision lets something be done only while the document is at that revision.
type OnRevision int64

// CaptureRequest asks for what stands in a place, as a value of a field or of a
// kind.
type CaptureRequest struct {
	Page  int
	Box   Box
	Field string    // whose kind it is read as; empty: Kind
	Kind  FieldKind // empty: text
}

// Capture is what was read in a place. Nothing of it is stored.
type Capture struct {
	Value      *string    `json:"value"` // normalised; nil when it does not fit the kind
	Raw        string     `json:"raw"`   // as it stands there; empty when nothing could be read
	Confidence float64    `json:"confidence"`
	Page       int        `json:"page"`
	Box        Box        `json:"box"` // around what was read
	TextSource TextSource `json:"text_source"`
	Hint       string     `json:"hint,omitempty"` // why there is no value
}

// RegionReading is one reading of a part of a page; boxes are those of the page.
type RegionReading struct {
	Pass       string  `json:"pass"`
	Text       string  `json:"text"`
	Confidence float64 `json:"confidence"` // mean of its words, 0 to 1
	Box        Box     `json:"box"`
}
