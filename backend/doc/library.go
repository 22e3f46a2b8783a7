package doc

import "time"

// ProcessOptions are a person's or a program's wishes for one document.
type ProcessOptions struct {
	Type      Type     `json:"type,omitempty"`      // TypeAuto or empty: find it
	Languages []string `json:"languages,omitempty"` // Tesseract codes; empty: the configured ones
	ForceOCR  bool     `json:"force_ocr,omitempty"`
	// IgnoreEmbedded leaves the data inside the file (an e-invoice's XML) aside,
	// as if it were a plain print.
	IgnoreEmbedded bool   `json:"ignore_embedded,omitempty"`
	Password       string `json:"password,omitempty"` // of an encrypted PDF; never shown again
	Priority       int    `json:"priority,omitempty"` // higher goes first, default 0
}

// Admission is a stored original that asks to become a document.
type Admission struct {
	Name          string
	SHA256        string
	Bytes         int64
	MIME          string
	Source        Source
	BatchID       *string
	Options       ProcessOptions
	CorrelationID string
}

// Receipt answers an admission.
type Receipt struct {
	DocumentID string   `json:"id"`
	Duplicate  bool     `json:"duplicate"` // the content was here before: a new sighting only
	Document   Document `json:"-"`
}

// Query chooses documents. Zero means all, newest first.
type Query struct {
	Status  []Status
	Type    Type
	Text    string // words that must occur in the document's text or name
	BatchID string
	IDs     []string // just these
	After   string   // cursor of an earlier Listing
	Limit   int      // default 100, at most 500
}

// Listing is one page of documents. They are light: their main fields only, no
// text, pages, tables or candidates.
type Listing struct {
	Documents []Document `json:"documents"`
	Next      string     `json:"next"` // cursor, empty at the end
	Total     int        `json:"total"`
}

// Sighting is one time a content came in.
type Sighting struct {
	DocumentID string  `json:"document_id"`
	Name       string  `json:"name"`
	BatchID    *string `json:"batch_id"`
	Source     Source  `json:"source"`
}

// Batch is a group of documents that came in together.
type Batch struct {
	ID        string         `json:"id"` // UUIDv7
	Name      string         `json:"name"`
	CreatedAt time.Time      `json:"created_at"`
	Documents map[Status]int `json:"documents"` // how many stand where
}

// FieldChange is one value that a field had, oldest first in a history. The
// machine's first value of each attempt is its first change.
type FieldChange struct {
	At         time.Time `json:"at"`
	Actor      string    `json:"actor"` // machine, or who changed it
	Attempt    int       `json:"attempt"`
	Value      *string   `json:"value"`
	Raw        string    `json:"raw"`
	Confidence float64   `json:"confidence"`
	Origin     Origin    `json:"origin"`
	Before     *string   `json:"before"`        // the value that this one replaced
	Why        string    `json:"why,omitempty"` // the act that did it; empty for the machine's first
}

// Event is one change, in the order of the commits. Data is small and holds no
// document text, value or file name.
type Event struct {
	Seq        int64          `json:"seq"`
	At         time.Time      `json:"at"`
	Type       string         `json:"type"` // document.received, page.read, …
	DocumentID string         `json:"document_id,omitempty"`
	BatchID    string         `json:"batch_id,omitempty"`
	Data       map[string]any `json:"data,omitempty"` // status, revision, page, pages, actor
}

// Event types.
const (
	EventReceived   = "document.received"
	EventValidated  = "document.validated"
	EventQueued     = "document.queued"
	EventProcessing = "document.processing"
	EventPageRead   = "page.read"
	EventFinished   = "document.finished" // completed, with warnings, or needs review: see status
	EventFailed     = "document.failed"   // retryable or terminal: see status
	EventDeleted    = "document.deleted"
	EventSighting   = "document.seen_again"
	EventField      = "field.changed"      // a person confirmed or changed a field
	EventTable      = "table.changed"      // a person changed rows or cells
	EventRetyped    = "document.retyped"   // a person chose another type
	EventApproved   = "document.approved"  // a person approved it
	EventRejected   = "document.rejected"  // a person rejected it
	EventReopened   = "document.reopened"  // it waits for a person again
	EventPostponed  = "document.postponed" // it waits behind the others
	EventExported   = "document.exported"

	EventTokenCreated = "token.created" // data: token, name, scopes, actor; never a secret
	EventTokenRevoked = "token.revoked" // likewise

	EventWebhookChanged  = "webhook.changed"  // made, edited, paused, resumed or deleted
	EventWebhookDisabled = "webhook.disabled" // by itself: see reason
)
