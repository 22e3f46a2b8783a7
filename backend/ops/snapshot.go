package ops

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"deskclerk/backend/doc"
)

// taken is a snapshot on its way into a backup.
type taken struct {
	path     string
	manifest Manifest
}

// take makes a snapshot and describes it.
func (s Source) take(ctx context.Context, path string) (taken, error) {
	now := time.Now
	if s.Clock != nil {
		now = s.Clock
	}
	at := now().UTC().Truncate(time.Millisecond)
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return taken{}, err
	}
	if err := s.Snapshot(ctx, path); err != nil {
		return taken{}, err
	}
	return s.describe(ctx, path, at)
}

// describe makes the manifest of a snapshot taken at that time.
func (s Source) describe(ctx context.Context, path string, at time.Time) (t taken, err error) {
	found, originals, err := s.Inspect(ctx, path)
	if err != nil {
		return t, err
	}
	if !found.OK {
		return t, doc.Errorf(doc.CodeBackup, "the snapshot is not whole: %s", first(found.Database, found.Audit))
	}
	database, err := hashFile(path)
	if err != nil {
		return t, err
	}
	schema, err := schemaOf(path)
	if err != nil {
		return t, err
	}
	config := sha256.Sum256([]byte(s.Config))
	return taken{path, Manifest{
		Format: format, Program: s.Program, Schema: schema, MadeAt: at, Database: database,
		Config:    File{hex.EncodeToString(config[:]), int64(len(s.Config))},
		Documents: found.Documents, Audit: found.Head, Originals: originals, Missing: []string{},
	}}, nil
}

// keep puts one original into a backup; fs.ErrNotExist when the library has it no
// more, errChanged when its content is not what its name says.
type keep func(File) error

var errChanged = errors.New("its content is not what its name says")

// gather copies what belongs to the snapshot. An original that is gone was
// perhaps deleted since: then a fresh snapshot is taken, which does not speak of
// it, and so on until snapshot and originals belong together.
func (s Source) gather(ctx context.Context, path string, put keep) (t taken, err error) {
	done := map[string]bool{}
	for range mostSnapshots {
		if t, err = s.take(ctx, path); err != nil {
			return t, err
		}
		var gone []string
		for _, f := range t.manifest.Originals {
			if err := ctx.Err(); err != nil {
				return t, err
			}
			if done[f.SHA256] {
				continue
			}
			err := put(f)
			switch {
			case errors.Is(err, fs.ErrNotExist), errors.Is(err, errChanged):
				gone = append(gone, f.SHA256)
			case err != nil:
				return t, err
			default:
				done[f.SHA256] = true
			}
		}
		if len(gone) == 0 {
			return t, nil
		}
		t.manifest.Missing = gone
	}
	return s.settle(ctx, t)
}

// mostSnapshots bounds how often a backup begins anew because of deletions: they
// may go on for as long as it does.
const mostSnapshots = 3

// settle takes out of the last snapshot what was deleted while its originals were
// copied. What is missing then was lost, and the backup says so.
func (s Source) settle(ctx context.Context, last taken) (t taken, err error) {
	newer := last.path + newerSuffix
	defer func() {
		if removed := os.Remove(newer); !errors.Is(removed, fs.ErrNotExist) {
			err = errors.Join(err, removed)
		}
	}()
	if err := s.Snapshot(ctx, newer); err != nil {
		return t, err
	}
	if err := s.Follow(ctx, last.path, newer, last.manifest.Missing); err != nil {
		return t, err
	}
	if t, err = s.describe(ctx, last.path, last.manifest.MadeAt); err != nil {
		return t, err
	}
	gone := map[string]bool{}
	for _, sum := range last.manifest.Missing {
		gone[sum] = true
	}
	var kept []File
	for _, f := range t.manifest.Originals {
		if gone[f.SHA256] {
			t.manifest.Missing = append(t.manifest.Missing, f.SHA256)
		} else {
			kept = append(kept, f)
		}
	}
	t.manifest.Originals = kept
	return t, nil
}

// newerSuffix names the snapshot beside the one that is kept.
const newerSuffix = ".newer"

// original opens a file of the library.
func (s Source) original(sum string) (*os.File, error) {
	return os.Open(filepath.Join(s.Originals, sum[:2], sum[2:4], sum))
}

// copyHashed copies and hashes at once.
func copyHashed(w io.Writer, r io.Reader) (File, error) {
	h := sha256.New()
	n, err := io.Copy(io.MultiWriter(w, h), r)
	return File{hex.EncodeToString(h.Sum(nil)), n}, err
}

func hashFile(path string) (File, error) {
	f, err := os.Open(path)
	if err != nil {
		return File{}, err
	}
	defer func() { _ = f.Close() }()
	return copyHashed(io.Discard, f)
}

// schemaOf reads a database's user_version (sqlite.org/fileformat.html, 1.3.15).
func schemaOf(path string) (int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer func() { _ = f.Close() }()
	var b [4]byte
	if _, err := f.ReadAt(b[:], 60); err != nil {
		return 0, fmt.Errorf("read the snapshot's version: %w", err)
	}
	return int64(b[0])<<24 | int64(b[1])<<16 | int64(b[2])<<8 | int64(b[3]), nil
}

func first(lists ...[]string) string {
	for _, l := range lists {
		if len(l) > 0 {
			return l[0]
		}
	}
	return ""
}
