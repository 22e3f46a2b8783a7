package api

import "deskclerk/backend/doc"

// ScopeAny opens a route to every token.
const ScopeAny = anyone

// RouteScopes is what each route needs.
func (s *Server) RouteScopes() map[string]doc.Scope { return s.scopes }

// Uploads counts the uploads under way.
func (s *Server) Uploads() int {
	s.visits.mu.Lock()
	defer s.visits.mu.Unlock()
	return s.visits.uploads
}
