package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/google/uuid"

	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
)

// pollEvery is how often a command looks for events of the library it feeds.
const pollEvery = 100 * time.Millisecond

// entry is one file on its way: a document of the library, or refused.
type entry struct {
	path    string
	id      string
	refused *doc.Document
}

// watch feeds files to a library and follows them to their end.
type watch struct {
	conn     *connection
	progress *progress
	entries  []entry
	byID     map[string][]int // entries of a document; the same content may come twice
	left     map[string]bool  // documents not yet finished
	last     int64            // sequence number of the last event seen
	kinds    map[doc.Type]bool
	flagged  int
	failed   int
	ready    int
	err      io.Writer
}

func newWatch(conn *connection, errOut io.Writer, total int) *watch {
	return &watch{
		conn: conn, err: errOut, progress: newProgress(errOut, total),
		byID: map[string][]int{}, left: map[string]bool{}, kinds: map[doc.Type]bool{},
	}
}

// run feeds the files and returns when each has ended; the documents come in
// the order of the files.
func (w *watch) run(ctx context.Context, files []string, o doc.ProcessOptions) (documents, error) {
	defer w.progress.stop()
	var err error
	if w.last, err = w.conn.LastEvent(ctx); err != nil {
		return nil, err
	}
	for _, path := range files {
		if err := w.feed(ctx, path, o); err != nil {
			return nil, err
		}
		if err := w.follow(ctx); err != nil {
			return nil, err
		}
	}
	for len(w.left) > 0 {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pollEvery):
		}
		if err := w.follow(ctx); err != nil {
			return nil, err
		}
	}
	return w.documents(ctx), nil
}

// feed uploads one file. A refusal belongs to the file; a library that cannot
// be reached ends it all.
func (w *watch) feed(ctx context.Context, path string, o doc.ProcessOptions) error {
	all, err := w.upload(ctx, path, o)
	switch code := doc.CodeOf(err); {
	case err == nil:
		w.progress.more(countTaken(all) - 1)
		for _, up := range all {
			if err := w.note(ctx, path, up); err != nil {
				return err
			}
		}
		return nil
	case ctx.Err() != nil, code == doc.CodeBusy, code == doc.CodeInternal, code == doc.CodeUnauthorized, code == doc.CodeInvalid:
		return err
	default:
		w.entries = append(w.entries, entry{path: path, refused: refused(path, err)})
		w.failed++
		w.progress.finished()
		return nil
	}
}

// note remembers one document that was handed in, by itself or in a ZIP or mail.
func (w *watch) note(ctx context.Context, path string, up client.Upload) error {
	if up.Container != "" {
		path = filepath.Join(filepath.Dir(path), filepath.FromSlash(up.Name))
	}
	switch {
	case up.PassedOver != "":
		_, _ = fmt.Fprintf(w.err, "passed over: %s (%s)\n", path, up.PassedOver)
		return nil
	case up.Error != nil:
		w.entries = append(w.entries, entry{path: path, refused: refused(path, &doc.Error{Code: up.Error.Code, Detail: up.Error.Detail})})
		w.failed++
		w.progress.finished()
		return nil
	}
	w.byID[up.ID] = append(w.byID[up.ID], len(w.entries))
	w.entries = append(w.entries, entry{path: path, id: up.ID})
	w.left[up.ID] = true
	if up.Status.Finished() { // the content was read before
		return w.settle(ctx, up.ID)
	}
	return nil
}

// countTaken counts what is not passed over.
func countTaken(all []client.Upload) int {
	n := 0
	for _, up := range all {
		if up.PassedOver == "" {
			n++
		}
	}
	return n
}

func (w *watch) upload(ctx context.Context, path string, o doc.ProcessOptions) ([]client.Upload, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, doc.Errorf(doc.CodeUnreadable, "%w", err)
	}
	defer func() { _ = f.Close() }()
	return w.conn.UploadAll(ctx, filepath.Base(path), f, doc.SourceImport, o)
}

// follow takes in what happened since it was last called.
func (w *watch) follow(ctx context.Context) error {
	for {
		events, err := w.conn.Events(ctx, w.last)
		if err != nil || len(events) == 0 {
			return err
		}
		for _, e := range events {
			w.last = e.Seq
			if !w.left[e.DocumentID] {
				continue
			}
			switch e.Type {
			case doc.EventPageRead:
				w.progress.page()
			case doc.EventFinished, doc.EventFailed, doc.EventDeleted:
				if err := w.settle(ctx, e.DocumentID); err != nil {
					return err
				}
			}
		}
	}
}

// settle takes note of a document that may have ended.
func (w *watch) settle(ctx context.Context, id string) error {
	d, err := w.conn.Document(ctx, id)
	if err != nil || !d.Status.Finished() {
		return err
	}
	delete(w.left, id)
	w.count(d)
	for range w.byID[id] {
		w.progress.finished()
	}
	return nil
}

func (w *watch) count(d doc.Document) {
	n := len(w.byID[d.ID])
	switch {
	case d.Error != nil:
		w.failed += n
	case d.Status == doc.StatusNeedsReview:
		w.flagged += n
	default:
		w.ready += n
	}
	w.kinds[d.Type.Name] = true
}

// documents gives each file's document, under the file's own name.
func (w *watch) documents(ctx context.Context) documents {
	return func(yield func(doc.Document, error) bool) {
		for _, e := range w.entries {
			d, err := w.document(ctx, e)
			if !yield(d, err) || err != nil {
				return
			}
		}
	}
}

func (w *watch) document(ctx context.Context, e entry) (doc.Document, error) {
	if e.refused != nil {
		return *e.refused, nil
	}
	d, err := w.conn.Document(ctx, e.id)
	d.File.Name = filepath.Base(e.path)
	return d, err
}

// types are those whose fields the table shows: the one asked for, else those
// that were found.
func (w *watch) types(asked doc.Type) []doc.Type {
	if asked != doc.TypeAuto && asked != doc.TypeOther {
		return []doc.Type{asked}
	}
	var found []doc.Type
	for _, s := range doc.TypeSpecs() {
		if w.kinds[s.Name] {
			found = append(found, s.Name)
		}
	}
	return slices.Clip(found)
}

// summary says in a line or two how it went.
func (w *watch) summary(output string) {
	text := fmt.Sprintf("%s: %d ready, %d to look at, %d failed.", plural(len(w.entries), "document"), w.ready, w.flagged, w.failed)
	if output != "" {
		text += " Written to " + output + "."
	}
	_, _ = fmt.Fprintln(w.err, text)
	for _, e := range w.entries {
		if e.refused != nil {
			_, _ = fmt.Fprintf(w.err, "  %s: %s %s\n", e.path, e.refused.Error.Message, e.refused.Error.Hint)
		}
	}
}

// refused makes a result of a file that the library did not take.
func refused(path string, cause error) *doc.Document {
	id, err := uuid.NewV7()
	if err != nil {
		id = uuid.New()
	}
	d := &doc.Document{
		Schema: doc.Schema, ID: id.String(), Status: doc.StatusFailedTerminal,
		File:   doc.File{Name: filepath.Base(path)},
		Source: doc.Source{Kind: doc.SourceImport, ReceivedAt: time.Now().UTC()},
		Fields: map[string]doc.Field{}, Tables: map[string]doc.Table{},
		Issues: []doc.Issue{}, Warnings: []doc.Warning{}, Pages: []doc.PageInfo{},
		Error: doc.FailureOf(cause),
	}
	describe(path, &d.File)
	return d
}

// describe fills in what can be known of a file that is not in the library; one
// that cannot be read has the type and hash of nothing.
func describe(path string, file *doc.File) {
	hash := sha256.New()
	head := make([]byte, 0, 512)
	if f, err := os.Open(path); err == nil {
		defer func() { _ = f.Close() }()
		n, _ := io.ReadFull(f, head[:cap(head)])
		head = head[:n]
		_, _ = hash.Write(head)
		rest, _ := io.Copy(hash, f)
		file.Bytes = int64(n) + rest
	}
	file.MIME, file.SHA256 = intake.Describe(head), hex.EncodeToString(hash.Sum(nil))
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
