package review

import (
	"context"
	"fmt"

	"deskclerk/backend/doc"
)

// Retype has the words of the document understood as another type; auto finds
// it anew. What a person vouched for stays where the new type has such a field.
// Errors besides those of every act: invalid_request for an unknown type.
func (d *Desk) Retype(ctx context.Context, who doc.Actor, id string, t doc.Type) (doc.Document, error) {
	if t != doc.TypeAuto && t != doc.TypeOther && len(t.Spec().Fields) == 0 && !d.o.Defined(t) {
		return doc.Document{}, doc.Refuse(doc.CodeInvalid, "review_type", "type", string(t))
	}
	return d.perform(ctx, who, id, act{kind: doc.ActType, do: func(after *doc.Document) error {
		if err := editable(after); err != nil {
			return err
		}
		if t == after.Type.Name {
			after.Type = doc.Classification{Name: t, Confidence: 1}
			return nil
		}
		u, err := d.understand(ctx, *after, t)
		if err != nil {
			return err
		}
		before := *after
		after.Type, after.Fields, after.Tables, after.Pairs, after.Issues = u.Type, u.Fields, u.Tables, u.Pairs, u.Issues
		after.Definition = u.Definition
		for _, i := range before.Issues { // whatever its type
			if i.Rule == doc.RuleLegible || i.Rule == doc.RuleSeveralPapers {
				after.Issues = append(after.Issues, i)
			}
		}
		for name, f := range before.Fields {
			if _, ok := specOf(after, name); ok && f.Settled() {
				after.Fields[name] = f
			}
		}
		d.judge(&before, after)
		if u.Flagged() {
			after.Status = doc.StatusNeedsReview
		}
		return nil
	}})
}

func (d *Desk) understand(ctx context.Context, from doc.Document, t doc.Type) (u doc.Understanding, err error) {
	pages, options, err := d.library.PagesForUnderstanding(ctx, from.ID, attemptOf(from))
	if err != nil {
		return u, fmt.Errorf("load the pages: %w", err)
	}
	var attached []doc.Attachment
	if !options.IgnoreEmbedded {
		if attached, err = d.library.Attachments(ctx, from.ID, attemptOf(from)); err != nil {
			return u, fmt.Errorf("load the attachments: %w", err)
		}
	}
	if options.IgnoreEmbedded {
		pages = doc.WithoutForms(pages)
	}
	known, err := d.library.Remembered(ctx, []string{from.ID})
	if err != nil {
		return u, fmt.Errorf("ask what is known: %w", err)
	}
	u = d.o.Understand(pages, attached, known[from.ID], t, d.o.Clock())
	complete := doc.Document{Fields: u.Fields, Tables: u.Tables, Issues: u.Issues}.Complete()
	u.Fields, u.Tables, u.Issues = complete.Fields, complete.Tables, complete.Issues
	return u, nil
}
