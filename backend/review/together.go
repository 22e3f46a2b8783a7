package review

import (
	"context"
	"slices"
	"strconv"

	"deskclerk/backend/doc"
)

// Together does to each of many documents what a person saw fit, one after the
// other, joined as one step: each on the revision that was seen, so that one
// which was changed meanwhile stays as it is and says so. Errors are those of
// single items; an end of ctx is one of the items that were left.
func (d *Desk) Together(ctx context.Context, actor, step string, items []doc.GroupItem) []doc.GroupOutcome {
	out := make([]doc.GroupOutcome, len(items))
	var lessons []lesson
	for i, item := range items {
		out[i] = doc.GroupOutcome{AtRevision: item.AtRevision, Field: item.Field}
		after, err := d.oneOf(ctx, doc.Actor{Name: actor, Revision: &item.Revision}, step, item)
		if err != nil {
			out[i].Error = doc.FailureOf(err)
			continue
		}
		out[i].Revision = after.Revision
		if teaches(doc.ActConfirm, item.Field) {
			lessons = append(lessons, lesson{item.DocumentID, item.Field})
		}
	}
	// When all stand: none is changed under its revision.
	d.teach(ctx, actor, step, d.pupils(ctx, lessons...))
	return out
}

func (d *Desk) oneOf(ctx context.Context, who doc.Actor, step string, item doc.GroupItem) (doc.Document, error) {
	if item.Field == "" {
		return d.perform(ctx, who, item.DocumentID, act{kind: doc.ActApprove, step: step, do: func(after *doc.Document) error {
			if open := left(after); len(open) > 0 {
				return doc.Refuse(doc.CodeUnreviewed, "review_places", "count", strconv.Itoa(len(open)))
			}
			if err := becoming(after, doc.StatusApproved); err != nil {
				return err
			}
			d.decide(after, who, doc.StatusApproved, "")
			return nil
		}})
	}
	return d.perform(ctx, who, item.DocumentID, act{
		kind: doc.ActConfirm, subject: item.Field, step: step,
		do: d.onField(item.Field, doc.FieldAct{Kind: doc.ActConfirm}),
	})
}

// left names everything that a person has still to look at: flagged fields and
// cells, required fields that are not there, and rules that fail for values that
// nobody has vouched for.
func left(d *doc.Document) []string {
	open := unseen(d)
	for name, f := range d.Fields {
		if f.Flagged {
			open = append(open, name)
		}
	}
	for name, t := range d.Tables {
		for _, r := range t.Rows {
			for _, c := range r.Cells {
				if c.Flagged {
					open = append(open, name)
				}
			}
		}
	}
	for _, i := range d.Issues {
		if i.Severity == doc.SeverityError && !slices.ContainsFunc(i.Fields, func(name string) bool { return d.Fields[name].Settled() }) {
			open = append(open, doc.ReasonRulePrefix+i.Rule)
		}
	}
	return open
}

// Group tells what can be looked at together.
func (d *Desk) Group(ctx context.Context) (doc.Group, error) { return d.library.Group(ctx) }

// Cards gives the values of a field that wait, equal ones side by side. Errors:
// invalid_request for a cursor that it did not give.
func (d *Desk) Cards(ctx context.Context, field, after string, limit int) (doc.Cards, error) {
	return d.library.Cards(ctx, field, after, limit)
}
