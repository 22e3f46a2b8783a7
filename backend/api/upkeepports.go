package api

import (
	"context"
	"io"
	"iter"

	"deskclerk/backend/doc"
)

// Upkeep backs up, verifies, and removes what is past its time.
type Upkeep interface {
	State(ctx context.Context) (doc.Upkeep, error)

	BackUp(ctx context.Context) error // into the configured folder, in the background; conflict without one, busy
	NoteBackup(ctx context.Context, made doc.BackupMade) error
	Download(ctx context.Context, w io.Writer) error // a whole backup; the first error may come after many bytes
	Snapshot(ctx context.Context, w io.Writer) error // the database alone, as it is now

	Verify(ctx context.Context) error // in the background; busy
	VerifyNow(ctx context.Context, noted *doc.AuditHead) (doc.Verification, error)

	Diagnose(ctx context.Context) (doc.Diagnostics, error)

	RetentionRules(ctx context.Context) ([]doc.RetentionRule, error)
	SensitiveTypes(ctx context.Context) ([]doc.Type, error)                               // of which there are documents
	PutRetentionRule(ctx context.Context, r doc.RetentionRule) (doc.RetentionRule, error) // not_found, invalid_request
	DeleteRetentionRule(ctx context.Context, id string) error
	Due(ctx context.Context, r doc.RetentionRule, limit int) (doc.RetentionPreview, error)
	RunRetention(ctx context.Context, id string) (doc.RetentionRun, error) // empty: all that are on
}

// Audit is the log of who did what.
type Audit interface {
	Audit(ctx context.Context, note doc.AuditNote) error
	AuditLog(ctx context.Context, q doc.AuditQuery) (doc.AuditListing, error)
	EachAudit(ctx context.Context, q doc.AuditQuery) iter.Seq2[doc.AuditEntry, error] // oldest first
}
