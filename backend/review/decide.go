package review

import (
	"context"
	"strconv"
	"strings"

	"deskclerk/backend/doc"
)

// mostReason bounds a reason, in bytes.
const mostReason = 2000

// Approve says that the document is right as it stands: every field that is
// still flagged is thereby confirmed, and the history says so; so is a doubtful
// type. A required field
// that nobody has looked at is unreviewed_fields unless rest is set.
func (d *Desk) Approve(ctx context.Context, who doc.Actor, id string, rest bool) (doc.Document, error) {
	return d.perform(ctx, who, id, act{kind: doc.ActApprove, do: func(after *doc.Document) error {
		if err := becoming(after, doc.StatusApproved); err != nil {
			return err
		}
		if open := unseen(after); len(open) > 0 && !rest {
			return doc.Refuse(doc.CodeUnreviewed, "review_unseen", "fields", strings.Join(open, ", "))
		}
		for _, name := range unseen(after) {
			f, err := fieldOf(after, name) // it may be missing altogether
			if err != nil {
				return err
			}
			after.Fields[name] = confirmed(f)
		}
		for name, f := range after.Fields {
			if f.Flagged {
				after.Fields[name] = confirmed(f)
			}
		}
		for name, t := range after.Tables {
			for _, r := range t.Rows {
				for column, c := range r.Cells {
					if c.Flagged {
						r.Cells[column] = settled(c)
					}
				}
			}
			after.Tables[name] = t
		}
		after.Type.Flagged, after.Type.Alternatives = false, nil
		d.decide(after, who, doc.StatusApproved, "")
		return nil
	}})
}

// unseen are the required fields that are flagged.
func unseen(d *doc.Document) []string {
	var open []string
	for _, s := range d.Spec().Fields {
		if f, ok := d.Fields[s.Name]; s.Required && (f.Flagged || !ok) {
			open = append(open, s.Name)
		}
	}
	return open
}

// Reject says that the document is of no use, and why.
func (d *Desk) Reject(ctx context.Context, who doc.Actor, id, reason string) (doc.Document, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" || len(reason) > mostReason {
		return doc.Document{}, doc.Refuse(doc.CodeInvalid, "review_reason", "limit", strconv.Itoa(mostReason))
	}
	return d.perform(ctx, who, id, act{kind: doc.ActReject, reason: reason, do: func(after *doc.Document) error {
		if err := becoming(after, doc.StatusRejected); err != nil {
			return err
		}
		d.decide(after, who, doc.StatusRejected, reason)
		return nil
	}})
}

// Reopen has the document wait for a person again; what was vouched for stays.
func (d *Desk) Reopen(ctx context.Context, who doc.Actor, id string) (doc.Document, error) {
	return d.perform(ctx, who, id, act{kind: doc.ActReopen, do: func(after *doc.Document) error {
		if after.Status == doc.StatusNeedsReview || after.Status == doc.StatusProcessing {
			return doc.Refuse(doc.CodeConflict, "review_open", "status", string(after.Status))
		}
		if err := becoming(after, doc.StatusNeedsReview); err != nil {
			return err
		}
		after.Status, after.Review = doc.StatusNeedsReview, nil
		return nil
	}})
}

// Postpone puts the document behind all others that wait.
func (d *Desk) Postpone(ctx context.Context, who doc.Actor, id string) (doc.Document, error) {
	return d.perform(ctx, who, id, act{kind: doc.ActPostpone, do: func(after *doc.Document) error {
		if after.Status != doc.StatusNeedsReview {
			return doc.Refuse(doc.CodeConflict, "review_postpone", "status", string(after.Status))
		}
		now := d.o.Clock().UTC()
		after.Review = &doc.Review{PostponedAt: &now}
		return nil
	}})
}

func (d *Desk) decide(after *doc.Document, who doc.Actor, s doc.Status, reason string) {
	now := d.o.Clock().UTC()
	after.Status = s
	after.Review = &doc.Review{DecidedAt: &now, DecidedBy: who.Name, Reason: reason}
}

func becoming(d *doc.Document, s doc.Status) error {
	if !d.Status.CanBecome(s) {
		return doc.Refuse(doc.CodeConflict, "review_step", "status", string(d.Status), "next_status", string(s))
	}
	return nil
}
