package export

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// AtomicFile writes path through a temporary neighbour, so that a reader, a
// crash or a full disk finds the old file or the new one and never half of one.
// The file is on the disk when it returns. It keeps the permissions of the file
// it replaces; a new one gets the user's usual ones.
func AtomicFile(path string, write func(io.Writer) error) (err error) {
	// A link is followed so that it stays a link.
	if target, linkErr := filepath.EvalSymlinks(path); linkErr == nil {
		path = target
	}
	before, statErr := os.Stat(path)
	if statErr == nil && !before.Mode().IsRegular() {
		return writeDirect(path, write)
	}
	dir := filepath.Dir(path)
	name := filepath.Join(dir, ".deskclerk-"+rand.Text()+".tmp")
	tmp, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return fmt.Errorf("create the output file: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreClosed(tmp.Close()), ignoreGone(os.Remove(tmp.Name())))
		}
	}()
	if err := write(tmp); err != nil {
		return err
	}
	if statErr == nil {
		if err := tmp.Chmod(before.Mode().Perm()); err != nil {
			return fmt.Errorf("keep the output file's permissions: %w", err)
		}
	}
	if err := errors.Join(tmp.Sync(), tmp.Close()); err != nil {
		return fmt.Errorf("finish the output file: %w", err)
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return fmt.Errorf("put the output file in place: %w", err)
	}
	return syncDir(dir)
}

// writeDirect serves devices and pipes, which cannot be replaced by renaming.
func writeDirect(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("open the output: %w", err)
	}
	return errors.Join(write(f), f.Close())
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("open the output folder: %w", err)
	}
	return errors.Join(d.Sync(), d.Close())
}

func ignoreClosed(err error) error {
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}

func ignoreGone(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
