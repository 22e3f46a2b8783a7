// The desktop face: what a page in the window may ask of the desktop it runs on.
// Everything else it asks of the local HTTP API, like every other client.

package main

import (
	"context"

	"deskclerk/backend/api/client"
)

// Backend is what the window needs of the program behind it.
type Backend interface {
	// BaseURL is where the API listens, such as http://127.0.0.1:7411.
	BaseURL() string
	// Token makes a bearer token that the page shows to the API.
	Token() string
	// ImportPaths takes files and whole folders into the library. A path that
	// cannot be taken has its error in its result; the error returned is for
	// what concerns all of them.
	ImportPaths(ctx context.Context, paths []string) ([]client.Upload, error)
	// SaveCSV writes the documents that query chooses to path, atomically. The
	// query is written as the API's /export.csv takes it.
	SaveCSV(ctx context.Context, query, path string) error
	// OriginalPath is where a document's original lies; doc.CodeNotFound when
	// there is no such document.
	OriginalPath(ctx context.Context, id string) (string, error)
	// Summoned receives when a second start of the program handed its arguments
	// to this one and the window should come to the front.
	Summoned() <-chan struct{}
}

// Imported is what became of files that were imported, one answer a file.
type Imported struct {
	Documents []client.Upload `json:"documents"`
}

// Session is how the page reaches the API.
type Session struct {
	BaseURL string `json:"baseURL"`
	Token   string `json:"token"`
}

// shell is the part of the desktop that shows dialogs and files. A dialog that
// was cancelled returns nothing and no error.
type shell interface {
	OpenFiles() ([]string, error)
	OpenFolder() (string, error)
	SaveFile(name string) (string, error)
	Reveal(path string) error
}

// Desktop is bound to the page as window.go.main.Desktop.
type Desktop struct {
	ctx     context.Context //nolint:containedctx // bound methods get none; this one ends with the window
	backend Backend
	shell   shell
}

// Session hands over the address and token of the API.
func (d *Desktop) Session() Session {
	return Session{BaseURL: d.backend.BaseURL(), Token: d.backend.Token()}
}

// PickFiles asks for files and returns their paths; none when the dialog was
// cancelled.
func (d *Desktop) PickFiles() ([]string, error) {
	return d.shell.OpenFiles()
}

// PickFolder asks for a folder and returns its path; none when the dialog was
// cancelled.
func (d *Desktop) PickFolder() (string, error) {
	return d.shell.OpenFolder()
}

// ImportPaths imports files and folders that were picked or dropped on the
// window.
func (d *Desktop) ImportPaths(paths []string) (Imported, error) {
	if len(paths) == 0 {
		return Imported{}, nil
	}
	documents, err := d.backend.ImportPaths(d.ctx, paths)
	return Imported{documents}, err
}

// SaveCSV asks where to, writes the table there and returns the path, which is
// empty when the dialog was cancelled.
func (d *Desktop) SaveCSV(query string) (string, error) {
	path, err := d.shell.SaveFile("deskclerk.csv")
	if err != nil || path == "" {
		return "", err
	}
	return path, d.backend.SaveCSV(d.ctx, query, path)
}

// RevealOriginal shows a document's original in the file manager.
func (d *Desktop) RevealOriginal(id string) error {
	path, err := d.backend.OriginalPath(d.ctx, id)
	if err != nil {
		return err
	}
	return d.shell.Reveal(path)
}
