package api

import "deskclerk/backend/doc"

// ScopeAny opens a route to every token.
const ScopeAny = anyone

// RouteScopes is what each route needs.
func (s *Server) RouteScopes() map[string]doc.Scope { return s.scopes }
