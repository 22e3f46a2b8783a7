package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/google/uuid"

	"deskclerk/backend/doc"
)

type requestKey struct{}

// request is what the log says of a request.
type request struct {
	id    string
	route string    // the pattern it matched
	scope doc.Scope // what that needs
	actor string    // who sent it
	token string    // id of the token it was sent with, if any

	correlation string // id that the caller gave to what is handed in
}

func requestOf(ctx context.Context) *request {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		return r
	}
	return &request{id: uuid.Nil.String()}
}

// requestID is the id of the request that ctx belongs to.
func requestID(ctx context.Context) string { return requestOf(ctx).id }

// observe gives the request its id, logs how it ended and turns a panic into a
// problem. The log holds the route's pattern, never the address: a query may
// carry a file name.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		this := &request{id: uuid.Must(uuid.NewV7()).String()}
		r = r.WithContext(context.WithValue(r.Context(), requestKey{}, this))
		answer := &answer{ResponseWriter: w, control: http.NewResponseController(w), idle: s.o.WriteIdle}
		answer.Header().Set("X-Request-Id", this.id)
		start := time.Now()
		s.metrics.inFlight.Inc()
		defer func() {
			// An abort must reach the server, which then cuts the connection.
			if cause := recover(); cause != nil {
				s.recovered(answer, r, cause)
			}
			took := time.Since(start)
			s.metrics.answered(r, this, answer.status, took)
			attrs := []slog.Attr{
				slog.String("request", this.id), slog.String("method", r.Method), slog.String("route", this.route),
				slog.String("actor", this.actor), slog.String("token", this.token),
				slog.Int("status", answer.status), slog.Int64("bytes", answer.bytes), slog.Duration("took", took),
			}
			if this.correlation != "" {
				attrs = append(attrs, slog.String("correlation_id", this.correlation))
			}
			s.log.LogAttrs(r.Context(), slog.LevelDebug, "request", attrs...)
		}()
		next.ServeHTTP(answer, r)
	})
}

// recovered logs a panic without its value, which may hold a document's text,
// unless the runtime itself wrote it.
func (s *Server) recovered(w *answer, r *http.Request, cause any) {
	if err, ok := cause.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(http.ErrAbortHandler)
	}
	what := fmt.Sprintf("%T", cause)
	if err, ok := cause.(runtime.Error); ok {
		what = err.Error()
	}
	s.log.ErrorContext(r.Context(), "panic in a request", slog.String("request", requestID(r.Context())),
		slog.String("cause", what), slog.String("stack", string(debug.Stack())))
	if w.status != 0 {
		panic(http.ErrAbortHandler)
	}
	s.refuse(w, r, newProblem(r.Context(), doc.CodeInternal, ""))
}

// answer notes what was answered, and cuts a client that takes nothing.
type answer struct {
	http.ResponseWriter
	control *http.ResponseController
	idle    time.Duration
	status  int
	bytes   int64
}

// Unwrap lets http.ResponseController reach the connection.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// WriteHeader notes the status.
func (a *answer) WriteHeader(status int) {
	if a.status == 0 && status >= http.StatusOK {
		a.status = status
	}
	a.extend()
	a.ResponseWriter.WriteHeader(status)
}

// Write extends the client's time before it writes.
func (a *answer) Write(p []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	a.extend()
	n, err := a.ResponseWriter.Write(p)
	a.bytes += int64(n)
	return n, err
}

func (a *answer) extend() {
	// A writer without deadlines is one of a test's; nothing is lost there.
	_ = a.control.SetWriteDeadline(time.Now().Add(a.idle))
}
