package api

import (
	"net/http"

	"deskclerk/backend/doc"
)

// The scopes as the table of routes has them. A route without one is open to
// nobody but admin, and a test finds it.
const (
	submit = doc.ScopeSubmit
	read   = doc.ScopeRead
	review = doc.ScopeReview
	admin  = doc.ScopeAdmin
	anyone = doc.Scope("any") // whoever has a token, whatever its scopes
)

// security says in the description what a route needs. The names in the list are
// roles, as OpenAPI 3.1 has them for schemes other than OAuth.
func security(scope doc.Scope) []map[string][]string {
	roles := []string{string(scope)}
	if scope == anyone {
		roles = []string{}
	}
	return []map[string][]string{{"token": roles}, {"session": {}}}
}

// permitted refuses a caller whose scopes do not reach the route; a route that
// the table does not know needs admin.
func (s *Server) permitted(w http.ResponseWriter, r *http.Request, pattern string) bool {
	need, known := s.scopes[pattern]
	if !known || need == "" {
		need = admin
	}
	if need == anyone || doc.May(callerOf(r.Context()).scopes, need) {
		return true
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="deskclerk", error="insufficient_scope", scope="`+string(need)+`"`)
	s.refuse(w, r, doc.Errorf(doc.CodeScope, "this needs the scope %s", need))
	return false
}
