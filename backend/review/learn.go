package review

import (
	"context"
	"slices"
	"strconv"

	"deskclerk/backend/doc"
)

// mostLearned bounds what one act is taken over to, as it waits for that.
const mostLearned = 40

// lesson is what an act vouches for that is to be remembered.
type lesson struct{ id, field string }

// teaches reports an act that vouches for a value which is to be remembered.
func teaches(kind doc.ActKind, field string) bool {
	return kind != doc.ActClear && doc.IsRemembered(field)
}

// pupils are the documents that wait and may take over what is vouched for. Where it
// fails they wait as before.
func (d *Desk) pupils(ctx context.Context, lessons ...lesson) (all []string) {
	for _, l := range lessons {
		some, err := d.library.Alike(ctx, l.id, l.field, mostLearned)
		if err != nil {
			return nil
		}
		for _, pupil := range some {
			if len(all) < mostLearned && !slices.Contains(all, pupil) {
				all = append(all, pupil)
			}
		}
	}
	return all
}

// newStep names a step that joins an act with what others take over from it.
func (d *Desk) newStep() string { return "learn-" + strconv.FormatInt(d.o.Clock().UnixNano(), 36) }

// teach has documents that wait take over what was vouched for, each where its
// marks and what was read of it fit. They are undone with the act that taught them.
func (d *Desk) teach(ctx context.Context, actor, step string, ids []string) {
	if len(ids) == 0 {
		return
	}
	known, err := d.library.Remembered(ctx, ids)
	if err != nil {
		return // they wait as before
	}
	for _, id := range ids {
		_, _ = d.perform(ctx, doc.Actor{Name: actor}, id, act{kind: doc.ActLearn, step: step, do: d.learnt(known[id])})
	}
}

// learnt changes a document that waits by what is known of its issuer. What is only
// offered changes nothing: whoever looks at the document just then would have to
// begin again.
func (d *Desk) learnt(known []doc.Known) func(*doc.Document) error {
	return func(after *doc.Document) error {
		if after.Status != doc.StatusNeedsReview {
			return doc.Refuse(doc.CodeConflict, "review_postpone", "status", string(after.Status))
		}
		before := copied(*after)
		learned := false
		for name, f := range d.o.Learn(doc.Understanding{Type: after.Type, Fields: before.Fields}, known).Fields {
			if f.Origin != before.Fields[name].Origin {
				after.Fields[name], learned = f, true
			}
		}
		if learned {
			d.judge(&before, after)
		}
		return nil
	}
}
