package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"deskclerk/backend/doc"
)

// originals keeps files that are about to be admitted from being removed with
// an older document of the same content.
type originals struct {
	mu   sync.Mutex
	pins map[string]int // by hash: committed, not yet admitted
}

func (o *originals) pin(sum string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.pins == nil {
		o.pins = map[string]int{}
	}
	o.pins[sum]++
}

func (o *originals) unpin(sum string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.pins[sum]--; o.pins[sum] <= 0 {
		delete(o.pins, sum)
	}
}

// OriginalPath is where the original of that hash lies; empty when sha256 is
// not one.
func (s *Store) OriginalPath(sha256 string) string {
	if !isHash(sha256) {
		return ""
	}
	return s.path("originals", sha256[:2], sha256[2:4], sha256)
}

// OpenOriginal opens an original to read. What stands in its place but is no
// file among the originals, such as a link that leads out of them, counts as
// missing. Errors: original_missing; original_removed when a rule took it away.
func (s *Store) OpenOriginal(sha256 string) (*os.File, error) {
	if !isHash(sha256) {
		return nil, doc.Errorf(doc.CodeOriginalGone, "%q is no hash", sha256)
	}
	root, err := os.OpenRoot(s.path("originals"))
	if err != nil {
		return nil, fmt.Errorf("open the originals: %w", err)
	}
	defer func() { _ = root.Close() }()
	name := filepath.Join(sha256[:2], sha256[2:4], sha256)
	if info, err := root.Stat(name); err != nil || !info.Mode().IsRegular() { // a pipe would hold up who opens it
		return nil, s.missingOriginal(sha256, err)
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, s.missingOriginal(sha256, err)
	}
	return f, nil
}

// missingOriginal tells an original that a rule removed from one that is lost.
func (s *Store) missingOriginal(sha256 string, err error) error {
	var removed bool
	if s.readers.QueryRowContext(context.Background(), `SELECT original_removed_at > 0 FROM documents WHERE sha256 = ?`, sha256).Scan(&removed) == nil && removed {
		return doc.Errorf(doc.CodeOriginalRemoved, "")
	}
	if err == nil {
		return doc.Errorf(doc.CodeOriginalGone, "no file stands in its place")
	}
	return &doc.Error{Code: doc.CodeOriginalGone, Detail: "it cannot be opened", Err: err}
}

// PageCacheDir is where pictures of an original's pages may be kept; they can
// be made again and go with the document. Empty when sha256 is not a hash.
func (s *Store) PageCacheDir(sha256 string) string {
	if !isHash(sha256) {
		return ""
	}
	return s.path("cache", "pages", sha256)
}

// isHash reports whether s is a SHA-256 in lower-case hex, which is then safe
// as a file name.
func isHash(s string) bool {
	if len(s) != 64 {
		return false
	}
	for _, c := range s {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// removeUnused removes the original and its cached pages unless a document is
// made of it, a kept container is, or one is about to be admitted with it.
func (s *Store) removeUnused(ctx context.Context, sum string) (bool, error) {
	s.originals.mu.Lock()
	defer s.originals.mu.Unlock()
	if s.originals.pins[sum] > 0 {
		return false, nil
	}
	var used bool
	err := s.readers.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM (`+keptFiles+`) WHERE sha256 = ?1)`, sum).Scan(&used)
	if err != nil || used {
		return false, coded(err)
	}
	removed := os.Remove(s.OriginalPath(sum))
	if errors.Is(removed, fs.ErrNotExist) {
		removed = nil
	}
	return true, errors.Join(removed, os.RemoveAll(s.PageCacheDir(sum)))
}
