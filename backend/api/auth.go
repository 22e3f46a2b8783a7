package api

import (
	"context"
	"net/http"
	"strings"

	"deskclerk/backend/doc"
)

const sessionCookie = "deskclerk_session"

// caller is who sent the request. Its name becomes the source of what is
// uploaded and the actor of what is changed: token, window, browser or
// token:<name>.
type caller struct {
	name   string
	kind   doc.SourceKind
	scopes []doc.Scope
	token  *doc.Token // nil for the owner's own token and for sessions
	key    string     // whose limits count
	local  bool       // the owner, on this machine
}

// owner is the caller behind the owner's token or a session: it may do all.
func owner(name string, kind doc.SourceKind, key string) caller {
	return caller{name: name, kind: kind, scopes: []doc.Scope{admin}, key: key}
}

type callerKey struct{}

func callerOf(ctx context.Context) caller {
	c, _ := ctx.Value(callerKey{}).(caller)
	return c
}

// requireSecret lets through who holds a token or a session, within its limits.
// A header counts before a cookie, so that a wrong token is never hidden by a
// cookie.
func (s *Server) requireSecret(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, given, err := s.identify(r)
		who.local = who.token == nil && fromHere(r)
		switch {
		case err == nil:
			s.admitCaller(w, r, who, next)
		case given && doc.CodeOf(err) == doc.CodeUnauthorized && !s.brake.hold(r.Context()):
			w.Header().Set("Connection", "close")
			s.refuse(w, r, doc.Errorf(doc.CodeTooMany, "too many wrong tokens"))
		default:
			s.refuse(w, r, err)
		}
	})
}

// admitCaller counts the request against the caller's limits and ends it with
// the caller's token.
func (s *Server) admitCaller(w http.ResponseWriter, r *http.Request, who caller, next http.Handler) {
	this := requestOf(r.Context())
	_, this.route = s.mux.Handler(r)
	this.scope, this.actor = s.scopes[this.route], who.name
	if who.token != nil {
		this.token = who.token.ID
		s.uses.note(who.token.ID)
	}
	ctx, leave, err := s.visits.enter(w, r, who)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	defer leave()
	r = r.WithContext(doc.WithActor(context.WithValue(ctx, callerKey{}, who), who.name))
	next.ServeHTTP(w, r)
}

// identify finds who sent the request. given tells whether any secret came with
// it. Errors: unauthorized.
func (s *Server) identify(r *http.Request) (who caller, given bool, err error) {
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, token, _ := strings.Cut(header, " ")
		token = strings.TrimSpace(token)
		if !strings.EqualFold(scheme, "Bearer") || token == "" {
			return caller{}, false, doc.Errorf(doc.CodeUnauthorized, "")
		}
		if who, err = s.bearer(r.Context(), token); err != nil {
			return caller{}, true, err
		}
		if who.token == nil && s.fromWindow(r) {
			who.name, who.kind = "window", doc.SourceWindow
		}
		return who, true, nil
	}
	cookie, err := r.Cookie(sessionCookie)
	if err != nil || cookie.Value == "" {
		return caller{}, false, doc.Errorf(doc.CodeUnauthorized, "")
	}
	if !s.keys.isSession(cookie.Value) {
		return caller{}, true, doc.Errorf(doc.CodeUnauthorized, "")
	}
	return owner("browser", doc.SourceUpload, sessionKey(cookie.Value)), true, nil
}

// bearer finds the holder of a secret: a session, the owner, or a token.
func (s *Server) bearer(ctx context.Context, secret string) (caller, error) {
	switch {
	case s.keys.isSession(secret):
		return owner("window", doc.SourceWindow, sessionKey(secret)), nil
	case s.keys.isOwner(secret):
		return owner("token", doc.SourceUpload, "owner"), nil
	case s.o.Tokens == nil || !strings.HasPrefix(secret, tokenPrefix):
		return caller{}, doc.Errorf(doc.CodeUnauthorized, "")
	}
	t, err := s.o.Tokens.TokenByHash(ctx, digest(secret))
	switch {
	case doc.CodeOf(err) == doc.CodeNotFound:
		return caller{}, doc.Errorf(doc.CodeUnauthorized, "")
	case err != nil:
		return caller{}, err
	}
	if state := t.State(s.o.Clock()); state != doc.TokenActive {
		return caller{}, doc.Errorf(doc.CodeUnauthorized, "this token is %s", state)
	}
	return caller{name: doc.ActorOfToken(t.Name), kind: doc.SourceUpload, scopes: t.Scopes, token: &t, key: t.ID}, nil
}

// NewSession starts a session for the window and gives its secret, to be sent
// as a bearer token. It lives in memory and ends with the program, so the page
// never holds the owner's token.
func (s *Server) NewSession() string {
	s.login(context.Background(), "window")
	return s.keys.newSession()
}
