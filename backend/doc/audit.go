package doc

import "time"

// Audited acts that are no events of documents, tokens or webhooks; those are
// written down under their events' names.
const (
	AuditReprocessed     = "document.reprocessed"
	AuditCancelled       = "document.cancelled"
	AuditOriginalRemoved = "document.original_removed"
	AuditArranged        = "document.arranged"      // pages split, merged, turned, dropped, or that taken back
	AuditTogether        = "document.left_together" // papers on one page are not to be taken apart
	AuditBlank           = "document.blank_page"    // a blank page is kept, or left out again
	AuditType            = "type.changed"           // a document type was made, changed or deleted
	AuditLogin           = "login"
	AuditSettings        = "settings.changed"
	AuditRetention       = "retention.changed"
	AuditRetentionRun    = "retention.ran"
	AuditRetentionOnce   = "retention.ran_once" // one rule, by hand
	AuditBackup          = "backup.made"
	AuditSnapshot        = "backup.snapshot" // the database was handed to a backup
	AuditBackupFailed    = "backup.failed"
	AuditRestored        = "backup.restored"
	AuditVerified        = "verify.ran"
)

// AuditEntry is one line of the audit log. Data is small and holds no document
// text, value or file name.
type AuditEntry struct {
	N          int64          `json:"n"` // from 1, without a gap
	At         time.Time      `json:"at"`
	Actor      string         `json:"actor"` // empty: the program by itself
	Act        string         `json:"act"`
	DocumentID string         `json:"document_id,omitempty"`
	Data       map[string]any `json:"data,omitempty"`
	Prev       string         `json:"prev"` // hash of the line before, lower-case hex
	Hash       string         `json:"hash"`
}

// AuditNote is what is to be written down; who and when are added.
type AuditNote struct {
	Act        string
	DocumentID string
	Data       map[string]any
}

// AuditQuery chooses lines of the audit log, newest first.
type AuditQuery struct {
	DocumentID string
	Actor      string // exactly; AuditProgram: the program by itself
	Act        string // exactly, or the part before its dot
	Before     int64  // only lines before this one; 0: from the newest
	Limit      int    // default 100, at most 1000
}

// AuditProgram asks for what the program did by itself.
const AuditProgram = "program"

// AuditHead is the end of the chain: who notes it down elsewhere can tell later
// whether anything before it was changed.
type AuditHead struct {
	N    int64  `json:"n"`
	Hash string `json:"hash"` // lower-case hex
}

// AuditListing is one page of the audit log.
type AuditListing struct {
	Entries []AuditEntry `json:"entries"`
	Before  int64        `json:"before"` // to go on with; 0 at the end
	Head    AuditHead    `json:"head"`
	Acts    []string     `json:"acts"`   // every act that occurs
	Actors  []string     `json:"actors"` // everyone who occurs; the program is AuditProgram
}

// Verification is what a look at everything that is kept has found.
type Verification struct {
	At        time.Time `json:"at"`
	OK        bool      `json:"ok"`
	Database  []string  `json:"database"`  // what SQLite's own check complains of
	Audit     []string  `json:"audit"`     // where the chain is broken
	Originals []string  `json:"originals"` // documents whose file is missing or changed
	Documents int       `json:"documents"`
	Files     int       `json:"files"` // originals read
	Bytes     int64     `json:"bytes"` // of them
	Head      AuditHead `json:"head"`
}
