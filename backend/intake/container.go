package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strconv"
	"strings"

	"deskclerk/backend/doc"
)

// A ZIP or a mail is opened here, in the main process, by Go's own readers,
// which are memory-safe; what is in it is streamed on into the store and opened,
// like any file, in a worker only. Names in it are for showing: nothing is ever
// written under them.

// Limits of a container, so that no small file makes much work.
const (
	maxEntries   = 2000      // files in it, those passed over included
	maxUnpacked  = 2 << 30   // bytes of all its files together
	freeUnpacked = 100 << 20 // from here on the ratio counts
	maxRatio     = 200       // unpacked to packed
	maxNesting   = 3         // containers in each other
	maxNested    = 64 << 20  // bytes of one inside another
)

// Containers keeps what containers held together.
type Containers interface {
	OpenOriginal(sha256 string) (*os.File, error)
	NewBatch(ctx context.Context, b doc.Batch) (doc.Batch, error)
	CloseBatch(ctx context.Context, id string) (doc.Batch, error)
	Refuse(ctx context.Context, batchID, name string, f *doc.Failure) error
	// KeepContainer stores the record of a committed original; one of the same
	// content that is there already takes the new one's place.
	KeepContainer(ctx context.Context, c doc.Container) (doc.Container, error)
	// DropOriginal gives up an original that nothing was made of.
	DropOriginal(ctx context.Context, sha256 string) error
}

// unpacking is one container on its way in.
type unpacking struct {
	in   *Intake
	it   Item // what holds for each entry
	c    doc.Container
	size int64 // of the container
	read int64 // bytes unpacked so far
	made int   // documents
	own  bool  // the batch was made for it, when the first document came
}

// unpack takes in what a container holds and keeps its record. Errors: those of
// its format, container_empty when no document was in it, over_limits.
func (in *Intake) unpack(ctx context.Context, it Item, mime, sum string, size int64) (doc.Receipt, error) {
	u := &unpacking{in: in, it: it, size: size, c: doc.Container{
		Name: CleanName(it.Name), SHA256: sum, Bytes: size, MIME: mime, Source: it.Source, ReceivedAt: it.Source.ReceivedAt,
		Journal: it.Journal,
	}}
	if it.Journal != nil { // taken as a whole, when its record is kept
		within := *it.Journal
		within.Within = true
		u.it.Journal = &within
	}
	receipt, err := u.run(ctx)
	if err != nil {
		return doc.Receipt{}, errors.Join(err, in.store.DropOriginal(context.WithoutCancel(ctx), sum))
	}
	return receipt, nil
}

func (u *unpacking) run(ctx context.Context) (doc.Receipt, error) {
	f, err := u.in.store.OpenOriginal(u.c.SHA256)
	if err != nil {
		return doc.Receipt{}, err
	}
	defer func() { _ = f.Close() }() // only read
	err = u.open(ctx, u.c.MIME, f, u.size, "", 1)
	if u.own { // also when it broke off: what came in stays, and waits for no more
		if _, closed := u.in.store.CloseBatch(context.WithoutCancel(ctx), u.c.BatchID); err == nil {
			err = closed
		}
	}
	if err != nil {
		return doc.Receipt{}, err
	}
	if u.made == 0 {
		return doc.Receipt{}, u.nothing()
	}
	kept, err := u.in.store.KeepContainer(ctx, u.c)
	if err != nil {
		return doc.Receipt{}, err
	}
	return receiptOf(kept, u.c.Entries), nil
}

// nothing says why no document came of the container.
func (u *unpacking) nothing() error {
	for _, e := range u.c.Entries {
		if e.Error != nil {
			return &doc.Error{Code: e.Error.Code, Detail: e.Error.Detail}
		}
	}
	return doc.Refuse(doc.CodeContainerEmpty, "container_none", "count", strconv.Itoa(len(u.c.Entries)))
}

// receiptOf names the first document, and all of them in the container.
func receiptOf(c doc.Container, entries []doc.Entry) doc.Receipt {
	c.Entries = entries // with the status they came in with
	r := doc.Receipt{Container: &c}
	r.DocumentID, r.Duplicate = c.Admitted()
	return r
}

// open walks a container. within is the path of the containers around it.
func (u *unpacking) open(ctx context.Context, mime string, r io.ReaderAt, size int64, within string, depth int) error {
	if mime == mimeZIP {
		return u.zip(ctx, r, size, within, depth)
	}
	return u.mail(ctx, io.NewSectionReader(r, 0, size), within, depth)
}

// take admits one entry, opens it when it is a container itself, or notes why
// not. Only what ends the whole is an error.
func (u *unpacking) take(ctx context.Context, name string, body io.Reader, depth int) error {
	if err := u.room(); err != nil {
		return err
	}
	head, err := readHead(u.counted(body))
	if doc.CodeOf(err) == doc.CodeEmpty {
		return u.pass(name, doc.PassedEmpty)
	}
	if err != nil {
		return u.refuse(ctx, name, err)
	}
	mime, err := Sniff(head)
	rest := u.counted(io.MultiReader(bytes.NewReader(head), body))
	u.read -= int64(len(head)) // they are read a second time
	switch {
	case err != nil:
		return u.pass(name, doc.PassedType)
	case mime == "text/plain":
		return u.pass(name, doc.PassedText)
	case contained(mime):
		return u.nested(ctx, mime, name, rest, depth)
	}
	return u.admit(ctx, name, mime, rest)
}

// nested opens a container inside a container, in memory.
func (u *unpacking) nested(ctx context.Context, mime, name string, body io.Reader, depth int) error {
	if depth >= maxNesting {
		return u.pass(name, doc.PassedDeep)
	}
	content, err := io.ReadAll(io.LimitReader(body, maxNested+1))
	switch {
	case doc.CodeOf(err) == doc.CodeOverLimits:
		return err
	case err != nil:
		return u.refuse(ctx, name, err)
	case len(content) > maxNested:
		return u.pass(name, doc.PassedDeep)
	}
	err = u.open(ctx, mime, bytes.NewReader(content), int64(len(content)), name, depth+1)
	if own := doc.CodeOf(err); own == doc.CodeCorrupt || own == doc.CodeContainerPassword {
		return u.refuse(ctx, name, err)
	}
	return err
}

// admit makes a document of an entry.
func (u *unpacking) admit(ctx context.Context, name, mime string, body io.Reader) error {
	if err := u.begin(ctx); err != nil {
		return err
	}
	it := u.it
	it.Name, it.BatchID = path.Base(name), &u.c.BatchID
	receipt, err := u.in.admitAs(ctx, it, mime, body)
	switch code := doc.CodeOf(err); {
	case err == nil:
		u.made++
		u.c.Entries = append(u.c.Entries, doc.Entry{
			Name: name, DocumentID: receipt.DocumentID, Duplicate: receipt.Duplicate, Status: receipt.Document.Status,
		})
		return nil
	case code == doc.CodeOverLimits, ctx.Err() != nil, code.Kind().Class == doc.ClassRetryable, code == doc.CodeInternal, code == doc.CodeBatchClosed:
		return err
	}
	return u.refuse(ctx, name, err)
}

// begin makes the batch of what is in the container, unless it came into one.
func (u *unpacking) begin(ctx context.Context) error {
	switch {
	case u.c.BatchID != "":
		return nil
	case u.it.BatchID != nil:
		u.c.BatchID = *u.it.BatchID
		return nil
	}
	b, err := u.in.store.NewBatch(ctx, doc.Batch{Name: u.c.Name, CorrelationID: u.it.CorrelationID, Metadata: u.it.Metadata})
	if err != nil {
		return err
	}
	u.c.BatchID, u.own = b.ID, true
	return nil
}

// room refuses one entry more than a container may have.
func (u *unpacking) room() error {
	if len(u.c.Entries) >= maxEntries {
		return doc.Refuse(doc.CodeOverLimits, "files_over", "count", strconv.Itoa(maxEntries))
	}
	return nil
}

// pass notes an entry that does not become a document.
func (u *unpacking) pass(name string, why doc.PassedOver) error {
	if err := u.room(); err != nil {
		return err
	}
	u.c.Entries = append(u.c.Entries, doc.Entry{Name: name, PassedOver: why})
	return nil
}

// refuse notes an entry that cannot become a document, and tells its batch.
func (u *unpacking) refuse(ctx context.Context, name string, why error) error {
	if doc.CodeOf(why) == doc.CodeOverLimits {
		return why
	}
	if err := u.room(); err != nil {
		return err
	}
	failure := doc.FailureOf(why)
	u.c.Entries = append(u.c.Entries, doc.Entry{Name: name, Error: failure})
	if u.c.BatchID == "" {
		return nil
	}
	return u.in.store.Refuse(ctx, u.c.BatchID, path.Base(name), failure)
}

// counted reads on as long as the container stays within its limits.
func (u *unpacking) counted(r io.Reader) io.Reader { return &countedReader{u, r} }

type countedReader struct {
	u *unpacking
	r io.Reader
}

func (c *countedReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.u.read += int64(n)
	if limit := c.u.over(); limit != nil {
		return n, limit
	}
	return n, err
}

func (u *unpacking) over() error {
	switch {
	case u.read > maxUnpacked:
		return doc.Refuse(doc.CodeOverLimits, "unpacked_over", "bytes", strconv.Itoa(maxUnpacked))
	case u.read > freeUnpacked && u.read/maxRatio > u.size:
		return doc.Refuse(doc.CodeOverLimits, "ratio_over", "count", strconv.Itoa(maxRatio))
	}
	return nil
}

// inside is the name of an entry with the containers around it, safe to show.
func inside(within, name string) string {
	var parts []string
	for part := range strings.SplitSeq(strings.ReplaceAll(name, `\`, "/"), "/") {
		if part != "" && part != "." && part != ".." {
			parts = append(parts, CleanName(part))
		}
	}
	if len(parts) == 0 {
		parts = []string{"document"}
	}
	return path.Join(within, path.Join(parts...))
}

// corrupt says that a container cannot be opened.
func corrupt(what string, err error) error {
	return doc.Errorf(doc.CodeCorrupt, "%s: %w", what, fmt.Errorf("%w", err))
}
