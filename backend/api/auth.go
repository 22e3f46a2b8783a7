package api

import (
	"context"
	"net/http"
	"strings"

	"deskclerk/backend/doc"
)

const sessionCookie = "deskclerk_session"

// caller is who sent the request; its name becomes the source of what is
// uploaded.
type caller struct {
	name string
	kind doc.SourceKind
}

type callerKey struct{}

func callerOf(ctx context.Context) caller {
	c, _ := ctx.Value(callerKey{}).(caller)
	return c
}

// requireSecret lets through who holds the owner's token or a session. A header
// counts before a cookie, so that a wrong token is never hidden by a cookie.
func (s *Server) requireSecret(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, given, ok := s.identify(r)
		switch {
		case ok:
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, who)))
		case given && !s.brake.hold(r.Context()):
			s.refuse(w, r, doc.Errorf(doc.CodeTooMany, "too many wrong tokens"))
		default:
			s.refuse(w, r, doc.Errorf(doc.CodeUnauthorized, ""))
		}
	})
}

// identify finds who sent the request. given tells whether any secret came with
// it.
func (s *Server) identify(r *http.Request) (who caller, given, ok bool) {
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, token, _ := strings.Cut(header, " ")
		token = strings.TrimSpace(token)
		if !strings.EqualFold(scheme, "Bearer") || token == "" {
			return caller{}, false, false
		}
		switch {
		case s.keys.isSession(token):
			who = caller{"window", doc.SourceWindow}
		case s.keys.isOwner(token):
			who = caller{"token", doc.SourceUpload}
		default:
			return caller{}, true, false
		}
		if s.fromWindow(r) {
			who = caller{"window", doc.SourceWindow}
		}
		return who, true, true
	}
	cookie, err := r.Cookie(sessionCookie)
	if err != nil || cookie.Value == "" {
		return caller{}, false, false
	}
	return caller{"browser", doc.SourceUpload}, true, s.keys.isSession(cookie.Value)
}

// NewSession starts a session for the window and gives its secret, to be sent
// as a bearer token. It lives in memory and ends with the program, so the page
// never holds the owner's token.
func (s *Server) NewSession() string { return s.keys.newSession() }
