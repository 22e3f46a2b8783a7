package store

import (
	"context"
	"errors"
	"fmt"

	"deskclerk/backend/doc"
)

// Delete removes a document and everything made of it: rows, index entries, the
// original and its cached pages; nothing of its content is left in the data
// folder, unless another document is made of the same file, and a ZIP or mail
// that it came in is not kept either. What remains are its events, which hold none. A job of it that runs
// can write no more. Errors: not_found, stale_revision.
func (s *Store) Delete(ctx context.Context, id string, only ...doc.OnRevision) error {
	var files []string // that may be of no more use
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		h, err := t.head(ctx, id)
		if err != nil {
			return err
		}
		if err := h.isAt(only); err != nil {
			return err
		}
		files, err = t.remove(ctx, h)
		return err
	})
	if err != nil {
		return fmt.Errorf("delete: %w", err)
	}
	// The document is gone; what fails from here on is done by Sweep.
	ctx = context.WithoutCancel(ctx)
	removed := s.removeAllUnused(ctx, files)
	if err := errors.Join(removed, s.truncateLog(ctx)); err != nil {
		s.log.Warn("a deleted document left something behind until the next start", "document", id, "error", err)
	}
	return nil
}

// remove deletes one document's rows and tells of it. It gives the hashes of its
// files.
func (t *tx) remove(ctx context.Context, h *head) (files []string, err error) {
	if err := t.depart(ctx, h); err != nil {
		return nil, err
	}
	// The texts first: their trigger has to see the words it takes out of
	// the index. The rest goes with the document.
	if err := t.exec(ctx, `DELETE FROM texts WHERE n = ?`, h.n); err != nil {
		return nil, err
	}
	open, err := t.openBatches(ctx, h.n)
	if err != nil {
		return nil, err
	}
	if files, err = t.filesOf(ctx, h); err != nil {
		return nil, err
	}
	if err := t.exec(ctx, `DELETE FROM documents WHERE n = ?`, h.n); err != nil {
		return nil, err
	}
	if err := t.forgetNames(ctx, h.id); err != nil {
		return nil, err
	}
	if err := t.forgetFiles(ctx, h.id); err != nil {
		return nil, err
	}
	if err := t.append(ctx, doc.EventDeleted, h.id, h.batchID, map[string]any{"revision": h.revision + 1}); err != nil {
		return nil, err
	}
	return files, t.settle(ctx, open)
}
