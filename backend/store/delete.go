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
// folder, unless another document is made of the same file, and a ZIP or mail
// that it came in is not kept either. What remains are its events and the audit
// log, which hold none. A job of it that runs can write no more. Errors:
// not_found, stale_revision.
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
	var files []string // that may be of no more use
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		h, err := t.head(ctx, id)
		if err != nil {
			return err
		}
		if err := h.isAt(only); err != nil {
			return err
		}
		files, err = t.remove(ctx, h, note)
		return err
	})
	if err != nil {
		return fmt.Errorf("delete: %w", err)
	}
	s.untidy.Store(true)
	s.removeAllUnused(ctx, id, files)
	return nil
}

// remove deletes one document's rows and tells of it. It gives the hashes of its
// files.
func (t *tx) remove(ctx context.Context, h *head, note map[string]any) (files []string, err error) {
	if err := t.depart(ctx, h); err != nil {
		return nil, err
	}
	// The texts first: their trigger has to see the words it takes out of the
	// index. The rest goes with the document.
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
	if err := errors.Join(t.forgetNames(ctx, h.id), t.forgetFiles(ctx, h.id)); err != nil {
		return nil, err
	}
	if err := t.append(ctx, doc.EventDeleted, h.id, h.batchID, map[string]any{"revision": h.revision + 1}); err != nil {
		return nil, err
	}
	facts := map[string]any{"sha256": h.sha256, "status": h.status, "type": h.kind}
	maps.Copy(facts, note)
	if err := t.audit(ctx, doc.AuditNote{Act: doc.EventDeleted, DocumentID: h.id, Data: facts}); err != nil {
		return nil, err
	}
	return files, t.settle(ctx, open)
}

// Tidy overwrites what pages of the database have free and empties the log after
// deletions, so that nothing of what was deleted is left. While somebody still reads
// an older snapshot it cannot, and it rests for a while after a large database; then
// it is not done, and the program calls it until it is.
func (s *Store) Tidy(ctx context.Context) (done bool) {
	if !s.untidy.Swap(false) {
		return true
	}
	done, err := s.scrub(ctx)
	if emptied, logErr := s.truncateLog(ctx); !emptied || logErr != nil {
		done, err = false, errors.Join(err, logErr)
	}
	if done && err == nil {
		return true
	}
	s.untidy.Store(true)
	if err != nil && !errors.Is(err, context.Canceled) {
		s.log.Warn("what was deleted is not all overwritten; it is tried again", "error", err)
	}
	return false
}
