package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
	"deskclerk/internal/served"
)

// folderPromises are about watched folders.
func folderPromises() []promise {
	return []promise{
		{12, "a file written at 1 kB per half second for 30 s is taken once, whole; the same while the app restarts", trySlowWriter},
		{13, ".part renamed to .pdf: once; fifty touches during its OCR: once", tryRenamed},
		{14, "2,000 files in one burst in new subfolders: all, exactly once; with the event queue overflown, the watch limit reached, and on a mount without events", tryBursts},
		{15, "a file locked or unreadable for 60 s is retried by itself; a folder that goes away and returns is resumed within 60 s, and it is said meanwhile", tryAway},
		{16, "the source is never moved or deleted before the commit; by default it is left where it is", trySources},
		{17, "FIFOs, sockets, devices, symlinks out of the tree, hidden and temporary files are passed over with a reason, without a hang", tryKinds},
		{18, "the same content twice: processed once, both sightings recorded, both answers say so", tryTwice},
	}
}

// folderHouse is the program with folders that it watches.
type folderHouse struct {
	*client.Client

	options served.Options
	program *served.Program
}

func newFolderHouse(ctx context.Context, b bench, data string, env ...string) (*folderHouse, error) {
	h := &folderHouse{options: b.program(data, append([]string{"DESKCLERK_WORKER_COUNT=1"}, env...)...)}
	return h, h.start(ctx)
}

func (h *folderHouse) start(ctx context.Context) (err error) {
	if h.program, err = served.Start(ctx, h.options); err == nil {
		h.Client = client.New(h.program.URL, h.program.Token, nil)
	}
	return err
}

// watch makes a folder and watches it.
func (h *folderHouse) watch(ctx context.Context, path string, s client.FolderSettings) (doc.Folder, error) {
	if err := os.MkdirAll(path, 0o755); err != nil { //nolint:gosec // other users look into it
		return doc.Folder{}, err
	}
	s.Path = path
	f, err := h.CreateFolder(ctx, s)
	if err != nil {
		return f, err
	}
	return f, h.until(ctx, time.Minute, "the folder is watched", func() (bool, error) {
		f, err = h.Folder(ctx, f.ID)
		return f.State == doc.FolderWatching, err
	})
}

// until waits for something that comes by itself.
func (h *folderHouse) until(ctx context.Context, most time.Duration, what string, holds func() (bool, error)) error {
	for deadline := time.Now().Add(most); ; {
		ok, err := holds()
		if err != nil || ok {
			return err
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("not within %s: %s\n%s", most, what, h.account(ctx))
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// account is how the folders stand, for whoever looks for what went wrong.
func (h *folderHouse) account(ctx context.Context) string {
	all, err := h.Folders(ctx)
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	for _, f := range all {
		fmt.Fprintf(&b, "%s: %s %s %s %+v\n", f.Name, f.State, f.Detail, f.Watching, f.Counts)
	}
	return b.String()
}

// line is the journal's line of a path; empty when there is none.
func (h *folderHouse) line(ctx context.Context, id, path string) (doc.FolderFile, error) {
	list, err := h.FolderFiles(ctx, doc.FileQuery{FolderID: id, Text: path, Limit: 500})
	for _, f := range list.Files {
		if f.Path == path {
			return f, err
		}
	}
	return doc.FolderFile{}, err
}

// taken waits until a path was taken and its source is where it belongs.
func (h *folderHouse) taken(ctx context.Context, id, path string, most time.Duration) (f doc.FolderFile, err error) {
	return f, h.until(ctx, most, path+" is taken", func() (bool, error) {
		f, err = h.line(ctx, id, path)
		return f.State == doc.FileTaken && f.Source != doc.SourcePending, err
	})
}

// once checks that a document is there once, whole, and was seen so many times.
func (h *folderHouse) once(ctx context.Context, id string, content []byte, sightings int) error {
	d, err := h.Document(ctx, id)
	if err != nil {
		return err
	}
	kept, err := os.ReadFile(originalPath(h.options.Data, d.File.SHA256))
	if err != nil || string(kept) != string(content) {
		return errors.Join(fmt.Errorf("%d bytes are kept of %d", len(kept), len(content)), err)
	}
	var seen struct {
		Sightings []doc.Sighting `json:"sightings"`
	}
	if _, err := h.program.Get(ctx, "/documents/"+id+"/sightings", &seen); err != nil {
		return err
	}
	if len(seen.Sightings) != sightings {
		return fmt.Errorf("%d sightings, not %d", len(seen.Sightings), sightings)
	}
	return nil
}

// total is how many documents there are.
func (h *folderHouse) total(ctx context.Context) (int, error) {
	l, err := h.Documents(ctx, doc.Query{Limit: 1})
	return l.Total, err
}

// scrap is what the intake takes for a PDF and the reader soon refuses, so that
// the promise is not about reading.
func scrap(name string) []byte {
	return []byte("%PDF-1.4\n" + name + "\n" + strings.Repeat(".", 600))
}

func put(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // other users look into it
		return err
	}
	return os.WriteFile(path, content, 0o644) //nolint:gosec // likewise
}
