package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
)

// nobody is a user for whom permissions count, unlike for root.
const nobody = 65534

// asNobody gives a bench whose program runs as nobody where this one runs as root.
func (b bench) asNobody() (bench, error) {
	if os.Getuid() != 0 {
		return b, nil
	}
	if err := os.Chmod(b.dir, 0o755); err != nil { //nolint:gosec // another user has to get there
		return b, err
	}
	program, err := os.ReadFile(b.bin)
	if err != nil {
		return b, err
	}
	bin := filepath.Join(b.dir, "deskclerk")
	wrapper := fmt.Sprintf("#!/bin/sh\nHOME=/tmp exec setpriv --reuid %d --regid %d --clear-groups '%s' \"$@\"\n", nobody, nobody, bin)
	data := filepath.Join(b.dir, "data")
	b.bin = filepath.Join(b.dir, "as-nobody")
	return b, errors.Join(os.WriteFile(bin, program, 0o755), os.WriteFile(b.bin, []byte(wrapper), 0o755), //nolint:gosec // they are run
		os.MkdirAll(data, 0o700), os.Chown(data, nobody, nobody))
}

// tryAway keeps a file locked and another unreadable for 60 s, and takes a folder
// and a mounted disk away meanwhile.
func tryAway(ctx context.Context, b bench) (figure string, err error) {
	b, err = b.asNobody()
	if err != nil {
		return "", err
	}
	h, err := newFolderHouse(ctx, b, "data")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, h.program.Stop()) }()
	in, gone, disk := filepath.Join(b.dir, "in"), filepath.Join(b.dir, "gone"), filepath.Join(b.dir, "disk")
	f, errF := h.watch(ctx, in, client.FolderSettings{})
	g, errG := h.watch(ctx, gone, client.FolderSettings{})
	if err := errors.Join(errF, errG); err != nil {
		return "", err
	}
	release, err := holdBack(in)
	if err != nil {
		return "", err
	}
	held := time.Now()
	mounted, err := h.diskGoesAway(ctx, disk)
	if err != nil {
		return "", err
	}
	returned, err := h.folderGoesAway(ctx, g, gone)
	if err != nil {
		return "", err
	}
	for _, name := range []string{"locked.pdf", "unreadable.pdf"} {
		l, err := h.line(ctx, f.ID, name)
		if err != nil || l.State != doc.FileWaiting || l.Reason != doc.ReasonUnreadable || l.NextAt == nil {
			return "", errors.Join(fmt.Errorf("%s: %+v", name, l), err)
		}
	}
	time.Sleep(time.Until(held.Add(time.Minute)))
	if err := release(); err != nil {
		return "", err
	}
	begin := time.Now()
	for _, name := range []string{"locked.pdf", "unreadable.pdf"} {
		if _, err := h.taken(ctx, f.ID, name, time.Minute); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("locked and unreadable for 60 s: taken %s after that, by themselves; a renamed folder said that it was away and was watched again %s after its return; %s",
		time.Since(begin).Round(time.Second), returned.Round(100*time.Millisecond), mounted), nil
}

// holdBack puts a locked and an unreadable file into a folder.
func holdBack(dir string) (release func() error, err error) {
	locked, closed := filepath.Join(dir, "locked.pdf"), filepath.Join(dir, "unreadable.pdf")
	if err := errors.Join(put(locked+".tmp", scrap("locked")), put(closed+".tmp", scrap("unreadable"))); err != nil {
		return nil, err
	}
	lock, err := os.Open(locked + ".tmp")
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return nil, err
	}
	if err := errors.Join(os.Chmod(closed+".tmp", 0), os.Rename(locked+".tmp", locked), os.Rename(closed+".tmp", closed)); err != nil {
		return nil, err
	}
	return func() error { return errors.Join(lock.Close(), os.Chmod(closed, 0o644)) }, nil //nolint:gosec // nobody has to read it
}

// folderGoesAway renames a watched folder and brings it back; it says how long it
// took until it was watched again.
func (h *folderHouse) folderGoesAway(ctx context.Context, f doc.Folder, path string) (time.Duration, error) {
	if err := os.Rename(path, path+".away"); err != nil {
		return 0, err
	}
	if err := h.stands(ctx, f.ID, doc.FolderAway); err != nil {
		return 0, err
	}
	if err := errors.Join(put(filepath.Join(path+".away", "new.pdf"), scrap("new")), os.Rename(path+".away", path)); err != nil {
		return 0, err
	}
	begin := time.Now()
	if err := h.stands(ctx, f.ID, doc.FolderWatching); err != nil {
		return 0, err
	}
	took := time.Since(begin)
	_, err := h.taken(ctx, f.ID, "new.pdf", time.Minute)
	return took, err
}

func (h *folderHouse) stands(ctx context.Context, id string, state doc.FolderState) error {
	return h.until(ctx, time.Minute, "it is "+string(state), func() (bool, error) {
		f, err := h.Folder(ctx, id)
		return f.State == state, err
	})
}

// diskGoesAway takes a mounted disk out from under its folder.
func (h *folderHouse) diskGoesAway(ctx context.Context, path string) (string, error) {
	if err := os.MkdirAll(path, 0o755); err != nil { //nolint:gosec // other users look into it
		return "", err
	}
	mount := func() error { return syscall.Mount("tmpfs", path, "tmpfs", 0, "size=4m,mode=755") }
	if err := mount(); err != nil {
		return "a mounted disk: not tried, mounting is not allowed here", nil //nolint:nilerr // said in the figure
	}
	defer func() { _ = syscall.Unmount(path, syscall.MNT_DETACH) }() // it may be gone
	f, err := h.watch(ctx, path, client.FolderSettings{})
	if err != nil {
		return "", err
	}
	content := scrap("on the disk")
	if err := put(filepath.Join(path, "a.pdf"), content); err != nil {
		return "", err
	}
	line, err := h.taken(ctx, f.ID, "a.pdf", time.Minute)
	if err != nil {
		return "", err
	}
	if err := syscall.Unmount(path, syscall.MNT_DETACH); err != nil {
		return "", err
	}
	if err := h.stands(ctx, f.ID, doc.FolderAway); err != nil {
		return "", err
	}
	if l, err := h.line(ctx, f.ID, "a.pdf"); err != nil || !l.Present {
		return "", errors.Join(fmt.Errorf("without its disk a file counts as gone: %+v", l), err)
	}
	if err := errors.Join(mount(), put(filepath.Join(path, "a.pdf"), content), put(filepath.Join(path, "b.pdf"), scrap("b"))); err != nil {
		return "", err
	}
	if err := h.stands(ctx, f.ID, doc.FolderWatching); err != nil {
		return "", err
	}
	if _, err := h.taken(ctx, f.ID, "b.pdf", time.Minute); err != nil {
		return "", err
	}
	return "so was a mounted disk, whose empty mount point counted as away", h.once(ctx, line.DocumentID, content, 1)
}
