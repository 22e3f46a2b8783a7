package store

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"

	"deskclerk/backend/doc"
)

// snapshotPrefix begins the names of snapshots that are being made inside the
// data folder; Sweep removes what a crash left of them.
const snapshotPrefix = "snapshot-"

// Snapshot writes the database as it is now into a new file, while the program
// goes on: one consistent state, without the free pages and the log, so nothing
// that was deleted is in it. Everything committed before the call is. Errors:
// disk_full.
func (s *Store) Snapshot(ctx context.Context, path string) (err error) {
	db, err := open(s.databasePath(), 1, url.Values{"_pragma": {"busy_timeout(10000)", "temp_store(MEMORY)"}})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) // SQLite would let others read it
	if err != nil {
		return coded(fmt.Errorf("make a snapshot: %w", err))
	}
	if err := f.Close(); err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, `VACUUM INTO ?`, path); err != nil {
		return errors.Join(coded(fmt.Errorf("make a snapshot: %w", err)), os.Remove(path))
	}
	return syncFile(path)
}

// TemporarySnapshot makes a snapshot inside the data folder; the caller removes
// it.
func (s *Store) TemporarySnapshot(ctx context.Context) (path string, err error) {
	f, err := os.CreateTemp(s.path("incoming"), snapshotPrefix+"*")
	if err != nil {
		return "", coded(fmt.Errorf("make a snapshot: %w", err))
	}
	if err := errors.Join(f.Close(), os.Remove(f.Name())); err != nil {
		return "", err
	}
	return f.Name(), s.Snapshot(ctx, f.Name())
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// SnapshotFile is an original that a snapshot speaks of.
type SnapshotFile struct {
	SHA256 string
	Bytes  int64
}

// ReadSnapshot looks into a database file that nobody writes: its schema's
// version, what SQLite's check and the audit log's chain say, and the originals
// that belong to it. The file is not changed. Errors: newer_database.
func ReadSnapshot(ctx context.Context, path string) (v doc.Verification, files []SnapshotFile, err error) {
	known, err := newestVersion()
	if err != nil {
		return v, nil, err
	}
	found, err := headerVersion(path)
	if err != nil {
		return v, nil, fmt.Errorf("read a snapshot: %w", err)
	}
	if found > known {
		return v, nil, errNewer(found, known)
	}
	db, err := open(path, 1, url.Values{"mode": {"ro"}, "immutable": {"1"}, "_query_only": {"1"}})
	if err != nil {
		return v, nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	v = doc.Verification{Database: []string{}, Audit: []string{}, Originals: []string{}}
	if v.Database, err = integrity(ctx, db); err != nil {
		return v, nil, err
	}
	if v.Audit, v.Head, err = followChain(ctx, db, nil); err != nil {
		v.Audit = append(v.Audit, err.Error())
	}
	if err := db.QueryRowContext(ctx, `SELECT count(*) FROM documents`).Scan(&v.Documents); err != nil {
		v.Database = append(v.Database, err.Error())
	}
	files, err = collect(ctx, db, func(r scanner) (f SnapshotFile, err error) { return f, r.Scan(&f.SHA256, &f.Bytes) },
		`SELECT DISTINCT sha256, bytes FROM (`+keptFiles+`) ORDER BY sha256`)
	if err != nil {
		v.Database = append(v.Database, err.Error())
	}
	v.OK = len(v.Database)+len(v.Audit) == 0
	return v, files, ctx.Err()
}

// SchemaVersion is the schema that this program writes.
func SchemaVersion() (int64, error) { return newestVersion() }
