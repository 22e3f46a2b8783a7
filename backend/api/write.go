package api

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"
)

// matches reports whether the If-None-Match header names the tag, weakly
// compared (RFC 9110, 13.1.2).
func matches(header, tag string) bool {
	if strings.TrimSpace(header) == "*" {
		return true
	}
	for candidate := range strings.SplitSeq(header, ",") {
		if strings.TrimPrefix(strings.TrimSpace(candidate), "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// json writes bytes that are JSON already.
func (s *Server) json(w http.ResponseWriter, r *http.Request, text []byte) {
	w.Header().Set("Content-Type", "application/json")
	s.write(w, r, text)
}

// serveContent answers whole or with 304. The headers that would make the
// standard library answer with an error of its own form are passed over, which
// HTTP allows.
func serveContent(w http.ResponseWriter, r *http.Request, name string, content io.ReadSeeker) {
	r = r.Clone(r.Context())
	for _, h := range []string{"Range", "If-Range", "If-Match", "If-Unmodified-Since"} {
		r.Header.Del(h)
	}
	http.ServeContent(w, r, name, time.Time{}, content)
}

func (s *Server) write(w http.ResponseWriter, r *http.Request, p []byte) {
	if _, err := w.Write(p); err != nil {
		s.notTaken(r.Context(), err)
	}
}

// notTaken notes that the client left before it had everything.
func (s *Server) notTaken(ctx context.Context, err error) {
	s.log.DebugContext(ctx, "answer not taken", slog.String("request", requestID(ctx)), slog.Any("error", err))
}
