package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"deskclerk/backend/doc"
)

// remember keeps the act. A new one puts what its actor had undone past redoing.
func (t *tx) remember(ctx context.Context, h *head, r *doc.Revision) error {
	switch r.Kind {
	case doc.ActUndo:
		return t.exec(ctx, `UPDATE acts SET state = 'undone',
			undone_at = (SELECT coalesce(max(undone_at), 0) + 1 FROM acts WHERE actor = ?2) WHERE id = ?1`, r.Of, r.Actor)
	case doc.ActRedo:
		return t.exec(ctx, `UPDATE acts SET state = 'done', revision = ? WHERE id = ?`, h.revision, r.Of)
	}
	if err := t.exec(ctx, `UPDATE acts SET state = 'past' WHERE actor = ? AND state = 'undone'`, r.Actor); err != nil {
		return err
	}
	err := t.exec(ctx, `INSERT INTO acts (document, attempt, at, actor, kind, subject, reason, revision, before, after)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		h.n, h.attempt, ms(t.now), r.Actor, r.Kind, r.Subject, r.Reason, h.revision, asJSON{r.Before}, asJSON{inStep{r.After, r.Step}})
	if err != nil {
		return fmt.Errorf("remember the act: %w", err)
	}
	return nil
}

// inStep is what an act left, with the step that it was a part of.
type inStep struct {
	doc.Facts

	Step string `json:"step,omitempty"`
}

const actColumns = `acts.id, documents.id, acts.attempt, acts.at, acts.actor, acts.kind, acts.subject, acts.reason,
	acts.revision, acts.before, acts.after, acts.state = 'undone'`

func scanAct(r scanner) (a doc.Act, err error) {
	var after inStep
	err = r.Scan(&a.ID, &a.DocumentID, &a.Attempt, atTime{&a.At}, &a.Actor, &a.Kind, &a.Subject, &a.Reason,
		&a.Revision, asJSON{&a.Before}, asJSON{&after}, &a.Undone)
	a.After, a.Step = after.Facts, after.Step
	return a, err
}

// LastAct gives what the actor would undo next or, with undone, redo next; nil
// when there is nothing; of a step only, unless that is empty. Acts on an earlier
// attempt of a document cannot be.
func (s *Store) LastAct(ctx context.Context, actor, step string, undone bool) (*doc.Act, error) {
	which, order := `acts.state = 'done'`, `acts.id` // word for word as in the indices
	if undone {
		which, order = `acts.state = 'undone'`, `acts.undone_at`
	}
	from, args := `acts`, []any{actor}
	if step != "" {
		from, which, args = `acts INDEXED BY acts_step`, which+` AND acts.after ->> '$.step' = ?`, append(args, step)
	}
	a, err := scanAct(s.readers.QueryRowContext(ctx, `SELECT `+actColumns+` FROM `+from+`
		JOIN documents ON documents.n = acts.document AND documents.attempt = acts.attempt
		WHERE acts.actor = ? AND `+which+` ORDER BY `+order+` DESC LIMIT 1`, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, coded(fmt.Errorf("find the last act: %w", err))
	}
	return &a, nil
}

// DropAct puts an act past undoing and redoing, because others went on from it.
func (s *Store) DropAct(ctx context.Context, id int64) error {
	return s.write(ctx, func(ctx context.Context, t *tx) error {
		return t.exec(ctx, `UPDATE acts SET state = 'past' WHERE id = ?`, id)
	})
}

// Acts lists what people did to the document, oldest first. Errors: not_found.
func (s *Store) Acts(ctx context.Context, id string) (all []doc.Act, err error) {
	err = s.read(ctx, func(q querier) error {
		n, err := number(ctx, q, id)
		if err != nil {
			return err
		}
		all, err = collect(ctx, q, scanAct, `SELECT `+actColumns+` FROM acts
			JOIN documents ON documents.n = acts.document WHERE acts.document = ? ORDER BY acts.id`, n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list acts: %w", err)
	}
	return all, nil
}
