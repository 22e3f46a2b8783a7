package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
	"golang.org/x/sync/errgroup"

	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
)

const (
	burstFiles   = 2000
	burstFolders = 40
	burstTime    = 20 * time.Minute // the machine may be busy with other things
)

// burst writes files into new subfolders as quickly as it can.
func burst(dir, mark string) error {
	for i := range burstFiles {
		name := fmt.Sprintf("%s-%04d", mark, i)
		if err := put(filepath.Join(dir, fmt.Sprintf("%02d/sub", i%burstFolders), name+".pdf"), scrap(name)); err != nil {
			return err
		}
	}
	return nil
}

// allOnce waits until so many files were taken, and checks that none came twice.
func (h *folderHouse) allOnce(ctx context.Context, id string, want int) error {
	var f doc.Folder
	err := h.until(ctx, burstTime, fmt.Sprintf("%d files are taken", want), func() (bool, error) {
		time.Sleep(time.Second)
		var err error
		f, err = h.Folder(ctx, id)
		return f.Counts.Taken >= want && f.Counts.Waiting == 0, err
	})
	if err != nil {
		return err
	}
	if f.Counts.Taken != want || f.Counts.Duplicates != 0 || f.Counts.Failed != 0 {
		return fmt.Errorf("%s: %+v", f.Name, f.Counts)
	}
	return nil
}

// tryBursts writes 2,000 files each: while the program runs; with the watch limit
// reached; and then into a local folder whose events overflow, one that sends
// none, with a slow writer beside them and a kill in the middle.
func tryBursts(ctx context.Context, b bench) (string, error) {
	if err := burstRun(ctx, b, "plain", doc.WatchEvents); err != nil {
		return "", fmt.Errorf("a plain burst: %w", err)
	}
	if err := burstRun(ctx, b, "limited", doc.WatchPolling, "DESKCLERK_WATCH_MAX_WATCHES=10"); err != nil {
		return "", fmt.Errorf("with the limit of watches: %w", err)
	}
	found, err := hardRun(ctx, b)
	if err != nil {
		return "", fmt.Errorf("everything at once: %w", err)
	}
	return "plain: 2,000; at a limit of 10 watches, polled: 2,000; in one run with the program stopped while 20,000 events came, 2,000 on a local disk and 2,000 on a FUSE mount whose files are written behind it" +
		", two slow writers and a kill -9 in the middle: all, each once; " + found, nil
}

func burstRun(ctx context.Context, b bench, name string, how doc.FolderWatch, env ...string) error {
	h, err := newFolderHouse(ctx, b, name, env...)
	if err != nil {
		return err
	}
	defer h.program.Kill()
	dir := filepath.Join(b.dir, name+"-in")
	f, err := h.watch(ctx, dir, client.FolderSettings{})
	if err != nil {
		return err
	}
	if err := burst(dir, name); err != nil {
		return err
	}
	if err := h.allOnce(ctx, f.ID, burstFiles); err != nil {
		return err
	}
	if f, err = h.Folder(ctx, f.ID); err != nil || f.Watching != how {
		return errors.Join(fmt.Errorf("it is watched by %s", f.Watching), err)
	}
	if n, err := h.total(ctx); err != nil || n != burstFiles {
		return errors.Join(fmt.Errorf("%d documents", n), err)
	}
	return nil
}

// hardRun is everything at once.
func hardRun(ctx context.Context, b bench) (found string, err error) {
	local, mounted, behind := filepath.Join(b.dir, "local"), filepath.Join(b.dir, "mounted"), filepath.Join(b.dir, "behind")
	unmount, err := loopback(behind, mounted)
	if err != nil {
		return "", notTried("no FUSE file system can be mounted here: " + err.Error())
	}
	defer func() { err = errors.Join(err, unmount()) }()
	h, err := newFolderHouse(ctx, b, "hard")
	if err != nil {
		return "", err
	}
	defer func() { h.program.Kill() }()
	l, errL := h.watch(ctx, local, client.FolderSettings{})
	m, errM := h.watch(ctx, mounted, client.FolderSettings{})
	if errL != nil || errM != nil || m.Watching != doc.WatchPolling || m.Polling != doc.PollNetwork || l.Watching != doc.WatchEvents {
		return "", errors.Join(fmt.Errorf("watched by %s and %s", l.Watching, m.Watching), errL, errM)
	}
	seen, err := h.seenAfter(ctx, m.ID, behind)
	if err != nil {
		return "", err
	}
	slow, err := h.overwhelm(ctx, local, behind)
	if err != nil {
		return "", err
	}
	if err := h.allWhole(ctx, []string{l.ID, m.ID}, slow); err != nil {
		return "", err
	}
	figure := fmt.Sprintf("without events a file was seen after %s", seen.Round(100*time.Millisecond))
	if seen > 10*time.Second {
		return "", errors.New(figure)
	}
	return figure, nil
}

// seenAfter is how long one file alone takes to be seen without events.
func (h *folderHouse) seenAfter(ctx context.Context, id, behind string) (time.Duration, error) {
	begin := time.Now()
	if err := put(filepath.Join(behind, "first.pdf"), scrap("first")); err != nil {
		return 0, err
	}
	err := h.until(ctx, time.Minute, "it is seen", func() (bool, error) {
		f, err := h.line(ctx, id, "first.pdf")
		return f.State != "", err
	})
	return time.Since(begin), err
}

// overwhelm writes into both folders, the local one's events overflowing, and
// kills the program in the middle; it gives what the slow writers wrote.
func (h *folderHouse) overwhelm(ctx context.Context, local, behind string) ([][]byte, error) {
	if err := syscall.Kill(h.program.PID, syscall.SIGSTOP); err != nil {
		return nil, err
	}
	if err := flood(local); err != nil {
		return nil, err
	}
	var all errgroup.Group
	all.Go(func() error { return burst(local, "local") })
	all.Go(func() error { return burst(behind, "mounted") })
	slow := make([][]byte, 2)
	for i, dir := range []string{local, behind} {
		all.Go(func() (err error) {
			slow[i], err = slowly(ctx, filepath.Join(dir, fmt.Sprintf("slow-%d.pdf", i)), false)
			return err
		})
	}
	time.Sleep(3 * time.Second)
	if err := syscall.Kill(h.program.PID, syscall.SIGCONT); err != nil {
		return nil, err
	}
	time.Sleep(20 * time.Second)
	h.program.Kill()
	if err := h.start(ctx); err != nil {
		return nil, err
	}
	return slow, all.Wait()
}

// flood makes more events than the queue of a program that is stopped holds.
func flood(dir string) error {
	for i := range 10_000 { // each makes two events
		path := filepath.Join(dir, fmt.Sprintf(".flood-%d", i))
		if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Remove(path)); err != nil {
			return err
		}
	}
	return nil
}

// allWhole checks what overwhelm wrote into the local folder and the mounted one,
// which has seenAfter's file as well.
func (h *folderHouse) allWhole(ctx context.Context, ids []string, slow [][]byte) error {
	if err := errors.Join(h.allOnce(ctx, ids[0], burstFiles+1), h.allOnce(ctx, ids[1], burstFiles+2)); err != nil {
		return err
	}
	for i, id := range ids {
		line, err := h.line(ctx, id, fmt.Sprintf("slow-%d.pdf", i))
		if err != nil {
			return err
		}
		if err := h.once(ctx, line.DocumentID, slow[i], 1); err != nil {
			return err
		}
	}
	if n, err := h.total(ctx); err != nil || n != 2*burstFiles+3 {
		return errors.Join(fmt.Errorf("%d documents", n), err)
	}
	return nil
}

// loopback mounts a folder a second time, by FUSE: what is written into it
// directly sends no events through the mount.
func loopback(behind, mounted string) (unmount func() error, err error) {
	if err := errors.Join(os.MkdirAll(behind, 0o755), os.MkdirAll(mounted, 0o755)); err != nil { //nolint:gosec // other users look into it
		return nil, err
	}
	root, err := fs.NewLoopbackRoot(behind)
	if err != nil {
		return nil, err
	}
	server, err := fs.Mount(mounted, root, &fs.Options{MountOptions: fuse.MountOptions{DirectMount: true, AllowOther: true, FsName: "promise"}})
	if err != nil {
		return nil, err
	}
	return func() error {
		err := server.Unmount()
		if err != nil && strings.Contains(err.Error(), "busy") {
			return syscall.Unmount(mounted, syscall.MNT_DETACH)
		}
		return err
	}, nil
}
