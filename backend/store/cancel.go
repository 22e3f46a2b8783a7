package store

import (
	"context"
	"fmt"

	"deskclerk/backend/doc"
)

// Cancel ends the work on a document: its jobs are taken away, whoever runs one
// can write no more, and the document fails as cancelled. Errors: not_found;
// conflict when nothing is left to cancel; stale_revision.
func (s *Store) Cancel(ctx context.Context, id string, only ...doc.OnRevision) error {
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		h, err := t.head(ctx, id)
		if err != nil {
			return err
		}
		if err := h.isAt(only); err != nil {
			return err
		}
		if h.status.Finished() {
			return doc.Refuse(doc.CodeConflict, "read_cancel", "status", string(h.status))
		}
		if err := t.audit(ctx, doc.AuditNote{Act: doc.AuditCancelled, DocumentID: h.id}); err != nil {
			return err
		}
		return t.failForGood(ctx, h, doc.FailureOf(&doc.Error{Code: doc.CodeCancelled}))
	})
	if err != nil {
		return fmt.Errorf("cancel: %w", err)
	}
	return nil
}
