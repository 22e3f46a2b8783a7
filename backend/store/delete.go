package store

import (
	"context"
	"errors"
	"fmt"
	"maps"

	"deskclerk/backend/doc"
)

// Delete removes a document and everything made of it: rows, index entries, the
// original and its cached pages; nothing of its content is left in the data
// folder. What remains are its events and the audit log, which hold none. A job
// of it that runs can write no more. Errors: not_found, stale_revision.
func (s *Store) Delete(ctx context.Context, id string, only ...doc.OnRevision) error {
	if err := s.remove(ctx, id, nil, only...); err != nil {
		return err
	}
	s.Tidy(context.WithoutCancel(ctx))
	return nil
}

// remove deletes without emptying the log, which its caller does at the end.
// What note holds goes into the audit log.
func (s *Store) remove(ctx context.Context, id string, note map[string]any, only ...doc.OnRevision) error {
	var h *head
	err := s.write(ctx, func(ctx context.Context, t *tx) (err error) {
		if h, err = t.head(ctx, id); err != nil {
			return err
		}
		if err := h.isAt(only); err != nil {
			return err
		}
		return t.remove(ctx, h, note)
	})
	if err != nil {
		return fmt.Errorf("delete: %w", err)
	}
	s.untidy.Store(true)
	// The document is gone; what fails from here on is done by Sweep.
	if _, err := s.removeUnused(context.WithoutCancel(ctx), h.sha256); err != nil {
		s.log.Warn("a deleted document left its file behind until the next start", "document", id, "error", err)
	}
	return nil
}

func (t *tx) remove(ctx context.Context, h *head, note map[string]any) error {
	if err := t.depart(ctx, h); err != nil {
		return err
	}
	// The texts first: their trigger has to see the words it takes out of the
	// index. The rest goes with the document.
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
	if err := t.append(ctx, doc.EventDeleted, h.id, h.batchID, map[string]any{"revision": h.revision + 1}); err != nil {
		return err
	}
	facts := map[string]any{"sha256": h.sha256, "status": h.status, "type": h.kind}
	maps.Copy(facts, note)
	if err := t.audit(ctx, doc.AuditNote{Act: doc.EventDeleted, DocumentID: h.id, Data: facts}); err != nil {
		return err
	}
	return t.settle(ctx, open)
}

// Tidy empties the log after deletions, so that nothing of what was deleted is
// left in it. While somebody still reads an older snapshot it cannot; then the
// next call does, and the program calls it until it is done.
func (s *Store) Tidy(ctx context.Context) {
	if !s.untidy.Load() {
		return
	}
	done, err := s.truncateLog(ctx)
	if err != nil && !errors.Is(err, context.Canceled) {
		s.log.Warn("the log was not emptied after a deletion; it is tried again", "error", err)
	}
	if done && err == nil {
		s.untidy.Store(false)
	}
}
