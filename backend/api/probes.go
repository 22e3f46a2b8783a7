package api

import (
	"context"
	"net/http"

	"deskclerk/backend/doc"
)

// probe is an address outside of Prefix for what watches the program.
type probe struct {
	path   string
	scope  doc.Scope
	action http.HandlerFunc
}

// probes is what there is beside /healthz, which needs no token and tells
// nothing.
func (s *Server) probes() []probe {
	return []probe{
		{"/readyz", anyone, s.readyz},
		{"/metrics", read, s.getMetrics},
	}
}

func (s *Server) mountProbes() {
	for _, p := range s.probes() {
		pattern := http.MethodGet + " " + p.path
		s.scopes[pattern] = p.scope
		s.mux.HandleFunc(pattern, p.action)
	}
}

func (s *Server) isProbe(path string) bool {
	for _, p := range s.probes() {
		if p.path == path {
			return true
		}
	}
	return false
}

// readyz answers 200 while documents can be taken in and read, and with the
// trouble otherwise.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	if err := s.ready(r.Context()); err != nil {
		s.refuse(w, r, err)
		return
	}
	s.json(w, r, []byte(`{"ready":true}`+"\n"))
}

func (s *Server) ready(ctx context.Context) error {
	select {
	case <-s.done:
		return doc.Errorf(doc.CodeBusy, "the program is ending")
	default:
	}
	if _, err := s.o.Events.LastEvent(ctx); err != nil {
		return err
	}
	if s.o.Health == nil {
		return nil
	}
	return s.o.Health.Ready(ctx)
}
