package watch_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"deskclerk/backend/doc"
	"deskclerk/backend/intake"
	"deskclerk/backend/intake/watch"
	"deskclerk/backend/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// shelf lets the store serve as intake's.
type shelf struct{ *store.Store }

func (s shelf) NewOriginal() (intake.Original, error) { return s.Store.NewOriginal() }

// counter counts what is really admitted, and may refuse.
type counter struct {
	watch.Intake

	mu      sync.Mutex
	asked   int
	refuse  error                   // once, for the next one
	between func(intake.Item) error // before each one
	after   func(intake.Item)       // after each one
}

func (c *counter) Admit(ctx context.Context, it intake.Item) (doc.Receipt, error) {
	c.mu.Lock()
	c.asked++
	err, between, after := c.refuse, c.between, c.after
	c.refuse = nil
	c.mu.Unlock()
	if err != nil {
		return doc.Receipt{}, err
	}
	if between != nil {
		if err := between(it); err != nil {
			return doc.Receipt{}, err
		}
	}
	r, err := c.Intake.Admit(ctx, it)
	if err == nil && after != nil {
		after(it)
	}
	return r, err
}

// set changes what the counter does, while it may be asked.
func (c *counter) set(change func(*counter)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change(c)
}

func (c *counter) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.asked
}

// ledger is the journal, and may be on a full disk.
type ledger struct {
	watch.Journal

	full    atomic.Bool
	refused atomic.Int64
}

func (l *ledger) Reconcile(ctx context.Context, folder, dir string, decide func([]doc.KeptFile) []doc.KeptFile) (int, error) {
	if err := l.refuse(); err != nil {
		return 0, err
	}
	return l.Journal.Reconcile(ctx, folder, dir, decide)
}

func (l *ledger) NoteFile(ctx context.Context, id int64, in doc.FileState, change func(*doc.KeptFile)) (bool, error) {
	if err := l.refuse(); err != nil {
		return false, err
	}
	return l.Journal.NoteFile(ctx, id, in, change)
}

func (l *ledger) refuse() error {
	if !l.full.Load() {
		return nil
	}
	l.refused.Add(1)
	return doc.Errorf(doc.CodeDiskFull, "")
}

// house is a store with its intake and the watching over it, quick enough for
// tests.
type house struct {
	t       *testing.T
	data    string
	dir     string // a folder to be watched
	store   *store.Store
	intake  *counter
	ledger  *ledger
	options watch.Options

	*watch.Service
}

func newHouse(t *testing.T, change ...func(*watch.Options)) *house {
	t.Helper()
	resolved := func(dir string) string {
		dir, err := filepath.EvalSymlinks(dir)
		if err != nil {
			t.Fatal(err)
		}
		return dir
	}
	h := &house{t: t, data: resolved(t.TempDir()), dir: resolved(t.TempDir())}
	h.options = watch.Options{
		Own: []string{h.data}, Settle: 300 * time.Millisecond, Poll: 200 * time.Millisecond, Safety: time.Hour,
		Check: 150 * time.Millisecond, Patience: 2 * time.Second, MaxBytes: 1 << 20,
	}
	for _, c := range change {
		c(&h.options)
	}
	h.open()
	t.Cleanup(h.close)
	return h
}

func (h *house) open() {
	h.t.Helper()
	s, err := store.Open(h.t.Context(), h.data, store.Options{})
	if err != nil {
		h.t.Fatal(err)
	}
	h.store = s
	h.intake = &counter{Intake: intake.New(shelf{s}, intake.Options{MaxBytes: h.options.MaxBytes})}
	h.ledger = &ledger{Journal: s}
	o := h.options
	o.Journal, o.Intake = h.ledger, h.intake
	h.Service = watch.New(o)
	if err := h.Start(h.t.Context()); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) close() {
	h.Stop()
	if err := h.store.Close(); err != nil {
		h.t.Error(err)
	}
}

func (h *house) reopen() {
	h.t.Helper()
	h.close()
	h.open()
}

// watch adds the folder and waits until it was looked through.
func (h *house) watch(set doc.FolderSettings) doc.Folder {
	h.t.Helper()
	f, err := h.Create(h.t.Context(), h.dir, set)
	if err != nil {
		h.t.Fatal(err)
	}
	h.eventually("it is watched", func() bool { return h.folder(f.ID).State == doc.FolderWatching })
	return f
}

func (h *house) folder(id string) doc.Folder {
	h.t.Helper()
	f, err := h.Folder(h.t.Context(), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return f
}

// file is the newest line of a path; its state is empty when there is none.
func (h *house) file(id, path string) doc.FolderFile {
	h.t.Helper()
	list, err := h.Files(h.t.Context(), doc.FileQuery{FolderID: id, Limit: 500})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, f := range list.Files {
		if f.Path == path {
			return f
		}
	}
	return doc.FolderFile{}
}

func (h *house) documents() []doc.Document {
	h.t.Helper()
	l, err := h.store.Documents(h.t.Context(), doc.Query{Limit: 500})
	if err != nil {
		h.t.Fatal(err)
	}
	return l.Documents
}

func (h *house) sightings(id string) []doc.Sighting {
	h.t.Helper()
	all, err := h.store.Sightings(h.t.Context(), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return all
}

func (h *house) path(rel string) string { return filepath.Join(h.dir, filepath.FromSlash(rel)) }

// put writes a file as a program does that writes it in one go.
func (h *house) put(rel, content string) {
	h.t.Helper()
	if err := os.MkdirAll(filepath.Dir(h.path(rel)), 0o700); err != nil {
		h.t.Fatal(err)
	}
	if err := os.WriteFile(h.path(rel), []byte(content), 0o600); err != nil {
		h.t.Fatal(err)
	}
}

// paper is a file that the intake takes for a PDF.
func paper(name string) string {
	return "%PDF-1.4\n" + name + "\n" + strings.Repeat("x", 500)
}

func (h *house) eventually(what string, holds func() bool) {
	h.t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			h.t.Fatalf("not in time: %s\n%s", what, h.account())
		}
	}
}

// account is everything that the journals say.
func (h *house) account() string {
	var b strings.Builder
	all, _ := h.Folders(h.t.Context())
	for _, f := range all {
		fmt.Fprintf(&b, "%s %s %s %s %+v\n", f.Name, f.State, f.Detail, f.Watching, f.Counts)
		list, _ := h.Files(h.t.Context(), doc.FileQuery{FolderID: f.ID, Limit: 12})
		for _, l := range list.Files {
			fmt.Fprintf(&b, "  %+v\n", l)
		}
	}
	return b.String()
}

// settled waits until a path was taken.
func (h *house) taken(id, rel string) doc.FolderFile {
	h.t.Helper()
	h.eventually(rel+" is taken", func() bool {
		f := h.file(id, rel)
		return f.State == doc.FileTaken && f.Source != doc.SourcePending
	})
	return h.file(id, rel)
}

func ptr[T any](v T) *T { return &v }
