package doc

import (
	"encoding/json"
	"time"
)

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
	// Rotation says which way up pages are, by number: degrees clockwise as in
	// PageInfo; EveryPage speaks for those that are not named. Such a page is read
	// from its picture.
	Rotation map[int]int `json:"rotation,omitempty"`
	// MaxPages and MaxPixels lift the configured limits for this document alone; 0
	// leaves them.
	MaxPages  int   `json:"max_pages,omitempty"`
	MaxPixels int64 `json:"max_pixels,omitempty"`

	// Separators of its stack; none: the configured ones.
	Separators Separators `json:"separators,omitempty"`
	// Together says that papers which lie on one page are one document: nobody is
	// asked whether to take them apart. KeepBlank are pages that are not left out
	// although they are blank.
	Together  bool  `json:"together,omitempty"`
	KeepBlank []int `json:"keep_blank,omitempty"`

	Keep bool `json:"-"` // what is not named here stays as it was the last time
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
	Metadata      json.RawMessage // an object, or nil
	Journal       *JournalRef     // of a watched folder's file, or nil
}

// Handover is a file on its way in, without its bytes.
type Handover struct {
	Name          string
	Source        Source
	BatchID       *string
	Options       ProcessOptions
	CorrelationID string          // kept through logs and events
	Metadata      json.RawMessage // an object, or nil; given back untouched
}

// Receipt answers an admission.
type Receipt struct {
	DocumentID string   `json:"id"`
	Duplicate  bool     `json:"duplicate"` // the content was here before: a new sighting only
	Touched    bool     `json:"-"`         // the same file of a watched folder, with the same content: nothing new at all
	Document   Document `json:"-"`

	// Container is set when the file was one: DocumentID is then the first of
	// its documents, and Duplicate says that all of them were here before.
	Container *Container `json:"container,omitempty"`
}

// Query chooses documents. Zero means all, newest first.
type Query struct {
	Status  []Status
	Type    Type
	Text    string // words that must occur in the document's text or name
	BatchID string
	IDs     []string // just these
	Source  []SourceKind
	Without []SourceKind // not what came in so
	Party   string       // words in the merchant's or supplier's name
	Since   time.Time    // received at or after; zero: any
	Before  time.Time    // received before; zero: any
	From    string       // of this day or later, YYYY-MM-DD
	To      string       // of this day or earlier
	Folder  string       // the source's detail: the folder, or the token's name
	Codes   []Code       // failed with one of these
	Warned  bool         // read with warnings
	Sort    SortKey      // default SortReceived
	Rising  bool         // least first; the default is newest, latest, most first
	After   string       // cursor of an earlier Listing
	Limit   int          // default 100, at most 500
}

// ForExport leaves out samples, unless the query names them by id or by source.
func (q Query) ForExport() Query {
	if len(q.IDs) == 0 && len(q.Source) == 0 {
		q.Without = []SourceKind{SourceSample}
	}
	return q
}

// Listing is one page of documents. They are light: their main fields only, no
// text, pages, tables or candidates.
type Listing struct {
	Documents []Document           `json:"documents"`
	Next      string               `json:"next"` // cursor, empty at the end
	Total     int                  `json:"total"`
	Excerpts  map[string][]Excerpt `json:"excerpts"` // by document, where its text holds the words that were sought
}

// PastAttempt is one run over a document, with what ended it when it failed.
type PastAttempt struct {
	Attempt

	Error *Failure `json:"error"`
}

// Standing is the little of a document that tells whether it changed.
type Standing struct {
	Status   Status
	Revision int64
}

// Sighting is one time a content came in.
type Sighting struct {
	DocumentID string  `json:"document_id"`
	Name       string  `json:"name"`
	BatchID    *string `json:"batch_id"`
	Source     Source  `json:"source"`
}

// Batch is a group of files that came in together. It is open to more until it is
// closed; a file that was here before belongs to it as well.
type Batch struct {
	ID            string          `json:"id"` // UUIDv7
	Name          string          `json:"name"`
	Status        BatchStatus     `json:"status"`
	CreatedAt     time.Time       `json:"created_at"`
	ClosedAt      *time.Time      `json:"closed_at"`  // nil: open
	SettledAt     *time.Time      `json:"settled_at"` // when the machine was done with all of it
	Documents     map[Status]int  `json:"documents"`  // how many stand where
	Total         int             `json:"total"`      // files, refused ones included
	Finished      int             `json:"finished"`   // files that the machine is done with
	Failed        int             `json:"failed"`     // of these, without a result
	Refused       []Refusal       `json:"refused"`    // files that never became documents
	CorrelationID string          `json:"correlation_id,omitempty"`
	Metadata      json.RawMessage `json:"metadata,omitempty"`

	Containers []ContainerSummary `json:"containers,omitempty"` // ZIPs and mails that files of it came in
}

// BatchStatus is where a batch stands.
type BatchStatus string

// The statuses of a batch: in work or open; all read; some read; none read.
const (
	BatchProcessing BatchStatus = "processing"
	BatchProcessed  BatchStatus = "processed"
	BatchPartial    BatchStatus = "partial"
	BatchFailed     BatchStatus = "failed"
)

// Event is the type of the event that tells of the status.
func (s BatchStatus) Event() string { return "batch." + string(s) }

// Refusal is a file of a batch that was not taken in.
type Refusal struct {
	Name  string    `json:"name"`
	At    time.Time `json:"at"`
	Error *Failure  `json:"error"`
}

// BatchListing is one page of batches, newest first.
type BatchListing struct {
	Batches []Batch `json:"batches"`
	Next    string  `json:"next"` // cursor, empty at the end
}

// KeyedAnswer is what a request with an Idempotency-Key was answered.
type KeyedAnswer struct {
	Fingerprint string // of the request
	Status      int    // 0: the first is still in flight
	Headers     map[string]string
	Body        []byte
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
	EventPageBegun  = "page.begun" // its turn has come; again when it is tried again
	EventPageRead   = "page.read"
	EventFinished   = "document.finished" // completed, with warnings, or needs review: see status
	EventFailed     = "document.failed"   // retryable or terminal: see status
	EventDeleted    = "document.deleted"
	EventSighting   = "document.seen_again"
	EventField      = "field.changed"    // a person confirmed or changed a field
	EventTable      = "table.changed"    // a person changed rows or cells
	EventRetyped    = "document.retyped" // a person chose another type
	EventPages      = "pages.changed"    // a person said of pages what they are: papers that belong together, a blank one to keep
	EventBatchOpen  = "batch.created"
	EventBatchDone  = "batch.processed"    // every document of it was read
	EventBatchPart  = "batch.partial"      // some were
	EventBatchFail  = "batch.failed"       // none was
	EventApproved   = "document.approved"  // a person approved it
	EventRejected   = "document.rejected"  // a person rejected it
	EventReopened   = "document.reopened"  // it waits for a person again
	EventPostponed  = "document.postponed" // it waits behind the others
	EventExported   = "document.exported"

	EventSettings      = "settings.changed" // data: keys, actor; never a value
	EventExportChanged = "export.changed"   // a profile or a run was made, changed or taken away

	EventTokenCreated = "token.created" // data: token, name, scopes, actor; never a secret
	EventTokenRevoked = "token.revoked" // likewise

	EventFolderChanged = "folder.changed" // a watched folder was added, changed or removed, or its files moved on

	EventWebhookChanged  = "webhook.changed"  // made, edited, paused, resumed or deleted
	EventWebhookDisabled = "webhook.disabled" // by itself: see reason
)
