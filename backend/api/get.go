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
	if wait <= 0 && in.IfNoneMatch != "" { // most polls: one number tells that nothing changed
		now, err := s.o.Library.Standing(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		if matches(in.IfNoneMatch, tagOf(now.Revision)) {
			return documentAnswer(doc.Document{Status: now.Status, Revision: now.Revision}, http.StatusNotModified), nil
		}
	}
	unchanged := func(d doc.Standing) bool { return matches(in.IfNoneMatch, tagOf(d.Revision)) }
	if in.IfNoneMatch == "" {
		unchanged = reading
	}
	d, err := s.await(ctx, in.ID, wait, unchanged)
	if err != nil {
		return nil, err
	}
	if matches(in.IfNoneMatch, revisionTag(d)) {
		return documentAnswer(d, http.StatusNotModified), nil
	}
	out := documentAnswer(d, http.StatusOK)
	out.Body = d.Complete()
	return out, nil
}

// documentAnswer is an answer about the document, still without its body.
func documentAnswer(d doc.Document, status int) *getOutput {
	out := &getOutput{Status: status, ETag: revisionTag(d), Cache: "private, no-cache"}
	if !d.Status.Finished() {
		out.RetryAfter = "1"
	}
	return out
}

func revisionTag(d doc.Document) string { return tagOf(d.Revision) }

func tagOf(revision int64) string { return `"` + strconv.FormatInt(revision, 10) + `"` }
