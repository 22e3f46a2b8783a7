package store

import (
	"context"
	"fmt"

	"deskclerk/backend/doc"
)

// Reprocess has the document read again from the start, as its next attempt.
// With o its wishes are replaced, or with Keep added to; an empty password keeps
// the one known, since nobody can look it up to send it again. Errors: not_found;
// conflict while it is being read, and when a person has approved or rejected it;
// stale_revision; original_removed.
func (s *Store) Reprocess(ctx context.Context, id string, o *doc.ProcessOptions, only ...doc.OnRevision) error {
	sealed, err := s.sealNewPassword(ctx, id, o)
	if err != nil {
		return fmt.Errorf("read again: %w", err)
	}
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		h, err := t.head(ctx, id)
		if err != nil {
			return err
		}
		if err := h.isAt(only); err != nil {
			return err
		}
		if !h.status.CanBecome(doc.StatusQueued) || h.status == doc.StatusValidated {
			return doc.Refuse(doc.CodeConflict, "read_again", "status", string(h.status))
		}
		if err := t.hasOriginal(ctx, h); err != nil {
			return err
		}
		if o != nil {
			plain := h.options.Password // of an earlier program, while no key could be reached
			if h.options = o.Over(h.options); sealed == nil {
				h.options.Password = plain
			} else {
				h.options.Password = ""
			}
		}
		if err := t.unread(ctx, h); err != nil {
			return err
		}
		err = t.exec(ctx, `UPDATE documents SET options = ?2,
			password_of = CASE WHEN ?1 IS NULL THEN password_of ELSE '' END,
			password_sealed = coalesce(?1, password_sealed) WHERE n = ?3`,
			sealed, asJSON{h.options}, h.n)
		if err != nil {
			return err
		}
		if err := t.audit(ctx, doc.AuditNote{Act: doc.AuditReprocessed, DocumentID: h.id, Data: map[string]any{"attempt": h.attempt}}); err != nil {
			return err
		}
		return t.queue(ctx, h)
	})
	if err != nil {
		return fmt.Errorf("read again: %w", err)
	}
	return nil
}

// unread makes way for the document's next attempt, in which nothing was read yet.
func (t *tx) unread(ctx context.Context, h *head) error {
	if err := t.cancelJobs(ctx, h); err != nil {
		return err
	}
	h.attempt++
	h.pagesTotal, h.pagesRead, h.textSource, h.kind = 0, 0, doc.TextNone, doc.TypeUnknown
	err := t.exec(ctx, `UPDATE documents SET attempt = ?, pages_total = 0, pages_read = 0, text_source = '',
		type = '', type_confidence = 0, type_alternatives = NULL, sensitive = 0, language = '', main_fields = '{}', party = '', dated = '',
		postponed_at = 0, decided_at = 0, decided_by = '', decision = '', amount = NULL, flags = 0 WHERE n = ?`,
		h.attempt, h.n)
	if err != nil {
		return err
	}
	if err := t.exec(ctx, `UPDATE texts SET body = '' WHERE n = ?`, h.n); err != nil {
		return err
	}
	// Its batches are in work again, and will be told of once more.
	return t.exec(ctx, `UPDATE batches SET settled_at = 0
		WHERE id IN (SELECT batch_id FROM sightings WHERE document = ?)`, h.n)
}

// sealNewPassword encrypts the password of the wishes, if they bring one.
func (s *Store) sealNewPassword(ctx context.Context, id string, o *doc.ProcessOptions) ([]byte, error) {
	if o == nil || o.Password == "" {
		return nil, nil
	}
	d, err := documentRow(ctx, s.readers, id)
	if err != nil {
		return nil, err
	}
	return s.sealPassword(d.doc.File.SHA256, o.Password)
}
