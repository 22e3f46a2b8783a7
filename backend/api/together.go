package api

import (
	"context"

	"deskclerk/backend/doc"
)

type groupOutput struct {
	Body doc.Group
}

// getGroup tells what of the documents that wait can be looked at together.
func (s *Server) getGroup(ctx context.Context, _ *struct{}) (*groupOutput, error) {
	g, err := s.o.Review.Group(ctx)
	if err != nil {
		return nil, err
	}
	g.Fields, g.First = append([]doc.GroupField{}, g.Fields...), append([]doc.AtRevision{}, g.First...)
	return &groupOutput{Body: g}, nil
}

type cardsInput struct {
	Field string `path:"field" maxLength:"128" pattern:"^[a-z][a-z0-9_]*$" doc:"The field's name"`
	After string `query:"after" maxLength:"20000" doc:"Where to go on: next of the page before"`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"200"`
}

type cardsOutput struct {
	Body doc.Cards
}

// listCards gives one field of many documents, equal values side by side.
func (s *Server) listCards(ctx context.Context, in *cardsInput) (*cardsOutput, error) {
	found, err := s.o.Review.Cards(ctx, in.Field, in.After, in.Limit)
	if err != nil {
		return nil, err
	}
	found.Cards = append([]doc.Card{}, found.Cards...)
	for i := range found.Cards {
		c := &found.Cards[i]
		whole := doc.Document{Fields: map[string]doc.Field{in.Field: c.Field}, Issues: c.Issues}.Complete()
		c.Field, c.Issues = whole.Fields[in.Field], whole.Issues
	}
	return &cardsOutput{Body: found}, nil
}

type togetherInput struct {
	Body TogetherRequest
}

// TogetherRequest does one thing to each of many documents.
type TogetherRequest struct {
	Step  string         `json:"step,omitempty" maxLength:"64" pattern:"^[A-Za-z0-9_-]*$" doc:"Joins what is undone at once, over several requests too; without it nothing is joined"`
	Items []TogetherItem `json:"items" minItems:"1" maxItems:"200"`
}

// TogetherItem is one document, as the person saw it.
type TogetherItem struct {
	DocumentID string `json:"document_id" minLength:"1" maxLength:"64"`
	Revision   int64  `json:"revision" minimum:"1" doc:"On which it was seen; it stays as it is when it is at another by now"`
	Field      string `json:"field,omitempty" maxLength:"128" doc:"The field whose value is right; without it, the document is approved, provided that nothing of it is left to be looked at"`
}

type togetherOutput struct {
	Body TogetherAnswer
}

// TogetherAnswer says of each item what became of it, in their order.
type TogetherAnswer struct {
	Outcomes []doc.GroupOutcome `json:"outcomes"`
}

// reviewTogether confirms fields of many documents, or approves many: each by
// itself, so that one which was changed meanwhile keeps no other from its due.
func (s *Server) reviewTogether(ctx context.Context, in *togetherInput) (*togetherOutput, error) {
	items := make([]doc.GroupItem, len(in.Body.Items))
	for i, item := range in.Body.Items {
		items[i] = doc.GroupItem{AtRevision: doc.AtRevision{DocumentID: item.DocumentID, Revision: item.Revision}, Field: item.Field}
	}
	return &togetherOutput{Body: TogetherAnswer{Outcomes: s.o.Review.Together(ctx, callerOf(ctx).name, in.Body.Step, items)}}, nil
}
