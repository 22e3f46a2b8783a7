// Package store is the room of memory: the SQLite database, the originals kept
// under the hash of their content, the job queue and the outbox. It alone
// touches the database driver and the data folder's files. Everything that
// belongs together is one transaction, and listeners hear of it after the
// commit.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore" // serves in the order of asking
)

// Options of a store; zero values mean the defaults.
type Options struct {
	Clock      func() time.Time // default time.Now
	Rand       func() float64   // jitter, at least 0 and below 1; default math/rand/v2
	Logger     *slog.Logger     // default none
	MaxTries   int              // of a job, default 3
	MaxRescues int              // of a job, default 5
	Backoff    Backoff          // between tries
	Secrets    Sealer           // of passwords; without one none is taken
}

func (o Options) withDefaults() Options {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Float64
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.MaxTries <= 0 {
		o.MaxTries = 3
	}
	if o.MaxRescues <= 0 {
		o.MaxRescues = 5
	}
	o.Backoff = o.Backoff.withDefaults()
	return o
}

// Store is an open data folder. Its methods may be called from many goroutines.
type Store struct {
	dir  string
	o    Options
	log  *slog.Logger
	disk disk
	pack *packer

	turn    *semaphore.Weighted // to write
	writer  *sql.DB             // one connection
	readers *sql.DB

	originals  originals
	admissions admissions
	settled    settled // folders of originals
	listeners  listeners
	untidy     atomic.Bool // something deleted may be in the log still, or in what pages have free
	closing    sync.Once
	closed     error

	scrubbing sync.Mutex
	scrubbed  time.Time     // the end of the last scrub
	scrubTook time.Duration // and what it took
}

// Open opens the data folder, makes what is missing and brings the database to
// this version's schema. The folder is for its owner alone. The caller holds the
// instance lock. Errors: newer_database when a newer version wrote it, which is
// found before anything is changed; disk_full.
func Open(ctx context.Context, dir string, o Options) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	s := &Store{dir: dir, o: o.withDefaults(), disk: osDisk{}, turn: semaphore.NewWeighted(1)}
	s.log = s.o.Logger
	if err := s.refuseNewer(); err != nil {
		return nil, err
	}
	if err := s.makeFolders(); err != nil {
		return nil, coded(fmt.Errorf("make the data folder: %w", err))
	}
	if s.pack, err = newPacker(); err != nil {
		return nil, err
	}
	if err := s.connect(ctx); err != nil {
		return nil, errors.Join(coded(err), s.Close())
	}
	return s, nil
}

// Close closes the database. It may be called twice.
func (s *Store) Close() error {
	s.closing.Do(func() {
		var errs []error
		for _, db := range []*sql.DB{s.readers, s.writer} { // the last one closed tidies the log away
			if db != nil {
				errs = append(errs, db.Close())
			}
		}
		s.pack.close()
		s.closed = errors.Join(errs...)
	})
	return s.closed
}

func (s *Store) path(elem ...string) string {
	return filepath.Join(append([]string{s.dir}, elem...)...)
}

func (s *Store) databasePath() string { return s.path("deskclerk.db") }

// makeFolders makes the data folder, private to its owner, and an empty
// database file in it, because SQLite would let others read the one it makes.
func (s *Store) makeFolders() error {
	for _, sub := range []string{"", "originals", "incoming", "cache"} {
		if err := os.MkdirAll(s.path(sub), 0o700); err != nil {
			return err
		}
	}
	if err := os.Chmod(s.dir, 0o700); err != nil { //nolint:gosec // a folder is entered by its x
		return err
	}
	f, err := os.OpenFile(s.databasePath(), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return s.disk.SyncDir(s.dir)
}

func (s *Store) now() time.Time { return s.o.Clock().UTC().Truncate(time.Millisecond) }
