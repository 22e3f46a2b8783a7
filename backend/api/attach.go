package api

import (
	"net"

	"deskclerk/backend/doc"
)

// Attach takes a listener that the caller made, instead of Listen: one in
// memory, for a program that speaks to itself. Requests must name host.
func (s *Server) Attach(l net.Listener, host string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.listener != nil {
		return doc.Errorf(doc.CodeConflict, "listening already")
	}
	s.hosts.Store(&hosts{named: map[string]bool{host: true}})
	s.listener = &listening{Listener: l, http: s.newHTTP(nil)}
	return nil
}
