package watch

import (
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"syscall"

	"github.com/fsnotify/fsnotify"

	"deskclerk/backend/doc"
)

// errTooMany is more folders than may be watched by events.
var errTooMany = errors.New("the limit of watches is reached")

// hints gathers what the system says has changed, until somebody looks.
type hints struct {
	base    string
	most    int // watches, 0 for any number
	fs      *fsnotify.Watcher
	changed chan struct{}
	done    chan struct{}

	mu    sync.Mutex
	dirty map[string]bool // folders below base, to be looked at
	all   bool            // events were lost: look at everything
	known int
}

func newHints(base string, most int) (*hints, error) {
	watcher, err := fsnotify.NewBufferedWatcher(4096)
	if err != nil {
		return nil, err
	}
	h := &hints{
		base: base, most: most, fs: watcher, changed: make(chan struct{}, 1), done: make(chan struct{}), dirty: map[string]bool{},
	}
	go h.gather()
	return h, nil
}

// gather ends when the watcher is closed.
func (h *hints) gather() {
	defer close(h.done)
	for {
		select {
		case e, ok := <-h.fs.Events:
			if !ok {
				return
			}
			h.note(filepath.Dir(e.Name))
			if e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) {
				h.note(e.Name) // it may be a watched folder itself
			}
		case _, ok := <-h.fs.Errors: // an overflow, or one that leaves no better way either
			if !ok {
				return
			}
			h.mu.Lock()
			h.all = true
			h.mu.Unlock()
			h.ring()
		}
	}
}

func (h *hints) note(path string) {
	rel, err := filepath.Rel(h.base, path)
	if err != nil || rel == ".." || len(rel) > 2 && rel[:3] == "../" {
		return
	}
	if rel = filepath.ToSlash(rel); rel == "." {
		rel = ""
	}
	h.mu.Lock()
	h.dirty[rel] = true
	h.mu.Unlock()
	h.ring()
}

func (h *hints) ring() {
	select {
	case h.changed <- struct{}{}:
	default: // it was not heard yet
	}
}

// take gives what changed, in order, and whether everything has to be looked at.
func (h *hints) take() (dirty []string, all bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	dirty, all = slices.Sorted(maps.Keys(h.dirty)), h.all
	h.dirty, h.all = map[string]bool{}, false
	return dirty, all
}

// add watches a folder below the base. Watching one twice is harmless.
func (h *hints) add(rel string) error {
	if h.most > 0 {
		h.mu.Lock()
		h.known = len(h.fs.WatchList())
		full := h.known >= h.most
		h.mu.Unlock()
		if full && !slices.Contains(h.fs.WatchList(), filepath.Join(h.base, rel)) {
			return errTooMany
		}
	}
	return h.fs.Add(filepath.Join(h.base, rel))
}

// drop no longer watches a folder that went.
func (h *hints) drop(rel string) { _ = h.fs.Remove(filepath.Join(h.base, rel)) } // the system may have been quicker

func (h *hints) close() {
	_ = h.fs.Close()
	<-h.done
}

// pollReason tells why events are not to be had.
func pollReason(err error) doc.PollReason {
	for _, limit := range []error{errTooMany, syscall.ENOSPC, syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM} {
		if errors.Is(err, limit) {
			return doc.PollLimit
		}
	}
	return doc.PollFailed
}
