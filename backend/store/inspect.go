package store

import (
	"context"
	"fmt"

	"deskclerk/backend/doc"
)

// FinishInspect implements Stages.
func (s *Store) FinishInspect(ctx context.Context, job *Job, in doc.Inspection) error {
	if in.Pages <= 0 {
		return doc.Errorf(doc.CodeNoPages, "%d pages", in.Pages)
	}
	attachments := s.packAttachments(in.Embedded)
	err := s.write(ctx, func(ctx context.Context, t *tx) error {
		h, err := t.finish(ctx, job, KindInspect)
		if err != nil {
			return err
		}
		h.pagesTotal = in.Pages
		if err := t.exec(ctx, `UPDATE documents SET pages_total = ? WHERE n = ?`, in.Pages, h.n); err != nil {
			return err
		}
		if in.MIME != "" && in.MIME != h.mime {
			if err := t.exec(ctx, `UPDATE documents SET mime = ? WHERE n = ?`, in.MIME, h.n); err != nil {
				return err
			}
		}
		if err := t.warn(ctx, h, in.Warnings); err != nil {
			return err
		}
		if err := t.insertAttachments(ctx, h, attachments); err != nil {
			return err
		}
		for page := 1; page <= in.Pages; page++ {
			if err := t.enqueue(ctx, h, KindPage, page); err != nil {
				return err
			}
		}
		if err := t.touch(ctx, h); err != nil {
			return err
		}
		return t.tell(ctx, h, doc.EventProcessing, nil)
	})
	if err != nil {
		return fmt.Errorf("store an inspection: %w", err)
	}
	return nil
}

// finish completes a held job of that kind and loads its document.
func (t *tx) finish(ctx context.Context, job *Job, kind string) (*head, error) {
	if job.Kind != kind {
		return nil, doc.Errorf(doc.CodeInvalid, "a job of kind %s cannot end as %s", job.Kind, kind)
	}
	if err := t.leave(ctx, job, `state = 'completed', ended_at = ?`, ms(t.now)); err != nil {
		return nil, err
	}
	return t.head(ctx, job.DocumentID)
}

// warn adds warnings to the document's attempt.
func (t *tx) warn(ctx context.Context, h *head, warnings []doc.Warning) error {
	for _, w := range warnings {
		err := t.exec(ctx, `INSERT INTO warnings (document, attempt, page, code, message, sentence) VALUES (?, ?, ?, ?, ?, ?)`,
			h.n, h.attempt, w.Page, w.Code, w.Message, asJSON{w.Sentence})
		if err != nil {
			return fmt.Errorf("add a warning: %w", err)
		}
	}
	return nil
}
