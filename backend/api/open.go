package api

import (
	"net/http"
	"net/url"

	"deskclerk/backend/doc"
)

// OpenLink makes a link that opens the user interface in a browser: once, within
// ten minutes. Call it after Listen.
func (s *Server) OpenLink() string {
	return s.URL() + "/open?" + url.Values{"code": {s.keys.newCode()}}.Encode()
}

// open exchanges the link's code for a session cookie. A browser that has a
// session already is let through, so that reloading the link does no harm.
func (s *Server) open(w http.ResponseWriter, r *http.Request) {
	if !s.onlyReads(w, r) {
		return
	}
	code := r.URL.Query().Get("code")
	session, ok := "", false
	if r.Method == http.MethodGet { // a HEAD, as of a link preview, uses nothing up
		session, ok = s.keys.redeem(code)
	}
	if ok {
		s.login(r.Context(), "browser")
		http.SetCookie(w, &http.Cookie{
			Name: sessionCookie, Value: session, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: r.TLS != nil,
		})
	} else if _, _, err := s.identify(r); err != nil {
		s.refuseCode(w, r, code)
		return
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

func (s *Server) refuseCode(w http.ResponseWriter, r *http.Request, code string) {
	if code != "" && !s.brake.hold(r.Context()) {
		s.refuse(w, r, doc.Errorf(doc.CodeTooMany, "too many wrong links"))
		return
	}
	s.refuse(w, r, doc.Errorf(doc.CodeUnauthorized, "this link was used already or is too old; `deskclerk serve` prints a new one"))
}
