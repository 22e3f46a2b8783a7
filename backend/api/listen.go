package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"deskclerk/backend/doc"
)

// listening is one listener with its server.
type listening struct {
	net.Listener
	http *http.Server
}

// Listen takes the address, such as 127.0.0.1:7411; port 0 takes a free one. An
// address that other machines can reach is invalid_request; one that is taken
// is busy.
func (s *Server) Listen(ctx context.Context, addr string) error {
	tcp, err := net.ResolveTCPAddr("tcp", addr)
	if err != nil {
		return doc.Errorf(doc.CodeInvalid, "address %q: %w", addr, err)
	}
	if !tcp.IP.IsLoopback() {
		return doc.Errorf(doc.CodeInvalid, "address %q can be reached by other machines; use 127.0.0.1", addr)
	}
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", tcp.String())
	if err != nil {
		return doc.Errorf(doc.CodeBusy, "listen on %s: %w", addr, err)
	}
	got, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		return errors.Join(fmt.Errorf("listen on %s: no TCP address", addr), l.Close())
	}
	hosts := hostsOf(got)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.listener != nil {
		return errors.Join(doc.Errorf(doc.CodeConflict, "listening already"), l.Close())
	}
	s.hosts.Store(&hosts)
	s.listener = &listening{Listener: l, http: s.newHTTP()}
	return nil
}

// newHTTP bounds what a client may take without bounding a whole answer: event
// streams and large uploads last as long as they move.
func (s *Server) newHTTP() *http.Server {
	return &http.Server{
		Handler:                      s.handler,
		ReadHeaderTimeout:            10 * time.Second,
		IdleTimeout:                  2 * time.Minute,
		MaxHeaderBytes:               64 << 10,
		DisableGeneralOptionsHandler: true, // `OPTIONS *` passes the Host check like everything else
		ErrorLog:                     slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
}

// Addr is the address Listen got, host and port; empty before.
func (s *Server) Addr() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.listener == nil {
		return ""
	}
	return s.listener.Addr().String()
}

// URL is the address for a browser, without a slash at its end.
func (s *Server) URL() string { return "http://" + s.Addr() }

// Serve answers until Shutdown, after which it returns nil.
func (s *Server) Serve() error {
	s.mu.Lock()
	l := s.listener
	s.mu.Unlock()
	if l == nil {
		return doc.Errorf(doc.CodeConflict, "Listen comes before Serve")
	}
	if err := l.http.Serve(l.Listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

// Shutdown ends streams and long polls at once, lets other requests finish until
// ctx ends, and then cuts them. It may be called twice.
func (s *Server) Shutdown(ctx context.Context) error {
	s.stop.Do(func() { close(s.done) })
	s.mu.Lock()
	l := s.listener
	s.mu.Unlock()
	if l == nil {
		return nil
	}
	if err := l.http.Shutdown(ctx); err != nil {
		return errors.Join(fmt.Errorf("requests were cut: %w", err), l.http.Close())
	}
	// Only Serve hands the listener to the server, and it may never have been called.
	if err := l.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("close the listener: %w", err)
	}
	return nil
}
