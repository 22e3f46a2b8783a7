package app

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"deskclerk/backend/doc"
	"deskclerk/backend/intake/watch"
)

// openFolders makes the room that watches folders; nothing is looked at before
// Start.
func (a *App) openFolders() {
	c := a.config.Watch
	a.folders = watch.New(watch.Options{
		Journal: a.store, Intake: a.intake, Own: []string{a.dir}, MaxBytes: int64(a.config.Limits.MaxBytes),
		Settle: time.Duration(c.Settle), Poll: time.Duration(c.Poll), NoEvents: !c.Events, MaxWatches: c.MaxWatches, Logger: a.log,
	})
	a.onClose(func() error { a.folders.Stop(); return nil })
}

// folders adds to the watching which folders may be added from elsewhere.
type folders struct {
	*watch.Service
	allow []string
}

// Allowed refuses a path that was given over the network, unless it lies in a
// folder that the configuration allows. Errors: folder_not_allowed.
func (f folders) Allowed(_ context.Context, path string) error {
	resolved, err := filepath.EvalSymlinks(path)
	if err == nil && filepath.IsAbs(path) {
		for _, allowed := range f.allow {
			base, err := filepath.EvalSymlinks(allowed)
			if err != nil {
				continue
			}
			rel, err := filepath.Rel(base, resolved)
			if err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
				return nil
			}
		}
	}
	// The same for a path that is not there: whoever asks learns nothing of what is.
	return doc.Errorf(doc.CodeFolderFar, "")
}
