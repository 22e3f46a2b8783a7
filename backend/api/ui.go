package api

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"deskclerk/backend/doc"
)

// uiPolicy lets the page load its own files and nothing else; inline styles are
// how the component library sets sizes.
const uiPolicy = "default-src 'self'; img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'; connect-src 'self'; " +
	"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// userInterface serves the built pages. They hold no secret, so they need none.
// A path that is no file is one of the page's own addresses.
func (s *Server) userInterface() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.onlyReads(w, r) {
			return
		}
		name := strings.TrimPrefix(r.URL.Path, "/")
		if name == "" {
			name = "index.html"
		}
		file, err := s.openUI(name)
		if errors.Is(err, fs.ErrNotExist) && path.Ext(name) == "" && wantsPage(r) {
			name = "index.html"
			file, err = s.openUI(name)
		}
		if err != nil {
			s.refuseFile(w, r, err)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", uiPolicy)
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-cache")
		if strings.HasPrefix(name, "assets/") { // their names change with their content
			h.Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		serveContent(w, r, name, file)
	})
}

func wantsPage(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept"), "text/html")
}

// openUI reads a file of the user interface; a folder does not exist.
func (s *Server) openUI(name string) (io.ReadSeeker, error) {
	if s.o.UI == nil || !fs.ValidPath(name) {
		return nil, fs.ErrNotExist
	}
	info, err := fs.Stat(s.o.UI, name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, fs.ErrNotExist
	}
	text, err := fs.ReadFile(s.o.UI, name)
	return bytes.NewReader(text), err
}

func (s *Server) refuseFile(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, fs.ErrNotExist) {
		err = doc.Errorf(doc.CodeNoRoute, "")
	}
	s.refuse(w, r, err)
}
