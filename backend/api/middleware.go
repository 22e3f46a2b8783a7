package api

import (
	"net/http"
	"path"
	"strings"

	"deskclerk/backend/doc"
)

// middleware is everything a request passes before its action, in order.
func (s *Server) middleware() http.Handler {
	api := s.crossOrigin(s.requireSecret(s.routesOrProblem()))
	ui := s.userInterface()
	inner := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		this := requestOf(r.Context())
		switch p := r.URL.Path; {
		case !cleanPath(p):
			s.refuse(w, r, doc.Errorf(doc.CodeNoRoute, "the path is not in its plain form"))
		case p == "/healthz":
			this.route = "GET /healthz"
			s.healthz(w, r)
		case p == "/docs" || strings.HasPrefix(p, "/docs/"):
			this.route = "GET /docs"
			s.docs(w, r)
		case p == "/open":
			this.route = "GET /open"
			s.open(w, r)
		case p == "/api" || strings.HasPrefix(p, "/api/") || s.isProbe(p):
			api.ServeHTTP(w, r)
		default:
			this.route = "GET /" // whatever the file
			ui.ServeHTTP(w, r)
		}
	})
	return s.observe(s.guardHeaders(s.checkHost(inner)))
}

// cleanPath refuses dot segments, doubled slashes and control characters, coded
// or not, before any of them can mean something.
func cleanPath(p string) bool {
	if !strings.HasPrefix(p, "/") || strings.ContainsFunc(p, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' }) {
		return false
	}
	return path.Clean(p) == p || path.Clean(p)+"/" == p
}

// guardHeaders tells the browser to do nothing clever with any answer.
func (s *Server) guardHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// routesOrProblem answers what the mux does not know in our own form.
func (s *Server) routesOrProblem() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler, pattern := s.mux.Handler(r)
		if pattern != "" {
			if s.permitted(w, r, pattern) {
				s.mux.ServeHTTP(w, r)
			}
			return
		}
		answer := &discard{header: http.Header{}}
		handler.ServeHTTP(answer, r)
		if answer.status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", answer.header.Get("Allow"))
			s.refuse(w, r, doc.Errorf(doc.CodeMethod, ""))
			return
		}
		s.refuse(w, r, doc.Errorf(doc.CodeNoRoute, ""))
	})
}

// discard learns what the mux would have answered.
type discard struct {
	header http.Header
	status int
}

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) Write(p []byte) (int, error) { return len(p), nil }
func (d *discard) WriteHeader(status int)      { d.status = status }

// healthz says that the program answers, and nothing else.
func (s *Server) healthz(w http.ResponseWriter, r *http.Request) {
	if !s.onlyReads(w, r) {
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodGet {
		s.write(w, r, []byte("ok\n"))
	}
}

// onlyReads refuses every method but GET and HEAD.
func (s *Server) onlyReads(w http.ResponseWriter, r *http.Request) bool {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return true
	}
	w.Header().Set("Allow", "GET, HEAD")
	s.refuse(w, r, doc.Errorf(doc.CodeMethod, ""))
	return false
}
