package store

import (
	"context"
	"fmt"
	"slices"

	"deskclerk/backend/doc"
)

// FinishPage implements Stages.
func (s *Store) FinishPage(ctx context.Context, job *Job, p doc.PageReading) error {
	if p.Page.Number != job.Page {
		return doc.Errorf(doc.CodeInvalid, "page %d was read for the job of page %d", p.Page.Number, job.Page)
	}
	words, err := s.pack.packJSON(orEmpty(p.Page.Words)) // outside the transaction, it takes a moment
	if err != nil {
		return err
	}
	raw := s.pack.pack(p.Raw)
	var marks []byte
	if len(p.Page.Marks) > 0 {
		if marks, err = s.pack.packJSON(p.Page.Marks); err != nil {
			return err
		}
	}
	var form []byte
	if len(p.Page.Form) > 0 {
		if form, err = s.pack.packJSON(p.Page.Form); err != nil {
			return err
		}
	}
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		h, err := t.finish(ctx, job, KindPage)
		if err != nil {
			return err
		}
		if err := t.insertPage(ctx, h, p.Page.PageInfo, words, raw, marks, form); err != nil {
			return err
		}
		warnings := onPage(p.Warnings, job.Page)
		if p.Page.Blank && !slices.Contains(h.options.KeepBlank, job.Page) {
			warnings = leftOut(warnings)
		}
		if err := t.warn(ctx, h, warnings); err != nil {
			return err
		}
		if err := t.addToAttempt(ctx, h, p.Engine, "", p.StagesMS); err != nil {
			return err
		}
		return t.countPage(ctx, h, p.Page.PageInfo)
	})
	if err != nil {
		return fmt.Errorf("store a page: %w", err)
	}
	return nil
}

func (t *tx) insertPage(ctx context.Context, h *head, p doc.PageInfo, words, raw, marks, form []byte) error {
	result, err := t.ExecContext(ctx, `INSERT INTO pages (document, attempt, `+pageColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		h.n, h.attempt, p.Number, p.Width, p.Height, p.DPI, p.Rotation, p.Skew, p.TextSource, p.MeanWordConfidence,
		p.Blank, asJSON{orEmpty(p.Codes)}, p.Language, asJSON{orEmpty(p.Papers)}, slices.Contains(h.options.KeepBlank, p.Number))
	if err != nil {
		return err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return err
	}
	return t.exec(ctx, `INSERT INTO words (page, body, raw, marks, form) VALUES (?, ?, ?, ?, ?)`, id, words, raw, marks, form)
}

// countPage counts the page on the document; the last one makes the job that
// understands them all.
func (t *tx) countPage(ctx context.Context, h *head, p doc.PageInfo) error {
	h.pagesRead++
	h.textSource = mixed(h.textSource, p.TextSource)
	h.revision++
	err := t.exec(ctx, `UPDATE documents SET pages_read = ?, text_source = ?, revision = ? WHERE n = ?`,
		h.pagesRead, h.textSource, h.revision, h.n)
	if err != nil {
		return err
	}
	if err := t.tell(ctx, h, doc.EventPageRead, map[string]any{"page": p.Number}); err != nil {
		return err
	}
	if h.pagesRead < h.pagesTotal {
		return nil
	}
	return t.enqueue(ctx, h, KindUnderstand, 0)
}

// onPage gives warnings without a page theirs.
func onPage(warnings []doc.Warning, page int) []doc.Warning {
	all := make([]doc.Warning, len(warnings))
	for i, w := range warnings {
		if w.Page == 0 {
			w.Page = page
		}
		all[i] = w
	}
	return all
}

// leftOut has the warning of a blank page say what becomes of it.
func leftOut(warnings []doc.Warning) []doc.Warning {
	for i := range warnings {
		if warnings[i].Code == doc.WarnBlankPage {
			warnings[i] = doc.NewWarning(doc.WarnBlankPage, warnings[i].Page, doc.LeftOut)
		}
	}
	return warnings
}

// mixed is the source of a file's words when its pages have these two.
func mixed(a, b doc.TextSource) doc.TextSource {
	switch {
	case a == doc.TextNone:
		return b
	case b == doc.TextNone || a == b:
		return a
	default:
		return doc.TextMixed
	}
}
