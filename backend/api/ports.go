package api

import (
	"context"
	"crypto/sha256"
	"io"
	"os"
	"time"

	"deskclerk/backend/doc"
)

// Library keeps documents. Everything about an id that is not there is
// not_found; what a document's status does not allow is conflict.
type Library interface {
	Document(ctx context.Context, id string) (doc.Document, error)
	Standing(ctx context.Context, id string) (doc.Standing, error)
	Pages(ctx context.Context, id string) (doc.PageList, error)      // conflict while they are not known yet
	Documents(ctx context.Context, q doc.Query) (doc.Listing, error) // invalid_request for a cursor it did not make
	Sightings(ctx context.Context, id string) ([]doc.Sighting, error)
	PageWords(ctx context.Context, id string, page int) ([]doc.Word, error)
	RawPage(ctx context.Context, id string, page int) ([]byte, error) // the engine's own output; empty when there is none
	Attempts(ctx context.Context, id string) ([]doc.PastAttempt, error)
	FieldHistory(ctx context.Context, id, field string) ([]doc.FieldChange, error)
	Acts(ctx context.Context, id string) ([]doc.Act, error)
	Counts(ctx context.Context) (map[doc.Status]int, error)
	OpenOriginal(sha256 string) (*os.File, error) // original_missing when it is gone

	NewBatch(ctx context.Context, b doc.Batch) (doc.Batch, error) // name, metadata and correlation id of b
	CloseBatch(ctx context.Context, id string) (doc.Batch, error) // twice is harmless
	Refuse(ctx context.Context, batchID, name string, f *doc.Failure) error
	Batch(ctx context.Context, id string) (doc.Batch, error)
	Container(ctx context.Context, id string) (doc.Container, error) // a ZIP or mail
	Batches(ctx context.Context, after string, limit int) (doc.BatchListing, error)

	// These fail with stale_revision when a revision is named that is not the
	// document's.
	Reprocess(ctx context.Context, id string, o *doc.ProcessOptions, only ...doc.OnRevision) error // nil: as before
	Arrange(ctx context.Context, id string, parts [][]doc.PagePick, only ...doc.OnRevision) ([]string, error)
	UndoArrange(ctx context.Context, id string, only ...doc.OnRevision) error // nothing_to_undo
	LeaveTogether(ctx context.Context, id string, only ...doc.OnRevision) error
	KeepBlank(ctx context.Context, id string, page int, keep bool, only ...doc.OnRevision) error // not_found, invalid_request
	Cancel(ctx context.Context, id string, only ...doc.OnRevision) error
	Delete(ctx context.Context, id string, only ...doc.OnRevision) error
}

// Review is where a person works on documents. Each act is one commit; it fails
// with stale_revision when the actor names a revision that is not the
// document's, and with conflict when its status allows no such act.
type Review interface {
	Next(ctx context.Context, after string) (doc.Waiting, error)
	Field(ctx context.Context, who doc.Actor, id, field string, a doc.FieldAct) (doc.Document, error)
	Table(ctx context.Context, who doc.Actor, id, table string, edits []doc.TableEdit) (doc.Document, error)
	Retype(ctx context.Context, who doc.Actor, id string, t doc.Type) (doc.Document, error)
	Approve(ctx context.Context, who doc.Actor, id string, rest bool) (doc.Document, error)
	Reject(ctx context.Context, who doc.Actor, id, reason string) (doc.Document, error)
	Reopen(ctx context.Context, who doc.Actor, id string) (doc.Document, error)
	Postpone(ctx context.Context, who doc.Actor, id string) (doc.Document, error)
	Undo(ctx context.Context, actor string) (doc.Taken, error)
	Redo(ctx context.Context, actor string) (doc.Taken, error)
	Group(ctx context.Context) (doc.Group, error)
	Cards(ctx context.Context, field, after string, limit int) (doc.Cards, error)
	Together(ctx context.Context, actor, step string, items []doc.GroupItem) []doc.GroupOutcome
	Capture(ctx context.Context, id string, c doc.CaptureRequest) (doc.Capture, error)
}

// Events is the outbox. Subscribe's channel is poked after each commit that
// added an event; several pokes may become one. The function ends it.
type Events interface {
	Events(ctx context.Context, after int64, limit int) ([]doc.Event, error)
	LastEvent(ctx context.Context) (int64, error)
	FirstEvent(ctx context.Context) (int64, error) // the oldest that is kept, 0 for none
	Subscribe() (<-chan struct{}, func())
}

// Intake takes a file in. It reads r to its end and answers when the document
// is durable. Errors: batch_closed, unsupported_type, empty_file, file_too_large, disk_full,
// and those that reading r gave.
type Intake interface {
	Admit(ctx context.Context, h doc.Handover, r io.Reader) (doc.Receipt, error)
}

// Requests remembers what requests with an Idempotency-Key were answered, each
// caller's apart, for seven days and over restarts.
type Requests interface {
	// BeginKeyed claims the key; nil says that the request is the first with it.
	BeginKeyed(ctx context.Context, caller, key string) (*doc.KeyedAnswer, error)
	FinishKeyed(ctx context.Context, caller, key string, a doc.KeyedAnswer) error
	DropKeyed(ctx context.Context, caller, key string) error // came to nothing
}

// Pages draws pages. The picture is a JPEG of the upright page as its boxes see
// it, width pixels wide; whoever implements it caches it. A page that does not
// exist is not_found.
type Pages interface {
	PageImage(ctx context.Context, id string, page, width int) ([]byte, error)
	Snippet(ctx context.Context, id string, page, width int, box doc.Box) ([]byte, error) // a part of that picture
}

// Types keeps the types that people define. Errors: invalid_value for a
// definition that cannot be used; not_found, name_taken, stale_revision.
type Types interface {
	List(ctx context.Context) ([]doc.Definition, error)
	Get(ctx context.Context, name doc.Type) (doc.Definition, error)
	// Put stores a type: from is the revision it was made of, 0 for a new one, −1
	// for whatever is there.
	Put(ctx context.Context, d doc.Definition, from int64) (doc.Definition, error)
	Delete(ctx context.Context, name doc.Type) error

	Teach(ctx context.Context, id string, page int, box doc.Box) (doc.Lesson, error)
	Keywords(ctx context.Context, ids []string) ([]string, error)
	Try(ctx context.Context, d doc.Definition, id string) (doc.Trial, error)
}

// Copy is a temporary file that is removed when it is closed.
type Copy interface {
	io.ReadSeekCloser
}

// Copies makes documents into files of other kinds. A document whose pages have
// not all been read is a conflict.
type Copies interface {
	Searchable(ctx context.Context, id string) (Copy, error) // errors as well: pdf_signed, those of the worker
	Layout(ctx context.Context, id string, f LayoutFormat) ([]byte, error)
}

// LayoutFormat is a format of words with their places.
type LayoutFormat string

// The formats.
const (
	LayoutHOCR LayoutFormat = "hocr"
	LayoutALTO LayoutFormat = "alto"
)

// Exporter writes the documents of a query, oldest first, while it reads them.
// What goes wrong before the first byte must not write any.
type Exporter interface {
	Export(ctx context.Context, w io.Writer, f ExportFormat, q doc.Query, o ExportOptions) error
}

// ExportFormat is a file format, named by its extension.
type ExportFormat string

// The formats.
const (
	ExportCSV   ExportFormat = "csv"
	ExportJSON  ExportFormat = "json"
	ExportJSONL ExportFormat = "jsonl"

	ExportOFX    ExportFormat = "ofx"
	ExportQIF    ExportFormat = "qif"
	ExportLedger ExportFormat = "ledger"
)

// ExportOptions choose columns; they matter for CSV only.
type ExportOptions struct {
	Types      []doc.Type // whose fields become columns; none: the exporter's default
	Confidence bool       // a confidence column beside each field
	Flags      bool       // a column that names the flagged fields
}

// System tells how the program is.
type System interface {
	Status(ctx context.Context) (SystemStatus, error)
}

// Tokens keeps the tokens; a secret is known to it by its SHA-256 only.
type Tokens interface {
	Tokens(ctx context.Context) ([]doc.Token, error)
	CreateToken(ctx context.Context, t doc.Token, hash [sha256.Size]byte) (doc.Token, error) // name_taken
	RevokeToken(ctx context.Context, id, actor string) (doc.Token, error)                    // not_found; revoking twice is harmless
	TokenByHash(ctx context.Context, hash [sha256.Size]byte) (doc.Token, error)              // not_found
	TokenUsed(ctx context.Context, id string, at time.Time) error
}

// Samples are documents that the program draws itself, to be tried.
type Samples interface {
	AddSamples(ctx context.Context) ([]doc.Receipt, error) // what is there already is found, not doubled
	RemoveSamples(ctx context.Context) (removed int, err error)
}

// Health tells whether the program can do its work: an error says why not.
type Health interface {
	Ready(ctx context.Context) error
}

// Window is the desktop's.
type Window interface {
	// Summon brings it to the front and tells it what became of files that were
	// opened with the program; conflict when there is none.
	Summon(ctx context.Context, taken []UploadedDocument) error
}

// SystemStatus is the program's state. The server fills in Counts and LastEvent.
type SystemStatus struct {
	Version   string             `json:"version"`
	Commit    string             `json:"commit"`
	Flavour   string             `json:"flavour" doc:"desktop or headless"`
	StartedAt time.Time          `json:"started_at"`
	Counts    map[doc.Status]int `json:"counts" doc:"Documents by status; a status without documents may be left out"`
	Samples   int                `json:"samples" doc:"Documents among them that the program drew itself"`
	LastEvent int64              `json:"last_event" doc:"Sequence number of the newest event"`
	Engine    EngineStatus       `json:"engine"`
	Queue     QueueStatus        `json:"queue"`
	Workers   WorkerStatus       `json:"workers"`
	Limits    Limits             `json:"limits"`
	TLS       *TLSStatus         `json:"tls" doc:"null: plain HTTP, from this machine only"`
}

// TLSStatus is the certificate that the program shows to others.
type TLSStatus struct {
	Fingerprint string    `json:"fingerprint" doc:"SHA-256 of the certificate, as browsers show it"`
	NotAfter    time.Time `json:"not_after"`
	SelfMade    bool      `json:"self_made" doc:"Made by the program itself, so others must compare the fingerprint"`
}

// EngineStatus is the reading engine.
type EngineStatus struct {
	Version   string   `json:"version" doc:"Empty until the engine has started"`
	Languages []string `json:"languages" doc:"Codes that can be asked for"`
}

// QueueStatus counts jobs.
type QueueStatus struct {
	Waiting     int        `json:"waiting"`
	Running     int        `json:"running"`
	Retrying    int        `json:"retrying"`
	DeadLetters int        `json:"dead_letters"`
	NextRunAt   *time.Time `json:"next_run_at" doc:"When the next waiting job is due; null when none waits"`
}

// WorkerStatus counts worker processes.
type WorkerStatus struct {
	Size int `json:"size"`
	Busy int `json:"busy"`
}

// Limits are what is refused.
type Limits struct {
	MaxBytes  int64 `json:"max_bytes"`
	MaxPages  int   `json:"max_pages"`
	MaxPixels int64 `json:"max_pixels"`
}
