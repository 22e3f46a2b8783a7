package api

import (
	"context"

	"deskclerk/backend/doc"
)

type reviewOutput struct {
	ETag string `header:"ETag"`
	Body doc.Document
}

// reviewed answers with the document as an act left it.
func (s *Server) reviewed(ctx context.Context, id string, d doc.Document, err error) (*reviewOutput, error) {
	if err != nil {
		return nil, s.withCurrent(ctx, id, err)
	}
	return &reviewOutput{ETag: revisionTag(d), Body: d.Complete()}, nil
}

type fieldInput struct {
	DocumentPath
	RevisionHeader

	Field string `path:"field" maxLength:"128" doc:"The field's name"`
	Body  FieldRequest
}

// FieldRequest is what a person does to a field.
type FieldRequest struct {
	Action    string   `json:"action" enum:"confirm,correct,clear,candidate,suggestion" doc:"confirm: the value is right; correct: it is another; clear: the field is not on the document, or illegible; candidate: take one of its candidates; suggestion: take what a rule suggests"`
	Value     string   `json:"value,omitempty" maxLength:"4096" doc:"To correct: the value, in the contract's form or as the document writes it"`
	Raw       string   `json:"raw,omitempty" maxLength:"4096" doc:"To correct: what stands on the page; without it, the value as given"`
	Page      int      `json:"page,omitempty" minimum:"1" maximum:"1000000" doc:"To correct: the page it stands on; without it, where the field stood"`
	Box       *doc.Box `json:"box,omitempty" doc:"To correct: where on the page"`
	Candidate int      `json:"candidate,omitempty" minimum:"1" maximum:"100" doc:"To take a candidate: its number, from 1"`
	Rule      string   `json:"rule,omitempty" maxLength:"64" doc:"To take a suggestion: the rule whose it is; without it, the first"`
}

// reviewField does one act to one field.
func (s *Server) reviewField(ctx context.Context, in *fieldInput) (*reviewOutput, error) {
	who, err := in.actor(ctx)
	if err != nil {
		return nil, err
	}
	b := in.Body
	d, err := s.o.Review.Field(ctx, who, in.ID, in.Field, doc.FieldAct{
		Kind: doc.ActKind(b.Action), Value: b.Value, Raw: b.Raw, Page: b.Page, Box: b.Box, Candidate: b.Candidate, Rule: b.Rule,
	})
	return s.reviewed(ctx, in.ID, d, err)
}

type tableInput struct {
	DocumentPath
	RevisionHeader

	Table string `path:"table" maxLength:"128" doc:"The table's name"`
	Body  TableRequest
}

// TableRequest changes a table, all edits or none.
type TableRequest struct {
	Edits []TableEditRequest `json:"edits" minItems:"1" maxItems:"1000" doc:"Done in their order; row numbers are those after the edits before"`
}

// TableEditRequest is one change of a table.
type TableEditRequest struct {
	Op     string             `json:"op" enum:"set,insert,remove,confirm" doc:"set a cell; insert or remove a row; confirm a cell, a row or all"`
	Row    int                `json:"row,omitempty" minimum:"1" maximum:"100000" doc:"From 1; to insert, the row it becomes, and without it the last; to confirm, without it all"`
	Column string             `json:"column,omitempty" maxLength:"64" doc:"Of the cell to set or to confirm; without it the whole row is confirmed"`
	Value  *string            `json:"value,omitempty" maxLength:"4096" doc:"Of the cell to set; without it the cell becomes empty"`
	Page   int                `json:"page,omitempty" minimum:"1" maximum:"1000000" doc:"Where the value stands"`
	Box    *doc.Box           `json:"box,omitempty" doc:"Likewise"`
	Cells  map[string]*string `json:"cells,omitempty" doc:"Of the row to insert, by column"`
}

// reviewTable does a list of edits to one table.
func (s *Server) reviewTable(ctx context.Context, in *tableInput) (*reviewOutput, error) {
	who, err := in.actor(ctx)
	if err != nil {
		return nil, err
	}
	edits := make([]doc.TableEdit, len(in.Body.Edits))
	for i, e := range in.Body.Edits {
		edits[i] = doc.TableEdit(e)
	}
	d, err := s.o.Review.Table(ctx, who, in.ID, in.Table, edits)
	return s.reviewed(ctx, in.ID, d, err)
}

type typeInput struct {
	DocumentPath
	RevisionHeader

	Body TypeRequest
}

// TypeRequest names the type a document is to be understood as.
type TypeRequest struct {
	Type string `json:"type" pattern:"^[a-z][a-z0-9_]*$" maxLength:"64" doc:"A type's name, or auto to have it found"`
}

// retypeDocument has the words understood anew; what a person vouched for stays.
func (s *Server) retypeDocument(ctx context.Context, in *typeInput) (*reviewOutput, error) {
	who, err := in.actor(ctx)
	if err != nil {
		return nil, err
	}
	d, err := s.o.Review.Retype(ctx, who, in.ID, doc.Type(in.Body.Type))
	return s.reviewed(ctx, in.ID, d, err)
}

type regionInput struct {
	PagePath

	Body RegionRequest
}

// RegionRequest points at a place on a page.
type RegionRequest struct {
	Box   doc.Box `json:"box" doc:"Left, top, right, bottom as fractions of the upright page"`
	Field string  `json:"field,omitempty" maxLength:"128" doc:"Read it as a value of this field"`
	Kind  string  `json:"kind,omitempty" enum:"text,money,date,time,identifier,currency,number" doc:"Read it as a value of this kind; without it and a field, as text"`
}

type captureOutput struct {
	Body doc.Capture
}

// readRegion gives what stands in the place, and stores nothing.
func (s *Server) readRegion(ctx context.Context, in *regionInput) (*captureOutput, error) {
	c, err := s.o.Review.Capture(ctx, in.ID, doc.CaptureRequest{
		Page: in.Page, Box: in.Body.Box, Field: in.Body.Field, Kind: doc.FieldKind(in.Body.Kind),
	})
	if err != nil {
		return nil, err
	}
	return &captureOutput{Body: c}, nil
}
