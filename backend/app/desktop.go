package app

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"time"

	"deskclerk/backend/api"
	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
	"deskclerk/backend/export"
	"deskclerk/backend/intake"
)

// What the window asks of the program.

// ImportPaths takes files and whole folders of this machine into the library. A
// path that cannot be taken has its error in its result.
func (a *App) ImportPaths(ctx context.Context, paths []string) ([]client.Upload, error) {
	a.importing.Add(1)
	defer a.importing.Add(-1)
	results := []client.Upload{}
	for _, path := range paths {
		files, over, err := intake.Find([]string{path})
		if err != nil {
			results = append(results, client.Upload{Name: filepath.Base(path), Error: doc.FailureOf(err)})
		}
		for _, o := range over {
			results = append(results, client.Upload{Name: filepath.Base(o.Path), Error: doc.FailureOf(doc.Errorf(doc.CodeUnreadable, "%s", o.Reason))})
		}
		for _, file := range files {
			if err := ctx.Err(); err != nil {
				return results, err
			}
			results = append(results, a.importFile(ctx, file)...)
		}
	}
	return results, nil
}

func (a *App) importFile(ctx context.Context, path string) []client.Upload {
	f, err := os.Open(path)
	if err != nil {
		return []client.Upload{{Name: filepath.Base(path), Error: doc.FailureOf(doc.Errorf(doc.CodeUnreadable, "%w", err))}}
	}
	defer func() { _ = f.Close() }()
	receipt, err := a.intake.Admit(ctx, intake.Item{
		Name: filepath.Base(path), Body: f, Source: doc.Source{Kind: doc.SourceWindow, ReceivedAt: time.Now().UTC()},
	})
	if err != nil || receipt.Container == nil {
		return []client.Upload{{
			Name: filepath.Base(path), ID: receipt.DocumentID, Status: receipt.Document.Status,
			Duplicate: receipt.Duplicate, Error: doc.FailureOf(err),
		}}
	}
	var all []client.Upload
	for _, e := range receipt.Container.Entries {
		all = append(all, client.Upload{
			Name: filepath.Base(path) + "/" + e.Name, ID: e.DocumentID, Status: e.Status, Duplicate: e.Duplicate,
			Error: e.Error, Container: receipt.Container.ID, PassedOver: e.PassedOver,
		})
	}
	return all
}

// SaveCSV writes the documents that query chooses, as the API's export.csv takes
// it, to path, atomically.
func (a *App) SaveCSV(ctx context.Context, query, path string) error {
	conn := a.ownClient()
	return export.AtomicFile(path, func(w io.Writer) error { return conn.ExportRaw(ctx, w, "csv", query) })
}

// OriginalPath is where a document's original lies, or that of its first page
// when its pages were rearranged; not_found when there is no such document.
func (a *App) OriginalPath(ctx context.Context, id string) (string, error) {
	d, err := a.store.Document(ctx, id)
	if err != nil {
		return "", err
	}
	if d.File.MIME != doc.MIMEPages {
		return a.store.OriginalPath(d.File.SHA256), nil
	}
	l, err := a.store.Pages(ctx, id)
	if err != nil {
		return "", err
	}
	return a.store.OriginalPath(l.Sources[l.Pages[0].Source].SHA256), nil
}

// Summon asks the window to come to the front and hands it what became of files
// that a second start was given. Errors: conflict when there is none.
func (a *App) Summon(_ context.Context, taken []api.UploadedDocument) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.instance.Window {
		return doc.Errorf(doc.CodeConflict, "there is no window")
	}
	for _, t := range taken {
		a.opened = append(a.opened, client.Upload{
			Name: t.Name, ID: t.ID, Status: t.Status, Duplicate: t.Duplicate, Error: t.Error, Container: t.Container, PassedOver: t.PassedOver,
		})
	}
	select {
	case a.summoned <- struct{}{}:
	default: // it is on its way already
	}
	return nil
}

// Summoned receives when the window should come to the front. Who asks for it
// has a window.
func (a *App) Summoned() <-chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.instance.Window = true
	return a.summoned
}

// Opened gives, once, what became of the files that the program or a second
// start of it was given.
func (a *App) Opened() []client.Upload {
	a.mu.Lock()
	defer a.mu.Unlock()
	opened := a.opened
	a.opened = nil
	return opened
}

// OpenFiles imports what the program was started with; the window is told what
// became of it.
func (a *App) OpenFiles(ctx context.Context, paths []string) error {
	if len(paths) == 0 {
		return nil
	}
	taken, err := a.ImportPaths(ctx, paths)
	a.mu.Lock()
	a.opened = append(a.opened, taken...)
	a.mu.Unlock()
	return err
}

// Working is how much is still to be done: files on their way in and jobs.
func (a *App) Working(ctx context.Context) (int, error) {
	backlog, err := a.store.Backlog(ctx)
	work := int(a.importing.Load())
	for _, n := range backlog {
		work += n
	}
	return work, err
}
