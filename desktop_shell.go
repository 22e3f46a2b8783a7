//go:build desktop && !headless

package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"os/exec"
	"path/filepath"

	"github.com/godbus/dbus/v5"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// windowShell shows dialogs over the window whose Wails context it holds.
type windowShell struct {
	window context.Context //nolint:containedctx // Wails keeps the window in it
}

// OpenFiles asks for any number of files.
func (s windowShell) OpenFiles() ([]string, error) {
	return runtime.OpenMultipleFilesDialog(s.window, runtime.OpenDialogOptions{
		Title: "Add documents",
		Filters: []runtime.FileFilter{
			{
				DisplayName: "Documents (PDF and images)",
				Pattern:     "*.pdf;*.PDF;*.jpg;*.JPG;*.jpeg;*.JPEG;*.png;*.PNG;*.tif;*.TIF;*.tiff;*.TIFF;*.bmp;*.BMP;*.gif;*.GIF;*.webp;*.WEBP;*.heic;*.HEIC",
			},
			{DisplayName: "All files", Pattern: "*"},
		},
	})
}

// OpenFolder asks for one folder.
func (s windowShell) OpenFolder() (string, error) {
	return runtime.OpenDirectoryDialog(s.window, runtime.OpenDialogOptions{Title: "Watch a folder"})
}

// SaveFile asks where to save, proposing name.
func (s windowShell) SaveFile(name string) (string, error) {
	return runtime.SaveFileDialog(s.window, runtime.SaveDialogOptions{
		Title: "Save the table", DefaultFilename: name,
		Filters: []runtime.FileFilter{{DisplayName: "CSV table", Pattern: "*.csv"}},
	})
}

// Reveal selects the file in the desktop's file manager, by the freedesktop.org
// interface org.freedesktop.FileManager1; where nothing offers that, it opens the
// folder.
func (s windowShell) Reveal(path string) error {
	bus, err := dbus.SessionBus()
	if err == nil {
		uri := (&url.URL{Scheme: "file", Path: path}).String()
		manager := bus.Object("org.freedesktop.FileManager1", "/org/freedesktop/FileManager1")
		if manager.CallWithContext(s.window, "org.freedesktop.FileManager1.ShowItems", 0, []string{uri}, "").Err == nil {
			return nil
		}
	}
	if err := exec.CommandContext(s.window, "xdg-open", filepath.Dir(path)).Run(); err != nil {
		return fmt.Errorf("show the file in its folder: %w", err)
	}
	return nil
}

// wailsLog passes what Wails has to say on to our own log.
type wailsLog struct{ log *slog.Logger }

func (l wailsLog) Print(message string)   { l.log.Info(message) }
func (l wailsLog) Trace(message string)   { l.log.Debug(message) }
func (l wailsLog) Debug(message string)   { l.log.Debug(message) }
func (l wailsLog) Info(message string)    { l.log.Info(message) }
func (l wailsLog) Warning(message string) { l.log.Warn(message) }
func (l wailsLog) Error(message string)   { l.log.Error(message) }
func (l wailsLog) Fatal(message string)   { l.log.Error(message) }
