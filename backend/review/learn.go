package review

import (
	"context"
	"strconv"

	"deskclerk/backend/doc"
)

// mostLearned bounds what one act is taken over to, as it waits for that.
const mostLearned = 40

// pupils are the documents that wait and may take over what is vouched for in a
// field, and the step that joins them with the act that teaches them; none unless
// the field says whose paper the document is.
func (d *Desk) pupils(ctx context.Context, id, field string) (step string, ids []string) {
	if field != doc.TypeReceipt.IssuerField() && field != doc.TypeInvoice.IssuerField() {
		return "", nil
	}
	ids, err := d.library.Alike(ctx, id, mostLearned)
	if err != nil || len(ids) == 0 {
		return "", nil // where it fails they wait as before
	}
	return "learn-" + id + "-" + strconv.FormatInt(d.o.Clock().UnixNano(), 36), ids
}

// teach has documents that wait take over what was vouched for, each where its
// marks and what was read of it fit. They are undone with the act that taught them.
func (d *Desk) teach(ctx context.Context, actor, step string, ids []string) {
	for _, id := range ids {
		known, err := d.library.Remembered(ctx, id)
		if err != nil {
			continue // it waits as before
		}
		_, _ = d.perform(ctx, doc.Actor{Name: actor}, id, act{kind: doc.ActLearn, step: step, do: d.learnt(known)})
	}
}

// learnt changes a document that waits by what is known of its issuer.
func (d *Desk) learnt(known []doc.Known) func(*doc.Document) error {
	return func(after *doc.Document) error {
		if after.Status != doc.StatusNeedsReview {
			return doc.Refuse(doc.CodeConflict, "review_postpone", "status", string(after.Status))
		}
		u := d.o.Learn(doc.Understanding{Type: after.Type, Fields: after.Fields}, known)
		for name, f := range u.Fields {
			if f.Origin == doc.OriginLearned && after.Fields[name].Origin != doc.OriginLearned {
				before := copied(*after)
				after.Fields[name] = f
				d.judge(&before, after)
				return nil
			}
		}
		return nil
	}
}
