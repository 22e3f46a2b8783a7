package api

import (
	"context"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"deskclerk/backend/doc"
)

// route is one line of the route table.
type route struct {
	method, path string
	scope        doc.Scope // what a token needs for it
	id, summary  string
	mount        mount
}

// mount puts an action behind its route and into the OpenAPI description.
type mount func(s *Server, op huma.Operation)

// describe adds to an operation what its Go types cannot say.
type describe func(op *huma.Operation, r huma.Registry)

// mount registers every route.
func (s *Server) mount() {
	for _, r := range s.routes() {
		s.scopes[r.method+" "+Prefix+r.path] = r.scope
		r.mount(s, huma.Operation{
			Method: r.method, Path: r.path, OperationID: r.id, Summary: r.summary, Security: security(r.scope),
			Responses: map[string]*huma.Response{}, BodyReadTimeout: s.o.UploadIdle,
		})
	}
	refine(s.huma.OpenAPI())
}

// typed is an action whose parameters huma reads, checks and documents.
func typed[I, O any](action func(context.Context, *I) (*O, error), more ...describe) mount {
	return func(s *Server, op huma.Operation) {
		registry := s.huma.OpenAPI().Components.Schemas
		for _, d := range more {
			d(&op, registry)
		}
		failure(&op, registry)
		huma.Register(s.huma, op, func(ctx context.Context, in *I) (*O, error) {
			out, err := action(ctx, in)
			if err != nil {
				return nil, s.problem(ctx, err)
			}
			return out, nil
		})
	}
}

// plain is an action that reads its request itself, because huma would hold the
// body in memory.
func plain(action http.HandlerFunc, more ...describe) mount {
	return func(s *Server, op huma.Operation) {
		registry := s.huma.OpenAPI().Components.Schemas
		for _, d := range more {
			d(&op, registry)
		}
		failure(&op, registry)
		s.huma.OpenAPI().AddOperation(&op)
		s.mux.HandleFunc(op.Method+" "+Prefix+op.Path, action)
	}
}

// stream is the answer of a typed action that writes by itself.
type stream struct {
	Body func(huma.Context)
}

func streamed(write func(w http.ResponseWriter, r *http.Request)) *stream {
	return &stream{Body: func(ctx huma.Context) {
		r, w := humago.Unwrap(ctx)
		write(w, r)
	}}
}

// failure documents the one form of every error.
func failure(op *huma.Operation, r huma.Registry) {
	op.Responses["default"] = &huma.Response{
		Description: "What went wrong, as RFC 9457 problem details",
		Content: map[string]*huma.MediaType{
			problemType: {Schema: r.Schema(reflect.TypeFor[Problem](), true, "")},
		},
	}
}

func accepted(op *huma.Operation, _ huma.Registry) { op.DefaultStatus = http.StatusAccepted }

func created(op *huma.Operation, _ huma.Registry) { op.DefaultStatus = http.StatusCreated }

func notModified(op *huma.Operation, _ huma.Registry) {
	op.Responses["304"] = &huma.Response{Description: "Nothing changed since the ETag in If-None-Match"}
}

func content(op *huma.Operation, mime string, schema *huma.Schema) {
	op.Responses["200"] = &huma.Response{Description: "OK", Content: map[string]*huma.MediaType{mime: {Schema: schema}}}
}

func binary(mime string) describe {
	return func(op *huma.Operation, _ huma.Registry) {
		content(op, mime, &huma.Schema{Type: huma.TypeString, Format: "binary"})
	}
}

func text(mime string) describe {
	return func(op *huma.Operation, _ huma.Registry) {
		content(op, mime, &huma.Schema{Type: huma.TypeString})
	}
}

func anyJSON(op *huma.Operation, _ huma.Registry) {
	content(op, "application/json", &huma.Schema{Type: huma.TypeObject, AdditionalProperties: true})
}
