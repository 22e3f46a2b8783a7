package api

import (
	"context"
	"net/http"
	"strconv"

	"deskclerk/backend/doc"
)

type getInput struct {
	DocumentPath

	Wait        string `query:"wait" maxLength:"16" doc:"Wait so long for a change since If-None-Match or, without that header, until the document is read" example:"30s"`
	IfNoneMatch string `header:"If-None-Match"`
}

// DocumentPath is the document a request is about; exported because huma passes
// over what is not.
type DocumentPath struct {
	ID string `path:"id" maxLength:"64" doc:"The document's id"`
}

type getOutput struct {
	Status     int
	ETag       string `header:"ETag"`
	RetryAfter string `header:"Retry-After" doc:"Seconds; only while the document is being read"`
	Cache      string `header:"Cache-Control" hidden:"true"`
	Body       doc.Document
}

// getDocument gives the full result. Its tag is the revision.
func (s *Server) getDocument(ctx context.Context, in *getInput) (*getOutput, error) {
	wait, err := s.parseWait(in.Wait)
	if err != nil {
		return nil, err
	}
	unchanged := func(d doc.Document) bool { return matches(in.IfNoneMatch, revisionTag(d)) }
	if in.IfNoneMatch == "" {
		unchanged = func(d doc.Document) bool { return !d.Status.Finished() }
	}
	d, err := s.await(ctx, in.ID, wait, unchanged)
	if err != nil {
		return nil, err
	}
	out := &getOutput{Status: http.StatusOK, ETag: revisionTag(d), Cache: "private, no-cache"}
	if !d.Status.Finished() {
		out.RetryAfter = "1"
	}
	if matches(in.IfNoneMatch, out.ETag) {
		out.Status = http.StatusNotModified
		return out, nil
	}
	out.Body = d.Complete()
	return out, nil
}

func revisionTag(d doc.Document) string { return `"` + strconv.FormatInt(d.Revision, 10) + `"` }
