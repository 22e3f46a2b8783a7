//go:build desktop && !headless

package main

import (
	"context"
	_ "embed"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/logger"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/runtime"

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
	desktop := &Desktop{ctx: open, backend: backend}
	err = wails.Run(&options.App{
		Title: "Deskclerk", Width: 1280, Height: 800, MinWidth: 960, MinHeight: 640,
		BackgroundColour: options.NewRGB(248, 249, 250),
		AssetServer:      &assetserver.Options{Assets: assets, Middleware: staticOnly},
		Bind:             []any{desktop},
		ErrorFormatter:   func(err error) any { return doc.FailureOf(err) },
		DragAndDrop:      &options.DragAndDrop{EnableFileDrop: true},
		OnStartup: func(window context.Context) {
			desktop.shell = windowShell{window}
			go attend(ctx, open, window, backend.Summoned())
		},
		Logger: wailsLog{log}, LogLevelProduction: logger.WARNING,
		Linux: &linux.Options{
			Icon: appIcon, ProgramName: "deskclerk",
			// The page is flat: drawing it without the graphics card costs nothing
			// and avoids drivers that show an empty window.
			WebviewGpuPolicy: linux.WebviewGpuPolicyNever,
		},
	})
	if err != nil {
		return fmt.Errorf("open the window: %w", err)
	}
	return nil
}

// attend brings the window to the front when it is summoned and closes it when
// the program ends, which is ctx. It ends with open, a child of ctx that the
// closed window cancels.
func attend(ctx, open, window context.Context, summoned <-chan struct{}) {
	for {
		select {
		case <-open.Done():
			if ctx.Err() != nil {
				runtime.Quit(window)
			}
			return
		case <-summoned:
			runtime.WindowShow(window)
			runtime.WindowUnminimise(window) // presents it, whatever its state was
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
