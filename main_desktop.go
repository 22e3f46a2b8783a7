//go:build desktop && !headless

package main

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"sync/atomic"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/logger"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

//go:embed build/appicon.png
var appIcon []byte

// pagePolicy lets the page load nothing but its own files and reach nothing but
// this machine. Inline styles are how the interface's library sets its theme.
const pagePolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
	"img-src 'self' data: blob: http://127.0.0.1:*; font-src 'self' data:; " +
	"connect-src 'self' http://127.0.0.1:*; object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'none'"

// openWindow shows the window and returns when it is closed or ctx ends. It must
// be called from the main goroutine.
func openWindow(ctx context.Context, backend Backend, assets fs.FS, log *slog.Logger) (err error) {
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return doc.Errorf(doc.CodeInvalid, "there is no display: run “deskclerk serve” and open the address it prints")
	}
	defer func() { // GTK that cannot reach its display is told by a panic
		if r := recover(); r != nil {
			err = fmt.Errorf("open the window: %v", r)
		}
	}()
	open, closed := context.WithCancel(ctx)
	defer closed()
	text, err := backend.WindowState()
	if err != nil {
		log.Warn("how the window stood is not known", "error", err)
	}
	state := readWindowState(text)
	w := newWindow(open, backend, state)
	defer w.pages.close()
	menus, err := menusIn(cmp.Or(state.Language, systemLanguage()))
	if err != nil {
		return err
	}
	o := frame(assets, log)
	o.Width, o.Height = state.Width, state.Height
	o.Bind = []any{w.desktop}
	o.Menu = menuBar(menus, w.do)
	o.DragAndDrop = &options.DragAndDrop{EnableFileDrop: true}
	o.OnStartup = func(window context.Context) { w.started(ctx, open, window, log) }
	o.OnBeforeClose = func(context.Context) bool { return w.closes() }
	if err := wails.Run(o); err != nil {
		return fmt.Errorf("open the window: %w", err)
	}
	return nil
}

// openPageWindow shows the page alone until its owner, the first window, is gone
// or the person closes it.
func openPageWindow(ctx context.Context, owner io.Reader, assets fs.FS, log *slog.Logger) error {
	session, wanted, err := listenToOwner(owner)
	if err != nil {
		return err
	}
	open, closed := context.WithCancel(ctx)
	defer closed()
	o := frame(assets, log)
	o.Title = "Deskclerk – page"
	o.Width, o.Height = 900, 1100
	o.MinWidth, o.MinHeight = 320, 320
	desktop := &Desktop{ctx: open, backend: pageOnly{session: session}, page: session.Page}
	o.Bind = []any{desktop}
	o.OnStartup = func(window context.Context) {
		desktop.shell = windowShell{window: window}
		go func() {
			for range wanted {
				present(window)
			}
			runtime.Quit(window)
		}()
	}
	if err := wails.Run(o); err != nil {
		return fmt.Errorf("open the page's window: %w", err)
	}
	return nil
}

// frame is what every window of ours has.
func frame(assets fs.FS, log *slog.Logger) *options.App {
	return &options.App{
		Title: "Deskclerk", MinWidth: leastWidth, MinHeight: leastHeight,
		BackgroundColour: options.NewRGB(248, 249, 250),
		AssetServer:      &assetserver.Options{Assets: assets, Middleware: staticOnly},
		ErrorFormatter:   func(err error) any { return doc.FailureOf(err) },
		Logger:           wailsLog{log}, LogLevelProduction: logger.WARNING,
		Linux: &linux.Options{
			Icon: appIcon, ProgramName: "deskclerk",
			// The page is flat: drawing it without the graphics card costs nothing
			// and avoids drivers that show an empty window.
			WebviewGpuPolicy: linux.WebviewGpuPolicyNever,
		},
	}
}

// mainWindow ties the window to what stands behind it.
type mainWindow struct {
	desktop  *Desktop
	standing *standing
	notices  *notices
	pages    *pageWindow
	window   atomic.Pointer[context.Context] // nil until it is there
}

func newWindow(open context.Context, backend Backend, state windowState) *mainWindow {
	w := &mainWindow{pages: &pageWindow{}}
	w.desktop = &Desktop{ctx: open, backend: backend, language: state.Language}
	w.desktop.closing = &closing{
		working: func() (int, error) { return backend.Working(open) },
		habits:  func() (api.Preferences, error) { return backend.Preferences(open) },
		keep:    func(p api.Preferences) error { return backend.SetPreferences(open, p) },
		ask:     func() { w.tell("closing", nil) },
		hide:    func() { runtime.WindowHide(*w.window.Load()) },
		quit:    func() { runtime.Quit(*w.window.Load()) },
		within:  open,
	}
	w.standing = &standing{desktop: w.desktop, last: state}
	w.notices = &notices{clicked: func() {
		w.present()
		w.do([]string{"goReview"})
	}}
	return w
}

// started begins what goes on beside the window.
func (w *mainWindow) started(ctx, open, window context.Context, log *slog.Logger) {
	w.window.Store(&window)
	w.standing.window, w.notices.window = window, window
	w.desktop.shell = windowShell{window: window, notices: w.notices, pages: w.pages}
	w.standing.restore()
	go w.standing.watch(open)
	go w.attend(ctx, open, w.desktop.backend.Summoned())
	log.Debug("the window is open")
}

// closes reports whether the window must stay.
func (w *mainWindow) closes() (prevented bool) {
	if w.window.Load() == nil {
		return false
	}
	if prevented = w.desktop.closing.prevents(); !prevented {
		w.standing.end()
		w.notices.end()
	}
	return prevented
}

// do has the page do the first of the actions that applies. What concerns the
// window itself is done here, even where the page hangs.
func (w *mainWindow) do(actions []string) {
	if verb, ok := strings.CutPrefix(actions[0], "window."); ok {
		go w.desktop.shell.Window(verb)
		return
	}
	w.tell("menu", strings.Join(actions, ","))
}

// tell says something to the page.
func (w *mainWindow) tell(event string, data any) {
	if window := w.window.Load(); window != nil {
		runtime.EventsEmit(*window, "deskclerk:"+event, data)
	}
}

func (w *mainWindow) present() {
	w.desktop.closing.shown()
	present(*w.window.Load())
}

// present brings a window to the front, whatever its state was.
func present(window context.Context) {
	runtime.WindowShow(window)
	runtime.WindowUnminimise(window)
}

// attend brings the window to the front when it is summoned and closes it when
// the program ends, which is ctx. It ends with open, a child of ctx that the
// closed window cancels.
func (w *mainWindow) attend(ctx, open context.Context, summoned <-chan struct{}) {
	for {
		select {
		case <-open.Done():
			if ctx.Err() != nil {
				w.desktop.closing.leave()
				runtime.Quit(*w.window.Load())
			}
			return
		case <-summoned:
			w.present()
			w.tell("opened", nil)
		}
	}
}

// staticOnly serves the page's files and nothing else: data goes over HTTP,
// because WebKit's scheme requests cannot carry multipart and blob bodies.
func staticOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, "only files are served here", http.StatusMethodNotAllowed)
			return
		}
		w.Header().Set("Content-Security-Policy", pagePolicy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}
