package ops

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gofrs/flock"

	"deskclerk/backend/doc"
)

// A folder of backups: snapshots/<time>/ with database, configuration and
// manifest, and originals/, which all of them share, so that each backup copies
// only what is new.
const (
	snapshots    = "snapshots"
	originals    = "originals"
	markName     = "deskclerk-backups.txt"
	lockName     = ".lock"
	begun        = ".new-" // of a snapshot that is not complete
	snapshotForm = "20060102T150405.000Z"
)

const mark = "Backups made by Deskclerk. Each folder in snapshots/ is one backup; originals/ belongs to all of them.\n" +
	"`deskclerk verify` checks this folder, `deskclerk restore` brings a backup back.\n"

// DefaultKeep is how many backups a folder keeps.
const DefaultKeep = 7

// ToFolder makes the next backup in a folder that is empty or holds backups
// already, and then forgets the oldest so that at most keep remain (0: the
// default). Errors: folder_not_empty, busy while another backup runs, disk_full.
func ToFolder(ctx context.Context, s Source, dir string, keep int) (r Report, err error) {
	unlock, err := openFolder(dir)
	if err != nil {
		return r, unwritable(err)
	}
	defer func() { err = errors.Join(err, unlock()) }()
	if err := forgetBegun(dir); err != nil {
		return r, err
	}
	work, err := os.MkdirTemp(filepath.Join(dir, snapshots), begun+"*") // 0700
	if err != nil {
		return r, unwritable(err)
	}
	defer func() { _ = os.RemoveAll(work) }() // unless it was renamed
	copied := 0
	t, err := s.gather(ctx, filepath.Join(work, databaseName), func(f File) error {
		fresh, err := s.copyTo(dir, f)
		if fresh {
			copied++
		}
		return err
	})
	if err != nil {
		return r, unwritable(err)
	}
	name := t.manifest.MadeAt.Format(snapshotForm)
	if err := finishSnapshot(t.manifest, s.Config, work, filepath.Join(dir, snapshots, name)); err != nil {
		return r, unwritable(err)
	}
	r = reportOf(t.manifest)
	r.Copied, r.Snapshot = copied, name
	if keep <= 0 {
		keep = DefaultKeep
	}
	return r, forgetOldest(dir, keep)
}

// openFolder makes sure that the folder is one of backups, and locks it.
func openFolder(dir string) (unlock func() error, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	_, unmarked := os.Stat(filepath.Join(dir, markName))
	if len(entries) > 0 && unmarked != nil {
		return nil, doc.Errorf(doc.CodeNotEmpty, "%s is no folder of backups", dir)
	}
	if unmarked != nil {
		if err := os.WriteFile(filepath.Join(dir, markName), []byte(mark), 0o600); err != nil {
			return nil, err
		}
	}
	for _, sub := range []string{snapshots, originals} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			return nil, err
		}
	}
	lock := flock.New(filepath.Join(dir, lockName), flock.SetPermissions(0o600))
	ok, err := lock.TryLock()
	if err == nil && !ok {
		err = doc.Errorf(doc.CodeBusy, "another backup into this folder is under way")
	}
	return lock.Unlock, err
}

// copyTo puts an original into the folder unless it is there; fresh tells.
func (s Source) copyTo(dir string, want File) (fresh bool, err error) {
	target := filepath.Join(dir, filepath.FromSlash(originalName(want.SHA256)))
	if info, err := os.Stat(target); err == nil && info.Size() == want.Bytes {
		return false, nil
	}
	from, err := s.original(want.SHA256)
	if err != nil {
		return false, err
	}
	defer func() { _ = from.Close() }()
	if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
		return false, unwritable(err)
	}
	to, err := os.CreateTemp(filepath.Dir(target), begun+"*") // 0600
	if err != nil {
		return false, unwritable(err)
	}
	defer func() { _ = os.Remove(to.Name()) }() // unless it was renamed
	found, err := copyHashed(to, from)
	if err := errors.Join(err, to.Sync(), to.Close()); err != nil {
		return false, unwritable(err)
	}
	if found != want {
		return false, errChanged
	}
	if err := os.Rename(to.Name(), target); err != nil {
		return false, unwritable(err)
	}
	return true, syncFolder(filepath.Dir(target))
}

// finishSnapshot writes what goes beside the database and gives the snapshot its
// name, by which it counts.
func finishSnapshot(m Manifest, config, work, target string) error {
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	for name, content := range map[string][]byte{configName: []byte(config), manifestName: text} {
		if err := writeSynced(filepath.Join(work, name), content); err != nil {
			return err
		}
	}
	if err := errors.Join(syncFile(filepath.Join(work, databaseName)), syncFolder(work)); err != nil {
		return err
	}
	if err := os.Rename(work, target); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(target))
}

// Snapshots lists the backups of a folder, newest first.
func Snapshots(dir string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(dir, snapshots))
	if err != nil {
		return nil, doc.Errorf(doc.CodeBackup, "%w", err)
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), begun) {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	slices.Reverse(names)
	return names, nil
}

// forgetBegun removes what a killed backup left.
func forgetBegun(dir string) error {
	left, err := filepath.Glob(filepath.Join(dir, snapshots, begun+"*"))
	for _, path := range left {
		err = errors.Join(err, os.RemoveAll(path))
	}
	return err
}

// forgetOldest removes the backups over keep, and the originals that no other
// speaks of.
func forgetOldest(dir string, keep int) error {
	names, err := Snapshots(dir)
	if err != nil {
		return err
	}
	for _, old := range names[min(keep, len(names)):] {
		if err := os.RemoveAll(filepath.Join(dir, snapshots, old)); err != nil {
			return fmt.Errorf("forget an old backup: %w", err)
		}
	}
	wanted := map[string]bool{}
	for _, name := range names[:min(keep, len(names))] {
		m, err := readManifest(filepath.Join(dir, snapshots, name, manifestName))
		if err != nil {
			return nil //nolint:nilerr // what belongs to a damaged backup is not known, so everything stays
		}
		for _, f := range m.Originals {
			wanted[f.SHA256] = true
		}
	}
	return filepath.WalkDir(filepath.Join(dir, originals), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || wanted[e.Name()] {
			return err
		}
		return os.Remove(path) //nolint:gosec // the folder is its owner's alone
	})
}
