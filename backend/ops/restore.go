package ops

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"deskclerk/backend/doc"
)

// restoredConfig is the backup's configuration beside the restored data; the
// program uses its own file, wherever that is.
const restoredConfig = "restored-config.toml"

// Check reads a backup to its last byte and holds it against its hashes. What is
// wrong stands in the report; an error is what prevents looking. Errors:
// wrong_passphrase, backup_damaged for a file that is cut or no backup,
// newer_database.
func Check(ctx context.Context, c Choice, inspect Inspect) (r Report, err error) {
	scratch, err := os.MkdirTemp("", "deskclerk-verify-*") // 0700
	if err != nil {
		return r, unwritable(err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	u, err := open(c, scratch, true)
	if err != nil {
		return r, err
	}
	if err := u.check(ctx, inspect); err != nil {
		return r, err
	}
	return u.report(), nil
}

func (u *unpacked) report() Report {
	r := reportOf(u.manifest)
	r.Encrypted, r.Snapshot = u.encrypted, u.snapshot
	r.Faults = append(r.Faults, u.faults...)
	return r
}

// Restore brings a backup back as a new data folder, which must not exist or be
// empty, and appears whole or not at all. A backup that is not whole is only
// restored with salvage: then what is left of it. Errors: those of Check,
// folder_not_empty, backup_damaged, disk_full.
func Restore(ctx context.Context, c Choice, dir string, inspect Inspect, salvage bool) (r Report, err error) {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return r, doc.Errorf(doc.CodeNotEmpty, "%s", dir)
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return r, err
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		return r, unwritable(err)
	}
	work, err := os.MkdirTemp(filepath.Dir(dir), ".deskclerk-restore-*") // 0700, on the same disk
	if err != nil {
		return r, unwritable(err)
	}
	defer func() { _ = os.RemoveAll(work) }() // unless it was renamed
	u, err := open(c, work, false)
	if err != nil {
		return r, err
	}
	if err := u.check(ctx, inspect); err != nil {
		return r, err
	}
	if r = u.report(); len(r.Faults) > 0 && !salvage {
		return r, doc.Errorf(doc.CodeBackup, "%s", r.Faults[0])
	}
	if err := u.layOut(work); err != nil {
		return r, unwritable(err)
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, os.ErrNotExist) { // an empty one makes room
		return r, unwritable(err)
	}
	if err := os.Rename(work, dir); err != nil {
		return r, unwritable(err)
	}
	return r, syncFolder(filepath.Dir(dir))
}

// layOut makes the scratch folder a data folder.
func (u *unpacked) layOut(work string) error {
	if u.snapshot != "" { // a folder of backups stays as it is
		if err := copyFile(u.database, filepath.Join(work, databaseName)); err != nil {
			return err
		}
		for _, f := range u.manifest.Originals {
			err := copyFile(u.original(f.SHA256), filepath.Join(work, filepath.FromSlash(originalName(f.SHA256))))
			if err != nil && !errors.Is(err, os.ErrNotExist) { // known to be missing, or salvage
				return err
			}
		}
		if err := copyFile(u.config, filepath.Join(work, restoredConfig)); err != nil {
			return err
		}
		return syncFolder(work)
	}
	if err := u.dropStrangers(work); err != nil {
		return err
	}
	return errors.Join(os.Rename(u.config, filepath.Join(work, restoredConfig)), syncFolder(work))
}

// dropStrangers removes originals that came in the file but belong to documents
// deleted while it was made.
func (u *unpacked) dropStrangers(work string) error {
	wanted := map[string]bool{}
	for _, f := range u.manifest.Originals {
		wanted[f.SHA256] = true
	}
	return filepath.WalkDir(filepath.Join(work, originals), func(path string, e os.DirEntry, err error) error {
		if errors.Is(err, os.ErrNotExist) { // a library without documents
			return nil
		}
		if err != nil || e.IsDir() || wanted[e.Name()] {
			return err
		}
		return os.Remove(path) //nolint:gosec // the folder was made here a moment ago
	})
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}
