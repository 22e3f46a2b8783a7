package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"deskclerk/backend/doc"
)

// LeaveTogether says that the papers on a document's pages belong together: it is
// not asked again whether to take them apart, not even when it is read again.
// Errors: not_found; conflict while it is being read; stale_revision.
func (s *Store) LeaveTogether(ctx context.Context, id string, only ...doc.OnRevision) error {
	err := s.change(ctx, id, only, func(t *tx, h *head) error {
		if h.options.Together {
			return nil
		}
		h.options.Together = true
		if err := t.exec(ctx, `DELETE FROM issues WHERE document = ? AND attempt = ? AND rule = ?`, h.n, h.attempt, doc.RuleSeveralPapers); err != nil {
			return err
		}
		return t.wish(ctx, h, doc.AuditNote{Act: doc.AuditTogether, DocumentID: h.id})
	})
	if err != nil {
		return fmt.Errorf("leave papers together: %w", err)
	}
	return nil
}

// KeepBlank says whether a blank page is kept, or left out of the text as blank
// pages are. Errors: not_found, also for a page that is not read; invalid_request
// for one that is not blank; conflict while it is being read; stale_revision.
func (s *Store) KeepBlank(ctx context.Context, id string, page int, keep bool, only ...doc.OnRevision) error {
	d, err := s.Document(ctx, id)
	if err != nil {
		return err
	}
	pages, _, err := s.PagesForUnderstanding(ctx, id, attemptNumber(d))
	if err != nil {
		return err
	}
	i := slices.IndexFunc(pages, func(p doc.Page) bool { return p.Number == page })
	switch {
	case i < 0:
		return doc.Refuse(doc.CodeNotFound, "page_unread", "id", id, "page", strconv.Itoa(page))
	case !pages[i].Blank:
		return doc.Refuse(doc.CodeInvalid, "page_not_blank", "page", strconv.Itoa(page))
	case pages[i].LeftOut != keep:
		return nil
	}
	pages[i].LeftOut = !keep
	text := textOf(pages)
	err = s.change(ctx, id, append(only, doc.OnRevision(d.Revision)), func(t *tx, h *head) error {
		h.options.KeepBlank = slices.DeleteFunc(slices.Clone(h.options.KeepBlank), func(n int) bool { return n == page })
		if keep {
			h.options.KeepBlank = append(h.options.KeepBlank, page)
		}
		if err := t.exec(ctx, `UPDATE pages SET kept = ? WHERE document = ? AND attempt = ? AND number = ?`, keep, h.n, h.attempt, page); err != nil {
			return err
		}
		said := doc.NewWarning(doc.WarnBlankPage, page, doc.LeftOut)
		if keep {
			said = doc.NewWarning(doc.WarnBlankPage, page, "")
		}
		if err := t.exec(ctx, `UPDATE warnings SET message = ?, sentence = ? WHERE document = ? AND attempt = ? AND page = ? AND code = ?`,
			said.Message, asJSON{said.Sentence}, h.n, h.attempt, page, doc.WarnBlankPage); err != nil {
			return err
		}
		if err := t.exec(ctx, `UPDATE texts SET body = ? WHERE n = ?`, text, h.n); err != nil {
			return err
		}
		return t.wish(ctx, h, doc.AuditNote{Act: doc.AuditBlank, DocumentID: h.id, Data: map[string]any{"page": page, "kept": keep}})
	})
	if err != nil {
		return fmt.Errorf("keep a blank page: %w", err)
	}
	return nil
}

func attemptNumber(d doc.Document) int {
	if d.Attempt == nil {
		return 1
	}
	return d.Attempt.Number
}

// change does something to a document that is not being read.
func (s *Store) change(ctx context.Context, id string, only []doc.OnRevision, do func(*tx, *head) error) error {
	return s.write(ctx, func(ctx context.Context, t *tx) error {
		h, err := t.head(ctx, id)
		if err != nil {
			return err
		}
		if err := h.isAt(only); err != nil {
			return err
		}
		if !h.status.Finished() {
			return doc.Refuse(doc.CodeConflict, "read_not_yet", "status", string(h.status))
		}
		return do(t, h)
	})
}

// wish stores the wishes that were changed, tells of it and writes it down.
func (t *tx) wish(ctx context.Context, h *head, note doc.AuditNote) error {
	if err := t.exec(ctx, `UPDATE documents SET options = ? WHERE n = ?`, asJSON{h.options}, h.n); err != nil {
		return err
	}
	if err := t.touch(ctx, h); err != nil {
		return err
	}
	if err := t.append(ctx, doc.EventPages, h.id, h.batchID, map[string]any{"status": h.status, "revision": h.revision}); err != nil {
		return err
	}
	return t.audit(ctx, note)
}
