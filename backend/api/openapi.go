package api

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"deskclerk/backend/doc"
)

// newHuma makes the API without huma's own pages: its documentation loads from
// a content network, and nothing of ours may.
func newHuma(mux *http.ServeMux) huma.API {
	registry := huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)
	for from, to := range schemas() {
		registry.RegisterTypeAlias(from, to)
	}
	return humago.NewWithPrefix(mux, Prefix, huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "Deskclerk", Version: "1",
				Description: "Reads scans, photos and PDFs on this machine and answers with their fields. Every error is problem details (RFC 9457) with a code, a class and a hint.",
				License:     &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"},
			},
			Servers: []*huma.Server{{URL: Prefix}},
			Components: &huma.Components{
				Schemas: registry,
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"token":   {Type: "http", Scheme: "bearer", Description: "A token made by POST /tokens, with the scope that the route names, or the owner's from the file token in the data folder"},
					"session": {Type: "apiKey", In: "cookie", Name: sessionCookie, Description: "Set by the one-time link"},
				},
			},
			Security: []map[string][]string{{"token": {}}, {"session": {}}},
		},
		Formats:       map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
		DefaultFormat: "application/json",
	})
}

// OpenAPI is the description of the API as JSON, the same bytes at each call.
func (s *Server) OpenAPI() []byte {
	text, err := json.MarshalIndent(s.huma.OpenAPI(), "", "  ")
	if err != nil { // made of our own types at start
		panic(err)
	}
	return append(text, '\n')
}

func (s *Server) getOpenAPI(context.Context, *struct{}) (*stream, error) {
	return streamed(func(w http.ResponseWriter, r *http.Request) { s.json(w, r, s.OpenAPI()) }), nil
}

func (s *Server) getDocumentSchema(context.Context, *struct{}) (*stream, error) {
	if len(s.o.Schema) == 0 {
		return nil, doc.Errorf(doc.CodeNoRoute, "no schema in this build")
	}
	return streamed(func(w http.ResponseWriter, r *http.Request) { s.json(w, r, s.o.Schema) }), nil
}

// documents says that the answer is a list of full documents.
func documents(mime string) describe {
	return func(op *huma.Operation, r huma.Registry) {
		content(op, mime, r.Schema(reflect.TypeFor[[]doc.Document](), true, ""))
	}
}
