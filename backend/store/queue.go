package store

import (
	"context"
	"time"

	"deskclerk/backend/doc"
)

// The kinds of jobs, in the order a document meets them.
const (
	KindInspect    = "inspect"    // open the file, count its pages
	KindPage       = "page"       // read one page
	KindUnderstand = "understand" // make fields of all pages
)

// State is where a job stands.
type State string

// The states of a job.
const (
	// StateAvailable waits for a claim. Entered when it is made, released or
	// rescued; left by Claim or by a cancel.
	StateAvailable State = "available"
	// StateRunning is leased to a claimer. Left by Finish…, Fail, Release or a
	// cancel; a claimer that is gone is found by RescueAll or RescueExpired.
	StateRunning State = "running"
	// StateRetryable failed and waits for its time. Left by Claim or a cancel.
	StateRetryable State = "retryable"
	// StateCompleted is done. Never left.
	StateCompleted State = "completed"
	// StateDiscarded is a dead letter: failed for good. Never left.
	StateDiscarded State = "discarded"
	// StateCancelled was taken away because its document failed, was cancelled
	// or is read anew. Never left.
	StateCancelled State = "cancelled"
)

// States lists every state of a job.
func States() []State {
	return []State{StateAvailable, StateRunning, StateRetryable, StateCompleted, StateDiscarded, StateCancelled}
}

// Job is one unit of work. What Claim returns is a lease on it: Generation
// tells this claim from every other, and each write checks it.
type Job struct {
	ID         int64
	Kind       string
	DocumentID string
	Attempt    int // of the document, 1-based
	Page       int // 1-based, 0 for the whole document
	UniqueKey  string
	Priority   int // higher goes first

	State       State
	Tries       int // claims so far that count, this one included
	MaxTries    int
	Rescues     int // times its claimer was gone; they count by themselves
	Generation  int64
	RunAt       time.Time
	LeasedUntil time.Time
	LastError   *doc.Failure // nil before the first failure

	CorrelationID string // of whoever handed the document in, for the log

	// What a stage needs to know of the document.
	SHA256  string
	MIME    string
	Options doc.ProcessOptions // without the password
	Source  doc.SourceKind
	Locked  bool // a password is kept for it; ProcessOptions gives it
	Warned  bool // the document has warnings in this attempt
}

// Queue hands out jobs and takes them back. Claimers may be many; a job has one
// holder at a time, and whoever lost it can write nothing: every method that
// takes a job returns conflict when its lease was given away.
type Queue interface {
	// Claim leases the next job of the kinds whose time has come: highest
	// priority first, then longest due, then oldest. It is nil when there is
	// none. The document moves to processing.
	Claim(ctx context.Context, kinds []string, lease time.Duration) (*Job, error)
	// Extend renews the lease to that long from now.
	Extend(ctx context.Context, job *Job, lease time.Duration) error
	// Release gives a job back unworked, as at a shutdown; the try does not
	// count.
	Release(ctx context.Context, job *Job) error
	// Fail ends a try. The class of err decides: what may pass by itself is
	// retried after a while until the tries are spent, everything else becomes a
	// dead letter at once, and with it the document fails for good. A full disk
	// or a busy store costs no try.
	Fail(ctx context.Context, job *Job, err error) error
	// RescueAll takes back every running job: for the start, while no claimer
	// can live. It returns how many. What was taken back twice waits three
	// seconds after each start, and is a dead letter after the fifth time.
	RescueAll(ctx context.Context) (int, error)
	// RescueExpired takes back the running jobs whose lease has run out.
	RescueExpired(ctx context.Context) (int, error)
	// DeadLetters lists the jobs that failed for good, of documents that were
	// not read again since, newest first.
	DeadLetters(ctx context.Context) ([]Job, error)
	// NextRunAt is when the next waiting job's time comes; false when none
	// waits.
	NextRunAt(ctx context.Context) (time.Time, bool, error)
}

// Stages commit what a stage made: its result, the document's state, the next
// jobs and the event in one transaction, under the job's lease.
type Stages interface {
	// FinishInspect stores the number of pages and what the file has attached,
	// and makes a job for each page. An inspection without pages is no_pages.
	FinishInspect(ctx context.Context, job *Job, in doc.Inspection) error
	// FinishPage stores a page. The last one outstanding makes the job that
	// understands them.
	FinishPage(ctx context.Context, job *Job, p doc.PageReading) error
	// FinishUnderstand stores the fields and ends the attempt; status is
	// completed, completed_with_warnings or needs_review.
	FinishUnderstand(ctx context.Context, job *Job, u doc.Understanding, status doc.Status) error
}

var (
	_ Queue  = (*Store)(nil)
	_ Stages = (*Store)(nil)
)
