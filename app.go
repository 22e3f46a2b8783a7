// The desktop face: what a page in the window may ask of the desktop it runs on.
// Everything else it asks of the local HTTP API, like every other client.

package main

import (
	"context"
	"net/url"
	"sync"

	"deskclerk/backend/api"
	"deskclerk/backend/api/client"
	"deskclerk/backend/doc"
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
	// SaveExport makes an export and puts its file to path, or appends it to the
	// file there, as a whole or not at all.
	SaveExport(ctx context.Context, o client.ExportOrder, path string) (doc.ExportRun, error)
	// SaveExportAgain writes the file of an export that was made to path; with
	// now, of its documents as they are now.
	SaveExportAgain(ctx context.Context, id, path string, now bool) error
	// OriginalPath is where a document's original lies; doc.CodeNotFound when
	// there is no such document.
	OriginalPath(ctx context.Context, id string) (string, error)
	// Summoned receives when a second start of the program handed its arguments
	// to this one and the window should come to the front.
	Summoned() <-chan struct{}
	// Opened gives, once, what became of files that this start or a second one
	// was given.
	Opened() []client.Upload
	// Working is how much is still to be done.
	Working(ctx context.Context) (int, error)
	// Preferences are the owner's habits.
	Preferences(ctx context.Context) (api.Preferences, error)
	SetPreferences(ctx context.Context, p api.Preferences) error
	// WindowState is what KeepWindowState kept at an earlier start; empty at first.
	WindowState() ([]byte, error)
	KeepWindowState(text []byte) error
}

// Imported is what became of files that were imported, one answer a file.
type Imported struct {
	Documents []client.Upload `json:"documents"`
}

// Session is how the page reaches the API.
type Session struct {
	BaseURL string `json:"baseURL"`
	Token   string `json:"token"`
	// Page is where a window that shows but one page begins; empty for the whole
	// program.
	Page string `json:"page,omitempty"`
}

// shell is the part of the desktop that shows dialogs and files. A dialog that
// was cancelled returns nothing and no error.
type shell interface {
	OpenFiles() ([]string, error)
	OpenFolder() (string, error)
	SaveFile(name string) (string, error)
	OpenTable(name string) (string, error) // a file like that one, to append to
	Reveal(path string) error
	// Notify tells something through the system's notifications; where there are
	// none, nothing happens.
	Notify(title, body string) error
	// Window does to the window what the verb says: minimise, maximise,
	// fullScreen, reload, close or quit.
	Window(verb string)
	// OpenPage shows the page alone in a window of its own, for which it asks for
	// a session, or brings that to the front.
	OpenPage(ctx context.Context, session func() Session) error
}

// Desktop is bound to the page as window.go.main.Desktop.
type Desktop struct {
	ctx     context.Context //nolint:containedctx // bound methods get none; this one ends with the window
	backend Backend
	shell   shell
	closing *closing
	page    string // the window shows this page alone

	mu       sync.Mutex
	language string // of the next start's menus
}

// Session hands over the address and token of the API.
func (d *Desktop) Session() Session {
	return Session{BaseURL: d.backend.BaseURL(), Token: d.backend.Token(), Page: d.page}
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

// Wanted is an export as the page asks for it: Query as the API's lists take it,
// Name the file's proposed name, the rest as the API's /exports takes it.
type Wanted struct {
	Query   string   `json:"query"`
	Name    string   `json:"name"`
	Profile string   `json:"profile"`
	Which   string   `json:"which"`
	Review  bool     `json:"review"`
	IDs     []string `json:"ids"`
	Append  bool     `json:"append"`
}

// Exported is what became of an export. Path is empty when the dialog was
// cancelled, and Error says what went wrong.
type Exported struct {
	Path  string         `json:"path"`
	Run   *doc.ExportRun `json:"run"`
	Error *doc.Failure   `json:"error"`
}

// SaveExport asks where to, or for the file to append to, and exports there.
func (d *Desktop) SaveExport(w Wanted) (Exported, error) {
	query, err := url.ParseQuery(w.Query)
	if err != nil {
		return Exported{}, doc.Errorf(doc.CodeInvalid, "the query: %w", err)
	}
	ask := d.shell.SaveFile
	if w.Append {
		ask = d.shell.OpenTable
	}
	path, err := ask(w.Name)
	if err != nil || path == "" {
		return Exported{}, err
	}
	run, err := d.backend.SaveExport(d.ctx, client.ExportOrder{
		Query: query, Profile: w.Profile, Which: doc.ExportPick(w.Which), Review: w.Review, IDs: w.IDs, Append: w.Append,
	}, path)
	if err != nil {
		return Exported{Error: doc.FailureOf(err)}, nil
	}
	return Exported{Path: path, Run: &run}, nil
}

// SaveExportAgain asks where to and writes the file of an export there; the path
// is empty when the dialog was cancelled.
func (d *Desktop) SaveExportAgain(id, name string, now bool) (Exported, error) {
	path, err := d.shell.SaveFile(name)
	if err != nil || path == "" {
		return Exported{}, err
	}
	if err := d.backend.SaveExportAgain(d.ctx, id, path, now); err != nil {
		return Exported{Error: doc.FailureOf(err)}, nil
	}
	return Exported{Path: path}, nil
}

// RevealOriginal shows a document's original in the file manager.
func (d *Desktop) RevealOriginal(id string) error {
	path, err := d.backend.OriginalPath(d.ctx, id)
	if err != nil {
		return err
	}
	return d.shell.Reveal(path)
}

// Opened gives, once, what became of files that the program was opened with.
func (d *Desktop) Opened() []client.Upload { return d.backend.Opened() }

// KeepLanguage has the menus of the next start speak the page's language.
func (d *Desktop) KeepLanguage(language string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.language = language
}

func (d *Desktop) keptLanguage() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.language
}

// AnswerClosing is the person's answer to the question that closing the window
// put: background, finish, stop, or nothing to keep it open.
func (d *Desktop) AnswerClosing(way string, remember bool) error {
	return d.closing.answer(api.OnClose(way), remember)
}

// Notify tells the person something while they are elsewhere. Whoever calls it
// says numbers, nothing of a document.
func (d *Desktop) Notify(title, body string) error { return d.shell.Notify(title, body) }

// Window does to the window what its menus offer.
func (d *Desktop) Window(verb string) { d.shell.Window(verb) }

// OpenPage shows the page that is under review in a window of its own.
func (d *Desktop) OpenPage() error {
	return d.shell.OpenPage(d.ctx, func() Session {
		return Session{BaseURL: d.backend.BaseURL(), Token: d.backend.Token(), Page: "/page"}
	})
}
