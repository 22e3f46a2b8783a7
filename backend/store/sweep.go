package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Sweep is what Store.Sweep found.
type Sweep struct {
	Incoming int      // temporary files removed
	Orphans  int      // originals of no document removed
	Caches   int      // folders of cached pages of no document removed
	Missing  []string // ids of documents whose original is gone
}

// Sweep tidies up what a crash left: temporary files and originals that no
// document has, both only when older than grace, snapshots, and cached pages; it
// finds the documents whose original is missing. It is for the start, holding the
// instance lock.
func (s *Store) Sweep(ctx context.Context, grace time.Duration) (Sweep, error) {
	var found Sweep
	known, err := s.knownOriginals(ctx)
	if err != nil {
		return found, err
	}
	before := s.now().Add(-grace)
	steps := []func() error{
		func() (err error) { found.Incoming, err = s.sweepIncoming(before); return err },
		func() (err error) { found.Orphans, err = s.sweepOriginals(ctx, known, before); return err },
		func() (err error) { found.Caches, err = s.sweepCaches(ctx, known); return err },
		func() (err error) { found.Missing, err = s.missing(ctx, known); return err },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return found, fmt.Errorf("sweep: %w", err)
		}
	}
	s.untidy.Store(true) // whatever the last run left is overwritten by the next Tidy; nobody waits for it here
	return found, nil
}

// knownOriginals maps the hash of each file that documents are made of to one of
// them, and that of each kept container to the container.
func (s *Store) knownOriginals(ctx context.Context) (map[string]string, error) {
	pairs, err := collect(ctx, s.readers, func(r scanner) (p [2]string, err error) {
		return p, r.Scan(&p[0], &p[1])
	}, `SELECT sha256, id FROM (`+keptFiles+`)`)
	if err != nil {
		return nil, coded(fmt.Errorf("list originals: %w", err))
	}
	known := make(map[string]string, len(pairs))
	for _, p := range pairs {
		known[p[0]] = p[1]
	}
	return known, nil
}

func (s *Store) sweepIncoming(before time.Time) (removed int, err error) {
	entries, err := os.ReadDir(s.path("incoming"))
	if err != nil {
		return 0, err
	}
	for _, e := range entries {
		info, err := e.Info()
		fresh := err == nil && info.ModTime().After(before) && !strings.HasPrefix(e.Name(), snapshotPrefix)
		if errors.Is(err, fs.ErrNotExist) || fresh {
			continue
		}
		if err != nil {
			return removed, err
		}
		if err := os.Remove(s.path("incoming", e.Name())); err != nil {
			return removed, err
		}
		removed++
	}
	return removed, nil
}

func (s *Store) sweepOriginals(ctx context.Context, known map[string]string, before time.Time) (removed int, err error) {
	err = filepath.WalkDir(s.path("originals"), func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !isHash(e.Name()) || known[e.Name()] != "" {
			return err
		}
		info, err := e.Info()
		if err != nil || info.ModTime().After(before) {
			return err
		}
		gone, err := s.removeUnused(ctx, e.Name())
		if gone {
			removed++
		}
		return err
	})
	return removed, err
}

func (s *Store) sweepCaches(ctx context.Context, known map[string]string) (removed int, err error) {
	entries, err := os.ReadDir(s.path("cache", "pages"))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	for _, e := range entries {
		if err != nil || ctx.Err() != nil {
			break
		}
		if known[e.Name()] != "" {
			continue
		}
		err = os.RemoveAll(s.path("cache", "pages", e.Name()))
		removed++
	}
	return removed, errors.Join(err, ctx.Err())
}

func (s *Store) missing(ctx context.Context, known map[string]string) (ids []string, err error) {
	for sum, id := range known {
		if err := ctx.Err(); err != nil {
			return ids, err
		}
		if _, err := os.Stat(s.OriginalPath(sum)); errors.Is(err, fs.ErrNotExist) {
			ids = append(ids, id)
		} else if err != nil {
			return ids, err
		}
	}
	return ids, nil
}
