package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sync/errgroup"

	"deskclerk/backend/api/client"
	"deskclerk/internal/paper"
)

// slowly writes a file at 1 kB per half second for 30 s, keeping it open or
// opening it for each part, and gives what it wrote.
func slowly(ctx context.Context, path string, open bool) ([]byte, error) {
	const parts = 60
	var whole []byte
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	for i := range parts {
		part := bytes.Repeat([]byte{byte('a' + i%26)}, 1000)
		if i == 0 {
			copy(part, "%PDF-1.4\n"+filepath.Base(path)+"\n")
		}
		whole = append(whole, part...)
		if !open && i > 0 {
			if f, err = os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0); err != nil {
				return nil, err
			}
		}
		if _, err := f.Write(part); err != nil {
			return nil, errors.Join(err, f.Close())
		}
		if !open {
			if err := f.Close(); err != nil {
				return nil, err
			}
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(500 * time.Millisecond):
		}
	}
	if open {
		return whole, f.Close()
	}
	return whole, nil
}

// trySlowWriter has two writers write, into the folder of a program that runs and
// into that of one that is killed in the middle and started again.
func trySlowWriter(ctx context.Context, b bench) (string, error) {
	var both errgroup.Group
	both.Go(func() error { return slowRun(ctx, b, "steady", false) })
	both.Go(func() error { return slowRun(ctx, b, "restarted", true) })
	if err := both.Wait(); err != nil {
		return "", err
	}
	return "4 files of 60 kB, kept open and reopened for each kB, 2 of them over a kill -9: each taken once, whole", nil
}

func slowRun(ctx context.Context, b bench, name string, kill bool) (err error) {
	h, err := newFolderHouse(ctx, b, name)
	if err != nil {
		return err
	}
	defer func() { h.program.Kill() }()
	dir := filepath.Join(b.dir, name+"-in")
	f, err := h.watch(ctx, dir, client.FolderSettings{})
	if err != nil {
		return err
	}
	var writers errgroup.Group
	wrote := map[string][]byte{}
	names := []string{"open.pdf", "reopened.pdf"}
	results := make([][]byte, len(names))
	for i, name := range names {
		writers.Go(func() (err error) {
			results[i], err = slowly(ctx, filepath.Join(dir, name), i == 0)
			return err
		})
	}
	if kill {
		time.Sleep(15 * time.Second)
		h.program.Kill()
		if err := h.start(ctx); err != nil {
			return err
		}
	}
	if err := writers.Wait(); err != nil {
		return err
	}
	for i, name := range names {
		wrote[name] = results[i]
		line, err := h.taken(ctx, f.ID, name, time.Minute)
		if err != nil {
			return err
		}
		if err := h.once(ctx, line.DocumentID, wrote[name], 1); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if n, err := h.total(ctx); err != nil || n != len(names) {
		return errors.Join(fmt.Errorf("%d documents", n), err)
	}
	return nil
}

// tryRenamed renames a finished download, and touches it fifty times while it is
// read.
func tryRenamed(ctx context.Context, b bench) (figure string, err error) {
	h, err := newFolderHouse(ctx, b, "data")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, h.program.Stop()) }()
	name, content, err := oneReceipt(filepath.Join(b.dir, "papers"))
	if err != nil {
		return "", err
	}
	path := filepath.Join(b.dir, "in", name)
	f, err := h.watch(ctx, filepath.Dir(path), client.FolderSettings{})
	if err != nil {
		return "", err
	}
	if err := h.download(ctx, f.ID, path, content); err != nil {
		return "", err
	}
	line, err := h.taken(ctx, f.ID, name, time.Minute)
	if err != nil {
		return "", err
	}
	if err := touch(path, 50); err != nil {
		return "", err
	}
	err = h.until(ctx, 2*time.Minute, "it is read, and the touches were looked into", func() (bool, error) {
		d, err := h.Document(ctx, line.DocumentID)
		if err != nil {
			return false, err
		}
		l, err := h.line(ctx, f.ID, name)
		return d.Status.Finished() && l.Reason == "same_content", err
	})
	if err != nil {
		return "", err
	}
	if err := h.once(ctx, line.DocumentID, content, 1); err != nil {
		return "", err
	}
	d, err := h.Document(ctx, line.DocumentID)
	n, errN := h.total(ctx)
	if err != nil || errN != nil || n != 1 || d.Attempt == nil || d.Attempt.Number != 1 {
		return "", errors.Join(fmt.Errorf("%d documents, attempt %+v", n, d.Attempt), err, errN)
	}
	return "one document, one attempt, one sighting after a rename and 50 touches", nil
}

// oneReceipt draws a receipt and gives its content, and a name of its kind.
func oneReceipt(papers string) (name string, content []byte, err error) {
	if _, err := paper.Folder(papers, 1); err != nil {
		return "", nil, err
	}
	found, err := filepath.Glob(filepath.Join(papers, "receipt-*"))
	if err != nil || len(found) != 1 {
		return "", nil, errors.Join(fmt.Errorf("%d papers", len(found)), err)
	}
	content, err = os.ReadFile(found[0])
	return "paper" + filepath.Ext(found[0]), content, err
}

// download writes a file as browsers do: under another name, which is passed
// over, until it is whole.
func (h *folderHouse) download(ctx context.Context, id, path string, content []byte) error {
	part := path + ".part"
	if err := put(part, content); err != nil {
		return err
	}
	err := h.until(ctx, time.Minute, ".part is passed over", func() (bool, error) {
		l, err := h.line(ctx, id, filepath.Base(part))
		return l.Reason == "temporary", err
	})
	if err != nil {
		return err
	}
	return os.Rename(part, path)
}

// touch changes nothing of a file but its time.
func touch(path string, times int) error {
	for range times {
		now := time.Now()
		if err := os.Chtimes(path, now, now); err != nil {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
	return nil
}
