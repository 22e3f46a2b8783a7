package api

import (
	"context"
	"strconv"

	"deskclerk/backend/doc"
)

// TypePath is the type that a request is about.
type TypePath struct {
	Name string `path:"name" maxLength:"40" doc:"The type's name"`
}

type typesOutput struct {
	Body Definitions
}

// Definitions are the types that people defined.
type Definitions struct {
	Types []doc.Definition `json:"types"`
}

func (s *Server) listTypes(ctx context.Context, _ *struct{}) (*typesOutput, error) {
	found, err := s.o.Types.List(ctx)
	if err != nil {
		return nil, err
	}
	return &typesOutput{Body: Definitions{Types: append([]doc.Definition{}, found...)}}, nil
}

type typeOutput struct {
	ETag string `header:"ETag"`
	Body doc.Definition
}

func typeAnswer(d doc.Definition, err error) (*typeOutput, error) {
	if err != nil {
		return nil, err
	}
	return &typeOutput{ETag: `"` + strconv.FormatInt(d.Revision, 10) + `"`, Body: d}, nil
}

func (s *Server) getType(ctx context.Context, in *TypePath) (*typeOutput, error) {
	return typeAnswer(s.o.Types.Get(ctx, doc.Type(in.Name)))
}

type createTypeInput struct {
	Body doc.Definition
}

func (s *Server) createType(ctx context.Context, in *createTypeInput) (*typeOutput, error) {
	return typeAnswer(s.o.Types.Put(ctx, in.Body, 0))
}

type putTypeInput struct {
	TypePath

	Body doc.Definition
}

// putType replaces a type. The body's revision is that which it was made of; 0
// replaces whatever is there.
func (s *Server) putType(ctx context.Context, in *putTypeInput) (*typeOutput, error) {
	if in.Body.Name != doc.Type(in.Name) {
		return nil, doc.Refuse(doc.CodeInvalid, "type_keeps", "name", string(in.Body.Name))
	}
	from := in.Body.Revision
	if from == 0 {
		from = -1
	}
	return typeAnswer(s.o.Types.Put(ctx, in.Body, from))
}

func (s *Server) deleteType(ctx context.Context, in *TypePath) (*struct{}, error) {
	return nil, s.o.Types.Delete(ctx, doc.Type(in.Name))
}

type teachInput struct {
	Body TeachRequest
}

// TeachRequest points at a value on a sample.
type TeachRequest struct {
	DocumentID string  `json:"document_id"`
	Page       int     `json:"page" minimum:"1"`
	Box        doc.Box `json:"box" doc:"Around the value, or the box to tick"`
}

type lessonOutput struct {
	Body doc.Lesson
}

func (s *Server) teachType(ctx context.Context, in *teachInput) (*lessonOutput, error) {
	found, err := s.o.Types.Teach(ctx, in.Body.DocumentID, in.Body.Page, in.Body.Box)
	if err != nil {
		return nil, err
	}
	return &lessonOutput{Body: found}, nil
}

type samplesInput struct {
	Body TypeSamples
}

// TypeSamples are documents that show a type.
type TypeSamples struct {
	Documents []string `json:"documents" minItems:"1" maxItems:"20" doc:"Ids"`
}

type keywordsOutput struct {
	Body Keywords
}

// Keywords are words that tell documents like the samples from others.
type Keywords struct {
	Keywords []string `json:"keywords"`
}

func (s *Server) proposeKeywords(ctx context.Context, in *samplesInput) (*keywordsOutput, error) {
	found, err := s.o.Types.Keywords(ctx, in.Body.Documents)
	if err != nil {
		return nil, err
	}
	return &keywordsOutput{Body: Keywords{Keywords: append([]string{}, found...)}}, nil
}

type typeTrialInput struct {
	Body TypeTrialRequest
}

// TypeTrialRequest tries a definition, saved or not, on documents.
type TypeTrialRequest struct {
	Definition doc.Definition `json:"definition"`
	Documents  []string       `json:"documents" minItems:"1" maxItems:"50" doc:"Ids"`
}

type trialsOutput struct {
	Body TypeTrials
}

// TypeTrials are what a definition makes of documents; nothing of it is kept.
type TypeTrials struct {
	Trials []doc.Trial `json:"trials"`
}

func (s *Server) tryType(ctx context.Context, in *typeTrialInput) (*trialsOutput, error) {
	out := TypeTrials{Trials: []doc.Trial{}}
	for _, id := range in.Body.Documents {
		t, err := s.o.Types.Try(ctx, in.Body.Definition, id)
		if err != nil {
			return nil, err
		}
		out.Trials = append(out.Trials, t)
	}
	return &trialsOutput{Body: out}, nil
}
