package store

import (
	"context"
	"fmt"
	"strings"

	"deskclerk/backend/doc"
)

// FinishUnderstand implements Stages.
func (s *Store) FinishUnderstand(ctx context.Context, job *Job, u doc.Understanding, status doc.Status) error {
	if status != doc.StatusCompleted && status != doc.StatusCompletedWarn && status != doc.StatusNeedsReview {
		return doc.Errorf(doc.CodeInvalid, "understanding cannot end as %s", status)
	}
	pages, _, err := s.PagesForUnderstanding(ctx, job.DocumentID, job.Attempt)
	if doc.CodeOf(err) == doc.CodeNotFound { // deleted meanwhile
		return errFenced(job.ID)
	}
	if err != nil {
		return err
	}
	text := textOf(pages)
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		h, err := t.finish(ctx, job, KindUnderstand)
		if err != nil {
			return err
		}
		if err := t.insertResult(ctx, h, u); err != nil {
			return err
		}
		if err := t.setMarks(ctx, h, u); err != nil {
			return err
		}
		if err := t.addToAttempt(ctx, h, "", u.Model, u.StagesMS); err != nil {
			return err
		}
		if err := t.exec(ctx, `UPDATE texts SET body = ? WHERE n = ?`, text, h.n); err != nil {
			return fmt.Errorf("store the text: %w", err)
		}
		return t.move(ctx, h, status, nil)
	})
	if err != nil {
		return fmt.Errorf("store an understanding: %w", err)
	}
	return nil
}

// textOf is the document's text: its pages, a form feed between them, without those
// that are left out.
func textOf(pages []doc.Page) string {
	texts := make([]string, 0, len(pages))
	for _, p := range pages {
		if !p.LeftOut {
			texts = append(texts, p.ReadingText())
		}
	}
	return strings.Join(texts, "\f")
}

// insertResult stores what was understood, and on the document's row what a
// listing shows of it.
func (t *tx) insertResult(ctx context.Context, h *head, u doc.Understanding) error {
	h.kind = u.Type.Name
	err := t.exec(ctx, `UPDATE documents SET type = ?, type_confidence = ?, type_alternatives = ?, sensitive = ?, language = ? WHERE n = ?`,
		u.Type.Name, u.Type.Confidence, alternativesOf(u.Type), sensitive(u.Type.Name, u.Definition), u.Language, h.n)
	if err != nil {
		return fmt.Errorf("store the type: %w", err)
	}
	if err := t.showMain(ctx, h, u.Type.Name, u.Fields); err != nil {
		return err
	}
	err = t.exec(ctx, `UPDATE attempts SET finished_at = ?, pairs = ?, definition = ? WHERE document = ? AND number = ?`,
		ms(t.now), asJSON{orEmpty(u.Pairs)}, asJSON{u.Definition}, h.n, h.attempt)
	if err != nil {
		return fmt.Errorf("end attempt %d: %w", h.attempt, err)
	}
	for name, f := range u.Fields {
		if err := t.insertField(ctx, h, name, f); err != nil {
			return fmt.Errorf("store field %s: %w", name, err)
		}
	}
	for name, table := range u.Tables {
		if err := t.insertTable(ctx, h, name, table); err != nil {
			return fmt.Errorf("store table %s: %w", name, err)
		}
	}
	return t.insertIssues(ctx, h, u.Issues)
}

// sensitive reports a type whose documents are covered.
func sensitive(t doc.Type, defined *doc.Definition) bool {
	if defined != nil {
		return defined.Sensitive
	}
	return t.Spec().Sensitive
}

func (t *tx) insertIssues(ctx context.Context, h *head, issues []doc.Issue) error {
	for i, issue := range issues {
		err := t.exec(ctx, `INSERT INTO issues (document, attempt, position, rule, severity, fields, message, sentence, suggestion)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, h.n, h.attempt, i,
			issue.Rule, issue.Severity, asJSON{orEmpty(issue.Fields)}, issue.Message, asJSON{issue.Sentence}, asJSON{issue.Suggestion})
		if err != nil {
			return fmt.Errorf("store issue %s: %w", issue.Rule, err)
		}
	}
	return nil
}

// insertField stores a field, and as the first entry of its history what the
// machine made of it.
func (t *tx) insertField(ctx context.Context, h *head, name string, f doc.Field) error {
	if err := t.putField(ctx, h, name, f); err != nil {
		return err
	}
	return t.insertChange(ctx, h, doc.NamedChange{Name: name, FieldChange: doc.FieldChange{
		Actor: actorMachine, Value: f.Value, Raw: f.Raw, Confidence: f.Confidence, Origin: f.Origin,
	}})
}

func (t *tx) putField(ctx context.Context, h *head, name string, f doc.Field) error {
	return t.exec(ctx, `INSERT OR REPLACE INTO fields
		(document, attempt, name, value, raw, confidence, flagged, reasons, page, box, origin, candidates)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		h.n, h.attempt, name, f.Value, f.Raw, f.Confidence, f.Flagged, asJSON{orEmpty(f.Reasons)},
		f.Page, asJSON{f.Box}, f.Origin, asJSON{orEmpty(f.Candidates)})
}

func (t *tx) insertTable(ctx context.Context, h *head, name string, table doc.Table) error {
	rows := make([]doc.Row, len(table.Rows))
	for i, r := range table.Rows {
		if r.Cells == nil {
			r.Cells = map[string]doc.Cell{}
		}
		rows[i] = r
	}
	return t.exec(ctx, `INSERT INTO tables (document, attempt, name, columns, rows, confidence, adjustment) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		h.n, h.attempt, name, asJSON{orEmpty(table.Columns)}, asJSON{rows}, table.Confidence, table.Adjustment)
}
