// Package pipeline takes documents their way: it claims jobs, has the workers
// open files and read pages, lets extraction and validation make sense of them
// and hands each result to the store, one commit a stage. It owns no data; it
// reaches its neighbours through the interfaces below.
package pipeline

import (
	"context"
	"log/slog"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/store"
)

// Store is the job store and what a stage reads.
type Store interface {
	store.Queue
	store.Stages
	// Subscribe pokes its channel after each commit; the function ends it.
	Subscribe() (<-chan struct{}, func())
	OriginalPath(sha256 string) string
	PagesForUnderstanding(ctx context.Context, documentID string, attempt int) ([]doc.Page, doc.ProcessOptions, error)
	// Divide ends the job of a stack whose separators say that it is several
	// documents: numbers are the pages of each.
	Divide(ctx context.Context, job *store.Job, numbers [][]int) error
	Attachments(ctx context.Context, documentID string, attempt int) ([]doc.Attachment, error)
	ProcessOptions(ctx context.Context, documentID string) (doc.ProcessOptions, error)
	// Known is what people vouched for on other documents with these marks.
	Known(ctx context.Context, documentID string, marks []int64) ([]doc.Known, error)
}

// Reader opens files and reads pages; the worker pool does.
type Reader interface {
	Inspect(ctx context.Context, path string, o doc.OpenOptions) (doc.Inspection, error)
	ReadPage(ctx context.Context, path string, number int, o doc.OpenOptions, r doc.ReadOptions) (doc.PageReading, error)
}

// Understand turns pages, and what the file has attached for machines, into
// fields and judges them. It is pure; known is what people vouched for on others of
// the same hand, t the type asked for, now what dates are held against.
type Understand func(pages []doc.Page, attached []doc.Attachment, known []doc.Known, t doc.Type, now time.Time) doc.Understanding

// Options of a Runner; zero values mean the defaults.
type Options struct {
	Readers int           // jobs that wait for a worker at once, default 2
	Lease   time.Duration // default 20 s, renewed every quarter of it
	// Languages are those of documents that ask for none, by how they came in;
	// none are found on each page. Limits are those of opening a file. Both are
	// asked for each page, so that a change is heeded at once. Default none.
	Languages func(doc.SourceKind) []string
	Limits    func() doc.OpenOptions
	// Separators divide stacks that bring none of their own; default the usual ones.
	Separators func() doc.Separators
	// Marks are what tells a paper's issuer; default none, and nothing is remembered.
	Marks  func(pages []doc.Page) []int64
	Clock  func() time.Time // default time.Now
	Logger *slog.Logger     // default none
}

func (o Options) withDefaults() Options {
	if o.Readers <= 0 {
		o.Readers = 2
	}
	if o.Lease <= 0 {
		o.Lease = 20 * time.Second
	}
	if o.Separators == nil {
		o.Separators = doc.UsualSeparators
	}
	if o.Languages == nil {
		o.Languages = func(doc.SourceKind) []string { return nil }
	}
	if o.Marks == nil {
		o.Marks = func([]doc.Page) []int64 { return nil }
	}
	if o.Limits == nil {
		o.Limits = func() doc.OpenOptions { return doc.OpenOptions{} }
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o
}
