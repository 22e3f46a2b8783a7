package app

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"deskclerk/backend/doc"
)

// windowFile lies in the data folder; what is in it is the window's own affair.
const windowFile = "window.json"

// WindowState is what KeepWindowState kept; nothing at first.
func (a *App) WindowState() ([]byte, error) {
	text, err := os.ReadFile(filepath.Join(a.dir, windowFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, doc.Errorf(doc.CodeUnreadable, "state of the window: %w", err)
	}
	return text, nil
}

// KeepWindowState keeps how the window stands, for the next start.
func (a *App) KeepWindowState(text []byte) error { return a.keepFile(windowFile, text) }
