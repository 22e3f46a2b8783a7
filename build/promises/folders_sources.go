package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
)

// mostSourceKills bounds the kills at one kind of call, for one fate.
const mostSourceKills = 12

// trySources kills the program at every call that makes something durable, gives
// it another name or removes it, while it takes a file and then moves or deletes
// it. After each restart the document has to be there once, whole.
func trySources(ctx context.Context, b bench) (figure string, err error) {
	if _, err := exec.LookPath("strace"); err != nil {
		return "", notTried("strace is not installed")
	}
	h, err := newFolderHouse(ctx, b, "data", "DESKCLERK_WATCH_SETTLE=300ms")
	if err != nil {
		return "", err
	}
	defer func() { h.program.Kill() }()
	if err := h.leaves(ctx, filepath.Join(b.dir, "left")); err != nil {
		return "", err
	}
	kills, before, after := 0, 0, 0
	for _, fate := range []doc.FolderAfter{doc.AfterMove, doc.AfterDelete} {
		dir, how := filepath.Join(b.dir, string(fate)), string(fate)
		f, err := h.watch(ctx, dir, client.FolderSettings{After: &how})
		if err != nil {
			return "", err
		}
		for _, call := range []string{"fsync,fdatasync", "rename,renameat,renameat2", "link,linkat", "unlink,unlinkat"} {
			for n := 1; n <= mostSourceKills; n++ {
				k := &killing{h: h, folder: f, dir: dir, fate: fate, call: call, n: n}
				died, early, err := k.try(ctx)
				if err != nil {
					return "", fmt.Errorf("%s, killed at %s %d: %w", fate, call, n, err)
				}
				if !died {
					break
				}
				kills++
				if early {
					before++
				} else {
					after++
				}
			}
		}
	}
	if before == 0 || after == 0 {
		return "", fmt.Errorf("killed %d times before the commit and %d times after it", before, after)
	}
	return fmt.Sprintf("left where it is by default; %d kills at fsync, rename, link and unlink while a file was taken and moved or deleted, %d before and %d after its document was there: never lost, never twice",
		kills, before, after), nil
}

// leaves checks that a file is left alone unless somebody says otherwise.
func (h *folderHouse) leaves(ctx context.Context, dir string) error {
	f, err := h.watch(ctx, dir, client.FolderSettings{})
	if err != nil {
		return err
	}
	path := filepath.Join(dir, "left.pdf")
	if err := put(path, scrap("left")); err != nil {
		return err
	}
	line, err := h.taken(ctx, f.ID, "left.pdf", time.Minute)
	if err != nil {
		return err
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != string(scrap("left")) || line.Source != doc.SourceLeft {
		return errors.Join(fmt.Errorf("%+v", line), err)
	}
	return nil
}

// killing is one death at the n-th of some calls.
type killing struct {
	h      *folderHouse
	folder doc.Folder
	dir    string
	fate   doc.FolderAfter
	call   string
	n      int
}

// try says whether the program died, and whether it was before the document was
// there.
func (k *killing) try(ctx context.Context) (died, early bool, err error) {
	before, err := k.h.total(ctx)
	if err != nil {
		return false, false, err
	}
	tracer, err := k.attach(ctx)
	if err != nil {
		return false, false, err
	}
	first, _, _ := strings.Cut(k.call, ",")
	name := fmt.Sprintf("%s-%s-%d.pdf", k.fate, first, k.n)
	path, content := filepath.Join(k.dir, name), scrap(name)
	if err := errors.Join(put(path+".tmp", content), os.Rename(path+".tmp", path)); err != nil {
		return false, false, err
	}
	died, err = k.wait(ctx, name)
	_ = letGo(tracer)
	if err != nil {
		return false, false, err
	}
	if died {
		k.h.program.Wait()
		there, err := listed(ctx, k.h.options)
		if err != nil {
			return died, false, err
		}
		early = len(there) == before
		if err := k.h.start(ctx); err != nil {
			return died, early, err
		}
	}
	line, err := k.h.taken(ctx, k.folder.ID, name, 2*time.Minute)
	if err != nil {
		return died, early, err
	}
	return died, early, k.check(ctx, line, name, content)
}

// check holds the end against what was promised.
func (k *killing) check(ctx context.Context, line doc.FolderFile, name string, content []byte) error {
	if err := k.h.once(ctx, line.DocumentID, content, 1); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(k.dir, name)); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("the source is still there: %v", err) //nolint:errorlint // it may be nil
	}
	if k.fate == doc.AfterMove {
		moved, err := os.ReadFile(filepath.Join(k.dir, "done", name))
		if err != nil || string(moved) != string(content) || line.MovedTo != "done/"+name {
			return errors.Join(fmt.Errorf("moved to %q", line.MovedTo), err)
		}
	}
	return nil
}

// attach has strace kill the program at the n-th call from now on.
func (k *killing) attach(ctx context.Context) (*exec.Cmd, error) {
	cmd := exec.CommandContext(ctx, "strace", "-f", "-qq", "-o", "/dev/null", "-p", strconv.Itoa(k.h.program.PID),
		"-e", "trace="+k.call, "-e", fmt.Sprintf("inject=%s:signal=SIGKILL:when=%d", k.call, k.n))
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	for range 200 { // until it holds every thread
		time.Sleep(20 * time.Millisecond)
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", k.h.program.PID))
		if err == nil && !strings.Contains(string(text), "TracerPid:\t0\n") {
			time.Sleep(200 * time.Millisecond)
			return cmd, nil
		}
	}
	return nil, errors.New("strace does not attach")
}

// wait waits for the program's death or for the file's end.
func (k *killing) wait(ctx context.Context, name string) (died bool, err error) {
	err = k.h.until(ctx, time.Minute, "it dies or the file is done with", func() (bool, error) {
		if errors.Is(syscall.Kill(k.h.program.PID, 0), syscall.ESRCH) || k.h.program.Ended() {
			died = true
			return true, nil
		}
		l, err := k.h.line(ctx, k.folder.ID, name)
		if err != nil {
			return false, nil //nolint:nilerr // it may be dying
		}
		return l.State == doc.FileTaken && l.Source != doc.SourcePending, nil
	})
	if err == nil && !died { // it may die of what it does right after
		time.Sleep(300 * time.Millisecond)
		died = k.h.program.Ended()
	}
	return died, err
}
