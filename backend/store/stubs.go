package store

import (
	"context"
	"errors"
	"io"
	"iter"
	"log/slog"
	"os"
	"time"

	"deskclerk/backend/doc"
)

// Options of a store; zero values mean the defaults.
type Options struct {
	Clock      func() time.Time // default time.Now
	Rand       func() float64   // jitter, 0 to 1; default math/rand/v2
	Logger     *slog.Logger     // default none
	MaxTries   int              // of a job, default 3
	MaxRescues int              // of a job, default 5
	Backoff    Backoff          // between tries
}

// Backoff is how long a job waits after a failure: Base after the first, four
// times as long after each further one, at most Max, half of it at random.
type Backoff struct {
	Base time.Duration // default 1 s
	Max  time.Duration // default 5 min
}

// Store is an open data folder.
type Store struct{}

var (
	_ Queue  = (*Store)(nil)
	_ Stages = (*Store)(nil)
)

var errTodo = errors.New("not built yet")

// Open opens the data folder, making and migrating what is needed.
func Open(ctx context.Context, dir string, o Options) (*Store, error) { return nil, errTodo }

// Close closes it.
func (s *Store) Close() error { return nil }

// Original is a file on its way into the store.
type Original struct{}

var _ io.Writer = (*Original)(nil)

func (s *Store) NewOriginal() (*Original, error)                   { return nil, errTodo }
func (o *Original) Write(p []byte) (int, error)                    { return 0, errTodo }
func (o *Original) Commit() (sha256 string, size int64, err error) { return "", 0, errTodo }
func (o *Original) Discard() error                                 { return nil }
func (s *Store) OriginalPath(sha256 string) string                 { return "" }
func (s *Store) OpenOriginal(sha256 string) (*os.File, error)      { return nil, errTodo }
func (s *Store) PageCacheDir(sha256 string) string                 { return "" }

func (s *Store) Admit(ctx context.Context, a doc.Admission) (doc.Receipt, error) {
	return doc.Receipt{}, errTodo
}
func (s *Store) Document(ctx context.Context, id string) (doc.Document, error) {
	return doc.Document{}, errTodo
}
func (s *Store) Documents(ctx context.Context, q doc.Query) (doc.Listing, error) {
	return doc.Listing{}, errTodo
}
func (s *Store) EachDocument(ctx context.Context, q doc.Query) iter.Seq2[doc.Document, error] {
	return func(yield func(doc.Document, error) bool) { yield(doc.Document{}, errTodo) }
}
func (s *Store) Counts(ctx context.Context) (map[doc.Status]int, error) { return nil, errTodo }
func (s *Store) Sightings(ctx context.Context, id string) ([]doc.Sighting, error) {
	return nil, errTodo
}
func (s *Store) PageWords(ctx context.Context, id string, page int) ([]doc.Word, error) {
	return nil, errTodo
}

// RawPage is the engine's own output for a page of the current attempt.
func (s *Store) RawPage(ctx context.Context, id string, page int) ([]byte, error) {
	return nil, errTodo
}
func (s *Store) FieldHistory(ctx context.Context, id, field string) ([]doc.FieldChange, error) {
	return nil, errTodo
}
func (s *Store) NewBatch(ctx context.Context, name string) (doc.Batch, error) {
	return doc.Batch{}, errTodo
}
func (s *Store) Batch(ctx context.Context, id string) (doc.Batch, error) { return doc.Batch{}, errTodo }

// ProcessOptions are the wishes a document is read with, its password included;
// for rendering its pages.
func (s *Store) ProcessOptions(ctx context.Context, id string) (doc.ProcessOptions, error) {
	return doc.ProcessOptions{}, errTodo
}
func (s *Store) Reprocess(ctx context.Context, id string, o *doc.ProcessOptions) error {
	return errTodo
}
func (s *Store) Cancel(ctx context.Context, id string) error { return errTodo }
func (s *Store) Delete(ctx context.Context, id string) error { return errTodo }

// Sweep tidies up after a crash; call it at the start, holding the instance lock.
func (s *Store) Sweep(ctx context.Context, grace time.Duration) (Sweep, error) {
	return Sweep{}, errTodo
}

// Sweep is what Sweep found.
type Sweep struct {
	Incoming int      // temporary files removed
	Orphans  int      // originals of no document removed
	Caches   int      // cached pages of no document removed
	Missing  []string // documents whose original is gone
}

func (s *Store) Events(ctx context.Context, after int64, limit int) ([]doc.Event, error) {
	return nil, errTodo
}
func (s *Store) LastEvent(ctx context.Context) (int64, error) { return 0, errTodo }
func (s *Store) Subscribe() (<-chan struct{}, func())         { return nil, func() {} }

func (s *Store) Claim(ctx context.Context, kinds []string, lease time.Duration) (*Job, error) {
	return nil, errTodo
}
func (s *Store) Extend(ctx context.Context, job *Job, lease time.Duration) error { return errTodo }
func (s *Store) Release(ctx context.Context, job *Job) error                     { return errTodo }
func (s *Store) Fail(ctx context.Context, job *Job, err error) error             { return errTodo }
func (s *Store) RescueAll(ctx context.Context) (int, error)                      { return 0, errTodo }
func (s *Store) RescueExpired(ctx context.Context) (int, error)                  { return 0, errTodo }
func (s *Store) DeadLetters(ctx context.Context) ([]Job, error)                  { return nil, errTodo }
func (s *Store) NextRunAt(ctx context.Context) (time.Time, bool, error) {
	return time.Time{}, false, errTodo
}
func (s *Store) FinishInspect(ctx context.Context, job *Job, in doc.Inspection) error {
	return errTodo
}
func (s *Store) FinishPage(ctx context.Context, job *Job, p doc.PageReading) error { return errTodo }
func (s *Store) FinishUnderstand(ctx context.Context, job *Job, u doc.Understanding, status doc.Status) error {
	return errTodo
}
func (s *Store) PagesForUnderstanding(ctx context.Context, docID string, attempt int) ([]doc.Page, doc.ProcessOptions, error) {
	return nil, doc.ProcessOptions{}, errTodo
}
