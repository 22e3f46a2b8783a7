package api

import (
	"context"
	"net/http"

	"deskclerk/backend/doc"
)

type reprocessInput struct {
	DocumentPath

	Body *ReprocessRequest
}

// ReprocessRequest changes how a document is read; without it everything is as
// it was the last time.
type ReprocessRequest struct {
	Type           string   `json:"type,omitempty" pattern:"^[a-z][a-z0-9_]*$" maxLength:"64" doc:"auto, or a type's name"`
	Languages      []string `json:"languages,omitempty" maxItems:"16" pattern:"^[A-Za-z0-9_]{2,32}$" doc:"Tesseract codes such as deu and eng"`
	Password       string   `json:"password,omitempty" maxLength:"1024" doc:"Of a protected PDF"`
	ForceOCR       bool     `json:"force_ocr,omitempty" doc:"Read the pages even if they carry text"`
	IgnoreEmbedded bool     `json:"ignore_embedded,omitempty" doc:"Leave aside the data inside the file, such as an e-invoice's XML"`
	Priority       int      `json:"priority,omitempty" minimum:"-100" maximum:"100" doc:"Higher goes first"`
}

type stateOutput struct {
	Status   int
	Location string `header:"Location"`
	Retry    string `header:"Retry-After"`
	Body     DocumentState
}

// DocumentState is where a document stands after an act.
type DocumentState struct {
	ID       string     `json:"id"`
	Status   doc.Status `json:"status"`
	Revision int64      `json:"revision"`
	Href     string     `json:"href"`
}

// reprocessDocument queues a new attempt.
func (s *Server) reprocessDocument(ctx context.Context, in *reprocessInput) (*stateOutput, error) {
	var options *doc.ProcessOptions
	if b := in.Body; b != nil {
		options = &doc.ProcessOptions{
			Type: doc.Type(b.Type), Languages: b.Languages, Password: b.Password, ForceOCR: b.ForceOCR,
			IgnoreEmbedded: b.IgnoreEmbedded, Priority: b.Priority,
		}
	}
	if err := s.o.Library.Reprocess(ctx, in.ID, options); err != nil {
		return nil, err
	}
	return s.state(ctx, in.ID, http.StatusAccepted)
}

func (s *Server) state(ctx context.Context, id string, status int) (*stateOutput, error) {
	d, err := s.o.Library.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	href := documentHref(id)
	out := &stateOutput{Status: status, Location: href, Body: DocumentState{ID: d.ID, Status: d.Status, Revision: d.Revision, Href: href}}
	if !d.Status.Finished() {
		out.Retry = "1"
	}
	return out, nil
}

func documentHref(id string) string { return Prefix + "/documents/" + id }
