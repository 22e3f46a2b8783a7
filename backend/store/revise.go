package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"deskclerk/backend/doc"
)

// Revise stores what one act made of a document, with its history, the act
// itself and the event, in one transaction, and gives the new revision. Errors:
// not_found; stale_revision when the document is no longer the one that the act
// was made on; conflict for a status it cannot come to.
func (s *Store) Revise(ctx context.Context, r doc.Revision) (revision int64, err error) {
	err = s.write(ctx, func(ctx context.Context, t *tx) error {
		h, err := t.head(ctx, r.DocumentID)
		if err != nil {
			return err
		}
		if h.revision != r.From || h.attempt != r.Attempt {
			return doc.Outdated(h.revision, r.From)
		}
		if h.status != r.After.Status && !h.status.CanBecome(r.After.Status) {
			return doc.Refuse(doc.CodeConflict, "review_step", "status", string(h.status), "next_status", string(r.After.Status))
		}
		if err := t.revise(ctx, h, &r); err != nil {
			return err
		}
		revision = h.revision
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("revise: %w", err)
	}
	return revision, nil
}

func (t *tx) revise(ctx context.Context, h *head, r *doc.Revision) error {
	h.status, h.revision, h.kind = r.After.Status, h.revision+1, r.After.Type.Name
	steps := []func(context.Context, *head, *doc.Revision) error{
		t.reviseRow, t.reviseFields, t.reviseTables, t.reviseIssues, t.reviseMain, t.remember,
	}
	for _, step := range steps {
		if err := step(ctx, h, r); err != nil {
			return err
		}
	}
	more := map[string]any{"act": r.Kind}
	if r.Subject != "" && r.Event == doc.EventField {
		more["field"] = r.Subject
	}
	if r.Subject != "" && r.Event == doc.EventTable {
		more["table"] = r.Subject
	}
	return t.tell(ctx, h, r.Event, more)
}

// reviseRow writes what stands on the document's own row.
func (t *tx) reviseRow(ctx context.Context, h *head, r *doc.Revision) error {
	review := doc.Review{}
	if r.After.Review != nil {
		review = *r.After.Review
	}
	err := t.exec(ctx, `UPDATE documents SET status = ?, revision = ?, type = ?, type_confidence = ?, type_alternatives = ?, sensitive = ?,
		postponed_at = ?, decided_at = ?, decided_by = ?, decision = ? WHERE n = ?`,
		h.status, h.revision, r.After.Type.Name, r.After.Type.Confidence, alternativesOf(r.After.Type), sensitive(r.After.Type.Name, r.After.Definition),
		msOrZero(review.PostponedAt), msOrZero(review.DecidedAt), review.DecidedBy, review.Reason, h.n)
	if err != nil {
		return fmt.Errorf("store the decision: %w", err)
	}
	if r.Before.Type.Name == r.After.Type.Name {
		return nil
	}
	if sensitive(r.After.Type.Name, r.After.Definition) {
		if err := t.forgetMarks(ctx, h); err != nil {
			return err
		}
	}
	// The wish goes along, so that reading again keeps the type; so do the pairs.
	h.options.Type = r.After.Type.Name
	if err := t.exec(ctx, `UPDATE documents SET options = ? WHERE n = ?`, asJSON{h.options}, h.n); err != nil {
		return err
	}
	return t.exec(ctx, `UPDATE attempts SET pairs = ?, definition = ? WHERE document = ? AND number = ?`,
		asJSON{orEmpty(r.After.Pairs)}, asJSON{r.After.Definition}, h.n, h.attempt)
}

func (t *tx) reviseFields(ctx context.Context, h *head, r *doc.Revision) error {
	for _, name := range slices.Sorted(maps.Keys(r.Fields)) {
		var err error
		if f := r.Fields[name]; f == nil {
			err = t.exec(ctx, `DELETE FROM fields WHERE document = ? AND attempt = ? AND name = ?`, h.n, h.attempt, name)
		} else {
			err = t.putField(ctx, h, name, *f)
		}
		if err != nil {
			return fmt.Errorf("store field %s: %w", name, err)
		}
	}
	for _, c := range r.Changes {
		if err := t.insertChange(ctx, h, c); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) insertChange(ctx context.Context, h *head, c doc.NamedChange) error {
	err := t.exec(ctx, `INSERT INTO field_history
		(document, attempt, field, at, actor, value, raw, confidence, origin, before, why)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		h.n, h.attempt, c.Name, ms(t.now), c.Actor, c.Value, c.Raw, c.Confidence, c.Origin, c.Before, c.Why)
	if err != nil {
		return fmt.Errorf("store the history of %s: %w", c.Name, err)
	}
	return nil
}

func (t *tx) reviseTables(ctx context.Context, h *head, r *doc.Revision) error {
	for _, name := range slices.Sorted(maps.Keys(r.After.Tables)) {
		err := t.exec(ctx, `DELETE FROM tables WHERE document = ? AND attempt = ? AND name = ?`, h.n, h.attempt, name)
		if table := r.After.Tables[name]; err == nil && table != nil {
			err = t.insertTable(ctx, h, name, *table)
		}
		if err != nil {
			return fmt.Errorf("store table %s: %w", name, err)
		}
	}
	return nil
}

func (t *tx) reviseIssues(ctx context.Context, h *head, r *doc.Revision) error {
	if err := t.exec(ctx, `DELETE FROM issues WHERE document = ? AND attempt = ?`, h.n, h.attempt); err != nil {
		return err
	}
	return t.insertIssues(ctx, h, r.Issues)
}

// reviseMain brings what a listing shows up to date.
func (t *tx) reviseMain(ctx context.Context, h *head, r *doc.Revision) error {
	d := row{n: h.n, attempt: h.attempt}
	if err := d.readFields(ctx, t); err != nil {
		return fmt.Errorf("read the fields again: %w", err)
	}
	return t.showMain(ctx, h, r.After.Type.Name, d.doc.Fields)
}

func msOrZero(at *time.Time) int64 {
	if at == nil {
		return 0
	}
	return ms(*at)
}
