package app

import (
	"context"
	"log/slog"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/extract"
	"deskclerk/backend/store"
	"deskclerk/backend/validate"
)

// catalogue keeps the types that people defined, and tries them.
type catalogue struct {
	store  *store.Store
	policy func() doc.Policy
	log    *slog.Logger
}

// all are the definitions; a document is understood without them when they
// cannot be read, rather than not at all.
func (c catalogue) all() []doc.Definition {
	found, err := c.store.Definitions(context.Background())
	if err != nil {
		c.log.Error("read the types", "error", err)
	}
	return found
}

// has reports a defined type.
func (c catalogue) has(t doc.Type) bool {
	_, err := c.store.Definition(context.Background(), t)
	if err != nil && doc.CodeOf(err) != doc.CodeNotFound {
		c.log.Error("read the types", "error", err)
	}
	return err == nil
}

func (c catalogue) List(ctx context.Context) ([]doc.Definition, error) {
	return c.store.Definitions(ctx)
}

func (c catalogue) Get(ctx context.Context, name doc.Type) (doc.Definition, error) {
	return c.store.Definition(ctx, name)
}

func (c catalogue) Put(ctx context.Context, d doc.Definition, from int64) (doc.Definition, error) {
	if err := d.Check(); err != nil {
		return d, err
	}
	return c.store.PutDefinition(ctx, d, from)
}

func (c catalogue) Delete(ctx context.Context, name doc.Type) error {
	return c.store.DeleteDefinition(ctx, name)
}

// Teach looks at what was pointed at on a sample.
func (c catalogue) Teach(ctx context.Context, id string, page int, box doc.Box) (doc.Lesson, error) {
	_, pages, err := c.pages(ctx, id)
	if err != nil {
		return doc.Lesson{}, err
	}
	return extract.Teach(pages, page, box)
}

// Keywords proposes words that tell documents like these from others.
func (c catalogue) Keywords(ctx context.Context, ids []string) ([]string, error) {
	var samples [][]doc.Page
	for _, id := range ids {
		_, pages, err := c.pages(ctx, id)
		if err != nil {
			return nil, err
		}
		samples = append(samples, pages)
	}
	return extract.Keywords(samples), nil
}

// Try reads a document as the definition says and keeps nothing of it.
func (c catalogue) Try(ctx context.Context, d doc.Definition, id string) (doc.Trial, error) {
	if err := d.Check(); err != nil {
		return doc.Trial{}, err
	}
	on, pages, err := c.pages(ctx, id)
	if err != nil {
		return doc.Trial{}, err
	}
	types := []doc.Definition{d}
	u := validate.Apply(extract.Understand(pages, extract.Options{Type: d.Name, Policy: c.policy(), Types: types}), time.Now())
	found := extract.Understand(pages, extract.Options{Policy: c.policy(), Types: types})
	out := doc.Trial{DocumentID: id, Name: on.File.Name, Matches: found.Type.Name == d.Name, Fields: u.Fields, Tables: u.Tables, Issues: u.Issues}
	if out.Matches {
		out.Confidence = found.Type.Confidence
	}
	return out, nil
}

func (c catalogue) pages(ctx context.Context, id string) (doc.Document, []doc.Page, error) {
	d, err := c.store.Document(ctx, id)
	if err != nil {
		return d, nil, err
	}
	if d.Attempt == nil || len(d.Pages) == 0 {
		return d, nil, doc.Refuse(doc.CodeConflict, "type_sample")
	}
	pages, _, err := c.store.PagesForUnderstanding(ctx, id, d.Attempt.Number)
	return d, pages, err
}
