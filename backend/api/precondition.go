package api

import (
	"context"
	"strconv"
	"strings"

	"deskclerk/backend/doc"
)

// RevisionHeader is the document's revision that an act was made on; exported
// because huma passes over what is not.
type RevisionHeader struct {
	IfMatch string `header:"If-Match" maxLength:"64" doc:"The ETag of the document as the person saw it. A star means: whatever it is now, for programs that decide by themselves. Required" example:"\"7\""`
}

// OptionalRevision is the same where programs have always acted without it.
type OptionalRevision struct {
	IfMatch string `header:"If-Match" maxLength:"64" doc:"Only if the document still has this ETag" example:"\"7\""`
}

// only gives the revision the act is meant for, if the header names one.
func (h OptionalRevision) only(ctx context.Context) ([]doc.OnRevision, error) {
	if strings.TrimSpace(h.IfMatch) == "" {
		return nil, nil
	}
	who, err := RevisionHeader(h).actor(ctx)
	if err != nil || who.Revision == nil {
		return nil, err
	}
	return []doc.OnRevision{doc.OnRevision(*who.Revision)}, nil
}

// actor reads who acts on which revision. Without the header it is
// revision_required: two people must not overwrite each other unawares.
func (h RevisionHeader) actor(ctx context.Context) (doc.Actor, error) {
	who := doc.Actor{Name: callerOf(ctx).name}
	tag := strings.TrimSpace(h.IfMatch)
	switch tag {
	case "":
		return who, doc.Errorf(doc.CodeNoRevision, "the header If-Match is missing")
	case "*":
		return who, nil
	}
	inner, quoted := strings.CutPrefix(tag, `"`)
	inner, closed := strings.CutSuffix(inner, `"`)
	revision, err := strconv.ParseInt(inner, 10, 64)
	if !quoted || !closed || err != nil || revision < 1 {
		return who, doc.Errorf(doc.CodeBadHeader, `If-Match takes one ETag of the document, such as "7", or *`)
	}
	who.Revision = &revision
	return who, nil
}

// withCurrent adds to what came too late, or is not allowed now, the document as
// it stands.
func (s *Server) withCurrent(ctx context.Context, id string, err error) error {
	switch doc.CodeOf(err) {
	case doc.CodeStale, doc.CodeConflict, doc.CodeUnreviewed:
	default:
		return err
	}
	d, found := s.o.Library.Document(ctx, id)
	if found != nil {
		return err
	}
	p := s.problem(ctx, err)
	d = d.Complete()
	p.Current = &d
	return p
}
