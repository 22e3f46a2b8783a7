package store

import (
	"context"
	"errors"
	"fmt"

	"deskclerk/backend/doc"
)

// Delete removes a document and everything made of it: rows, index entries, the
// original and its cached pages; nothing of its content is left in the data
// folder. What remains are its events, which hold none. A job of it that runs
// can write no more. Errors: not_found, stale_revision.
func (s *Store) Delete(ctx context.Context, id string, only ...doc.OnRevision) error {
	var h *head
	err := s.write(ctx, func(ctx context.Context, t *tx) (err error) {
		if h, err = t.head(ctx, id); err != nil {
			return err
		}
		if err := h.isAt(only); err != nil {
			return err
		}
		if err := t.depart(ctx, h); err != nil {
			return err
		}
		// The texts first: their trigger has to see the words it takes out of
		// the index. The rest goes with the document.
		if err := t.exec(ctx, `DELETE FROM texts WHERE n = ?`, h.n); err != nil {
			return err
		}
		open, err := t.openBatches(ctx, h.n)
		if err != nil {
			return err
		}
		if err := t.exec(ctx, `DELETE FROM documents WHERE n = ?`, h.n); err != nil {
			return err
		}
		if err := t.forgetNames(ctx, h.id); err != nil {
			return err
		}
		if err := t.forgetFiles(ctx, h.id); err != nil {
			return err
		}
		if err := t.append(ctx, doc.EventDeleted, h.id, h.batchID, map[string]any{"revision": h.revision + 1}); err != nil {
			return err
		}
		return t.settle(ctx, open)
	})
	if err != nil {
		return fmt.Errorf("delete: %w", err)
	}
	// The document is gone; what fails from here on is done by Sweep.
	ctx = context.WithoutCancel(ctx)
	_, removed := s.removeUnused(ctx, h.sha256)
	if err := errors.Join(removed, s.truncateLog(ctx)); err != nil {
		s.log.Warn("a deleted document left something behind until the next start", "document", id, "error", err)
	}
	return nil
}
