package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"deskclerk/backend/doc"
)

const problemType = "application/problem+json"

// Problem is an error as RFC 9457 shows it, with the code, class and hint of
// the house's table of errors.
type Problem struct {
	Type     string    `json:"type" doc:"Names the kind of problem: urn:deskclerk:error: and the code"`
	Title    string    `json:"title" doc:"The same sentence for every problem of this kind"`
	Status   int       `json:"status" doc:"The HTTP status"`
	Detail   string    `json:"detail,omitempty" doc:"What is particular to this one"`
	Code     doc.Code  `json:"code" doc:"Short name of the kind; it never changes"`
	Class    doc.Class `json:"class"`
	Hint     string    `json:"hint" doc:"What to do about it"`
	Instance string    `json:"instance" doc:"The request's id, as the log has it"`

	Sentence *doc.Sentence `json:"sentence,omitempty" doc:"The detail in a form that other languages can say"`

	Current *doc.Document `json:"current,omitempty" doc:"The document as it is now, where an act came too late"`

	Documents []UploadedDocument `json:"documents,omitempty" doc:"What is wrong with each file of a form, where none of them was taken"`
}

// Error gives the code and the detail.
func (p *Problem) Error() string { return string(p.Code) + ": " + p.Detail }

// GetStatus is the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is the media type of problem details.
func (p *Problem) ContentType(string) string { return problemType }

// GetHeaders are what belongs to the status by HTTP's own rules.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{"Cache-Control": {"no-store"}}
	switch p.Status {
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", `Bearer realm="deskclerk"`)
	case http.StatusConflict:
		if p.Code == doc.CodeInFlight {
			h.Set("Retry-After", "1")
		}
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		h.Set("Retry-After", "2")
	}
	return h
}

// newProblem describes the code without looking at any error's text.
func newProblem(ctx context.Context, code doc.Code, detail string) *Problem {
	k := code.Kind()
	return &Problem{
		Type: "urn:deskclerk:error:" + string(k.Code), Title: k.Message, Status: k.HTTP, Detail: detail,
		Code: k.Code, Class: k.Class, Hint: k.Hint, Instance: "urn:uuid:" + requestID(ctx),
	}
}

// problem turns an error into what the client sees. An error that is not ours
// is logged in full and shown as an id.
func (s *Server) problem(ctx context.Context, err error) *Problem {
	var known *Problem
	if errors.As(err, &known) {
		return known
	}
	f := doc.FailureOf(err)
	switch {
	case errors.Is(err, context.Canceled): // the client left, or we are stopping: nobody's fault
		return newProblem(ctx, doc.CodeBusy, "")
	case f.Class == doc.ClassInternal:
		s.log.ErrorContext(ctx, "request failed", slog.String("request", requestID(ctx)), slog.Any("error", err))
		return newProblem(ctx, doc.CodeInternal, "")
	case f.Code.Kind().HTTP >= http.StatusInternalServerError:
		s.log.WarnContext(ctx, "request failed", slog.String("request", requestID(ctx)), slog.Any("error", err))
	}
	p := newProblem(ctx, f.Code, f.Detail)
	p.Sentence = f.Sentence
	return p
}

// refuse writes err as a problem.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	p := s.problem(r.Context(), err)
	for name, values := range p.GetHeaders() {
		if w.Header().Get(name) == "" || name == "Cache-Control" { // who knows more has said it already
			w.Header()[name] = values
		}
	}
	w.Header().Set("Content-Type", problemType)
	w.Header().Del("Content-Disposition")
	w.WriteHeader(p.Status)
	if r.Method == http.MethodHead {
		return
	}
	s.encode(w, r, p)
}

// encode writes v as JSON; a client that left is no error of ours.
func (s *Server) encode(w http.ResponseWriter, r *http.Request, v any) {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		s.notTaken(r.Context(), err)
	}
}
