package api

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"time"

	"deskclerk/backend/doc"
)

// listening is one listener with its server.
type listening struct {
	net.Listener
	http *http.Server
}

func (l *listening) secure() bool { return l.http.TLSConfig != nil }

// Listen takes the address for plain HTTP, such as 127.0.0.1:7411; port 0 takes
// a free one. An address that other machines can reach is invalid_request; one
// that is taken is busy.
func (s *Server) Listen(ctx context.Context, addr string) error {
	return s.ListenTLS(ctx, addr, nil)
}

// ListenTLS is Listen with a certificate, so that the address may be one that
// other machines can reach. That is invalid_request as long as no token was made
// for them. Without a certificate it is Listen.
func (s *Server) ListenTLS(ctx context.Context, addr string, config *tls.Config) error {
	tcp, err := net.ResolveTCPAddr("tcp", addr)
	if err != nil {
		return doc.Errorf(doc.CodeInvalid, "address %q: %w", addr, err)
	}
	if !tcp.IP.IsLoopback() {
		if err := s.fitForOthers(ctx, addr, config != nil); err != nil {
			return err
		}
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", tcp.String())
	if err != nil {
		return doc.Errorf(doc.CodeBusy, "listen on %s: %w", addr, err)
	}
	got, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		return errors.Join(fmt.Errorf("listen on %s: no TCP address", addr), l.Close())
	}
	allowed := hostsOf(got, config != nil, s.o.Hosts)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.listener != nil {
		return errors.Join(doc.Errorf(doc.CodeConflict, "listening already"), l.Close())
	}
	s.hosts.Store(&allowed)
	s.listener = &listening{Listener: l, http: s.newHTTP(config)}
	return nil
}

// fitForOthers refuses an address that other machines can reach unless what goes
// over the wire cannot be read there, and a token was made for them: the owner's
// own has no business on another machine.
func (s *Server) fitForOthers(ctx context.Context, addr string, secure bool) error {
	if !secure {
		return doc.Errorf(doc.CodeInvalid, "address %q can be reached by other machines, so it needs TLS: "+
			"give --tls-self for a certificate made here, or --tls-cert and --tls-key; or use 127.0.0.1", addr)
	}
	if s.o.Tokens == nil {
		return doc.Errorf(doc.CodeInvalid, "address %q can be reached by other machines, but there are no tokens", addr)
	}
	found, err := s.o.Tokens.Tokens(ctx)
	if err != nil {
		return err
	}
	now := s.o.Clock()
	if !slices.ContainsFunc(found, func(t doc.Token) bool { return t.State(now) == doc.TokenActive }) {
		return doc.Errorf(doc.CodeInvalid, "address %q can be reached by other machines, so make them a token first: "+
			"deskclerk token create --name NAME --scope submit,read", addr)
	}
	return nil
}

// newHTTP bounds what a client may take without bounding a whole answer: event
// streams and large uploads last as long as they move.
func (s *Server) newHTTP(config *tls.Config) *http.Server {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true) // one way to cut a silent client, with TLS and without
	return &http.Server{
		Handler:                      s.handler,
		TLSConfig:                    config,
		Protocols:                    protocols,
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
// An address that stands for all of the machine's is reached at 127.0.0.1.
func (s *Server) URL() string {
	addr, scheme := s.Addr(), "http://"
	s.mu.Lock()
	if s.listener != nil && s.listener.secure() {
		scheme = "https://"
	}
	s.mu.Unlock()
	if at, err := netip.ParseAddrPort(addr); err == nil && at.Addr().IsUnspecified() {
		addr = net.JoinHostPort("127.0.0.1", strconv.Itoa(int(at.Port())))
	}
	return scheme + addr
}

// Serve answers until Shutdown, after which it returns nil.
func (s *Server) Serve() error {
	s.mu.Lock()
	l := s.listener
	s.mu.Unlock()
	if l == nil {
		return doc.Errorf(doc.CodeConflict, "Listen comes before Serve")
	}
	serve := l.http.Serve
	if l.secure() {
		serve = func(plain net.Listener) error { return l.http.ServeTLS(plain, "", "") }
	}
	if err := serve(l.Listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve: %w", err)
	}
	return nil
}

// Shutdown ends streams and long polls at once, lets other requests finish until
// ctx ends, and then cuts them. It may be called twice.
func (s *Server) Shutdown(ctx context.Context) error {
	s.stop.Do(func() { close(s.done) })
	defer s.uses.close()
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
