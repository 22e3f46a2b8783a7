package api

import (
	"context"
	"errors"
	"io"
	"net/http"

	"deskclerk/backend/doc"
)

type exportCSVInput struct {
	Filter

	Confidence bool `query:"confidence" doc:"Add a confidence column beside each field"`
	Flags      bool `query:"flags" doc:"Add a column that names the fields a person must look at"`
}

type exportInput struct {
	Filter
}

func (s *Server) exportCSV(_ context.Context, in *exportCSVInput) (*stream, error) {
	o := ExportOptions{Confidence: in.Confidence, Flags: in.Flags}
	if in.Type != "" && in.Type != string(doc.TypeAuto) {
		o.Types = []doc.Type{doc.Type(in.Type)}
	}
	return s.export(ExportCSV, "text/csv; charset=utf-8", in.Filter, o)
}

func (s *Server) exportJSON(_ context.Context, in *exportInput) (*stream, error) {
	return s.export(ExportJSON, "application/json", in.Filter, ExportOptions{})
}

func (s *Server) exportJSONL(_ context.Context, in *exportInput) (*stream, error) {
	return s.export(ExportJSONL, "application/jsonl", in.Filter, ExportOptions{})
}

// export streams the documents.
func (s *Server) export(format ExportFormat, mime string, f Filter, o ExportOptions) (*stream, error) {
	q, err := f.query()
	if err != nil {
		return nil, err
	}
	return streamed(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Type", mime)
		name := "deskclerk-" + s.o.Clock().Format("2006-01-02") + "." + string(format)
		h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
		s.pour(w, r, func(out io.Writer) error { return s.o.Exporter.Export(r.Context(), out, format, q, o) })
	}), nil
}

// pour sends what write writes. An error before the first byte is a problem as
// ever; one after it cuts the connection, so that half a file never looks whole.
func (s *Server) pour(w http.ResponseWriter, r *http.Request, write func(io.Writer) error) {
	out := &begun{w: w}
	switch err := write(out); {
	case err == nil:
		w.WriteHeader(http.StatusOK)
	case !out.yes:
		s.refuse(w, r, err)
	default:
		if !errors.Is(err, context.Canceled) {
			_ = s.problem(r.Context(), err) // logs what cannot be told any more
		}
		panic(http.ErrAbortHandler)
	}
}

// begun notes whether anything was written.
type begun struct {
	w   http.ResponseWriter
	yes bool
}

func (b *begun) Write(p []byte) (int, error) {
	b.yes = b.yes || len(p) > 0
	return b.w.Write(p)
}
