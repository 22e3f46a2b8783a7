package api

import (
	"context"

	"deskclerk/backend/doc"
)

type approveInput struct {
	DocumentPath
	RevisionHeader

	Body *ApproveRequest
}

// ApproveRequest says how far the approval goes.
type ApproveRequest struct {
	ConfirmRest bool `json:"confirm_rest,omitempty" doc:"Approve although required fields are still flagged: they are thereby confirmed, and the history says so"`
}

// approveDocument confirms every field that is still flagged.
func (s *Server) approveDocument(ctx context.Context, in *approveInput) (*reviewOutput, error) {
	who, err := in.actor(ctx)
	if err != nil {
		return nil, err
	}
	d, err := s.o.Review.Approve(ctx, who, in.ID, in.Body != nil && in.Body.ConfirmRest)
	return s.reviewed(ctx, in.ID, d, err)
}

type rejectInput struct {
	DocumentPath
	RevisionHeader

	Body RejectRequest
}

// RejectRequest says why.
type RejectRequest struct {
	Reason string `json:"reason" minLength:"1" maxLength:"2000"`
}

func (s *Server) rejectDocument(ctx context.Context, in *rejectInput) (*reviewOutput, error) {
	who, err := in.actor(ctx)
	if err != nil {
		return nil, err
	}
	d, err := s.o.Review.Reject(ctx, who, in.ID, in.Body.Reason)
	return s.reviewed(ctx, in.ID, d, err)
}

type actInput struct {
	DocumentPath
	RevisionHeader
}

func (s *Server) reopenDocument(ctx context.Context, in *actInput) (*reviewOutput, error) {
	who, err := in.actor(ctx)
	if err != nil {
		return nil, err
	}
	d, err := s.o.Review.Reopen(ctx, who, in.ID)
	return s.reviewed(ctx, in.ID, d, err)
}

func (s *Server) postponeDocument(ctx context.Context, in *actInput) (*reviewOutput, error) {
	who, err := in.actor(ctx)
	if err != nil {
		return nil, err
	}
	d, err := s.o.Review.Postpone(ctx, who, in.ID)
	return s.reviewed(ctx, in.ID, d, err)
}

type stepOutput struct {
	Body ReviewStep
}

// ReviewStep is what was undone or redone.
type ReviewStep struct {
	Act      doc.ActKind  `json:"act" doc:"The act that was taken back or done again; of several, the last one taken"`
	Subject  string       `json:"subject,omitempty" doc:"The field or table it was about"`
	Document doc.Document `json:"document" doc:"Its document, as it is now"`
	Count    int          `json:"count" doc:"How many acts: more than one when a step was done together"`
	Stayed   int          `json:"stayed" doc:"How many acts of the step stay, because others went on from them"`
}

// undoReview takes back what this caller did last, on whatever document.
func (s *Server) undoReview(ctx context.Context, _ *struct{}) (*stepOutput, error) {
	return stepped(s.o.Review.Undo(ctx, callerOf(ctx).name))
}

func (s *Server) redoReview(ctx context.Context, _ *struct{}) (*stepOutput, error) {
	return stepped(s.o.Review.Redo(ctx, callerOf(ctx).name))
}

func stepped(t doc.Taken, err error) (*stepOutput, error) {
	if err != nil {
		return nil, err
	}
	return &stepOutput{Body: ReviewStep{
		Act: t.Act.Kind, Subject: t.Act.Subject, Document: t.Document.Complete(), Count: t.Count, Stayed: t.Stayed,
	}}, nil
}

type nextInput struct {
	After string `query:"after" maxLength:"64" doc:"The document on screen: the one behind it is wanted"`
}

type nextOutput struct {
	Body NextInReview
}

// NextInReview is the next document that waits for a person.
type NextInReview struct {
	Document *doc.Document `json:"document" doc:"Null when none waits but the one named"`
	Then     *string       `json:"then" doc:"The id of the one behind it, to be fetched ahead"`
	Waiting  int           `json:"waiting" doc:"How many wait in all"`
}

// nextInReview goes from the oldest on; those that were put off come last, and
// after the last one it begins anew.
func (s *Server) nextInReview(ctx context.Context, in *nextInput) (*nextOutput, error) {
	w, err := s.o.Review.Next(ctx, in.After)
	if err != nil {
		return nil, err
	}
	out := NextInReview{Then: w.Then, Waiting: w.Count}
	if w.Document != nil {
		d := w.Document.Complete()
		out.Document = &d
	}
	return &nextOutput{Body: out}, nil
}

type actsOutput struct {
	Body Acts
}

// Acts are what people did to a document, oldest first.
type Acts struct {
	Acts []doc.Act `json:"acts"`
}

func (s *Server) listActs(ctx context.Context, in *DocumentPath) (*actsOutput, error) {
	found, err := s.o.Library.Acts(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return &actsOutput{Body: Acts{Acts: append([]doc.Act{}, found...)}}, nil
}
