//go:build desktop && !headless

package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/godbus/dbus/v5"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// windowShell shows dialogs over the window whose Wails context it holds.
type windowShell struct {
	window  context.Context //nolint:containedctx // Wails keeps the window in it
	notices *notices
	pages   *pageWindow
}

// Notify tells it through the system, if the system has a way to.
func (s windowShell) Notify(title, body string) error {
	if err := s.notices.send(title, body); err != nil {
		runtime.LogInfof(s.window, "no notification: %v", err)
	}
	return nil
}

// OpenPage opens a second process with a window.
func (s windowShell) OpenPage(_ context.Context, session func() Session) error {
	return s.pages.open(session)
}

// Window does what the window's menus offer.
func (s windowShell) Window(verb string) {
	switch verb {
	case "minimise":
		runtime.WindowMinimise(s.window)
	case "maximise":
		runtime.WindowToggleMaximise(s.window)
	case "fullScreen":
		if runtime.WindowIsFullscreen(s.window) {
			runtime.WindowUnfullscreen(s.window)
		} else {
			runtime.WindowFullscreen(s.window)
		}
	case "reload":
		runtime.WindowReload(s.window)
	case "close", "quit":
		runtime.Quit(s.window)
	}
}

// OpenFiles asks for any number of files.
func (s windowShell) OpenFiles() ([]string, error) {
	return runtime.OpenMultipleFilesDialog(s.window, runtime.OpenDialogOptions{
		Title: "Add documents",
		Filters: []runtime.FileFilter{
			{
				DisplayName: "Documents, pictures, ZIPs and mails",
				Pattern:     patterns("pdf", "jpg", "jpeg", "png", "tif", "tiff", "bmp", "gif", "webp", "heic", "heif", "jp2", "txt", "xml", "zip", "eml"),
			},
			{DisplayName: "All files", Pattern: "*"},
		},
	})
}

// patterns match names with these endings, in small letters or in capitals.
func patterns(endings ...string) string {
	var all []string
	for _, e := range endings {
		all = append(all, "*."+e, "*."+strings.ToUpper(e))
	}
	return strings.Join(all, ";")
}

// OpenFolder asks for one folder.
func (s windowShell) OpenFolder() (string, error) {
	return runtime.OpenDirectoryDialog(s.window, runtime.OpenDialogOptions{Title: "Watch a folder"})
}

// SaveFile asks where to save, proposing name, whose ending says what is shown.
func (s windowShell) SaveFile(name string) (string, error) {
	return runtime.SaveFileDialog(s.window, runtime.SaveDialogOptions{
		Title: "Save the table", DefaultFilename: name, Filters: tableFilters(name),
	})
}

// OpenTable asks for one file of the kind that name is.
func (s windowShell) OpenTable(name string) (string, error) {
	return runtime.OpenFileDialog(s.window, runtime.OpenDialogOptions{
		Title: "Append to a file", Filters: tableFilters(name),
	})
}

func tableFilters(name string) []runtime.FileFilter {
	ending := filepath.Ext(name)
	known := map[string]string{".csv": "CSV table", ".xlsx": "Excel workbook", ".json": "JSON", ".jsonl": "JSON lines"}
	all := runtime.FileFilter{DisplayName: "All files", Pattern: "*"}
	if words := known[ending]; words != "" {
		return []runtime.FileFilter{{DisplayName: words, Pattern: "*" + ending}, all}
	}
	return []runtime.FileFilter{all}
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
