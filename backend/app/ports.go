package app

import (
	"context"
	"io"
	"iter"
	"log/slog"
	"maps"
	"slices"
	"time"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
	"deskclerk/backend/export"
	"deskclerk/backend/intake"
	"deskclerk/backend/learn"
	"deskclerk/backend/review"
	"deskclerk/backend/store"
	"deskclerk/backend/validate"
)

// The adapters between rooms that do not know each other.

// shelf lets the store serve as intake's.
type shelf struct{ *store.Store }

func (s shelf) NewOriginal() (intake.Original, error) { return s.Store.NewOriginal() }

// library adds to the store that work on a document ends with its jobs.
type library struct {
	*store.Store
	interrupt func(documentID string)
}

func (a *App) library() library { return library{a.store, a.runner.Interrupt} }

// Reprocess interrupts what runs: its result would be refused anyway.
func (l library) Reprocess(ctx context.Context, id string, o *doc.ProcessOptions, only ...doc.OnRevision) error {
	err := l.Store.Reprocess(ctx, id, o, only...)
	if err == nil {
		l.interrupt(id)
	}
	return err
}

// Arrange and UndoArrange likewise: the words of the old pages are of no use.
func (l library) Arrange(ctx context.Context, id string, parts [][]doc.PagePick, only ...doc.OnRevision) ([]string, error) {
	ids, err := l.Store.Arrange(ctx, id, parts, only...)
	if err == nil {
		l.interrupt(id)
	}
	return ids, err
}

// UndoArrange implements api.Library.
func (l library) UndoArrange(ctx context.Context, id string, only ...doc.OnRevision) error {
	err := l.Store.UndoArrange(ctx, id, only...)
	if err == nil {
		l.interrupt(id)
	}
	return err
}

func (l library) Cancel(ctx context.Context, id string, only ...doc.OnRevision) error {
	err := l.Store.Cancel(ctx, id, only...)
	if err == nil {
		l.interrupt(id)
	}
	return err
}

func (l library) Delete(ctx context.Context, id string, only ...doc.OnRevision) error {
	err := l.Store.Delete(ctx, id, only...)
	if err == nil {
		l.interrupt(id)
	}
	return err
}

// desk is where people look at documents.
func (a *App) desk() *review.Desk {
	return review.New(a.store, a.pool, review.Options{
		Judge: validate.Apply, Understand: review.Understand(understander(a.settings.policy, a.types().all)),
		Learn: a.learn, Defined: a.types().has, Limits: a.settings.limits,
	})
}

// learn puts what is known of its issuer into a document that waits.
func (a *App) learn(u doc.Understanding, known []doc.Known) doc.Understanding {
	return learn.Apply(u, known, a.settings.policy())
}

// door is the intake as the API sees it.
type door struct{ *intake.Intake }

func (d door) Admit(ctx context.Context, h doc.Handover, r io.Reader) (doc.Receipt, error) {
	return d.Intake.Admit(ctx, intake.Item{
		Name: h.Name, Body: r, Source: h.Source, Options: h.Options, BatchID: h.BatchID,
		CorrelationID: h.CorrelationID, Metadata: h.Metadata,
	})
}

// statementFormat reports a format that holds bank statements and nothing else:
// what it passes over must not count as exported.
func statementFormat(f api.ExportFormat) bool {
	return f == api.ExportOFX || f == api.ExportQIF || f == api.ExportLedger
}

// exporter streams documents of the store into an export.
type exporter struct {
	store *store.Store
	log   *slog.Logger
}

func (e exporter) Export(ctx context.Context, w io.Writer, f api.ExportFormat, q doc.Query, o api.ExportOptions) error {
	if statementFormat(f) && (q.Type == doc.TypeUnknown || q.Type == doc.TypeAuto) {
		q.Type = doc.TypeStatement
	}
	q = q.ForExport()
	types, err := e.types(ctx, q, o.Types)
	if err != nil {
		return err
	}
	var ids []string
	err = export.Write(w, export.Format(f), noting(&ids, e.store.EachDocument(ctx, q)),
		export.CSVOptions{Types: types, Specs: e.defined(ctx), Confidence: o.Confidence, Flags: o.Flags, Now: time.Now()})
	if err != nil {
		return err
	}
	// The export is out already; that it is not told of must not spoil it.
	if err := e.store.Exported(context.WithoutCancel(ctx), ids, string(f)); err != nil {
		e.log.WarnContext(ctx, "an export is not told of", "error", err)
	}
	return nil
}

// defined are the columns of types that people defined; an export goes without
// them when they cannot be read.
func (e exporter) defined(ctx context.Context) []doc.TypeSpec {
	found, err := e.store.Definitions(ctx)
	if err != nil {
		e.log.WarnContext(ctx, "read the types", "error", err)
	}
	specs := make([]doc.TypeSpec, len(found))
	for i := range found {
		specs[i] = found[i].Spec()
	}
	return specs
}

// noting writes down which documents pass by.
func noting(ids *[]string, documents iter.Seq2[doc.Document, error]) iter.Seq2[doc.Document, error] {
	return func(yield func(doc.Document, error) bool) {
		for d, err := range documents {
			if err == nil {
				*ids = append(*ids, d.ID)
			}
			if !yield(d, err) {
				return
			}
		}
	}
}

// types are those asked for, else those that occur among the documents.
func (e exporter) types(ctx context.Context, q doc.Query, asked []doc.Type) ([]doc.Type, error) {
	switch {
	case len(asked) > 0:
		return asked, nil
	case q.Type != "":
		return []doc.Type{q.Type}, nil
	}
	found := map[doc.Type]bool{}
	q.Limit = 500
	for {
		page, err := e.store.Documents(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, d := range page.Documents {
			found[d.Type.Name] = true
		}
		if page.Next == "" {
			return slices.Sorted(maps.Keys(found)), nil
		}
		q.After = page.Next
	}
}

// Status tells how the program is.
func (a *App) Status(ctx context.Context) (api.SystemStatus, error) {
	build, workers, now := ThisBuild(), a.pool.Stats(), a.settings.config()
	dead, err := a.store.DeadLetters(ctx)
	if err != nil {
		return api.SystemStatus{}, err
	}
	backlog, err := a.store.Backlog(ctx)
	if err != nil {
		return api.SystemStatus{}, err
	}
	samples, err := a.samples(ctx)
	if err != nil {
		return api.SystemStatus{}, err
	}
	s := api.SystemStatus{
		Samples: samples,
		Version: build.Version, Commit: build.Commit, Flavour: build.Flavour, StartedAt: a.startedAt(),
		Queue: api.QueueStatus{
			Waiting: backlog[store.StateAvailable], Running: backlog[store.StateRunning],
			Retrying: backlog[store.StateRetryable], DeadLetters: len(dead),
		},
		// The interactive worker is no reader of pages.
		Workers: api.WorkerStatus{Size: workers.Size, Busy: min(workers.Busy, workers.Size)},
		Engine:  a.engine.get(),
		TLS:     a.Certificate(),
		Limits: api.Limits{
			MaxBytes: int64(a.config.Limits.MaxBytes), MaxPages: now.Limits.MaxPages, MaxPixels: now.Limits.MaxPixels,
		},
	}
	if at, ok, err := a.store.NextRunAt(ctx); err == nil && ok {
		s.Queue.NextRunAt = &at
	}
	return s, nil
}

func (a *App) startedAt() time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.instance.StartedAt
}
