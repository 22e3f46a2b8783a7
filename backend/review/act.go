package review

import (
	"context"

	"deskclerk/backend/doc"
)

// act is one thing a person does to a document.
type act struct {
	kind    doc.ActKind
	subject string // the field or table
	reason  string
	of      int64  // the act that is undone or redone
	step    string // what it is done together with
	// do changes the document, which is its own copy.
	do func(d *doc.Document) error
	// changes of cells, which the fields do not show
	cells func() []doc.NamedChange
}

// mostTries bounds how often an act that names no revision is tried anew when
// others are quicker.
const mostTries = 10

// perform loads the document, changes it and stores what came of it.
func (d *Desk) perform(ctx context.Context, who doc.Actor, id string, a act) (doc.Document, error) {
	for try := 1; ; try++ {
		before, err := d.library.Document(ctx, id)
		if err != nil {
			return doc.Document{}, err
		}
		if who.Revision != nil && *who.Revision != before.Revision {
			return doc.Document{}, doc.Outdated(before.Revision, *who.Revision)
		}
		after := copied(before)
		if err := a.do(&after); err != nil {
			return doc.Document{}, err
		}
		r := compare(before, after, who.Name, a)
		if r == nil {
			return before, nil
		}
		_, err = d.library.Revise(ctx, *r)
		switch {
		case err == nil:
			return d.library.Document(ctx, id)
		case doc.CodeOf(err) != doc.CodeStale || who.Revision != nil || try == mostTries:
			return doc.Document{}, err
		}
	}
}

// editable refuses statuses in which values stand fast.
func editable(d *doc.Document) error {
	switch d.Status {
	case doc.StatusNeedsReview, doc.StatusCompleted, doc.StatusCompletedWarn:
		return nil
	case doc.StatusApproved, doc.StatusRejected:
		return doc.Refuse(doc.CodeConflict, "review_decided", "status", string(d.Status))
	default:
		return doc.Refuse(doc.CodeConflict, "review_early", "status", string(d.Status))
	}
}

// eventOf names the event that tells of an act.
func eventOf(a act, before, after doc.Status) string {
	switch a.kind {
	case doc.ActTable:
		return doc.EventTable
	case doc.ActType:
		return doc.EventRetyped
	case doc.ActPostpone:
		return doc.EventPostponed
	}
	switch {
	case before == after:
		return doc.EventField
	case after == doc.StatusApproved:
		return doc.EventApproved
	case after == doc.StatusRejected:
		return doc.EventRejected
	default:
		return doc.EventReopened
	}
}
