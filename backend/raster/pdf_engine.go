package raster

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
)

// pdfMemoryPages caps an instance's memory: 512 MiB in pages of 64 KiB. A page
// of 40 megapixels in grey with a scan of the same size under it needs a third.
const pdfMemoryPages = 8 << 10

// When an instance is worn and replaced (a matter of milliseconds): its memory
// never shrinks, and the binding keeps a handle for every object looked at.
const (
	maxHandles  = 20_000
	maxRendered = 16_000_000 // pixels of one page
)

// pdfEngine is PDFium, compiled, with the one instance that is in use.
type pdfEngine struct {
	pool    pdfium.Pool
	cache   wazero.CompilationCache
	current pdfium.Pdfium // nil until needed
	handles int           // objects looked at in current
	worn    bool          // current is to be replaced after this document
}

// startPDFium compiles PDFium, or takes it from the cache in dir. A cache that
// cannot be used costs seconds, nothing else.
func startPDFium(dir string) (*pdfEngine, error) {
	e := &pdfEngine{}
	config := wazero.NewRuntimeConfig().WithMemoryLimitPages(pdfMemoryPages)
	if dir != "" && os.MkdirAll(dir, 0o700) == nil {
		if cache, err := wazero.NewCompilationCacheWithDir(dir); err == nil {
			e.cache = cache
			config = config.WithCompilationCache(cache)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{
		MaxIdle: 1, MaxTotal: 1,
		RuntimeConfig: config,
		FSConfig:      fontFolders(),
		Stdout:        io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		e.closeCache()
		return nil, fmt.Errorf("start PDFium: %w", err)
	}
	e.pool = pool
	return e, nil
}

// fontFolders shows PDFium the system's fonts, read-only, for documents that
// bring none, and nothing else of the file system.
func fontFolders() wazero.FSConfig {
	fs := wazero.NewFSConfig()
	for _, dir := range []string{"/usr/share/fonts", "/usr/local/share/fonts"} {
		if st, err := os.Stat(dir); err == nil && st.IsDir() {
			fs = fs.WithReadOnlyDirMount(dir, dir)
		}
	}
	return fs
}

// instance gives the instance for the next document.
func (e *pdfEngine) instance() (pdfium.Pdfium, error) {
	if e.current != nil && (e.worn || e.handles > maxHandles) {
		e.discard()
	}
	if e.current == nil {
		in, err := e.pool.GetInstance(10 * time.Second)
		if err != nil {
			return nil, fmt.Errorf("start a PDFium instance: %w", err)
		}
		e.current = in
	}
	return e.current, nil
}

// discard throws the instance away and gives its memory back at once: the next
// one must not come on top of it.
func (e *pdfEngine) discard() {
	if e.current == nil {
		return
	}
	_ = e.current.Close() // a broken one is thrown away all the same
	e.current, e.handles, e.worn = nil, 0, false
	debug.FreeOSMemory()
}

func (e *pdfEngine) close() {
	e.discard()
	_ = e.pool.Close() // it only says that it was closed before
	e.closeCache()
}

func (e *pdfEngine) closeCache() {
	if e.cache != nil {
		_ = e.cache.Close(context.Background()) // it only frees memory
		e.cache = nil
	}
}
