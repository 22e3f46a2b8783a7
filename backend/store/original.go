package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Original is a file on its way into the store: a temporary file that is hashed
// while it is written. One goroutine uses it.
type Original struct {
	s    *Store
	f    *os.File
	hash hash.Hash
	size int64
	done bool
}

// NewOriginal begins a new file. Errors: disk_full.
func (s *Store) NewOriginal() (*Original, error) {
	f, err := os.CreateTemp(s.path("incoming"), "original-*") // 0600
	if err != nil {
		return nil, coded(fmt.Errorf("make a temporary file: %w", err))
	}
	return &Original{s: s, f: f, hash: sha256.New()}, nil
}

// Write implements io.Writer. Errors: disk_full.
func (o *Original) Write(p []byte) (int, error) {
	n, err := o.f.Write(p)
	o.hash.Write(p[:n]) // never fails
	o.size += int64(n)
	return n, coded(err)
}

// Commit makes the file durable under its hash, which it returns in lower-case
// hex with the size in bytes: the content first, then its name, then every
// folder on the way to it. Only after that may a row speak of it. A failure
// leaves nothing behind. Errors: disk_full.
func (o *Original) Commit() (sum string, size int64, err error) {
	if o.done {
		return "", 0, errors.New("original: already ended")
	}
	sum = hex.EncodeToString(o.hash.Sum(nil))
	o.s.originals.pin(sum)
	if err := o.commit(sum); err != nil {
		named := o.done
		err = errors.Join(fmt.Errorf("keep the original: %w", err), o.Discard())
		o.s.originals.unpin(sum)
		if named {
			_, removed := o.s.removeUnused(context.Background(), sum)
			err = errors.Join(err, removed)
		}
		return "", 0, coded(err)
	}
	return sum, o.size, nil
}

func (o *Original) commit(sum string) error {
	if err := o.s.disk.Sync(o.f); err != nil {
		return err
	}
	if err := o.f.Close(); err != nil {
		return err
	}
	target := o.s.OriginalPath(sum)
	leaf := filepath.Dir(target)
	if _, err := os.Stat(leaf); err != nil { // new, or somebody took it away
		o.s.settled.forget(leaf)
		o.s.settled.forget(filepath.Dir(leaf))
	}
	if err := os.MkdirAll(leaf, 0o700); err != nil {
		return err
	}
	if err := o.s.disk.Rename(o.f.Name(), target); err != nil {
		return err
	}
	o.done = true
	return o.s.syncFolders(leaf)
}

// syncFolders makes the names on the way to a file durable: in its own folder,
// and in those above when one of them is new. At once, because the file system
// then writes its journal once for all of them.
func (s *Store) syncFolders(leaf string) error {
	var all errgroup.Group
	all.Go(func() error { return s.disk.SyncDir(leaf) })
	for _, folder := range []string{leaf, filepath.Dir(leaf)} {
		if s.settled.has(folder) {
			continue
		}
		all.Go(func() error {
			if err := s.disk.SyncDir(filepath.Dir(folder)); err != nil {
				return err
			}
			s.settled.add(folder)
			return nil
		})
	}
	return all.Wait()
}

// settled are folders whose names are known to be durable since the program
// started: a name that another program made may not be.
type settled struct {
	mu    sync.Mutex
	names map[string]bool
}

func (s *settled) has(folder string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.names[folder]
}

func (s *settled) forget(folder string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.names, folder)
}

func (s *settled) add(folder string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.names == nil {
		s.names = map[string]bool{}
	}
	s.names[folder] = true
}

// Discard forgets the file. After Commit, and a second time, it does nothing.
func (o *Original) Discard() error {
	if o.done {
		return nil
	}
	o.done = true
	closed, removed := o.f.Close(), os.Remove(o.f.Name())
	if errors.Is(closed, os.ErrClosed) {
		closed = nil
	}
	if errors.Is(removed, fs.ErrNotExist) {
		removed = nil
	}
	return errors.Join(closed, removed)
}
