package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
	"deskclerk/backend/export"
)

// preferencesFile lies in the data folder.
const preferencesFile = "preferences.json"

// Preferences are the owner's; the defaults where the file is missing or is none
// of ours, so that a broken file keeps nobody from closing the window.
func (a *App) Preferences(context.Context) (api.Preferences, error) {
	p := api.DefaultPreferences()
	text, err := os.ReadFile(filepath.Join(a.dir, preferencesFile))
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err != nil {
		return p, doc.Errorf(doc.CodeUnreadable, "preferences: %w", err)
	}
	if json.Unmarshal(text, &p) != nil {
		return api.DefaultPreferences(), nil //nolint:nilerr // see above
	}
	switch p.OnClose {
	case api.CloseAsks, api.CloseBackground, api.CloseFinish, api.CloseStop:
	default:
		p.OnClose = api.CloseAsks
	}
	return p, nil
}

// SetPreferences keeps them, whole or not at all.
func (a *App) SetPreferences(_ context.Context, p api.Preferences) error {
	text, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return fmt.Errorf("write preferences: %w", err)
	}
	return a.keepFile(preferencesFile, text)
}

// keepFile replaces a small file of the data folder.
func (a *App) keepFile(name string, text []byte) error {
	return export.AtomicFile(filepath.Join(a.dir, name), func(w io.Writer) error {
		_, err := w.Write(append(text, '\n'))
		return err
	})
}
