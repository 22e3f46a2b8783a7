package api

import (
	"context"
	"encoding/json"
	"io"
	"mime"
	"net/http"

	"deskclerk/backend/doc"
)

// ExportPath is the export a request is about; exported because huma passes over
// what is not.
type ExportPath struct {
	ID string `path:"id" maxLength:"64" doc:"The export's id"`
}

// ExportRequest says what goes out. The query's filter chooses documents as it
// does for lists; without a status, those are approved or complete.
type ExportRequest struct {
	Profile string   `json:"profile,omitempty" maxLength:"64" doc:"The profile's id"`
	Which   string   `json:"which,omitempty" enum:"new,changed,all" doc:"new (the default): what the profile has not exported yet; changed: and what was changed since; all"`
	Review  bool     `json:"review,omitempty" doc:"Also documents that wait for a person"`
	IDs     []string `json:"ids,omitempty" maxItems:"10000" doc:"Only these documents"`
}

// PreviewRequest is an export that is only looked at.
type PreviewRequest struct {
	ExportRequest

	Draft *doc.ExportProfile `json:"draft,omitempty" doc:"A profile that is just being made, instead of a kept one; with its id, what that one has exported counts"`
	Limit int                `json:"limit,omitempty" minimum:"0" maximum:"100" doc:"Rows to show, 20 unless said"`
}

// RunRequest makes an export.
type RunRequest struct {
	ExportRequest

	Target string `json:"target,omitempty" maxLength:"4096" doc:"Where the caller puts the file, for the record; it is never opened from here"`
	Append bool   `json:"append,omitempty" doc:"The caller appends it to a file, for the record"`
}

type (
	previewInput struct {
		Filter

		Body PreviewRequest
	}
	previewOutput struct{ Body doc.ExportPreview }
	runInput      struct {
		Filter

		Body RunRequest
	}
	runOutput struct {
		Location string `header:"Location"`
		Body     doc.ExportRun
	}
	runsInput struct {
		Profile string `query:"profile" maxLength:"64" doc:"Only this profile's"`
		After   string `query:"after" maxLength:"64" doc:"The cursor that the page before gave"`
		Limit   int    `query:"limit" minimum:"1" maximum:"500" default:"100"`
	}
	runsOutput struct{ Body doc.ExportRunList }
	fileInput  struct {
		ExportPath

		Now bool `query:"now" doc:"The documents as they are now, where the file cannot be made again as it was"`
	}
	undoInput struct {
		ExportPath

		Body *UndoExportRequest
	}
	factsOutput struct{ Body ExportFacts }
)

// UndoExportRequest says which documents count as not exported.
type UndoExportRequest struct {
	Documents []string `json:"documents,omitempty" maxItems:"10000" doc:"Without any, all of the export"`
}

// ExportFacts are the exports that a document was part of, newest first.
type ExportFacts struct {
	Exports []doc.ExportFact `json:"exports"`
}

// wish puts a request together.
func (s *Server) wish(ctx context.Context, f Filter, r ExportRequest, draft *doc.ExportProfile) (doc.ExportWish, error) {
	q, err := f.query()
	if err != nil {
		return doc.ExportWish{}, err
	}
	q.IDs = append(q.IDs, r.IDs...)
	w := doc.ExportWish{Query: q, Which: doc.ExportPick(r.Which), Review: r.Review}
	switch {
	case draft != nil:
		w.Profile = *draft
	case r.Profile == "":
		return w, doc.Refuse(doc.CodeInvalid, "export_profile")
	default:
		if w.Profile, err = s.o.Exports.ExportProfile(ctx, r.Profile); err != nil {
			return w, err
		}
	}
	return w, nil
}

func (s *Server) previewExport(ctx context.Context, in *previewInput) (*previewOutput, error) {
	w, err := s.wish(ctx, in.Filter, in.Body.ExportRequest, in.Body.Draft)
	if err != nil {
		return nil, err
	}
	w.Limit = in.Body.Limit
	p, err := s.o.Exports.Preview(ctx, w)
	if err != nil {
		return nil, err
	}
	return &previewOutput{Body: p}, nil
}

func (s *Server) createExport(ctx context.Context, in *runInput) (*runOutput, error) {
	w, err := s.wish(ctx, in.Filter, in.Body.ExportRequest, nil)
	if err != nil {
		return nil, err
	}
	w.Target, w.Append = in.Body.Target, in.Body.Append
	return exportRun(s.o.Exports.Run(ctx, w))
}

func (s *Server) getExport(ctx context.Context, in *ExportPath) (*runOutput, error) {
	return exportRun(s.o.Exports.ExportRun(ctx, in.ID))
}

func (s *Server) listExports(ctx context.Context, in *runsInput) (*runsOutput, error) {
	l, err := s.o.Exports.ExportRuns(ctx, in.Profile, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	return &runsOutput{Body: l}, nil
}

// confirmExport notes that the file arrived where the caller wanted it.
func (s *Server) confirmExport(ctx context.Context, in *ExportPath) (*runOutput, error) {
	if err := s.o.Exports.ExportDelivered(ctx, in.ID); err != nil {
		return nil, err
	}
	return exportRun(s.o.Exports.ExportRun(ctx, in.ID))
}

func (s *Server) undoExport(ctx context.Context, in *undoInput) (*runOutput, error) {
	var documents []string
	if in.Body != nil {
		documents = in.Body.Documents
	}
	if err := s.o.Exports.UndoExport(ctx, in.ID, documents); err != nil {
		return nil, err
	}
	return exportRun(s.o.Exports.ExportRun(ctx, in.ID))
}

func (s *Server) listDocumentExports(ctx context.Context, in *DocumentPath) (*factsOutput, error) {
	facts, err := s.o.Exports.ExportFacts(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &factsOutput{Body: ExportFacts{Exports: append([]doc.ExportFact{}, facts...)}}, nil
}

func exportRun(run doc.ExportRun, err error) (*runOutput, error) {
	if err != nil {
		return nil, err
	}
	return &runOutput{Location: Prefix + "/exports/" + run.ID, Body: run}, nil
}

// getExportFile gives an export's file, made again of its documents.
func (s *Server) getExportFile(ctx context.Context, in *fileInput) (*stream, error) {
	run, file, err := s.o.Exports.File(ctx, in.ID, in.Now)
	if err != nil {
		return nil, err
	}
	return streamed(func(w http.ResponseWriter, r *http.Request) {
		defer func() { _ = file.Close() }()
		h := w.Header()
		h.Set("Content-Type", exportType(run.Profile))
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": run.FileName}))
		h.Set("Cache-Control", "private, no-cache")
		serveContent(w, r, "", file)
	}), nil
}

func exportType(p doc.ExportProfile) string {
	switch p.Format {
	case doc.ExportXLSX:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case doc.ExportJSON:
		return "application/json"
	case doc.ExportJSONL:
		return "application/jsonl"
	}
	charset := p.Style.Encoding
	if charset == "utf-8-bom" {
		charset = "utf-8"
	}
	return "text/csv; charset=" + charset
}

// getExportRows gives the rows of an export as arrays of cells, one a line, for
// whoever puts them into a file that there is.
func (s *Server) getExportRows(_ context.Context, in *ExportPath) (*stream, error) {
	return streamed(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/jsonl")
		s.pour(w, r, func(out io.Writer) error {
			encoder := json.NewEncoder(out)
			encoder.SetEscapeHTML(false)
			return s.o.Exports.Rows(r.Context(), in.ID, func(cells []doc.ExportCell) error { return encoder.Encode(cells) })
		})
	}), nil
}
