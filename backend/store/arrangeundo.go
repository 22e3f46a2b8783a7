package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"deskclerk/backend/doc"
)

// UndoArrange takes back the last thing that was done to a document's pages:
// it has the pages and words it had before, documents that were made of it go,
// and those that went into it come back as new documents. Errors: not_found;
// nothing_to_undo; conflict while a document is being read; stale_revision.
func (s *Store) UndoArrange(ctx context.Context, id string, only ...doc.OnRevision) error {
	var loose []string
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		h, err := t.head(ctx, id)
		if err != nil {
			return err
		}
		if err := h.isAt(only); err != nil {
			return err
		}
		if !h.status.CanBecome(doc.StatusQueued) {
			return doc.Refuse(doc.CodeConflict, "arrange_status", "status", string(h.status))
		}
		var n int64
		var was []before
		err = t.QueryRowContext(ctx, `SELECT id, before FROM rearrangements WHERE document = ? AND undone_at = 0 ORDER BY id DESC LIMIT 1`, h.n).
			Scan(&n, asJSON{&was})
		if errors.Is(err, sql.ErrNoRows) {
			return doc.Refuse(doc.CodeNothingToUndo, "arrange_nothing")
		}
		if err != nil {
			return err
		}
		if loose, err = t.restore(ctx, h, was); err != nil {
			return err
		}
		return t.exec(ctx, `UPDATE rearrangements SET undone_at = ? WHERE id = ?`, ms(t.now), n)
	})
	if err != nil {
		return fmt.Errorf("undo an arrangement of pages: %w", err)
	}
	s.removeAllUnused(ctx, id, loose)
	return nil
}

// restore brings everything back as it was. Those that were made go first: a
// file belongs to one document.
func (t *tx) restore(ctx context.Context, own *head, was []before) (loose []string, err error) {
	for _, b := range was {
		if !b.New {
			continue
		}
		made, err := t.head(ctx, b.ID)
		if doc.CodeOf(err) == doc.CodeNotFound {
			continue // somebody deleted it since
		}
		if err != nil {
			return nil, err
		}
		files, err := t.remove(ctx, made, map[string]any{"undone": true})
		if err != nil {
			return nil, err
		}
		loose = append(loose, files...)
	}
	row, err := documentRow(ctx, t, own.id)
	if err != nil {
		return nil, err
	}
	for _, b := range was {
		switch {
		case b.New:
		case b.ID == own.id:
			loose = append(loose, own.sha256)
			err = t.restoreOwn(ctx, own, b)
		case b.Gone:
			err = t.comeBack(ctx, b, doc.Admission{
				Name: b.Name, SHA256: b.SHA256, Bytes: b.Bytes, MIME: b.MIME, Options: b.Options,
				Source: row.doc.Source, BatchID: row.doc.BatchID, CorrelationID: own.correlation, Metadata: row.doc.Metadata,
			})
		}
		if err != nil {
			return nil, err
		}
	}
	return loose, t.audit(ctx, doc.AuditNote{Act: doc.AuditArranged, DocumentID: own.id, Data: map[string]any{"undone": true}})
}

// comeBack makes a document anew that went into another, with the password that
// opens its file.
func (t *tx) comeBack(ctx context.Context, b before, a doc.Admission) error {
	id, err := t.newDocument(ctx, a, b.Password)
	if err != nil || b.PasswordOf == "" {
		return err
	}
	return t.exec(ctx, `UPDATE documents SET password_of = ? WHERE id = ?`, b.PasswordOf, id)
}

// restoreOwn gives the document its pages back, with the words they had.
func (t *tx) restoreOwn(ctx context.Context, h *head, b before) error {
	b.Options.Password = h.options.Password
	from := *h
	from.attempt = b.Attempt
	f := doc.File{Name: b.Name, SHA256: b.SHA256, MIME: b.MIME, Bytes: b.Bytes, Pages: b.Pages}
	if err := t.becomes(ctx, h, f, b.Options); err != nil {
		return err
	}
	picks := make([]doc.PagePick, b.Pages)
	for i := range picks {
		picks[i] = doc.PagePick{DocumentID: h.id, Page: i + 1}
	}
	return t.requeue(ctx, h, picks, map[string]head{h.id: from})
}
