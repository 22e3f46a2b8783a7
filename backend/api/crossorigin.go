package api

import (
	"net/http"
	"slices"

	"deskclerk/backend/doc"
)

// crossOrigin answers the window's preflights, lets its origin and no other
// read answers, and refuses what another site's page tries to change.
func (s *Server) crossOrigin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Add("Vary", "Origin")
		if s.fromWindow(r) {
			h.Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
			h.Set("Access-Control-Expose-Headers", "ETag, Location, Retry-After, Content-Disposition, X-Request-Id, Allow, RateLimit, RateLimit-Policy")
			if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
				h.Set("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE")
				h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match, If-Match, Last-Event-ID, Idempotency-Key")
				h.Set("Access-Control-Max-Age", "600")
				w.WriteHeader(http.StatusNoContent)
				return
			}
		}
		if err := s.sites.Check(r); err != nil {
			s.refuse(w, r, doc.Errorf(doc.CodeForbidden, "another site's page sent this: %w", err))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// fromWindow reports whether the desktop window's own page sent the request.
func (s *Server) fromWindow(r *http.Request) bool {
	return slices.Contains(s.o.Origins, r.Header.Get("Origin"))
}
