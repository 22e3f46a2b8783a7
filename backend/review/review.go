// Package review is the room of the person: confirming and correcting what the
// machine read, capturing from the page, deciding, and taking back. Each act is
// a pure change of a document; the library stores it with its history and its
// event in one transaction, and only on the revision that it was made on. The
// room opens no file and knows no table; it meets library, reader and rules
// through what is declared here.
package review

import (
	"context"
	"time"

	"deskclerk/backend/doc"
)

// Library keeps documents and what was done to them. Errors: not_found for an
// unknown id, stale_revision from Revise when the document was changed since.
type Library interface {
	Document(ctx context.Context, id string) (doc.Document, error)
	Revise(ctx context.Context, r doc.Revision) (revision int64, err error)
	LastAct(ctx context.Context, actor, step string, undone bool) (*doc.Act, error)
	DropAct(ctx context.Context, id int64) error
	NextInReview(ctx context.Context, after string) (doc.Waiting, error)
	Group(ctx context.Context) (doc.Group, error)
	Cards(ctx context.Context, field, after string, limit int) (doc.Cards, error)

	PageWords(ctx context.Context, id string, page int) ([]doc.Word, error)
	PagesForUnderstanding(ctx context.Context, id string, attempt int) ([]doc.Page, doc.ProcessOptions, error)
	Attachments(ctx context.Context, id string, attempt int) ([]doc.Attachment, error)
	Remembered(ctx context.Context, ids []string) (map[string][]doc.Known, error)
	Alike(ctx context.Context, id, field string, most int) (ids []string, err error)
	ProcessOptions(ctx context.Context, id string) (doc.ProcessOptions, error)
	OriginalPath(sha256 string) string
}

// Reader reads a part of a page closer; the worker pool does.
type Reader interface {
	ReadRegion(ctx context.Context, path string, page int, o doc.OpenOptions, r doc.Region) ([]doc.RegionReading, error)
}

// Understand makes fields of pages, and of what the file has attached for
// machines, as a type.
type Understand func(pages []doc.Page, attached []doc.Attachment, known []doc.Known, t doc.Type, now time.Time) doc.Understanding

// Options of a desk. Judge and Understand are required; they are pure.
type Options struct {
	// Judge holds fields and tables against the rules: flags, issues,
	// suggestions.
	Judge func(u doc.Understanding, now time.Time) doc.Understanding
	// Understand makes fields of pages as a type, judged.
	Understand Understand

	// Learn puts what is known of its issuer into what was read of a paper.
	// Default: nothing.
	Learn func(u doc.Understanding, known []doc.Known) doc.Understanding
	// Defined reports a type that a person defined. Default: there are none.
	Defined func(t doc.Type) bool

	Limits func() doc.OpenOptions // of opening a file, default none
	Clock  func() time.Time       // default time.Now
}

// Desk is where people look at documents. Its methods may be called from many
// goroutines.
//
// Every act on a document fails with stale_revision when the actor names a
// revision that is not the document's, and with conflict when its status allows
// no such act. An act that would change nothing changes nothing: it has no
// revision and no history.
type Desk struct {
	library Library
	reader  Reader
	o       Options
}

// New makes a desk.
func New(l Library, r Reader, o Options) *Desk {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Learn == nil {
		o.Learn = func(u doc.Understanding, _ []doc.Known) doc.Understanding { return u }
	}
	if o.Limits == nil {
		o.Limits = func() doc.OpenOptions { return doc.OpenOptions{} }
	}
	if o.Defined == nil {
		o.Defined = func(doc.Type) bool { return false }
	}
	return &Desk{library: l, reader: r, o: o}
}

// Next gives the document that waits behind the one named, or the first.
func (d *Desk) Next(ctx context.Context, after string) (doc.Waiting, error) {
	return d.library.NextInReview(ctx, after)
}
