package webhook

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"deskclerk/backend/doc"
)

// maxArrival bounds a request's body at a test receiver, in bytes.
const maxArrival = 8 << 20

// Receiver is a test receiver: it verifies and hands over what arrives. It
// answers 204, or 401 to what is not signed as it should be.
type Receiver struct {
	secret string
	tell   func(doc.WebhookArrival)
	server *http.Server
	listen net.Listener
	done   chan error

	mu   sync.Mutex
	seen map[string]bool
}

// Listen starts a receiver at an address such as 127.0.0.1:9000; port 0 takes a
// free one. tell is called for one arrival at a time. Errors: invalid_request
// for an address that other machines can reach, and for a secret that is none;
// busy when the address is taken.
func Listen(ctx context.Context, addr, secret string, tell func(doc.WebhookArrival)) (*Receiver, error) {
	if _, err := parseSecret(secret); err != nil {
		return nil, err
	}
	tcp, err := net.ResolveTCPAddr("tcp", addr)
	if err != nil || !tcp.IP.IsLoopback() {
		return nil, doc.Errorf(doc.CodeInvalid, "the test receiver listens on this machine alone, such as at 127.0.0.1:9000")
	}
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", tcp.String())
	if err != nil {
		return nil, doc.Errorf(doc.CodeBusy, "listen on %s: %w", addr, err)
	}
	r := &Receiver{secret: secret, tell: tell, listen: l, done: make(chan error, 1), seen: map[string]bool{}}
	r.server = &http.Server{
		Handler: r, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: time.Minute,
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelDebug),
	}
	go func() { r.done <- r.server.Serve(l) }()
	return r, nil
}

// URL is where it listens.
func (r *Receiver) URL() string { return "http://" + r.listen.Addr().String() + "/" }

// Secret is what it verifies with.
func (r *Receiver) Secret() string { return r.secret }

// Close ends the receiver.
func (r *Receiver) Close() error {
	err := r.server.Close()
	if served := <-r.done; !errors.Is(served, http.ErrServerClosed) {
		err = errors.Join(err, fmt.Errorf("receive: %w", served))
	}
	r.done <- http.ErrServerClosed // for who closes twice
	return err
}

// ServeHTTP receives one request.
func (r *Receiver) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	if q.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "webhooks are POSTed", http.StatusMethodNotAllowed)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, q.Body, maxArrival))
	if err != nil {
		http.Error(w, "the body was not received", http.StatusBadRequest)
		return
	}
	a := doc.WebhookArrival{
		At: time.Now().UTC(), ID: q.Header.Get(headerID), Headers: attemptHeader(q.Header), Body: string(body),
	}
	a.Type, a.Sequence = sampleOf(body)
	if err := Verify(r.secret, q.Header, body, a.At); err != nil {
		a.Problem = err.Error()
	}
	a.Verified = a.Problem == ""
	r.arrive(&a)
	if !a.Verified {
		http.Error(w, a.Problem, http.StatusUnauthorized)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (r *Receiver) arrive(a *doc.WebhookArrival) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if a.Verified {
		a.Again, r.seen[a.ID] = r.seen[a.ID], true
	}
	r.tell(*a)
}
