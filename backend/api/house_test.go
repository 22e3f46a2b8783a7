package api_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

// house is every room the API asks something of, in memory, where faults can be
// set that a real one shows rarely.
type house struct {
	mu        sync.Mutex
	dir       string
	documents map[string]doc.Document
	order     []string
	events    []doc.Event
	listeners map[chan struct{}]bool
	options   map[string]doc.ProcessOptions
	fault     error // of every read
	panics    any   // of every read
	exported  int   // documents to write before the fault
	picture   []byte
}

func newHouse(t *testing.T) *house {
	t.Helper()
	return &house{
		dir: t.TempDir(), documents: map[string]doc.Document{}, options: map[string]doc.ProcessOptions{},
		listeners: map[chan struct{}]bool{}, picture: []byte("\xff\xd8\xff a picture"),
	}
}

// add puts a document on the shelf and tells of it.
func (h *house) add(name, mime string, content []byte) doc.Document {
	sum := sha256.Sum256(content)
	d := doc.Document{
		Schema: doc.Schema, ID: fmt.Sprintf("doc-%03d", len(h.order)+1), Status: doc.StatusQueued, Revision: 1,
		File:   doc.File{Name: name, MIME: mime, Bytes: int64(len(content)), SHA256: hex.EncodeToString(sum[:])},
		Source: doc.Source{Kind: doc.SourceUpload, ReceivedAt: time.Now().UTC()},
	}
	if err := os.WriteFile(filepath.Join(h.dir, d.File.SHA256), content, 0o600); err != nil {
		panic(err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.documents[d.ID] = d
	h.order = append(h.order, d.ID)
	h.tell(doc.EventReceived, d)
	return d
}

// tell appends an event and pokes; the lock is held.
func (h *house) tell(kind string, d doc.Document) {
	h.events = append(h.events, doc.Event{
		Seq: int64(len(h.events) + 1), At: time.Now().UTC(), Type: kind, DocumentID: d.ID,
		Data: map[string]any{"status": d.Status, "revision": d.Revision},
	})
	for c := range h.listeners {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// change changes a document in one go, as a commit does.
func (h *house) change(id, kind string, change func(*doc.Document)) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	d, ok := h.documents[id]
	if !ok {
		return doc.Errorf(doc.CodeNotFound, "%s", id)
	}
	change(&d)
	d.Revision++
	h.documents[id] = d
	h.tell(kind, d)
	return nil
}

func (h *house) get(id string) (doc.Document, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.panics != nil {
		panic(h.panics)
	}
	if h.fault != nil {
		return doc.Document{}, h.fault
	}
	d, ok := h.documents[id]
	if !ok {
		return doc.Document{}, doc.Errorf(doc.CodeNotFound, "no document %q", id)
	}
	return d, nil
}

func (h *house) Document(_ context.Context, id string) (doc.Document, error) { return h.get(id) }

func (h *house) Standing(_ context.Context, id string) (doc.Standing, error) {
	d, err := h.get(id)
	return doc.Standing{Status: d.Status, Revision: d.Revision}, err
}

func (h *house) Documents(_ context.Context, q doc.Query) (doc.Listing, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var found []doc.Document
	for _, id := range slices.Backward(h.order) {
		d, ok := h.documents[id]
		if ok && (len(q.Status) == 0 || slices.Contains(q.Status, d.Status)) && (len(q.IDs) == 0 || slices.Contains(q.IDs, id)) {
			found = append(found, d)
		}
	}
	total, skip := len(found), 0
	if q.After != "" {
		var err error
		if skip, err = strconv.Atoi(q.After); err != nil {
			return doc.Listing{}, doc.Errorf(doc.CodeInvalid, "not a cursor")
		}
	}
	found = found[min(skip, total):]
	l := doc.Listing{Documents: found, Total: total}
	if len(found) > q.Limit {
		l.Documents, l.Next = found[:q.Limit], strconv.Itoa(skip+q.Limit)
	}
	return l, nil
}

func (h *house) Sightings(_ context.Context, id string) ([]doc.Sighting, error) {
	d, err := h.get(id)
	return []doc.Sighting{{DocumentID: id, Name: d.File.Name, Source: d.Source}}, err
}

func (h *house) PageWords(_ context.Context, id string, page int) ([]doc.Word, error) {
	if _, err := h.get(id); err != nil || page > 1 {
		return nil, doc.Errorf(doc.CodeNotFound, "page %d", page)
	}
	return []doc.Word{{Text: "Total", Box: doc.Box{Left: 0.1, Top: 0.1, Right: 0.2, Bottom: 0.12}, Confidence: 0.9}}, nil
}

func (h *house) FieldHistory(_ context.Context, id, _ string) ([]doc.FieldChange, error) {
	_, err := h.get(id)
	return nil, err
}

func (h *house) RawPage(_ context.Context, id string, _ int) ([]byte, error) {
	_, err := h.get(id)
	return nil, err
}

func (h *house) Attempts(_ context.Context, id string) ([]doc.PastAttempt, error) {
	_, err := h.get(id)
	return nil, err
}

func (h *house) Acts(_ context.Context, id string) ([]doc.Act, error) {
	_, err := h.get(id)
	return nil, err
}

func (h *house) FirstEvent(context.Context) (int64, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return min(1, int64(len(h.events))), nil
}

// aBatch is one without files; what becomes of batches is tried with the real
// library.
func (h *house) aBatch(id string) (doc.Batch, error) {
	return doc.Batch{ID: id, Status: doc.BatchProcessing, Documents: map[doc.Status]int{}, Refused: []doc.Refusal{}}, h.fault
}

func (h *house) NewBatch(context.Context, doc.Batch) (doc.Batch, error)     { return h.aBatch("batch-001") }
func (h *house) CloseBatch(_ context.Context, id string) (doc.Batch, error) { return h.aBatch(id) }
func (h *house) Batch(_ context.Context, id string) (doc.Batch, error)      { return h.aBatch(id) }
func (h *house) Refuse(context.Context, string, string, *doc.Failure) error { return h.fault }
func (h *house) Container(_ context.Context, id string) (doc.Container, error) {
	return doc.Container{}, doc.Errorf(doc.CodeNotFound, "no container %q", id)
}

func (h *house) Pages(_ context.Context, id string) (doc.PageList, error) {
	d, err := h.Document(context.Background(), id)
	return doc.WholeFile(d.File), err
}

func (h *house) Arrange(_ context.Context, id string, parts [][]doc.PagePick, _ ...doc.OnRevision) ([]string, error) {
	if len(parts) == 0 {
		return nil, doc.Errorf(doc.CodeInvalid, "no pages")
	}
	return []string{id}, h.fault
}

func (h *house) UndoArrange(context.Context, string, ...doc.OnRevision) error { return h.fault }

func (h *house) LeaveTogether(context.Context, string, ...doc.OnRevision) error { return h.fault }

func (h *house) KeepBlank(context.Context, string, int, bool, ...doc.OnRevision) error {
	return h.fault
}

func (h *house) Batches(context.Context, string, int) (doc.BatchListing, error) {
	return doc.BatchListing{}, h.fault
}

func (h *house) Counts(context.Context) (map[doc.Status]int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	counts := map[doc.Status]int{}
	for d := range maps.Values(h.documents) {
		counts[d.Status]++
	}
	return counts, h.fault
}

func (h *house) OpenOriginal(sum string) (*os.File, error) {
	f, err := os.Open(filepath.Join(h.dir, sum))
	if err != nil {
		return nil, doc.Errorf(doc.CodeOriginalGone, "%w", err)
	}
	return f, nil
}

func (h *house) Reprocess(_ context.Context, id string, o *doc.ProcessOptions, _ ...doc.OnRevision) error {
	return h.change(id, doc.EventQueued, func(d *doc.Document) {
		d.Status = doc.StatusQueued
		if o != nil {
			h.options[id] = *o
		}
	})
}

func (h *house) Cancel(_ context.Context, id string, _ ...doc.OnRevision) error {
	if d, err := h.get(id); err == nil && d.Status.Finished() {
		return doc.Errorf(doc.CodeConflict, "the document is %s", d.Status)
	}
	return h.change(id, doc.EventFailed, func(d *doc.Document) { d.Status = doc.StatusFailedTerminal })
}

func (h *house) Delete(_ context.Context, id string, _ ...doc.OnRevision) error {
	if err := h.change(id, doc.EventDeleted, func(*doc.Document) {}); err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.documents, id)
	return nil
}

func (h *house) Events(_ context.Context, after int64, limit int) ([]doc.Event, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	from := min(int(after), len(h.events))
	return slices.Clone(h.events[from:min(from+limit, len(h.events))]), nil
}

func (h *house) LastEvent(context.Context) (int64, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return int64(len(h.events)), nil
}

func (h *house) Subscribe() (<-chan struct{}, func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := make(chan struct{}, 1)
	h.listeners[c] = true
	return c, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.listeners, c)
	}
}

// Admit counts what it reads and keeps only small files.
func (h *house) Admit(_ context.Context, in doc.Handover, r io.Reader) (doc.Receipt, error) {
	name, src, o := in.Name, in.Source, in.Options
	head, err := io.ReadAll(io.LimitReader(r, 64<<10))
	if err != nil {
		return doc.Receipt{}, err
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return doc.Receipt{}, err
	}
	if len(head) == 0 {
		return doc.Receipt{}, doc.Errorf(doc.CodeEmpty, "no bytes")
	}
	d := h.add(name, "application/pdf", head)
	err = h.change(d.ID, doc.EventQueued, func(d *doc.Document) { d.Source = src })
	h.mu.Lock()
	defer h.mu.Unlock()
	h.options[d.ID] = o
	return doc.Receipt{DocumentID: d.ID, Document: d}, err
}

func (h *house) PageImage(_ context.Context, id string, page, _ int) ([]byte, error) {
	if _, err := h.get(id); err != nil {
		return nil, err
	}
	if page > 1 {
		return nil, doc.Errorf(doc.CodeNotFound, "page %d", page)
	}
	return h.picture, nil
}

func (h *house) Snippet(ctx context.Context, id string, page, width int, _ doc.Box) ([]byte, error) {
	return h.PageImage(ctx, id, page, width)
}

func (h *house) Export(_ context.Context, w io.Writer, f api.ExportFormat, _ doc.Query, o api.ExportOptions) error {
	if h.exported == 0 && h.fault != nil {
		return h.fault
	}
	text := map[api.ExportFormat]string{api.ExportCSV: fmt.Sprintf("id,%v\r\n", o), api.ExportJSON: "[]\n", api.ExportJSONL: "{}\n"}[f]
	if _, err := io.WriteString(w, text); err != nil {
		return err
	}
	return h.fault
}

func (h *house) Status(context.Context) (api.SystemStatus, error) {
	return api.SystemStatus{Version: "1", StartedAt: time.Now().UTC(), Workers: api.WorkerStatus{Size: 2}}, h.fault
}

func (h *house) DocumentIDs(ctx context.Context, q doc.Query) ([]string, error) {
	q.Limit = len(h.order)
	found, err := h.Documents(ctx, q)
	var ids []string
	for _, d := range found.Documents {
		ids = append(ids, d.ID)
	}
	return ids, err
}

func (h *house) DocumentEvents(ctx context.Context, id string) ([]doc.Event, error) {
	if _, err := h.get(id); err != nil {
		return nil, err
	}
	all, err := h.Events(ctx, 0, 1<<20)
	return slices.DeleteFunc(all, func(e doc.Event) bool { return e.DocumentID != id }), err
}

func (h *house) Causes(context.Context) ([]doc.Cause, error) {
	kind := doc.CodePDFPassword.Kind()
	return []doc.Cause{{Code: kind.Code, Class: kind.Class, Message: kind.Message, Hint: kind.Hint, Count: 1}}, h.fault
}

func (h *house) Insights(_ context.Context, until time.Time, days int) (doc.Insights, error) {
	return doc.Insights{Days: make([]doc.InsightDay, days), Fields: []doc.InsightField{{Name: until.Format(time.DateTime)}}}, h.fault
}

// temporary is a copy in memory.
type temporary struct{ *bytes.Reader }

func (temporary) Close() error { return nil }

func (h *house) Searchable(_ context.Context, id string) (api.Copy, error) {
	d, err := h.get(id)
	if err != nil {
		return nil, err
	}
	if d.File.MIME != "application/pdf" {
		return nil, doc.Errorf(doc.CodePDFSigned, "of a test")
	}
	return temporary{bytes.NewReader([]byte("%PDF-1.7 of a test"))}, nil
}

func (h *house) Layout(_ context.Context, id string, f api.LayoutFormat) ([]byte, error) {
	_, err := h.get(id)
	return []byte("<" + string(f) + "/>"), err
}
