// Package doc is the domain: documents, pages, words, fields, statuses and
// errors, as the contract deskclerk.document/v1 names them. It does no I/O and
// imports nothing but the standard library, so that every room may lean on it.
package doc

import (
	"encoding/json"
	"time"
)

// Schema names the result format; it changes only when a member is removed or
// renamed.
const Schema = "deskclerk.document/v1"

// Document is the normalised result, the same in every face of the program:
// command line, API, exports and webhooks.
type Document struct {
	Schema    string           `json:"schema"`
	ID        string           `json:"id"` // UUIDv7
	BatchID   *string          `json:"batch_id"`
	File      File             `json:"file"`
	Source    Source           `json:"source"`
	Status    Status           `json:"status"`
	Type      Classification   `json:"type"`
	Sensitive bool             `json:"sensitive,omitempty"` // its type's pages and values are shown to nobody who does not ask
	Language  string           `json:"language"`            // BCP 47, empty while unknown
	Fields    map[string]Field `json:"fields"`
	Tables    map[string]Table `json:"tables"`
	Pairs     []Pair           `json:"pairs,omitempty"` // only type other

	Definition *Definition `json:"definition,omitempty"` // of a type that a person defined, as it was then

	Issues   []Issue    `json:"issues"`
	Warnings []Warning  `json:"warnings"`
	Pages    []PageInfo `json:"pages"`
	Text     string     `json:"text"`
	Attempt  *Attempt   `json:"attempt"` // nil before the first
	Error    *Failure   `json:"error"`
	Revision int64      `json:"revision,omitempty"` // grows with every change

	PagesRead int `json:"pages_read,omitempty"` // so far in this attempt, of File.Pages

	Review        *Review         `json:"review,omitempty"`         // what a person decided or put off
	Metadata      json.RawMessage `json:"metadata,omitempty"`       // of whoever handed it in, an object, never looked into
	CorrelationID string          `json:"correlation_id,omitempty"` // of whoever handed it in
}

// File describes the original, which is never changed.
type File struct {
	Name       string     `json:"name"`   // as the source named it, no folder
	SHA256     string     `json:"sha256"` // lower-case hex
	Bytes      int64      `json:"bytes"`
	MIME       string     `json:"mime"`  // found by content
	Pages      int        `json:"pages"` // 0 while unknown
	TextSource TextSource `json:"text_source"`

	RemovedAt *time.Time `json:"removed_at,omitempty"` // a rule removed the file, not what was read from it
}

// Source says how the document came in.
type Source struct {
	Kind       SourceKind `json:"kind"`
	Detail     string     `json:"detail"` // folder, token name or the like
	ReceivedAt time.Time  `json:"received_at"`
}

// SourceKind is the way a document came in.
type SourceKind string

// The ways a document comes in.
const (
	SourceUpload SourceKind = "upload" // API or browser
	SourceWindow SourceKind = "window" // dropped on the desktop window
	SourceImport SourceKind = "import" // command line
	SourceFolder SourceKind = "folder" // watched folder
	SourceSample SourceKind = "sample" // drawn by the program itself, to be tried and thrown away
)

// Valid reports whether k is one of the ways.
func (k SourceKind) Valid() bool {
	switch k {
	case SourceUpload, SourceWindow, SourceImport, SourceFolder, SourceSample:
		return true
	default:
		return false
	}
}

// TextSource says where the words came from.
type TextSource string

// The sources of words. Mixed is for files only; TextNone until it is known.
const (
	TextNone     TextSource = ""
	TextEmbedded TextSource = "embedded"
	TextOCR      TextSource = "ocr"
	TextMixed    TextSource = "mixed"
)

// Type is a document type's name.
type Type string

// The built-in types. TypeAuto is a request, never a result; TypeUnknown is the
// result before classification.
const (
	TypeUnknown   Type = ""
	TypeAuto      Type = "auto"
	TypeReceipt   Type = "receipt"
	TypeInvoice   Type = "invoice"
	TypeStatement Type = "bank_statement"
	TypeIdentity  Type = "identity"
	TypeOther     Type = "other"
)

// Classification is the type found and the probability that it is right.
type Classification struct {
	Name         Type         `json:"name"`
	Confidence   float64      `json:"confidence"`             // 0 to 1
	Flagged      bool         `json:"flagged,omitempty"`      // doubtful: a person must say which type it is
	Alternatives []TypeChance `json:"alternatives,omitempty"` // of a doubtful type the next likeliest, best first
}

// TypeChance is another type that a document may be, with its probability.
type TypeChance struct {
	Name       Type    `json:"name"`
	Confidence float64 `json:"confidence"` // 0 to 1
}

// Same reports whether both name one type, equally sure and equally doubtful.
func (c Classification) Same(o Classification) bool {
	return c.Name == o.Name && c.Confidence == o.Confidence && c.Flagged == o.Flagged
}

// Origin says where a field's value came from.
type Origin string

// The origins of a value.
const (
	OriginExtracted Origin = "extracted"
	OriginEmbedded  Origin = "embedded"
	OriginLearned   Origin = "learned"
	OriginComputed  Origin = "computed"
	OriginCorrected Origin = "corrected"
	OriginConfirmed Origin = "confirmed"
)

// Field is one value with everything needed to trust or to check it.
type Field struct {
	Value      *string     `json:"value"` // normalised; nil when not found
	Raw        string      `json:"raw"`   // what stands on the page
	Confidence float64     `json:"confidence"`
	Flagged    bool        `json:"flagged"`
	Reasons    []string    `json:"reasons"`
	Page       int         `json:"page"` // 1-based, 0 when not on a page
	Box        *Box        `json:"box"`
	Origin     Origin      `json:"origin"`
	Candidates []Candidate `json:"candidates"` // the next best, best first
}

// Candidate is another possible value of a field.
type Candidate struct {
	Value      string  `json:"value"`
	Raw        string  `json:"raw"`
	Confidence float64 `json:"confidence"`
	Page       int     `json:"page"`
	Box        *Box    `json:"box"`
}

// Reason codes of a flagged field. A failed rule adds "rule:<name>".
const (
	ReasonLowConfidence = "low_confidence"
	ReasonMissing       = "missing"
	ReasonRulePrefix    = "rule:"
	ReasonAlwaysVerify  = "always_verify"
	ReasonSampled       = "sampled"
	ReasonConflict      = "conflict"
)

// Table is a repeated part of a document, such as its line items.
type Table struct {
	Columns    []string `json:"columns"`
	Rows       []Row    `json:"rows"`
	Confidence float64  `json:"confidence"`

	// Adjustment is what the allowances and charges of the whole document add to
	// the sum of its lines, a decimal; empty when there are none.
	Adjustment string `json:"adjustment,omitempty"`
}

// Row is one row of a table; cells are keyed by column.
type Row struct {
	Cells map[string]Cell `json:"cells"`
}

// Cell is one value in a table.
type Cell struct {
	Value      *string `json:"value"`
	Confidence float64 `json:"confidence"`
	Flagged    bool    `json:"flagged"`
	Page       int     `json:"page"`
	Box        *Box    `json:"box"`
}

// Pair is a key and value found on a document of type other.
type Pair struct {
	Key   string `json:"key"`
	Value string `json:"value"`
	Page  int    `json:"page"`
	Box   *Box   `json:"box"`
}

// Severity of an issue.
type Severity string

// An error sends the document to a person; a warning is only shown.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
)

// Issue is a rule that does not hold.
type Issue struct {
	Rule       string      `json:"rule"`
	Severity   Severity    `json:"severity"`
	Fields     []string    `json:"fields"`
	Message    string      `json:"message"`
	Sentence   *Sentence   `json:"sentence,omitempty" doc:"The message in a form that other languages can say"`
	Suggestion *Suggestion `json:"suggestion,omitempty"`
}

// Suggestion is a value that would make a failed rule hold. It is offered,
// never applied by itself.
type Suggestion struct {
	Field string `json:"field"`
	Value string `json:"value"`
}

// Warning is something noticed about the file or a page that is no error.
type Warning struct {
	Code     string    `json:"code"`
	Page     int       `json:"page"` // 0 for the whole file
	Message  string    `json:"message"`
	Sentence *Sentence `json:"sentence,omitempty" doc:"The message in a form that other languages can say"`
}

// Warning codes.
const (
	WarnLowResolution  = "low_resolution"
	WarnBlankPage      = "blank_page"
	WarnLowContrast    = "low_contrast"
	WarnTextLayer      = "text_layer_ignored"
	WarnLanguage       = "language_missing"
	WarnPagesSkipped   = "pages_skipped"
	WarnRepairedFile   = "repaired_file"
	WarnNothingLegible = "nothing_legible"
	WarnPoorlyRead     = "poorly_read"  // most words may be wrong
	WarnDynamicForm    = "dynamic_form" // XFA: only its plain pages can be read
)

// LeftOut is the way of WarnBlankPage that says what became of the page.
const LeftOut = "left_out"

// PageInfo is what is known about one page. Width and height are pixels of the
// upright page image, skew is degrees counter-clockwise that was corrected.
type PageInfo struct {
	Number             int        `json:"number"` // 1-based
	Width              int        `json:"width"`
	Height             int        `json:"height"`
	DPI                int        `json:"dpi"`
	Rotation           int        `json:"rotation"` // 0, 90, 180, 270 clockwise, applied
	Skew               float64    `json:"skew"`
	TextSource         TextSource `json:"text_source"`
	MeanWordConfidence float64    `json:"mean_word_confidence"` // 0 to 1
	Language           string     `json:"language,omitempty"`   // BCP 47 of most of its words; empty while unknown

	Blank   bool `json:"blank,omitempty"`    // nothing is on it
	LeftOut bool `json:"left_out,omitempty"` // blank, and not kept by a person: it is no part of the text

	Codes []PageCode `json:"codes,omitempty"` // QR codes and bar codes

	Papers []Box `json:"papers,omitempty"` // the papers that lie on it, when they are surely several; nobody has taken them apart
}

// Attempt is one run of the whole way over a document.
type Attempt struct {
	Number     int              `json:"number"` // 1-based
	Engine     string           `json:"engine"`
	Model      string           `json:"model"`
	StartedAt  time.Time        `json:"started_at"`
	FinishedAt *time.Time       `json:"finished_at"`
	StagesMS   map[string]int64 `json:"stages_ms"` // worker milliseconds by stage, added over pages
}
