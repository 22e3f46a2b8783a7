package review

import (
	"context"
	"reflect"

	"deskclerk/backend/doc"
)

// Undo takes the actor's last act back, on whatever document it was, and says
// which; acts that were done together are taken back together. Errors:
// nothing_to_undo, also when others have changed the same since; the act before
// it is then the next to be undone.
func (d *Desk) Undo(ctx context.Context, actor string) (doc.Taken, error) {
	return d.steps(ctx, actor, doc.ActUndo)
}

// Redo does again what was undone last. Errors: nothing_to_undo.
func (d *Desk) Redo(ctx context.Context, actor string) (doc.Taken, error) {
	return d.steps(ctx, actor, doc.ActRedo)
}

// steps takes an act and all others of its step, whatever was done between them.
// What others went on from stays behind; it is an error only where nothing else was taken.
func (d *Desk) steps(ctx context.Context, actor string, kind doc.ActKind) (all doc.Taken, err error) {
	var stayed error
	for {
		last, err := d.library.LastAct(ctx, actor, all.Act.Step, kind == doc.ActRedo)
		if err != nil {
			return all, err
		}
		began := all.Count+all.Stayed > 0
		if began && (last == nil || last.ID == all.Act.ID) {
			break
		}
		if last == nil {
			return all, doc.Refuse(doc.CodeNothingToUndo, "nothing_to_"+string(kind))
		}
		out, err := d.step(ctx, actor, kind, last)
		switch code := doc.CodeOf(err); {
		case err == nil:
			all.Count++
			all.Act, all.Document = *last, out
		case last.Step != "" && (code == doc.CodeNothingToUndo || code == doc.CodeConflict):
			all.Stayed++
			all.Act.Step, stayed = last.Step, err
		default:
			return all, err
		}
		if last.Step == "" {
			break
		}
	}
	if all.Count == 0 {
		return all, stayed
	}
	return all, nil
}

func (d *Desk) step(ctx context.Context, actor string, kind doc.ActKind, last *doc.Act) (doc.Document, error) {
	from, to := last.After, last.Before
	if kind == doc.ActRedo {
		from, to = to, from
	}
	out, err := d.perform(ctx, doc.Actor{Name: actor}, last.DocumentID, act{
		kind: kind, subject: last.Subject, of: last.ID,
		do: func(after *doc.Document) error { return d.bring(after, from, to) },
	})
	if code := doc.CodeOf(err); code == doc.CodeNothingToUndo || code == doc.CodeConflict {
		if dropped := d.library.DropAct(ctx, last.ID); dropped != nil {
			return doc.Document{}, dropped
		}
	}
	return out, err
}

// bring turns what the act touched from one state into the other.
func (d *Desk) bring(after *doc.Document, from, to doc.Facts) error {
	if !holds(after, from, to) {
		return doc.Refuse(doc.CodeNothingToUndo, "undo_since")
	}
	before := copied(*after)
	for name, f := range to.Fields {
		put(after.Fields, name, f)
	}
	for name, t := range to.Tables {
		put(after.Tables, name, t)
	}
	if !from.Type.Same(to.Type) {
		after.Type, after.Pairs, after.Definition = to.Type, to.Pairs, to.Definition
	}
	if from.Status != to.Status {
		after.Status = to.Status
	}
	after.Review = to.Review
	if after.Status != doc.StatusApproved && after.Status != doc.StatusRejected {
		d.judge(&before, after)
	}
	return nil
}

func put[T any](all map[string]T, name string, v *T) {
	if v == nil {
		delete(all, name)
		return
	}
	all[name] = *v
}

// holds reports that everything the act touched still stands as it left it.
func holds(d *doc.Document, from, to doc.Facts) bool {
	if from.Status != to.Status && d.Status != from.Status || from.Status == to.Status && editable(d) != nil {
		return false
	}
	if from.Type.Name != to.Type.Name && d.Type.Name != from.Type.Name {
		return false
	}
	for name, f := range from.Fields {
		is, there := d.Fields[name]
		if there != (f != nil) || there && (!equal(is.Value, f.Value) || is.Origin != f.Origin) {
			return false
		}
	}
	for name, t := range from.Tables {
		is, there := d.Tables[name]
		if there != (t != nil) || there && !reflect.DeepEqual(doc.Document{Tables: map[string]doc.Table{"": is}}.Complete().Tables[""], doc.Document{Tables: map[string]doc.Table{"": *t}}.Complete().Tables[""]) {
			return false
		}
	}
	return true
}
