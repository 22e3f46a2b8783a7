package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"deskclerk/backend/doc"
)

// head is what a transaction needs of a document's row to move it on.
type head struct {
	n          int64
	id         string
	batchID    string // empty when it is in none
	sha256     string
	mime       string
	status     doc.Status
	revision   int64
	attempt    int
	pagesTotal int
	pagesRead  int
	textSource doc.TextSource
	options    doc.ProcessOptions
	kind       doc.Type

	correlation string // id of whoever handed it in; empty for none
}

const headColumns = `n, id, coalesce(batch_id, ''), sha256, mime, status, revision, attempt,
	pages_total, pages_read, text_source, options, type, correlation_id`

// head loads a document's row. Errors: not_found.
func (t *tx) head(ctx context.Context, id string) (*head, error) {
	var h head
	err := t.QueryRowContext(ctx, `SELECT `+headColumns+` FROM documents WHERE id = ?`, id).Scan(
		&h.n, &h.id, &h.batchID, &h.sha256, &h.mime, &h.status, &h.revision, &h.attempt,
		&h.pagesTotal, &h.pagesRead, &h.textSource, asJSON{&h.options}, &h.kind, &h.correlation)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound("document", id)
	}
	if err != nil {
		return nil, fmt.Errorf("read document %s: %w", id, err)
	}
	return &h, nil
}

// isAt refuses a document that was changed since: stale_revision.
func (h *head) isAt(revisions []doc.OnRevision) error {
	for _, r := range revisions {
		if h.revision != int64(r) {
			return doc.Outdated(h.revision, int64(r))
		}
	}
	return nil
}

// move brings the document to another status, along the table of transitions
// only, and appends the event. A failed status takes the failure, every other
// clears it. Errors: conflict for a step that is not in the table.
func (t *tx) move(ctx context.Context, h *head, to doc.Status, failure *doc.Failure) error {
	if !h.status.CanBecome(to) {
		return doc.Refuse(doc.CodeConflict, "review_step", "status", string(h.status), "next_status", string(to))
	}
	if err := t.exec(ctx, `UPDATE documents SET status = ?, error = ?, revision = revision + 1 WHERE n = ?`,
		to, asJSON{failure}, h.n); err != nil {
		return fmt.Errorf("move document %s: %w", h.id, err)
	}
	h.status = to
	h.revision++
	more := map[string]any{}
	if failure != nil {
		more["code"] = failure.Code
	}
	if err := t.tell(ctx, h, eventOf(to), more); err != nil || !to.Finished() {
		return err
	}
	return t.settleBatches(ctx, h.n)
}

// touch counts a change that leaves the status alone.
func (t *tx) touch(ctx context.Context, h *head) error {
	h.revision++
	return t.exec(ctx, `UPDATE documents SET revision = ? WHERE n = ?`, h.revision, h.n)
}

// tell appends an event about the document as it stands now.
func (t *tx) tell(ctx context.Context, h *head, kind string, more map[string]any) error {
	data := map[string]any{"status": h.status, "revision": h.revision}
	if h.pagesTotal > 0 {
		data["pages"] = h.pagesTotal
		data["pages_read"] = h.pagesRead
	}
	if h.kind != doc.TypeUnknown {
		data["type"] = h.kind
	}
	if h.correlation != "" {
		data["correlation_id"] = h.correlation
	}
	for k, v := range more {
		data[k] = v
	}
	return t.append(ctx, kind, h.id, h.batchID, data)
}

// eventOf names the event that tells of a new status.
func eventOf(s doc.Status) string {
	switch s {
	case doc.StatusReceived:
		return doc.EventReceived
	case doc.StatusValidated:
		return doc.EventValidated
	case doc.StatusQueued:
		return doc.EventQueued
	case doc.StatusProcessing:
		return doc.EventProcessing
	case doc.StatusFailedRetryable, doc.StatusFailedTerminal:
		return doc.EventFailed
	case doc.StatusApproved:
		return doc.EventApproved
	case doc.StatusRejected:
		return doc.EventRejected
	default:
		return doc.EventFinished
	}
}
