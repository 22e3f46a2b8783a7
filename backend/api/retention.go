package api

import (
	"context"
	"slices"

	"deskclerk/backend/doc"
)

// mostDue bounds the documents that a preview names.
const mostDue = 200

// shortKeeping is the proposal for sensitive documents, in days.
const shortKeeping = 30

// RetentionList is every rule.
type RetentionList struct {
	Rules []doc.RetentionRule `json:"rules"`
	Offer *RetentionRequest   `json:"offer,omitempty" doc:"A rule that is proposed: there are sensitive documents that no rule names, and nobody declined"`
}

// RetentionRequest is a rule as it is to be.
type RetentionRequest struct {
	Name     string       `json:"name" minLength:"1" maxLength:"100"`
	Enabled  bool         `json:"enabled" doc:"Off: it only shows what it would remove"`
	Types    []doc.Type   `json:"types,omitempty" maxItems:"100" doc:"Left out: documents of every type"`
	Statuses []doc.Status `json:"statuses" minItems:"1" maxItems:"5" doc:"Finished ones only: approved, rejected, completed, completed_with_warnings, failed_terminal"`
	Since    doc.Since    `json:"since" enum:"received,decided" doc:"What the days count from: the file's arrival, or its approval or rejection"`
	Days     int          `json:"days" minimum:"1" maximum:"36500"`
	Exported bool         `json:"exported,omitempty" doc:"Only what was exported after it was decided"`
	Removes  doc.Removal  `json:"removes" enum:"document,original" doc:"Documents with all that was read, or only the files"`
}

func (r RetentionRequest) rule(id string) doc.RetentionRule {
	return doc.RetentionRule{
		ID: id, Name: r.Name, Enabled: r.Enabled, Types: r.Types, Statuses: r.Statuses,
		Since: r.Since, Days: r.Days, Exported: r.Exported, Removes: r.Removes,
	}
}

// RetentionPath is the rule a request is about; exported because huma passes over
// what is not.
type RetentionPath struct {
	ID string `path:"id" maxLength:"64" doc:"The rule's id"`
}

type (
	retentionListOutput struct{ Body RetentionList }
	retentionOutput     struct{ Body doc.RetentionRule }
	newRetentionOutput  struct {
		Location string `header:"Location"`
		Body     doc.RetentionRule
	}
	retentionInput struct {
		RetentionPath

		Body RetentionRequest
	}
	newRetentionInput      struct{ Body RetentionRequest }
	retentionPreviewOutput struct{ Body doc.RetentionPreview }
	retentionRunInput      struct {
		Rule string `query:"rule" maxLength:"64" doc:"Only this rule, though it is off; left out: all that are on"`
	}
	retentionRunOutput struct{ Body doc.RetentionRun }
)

func (s *Server) listRetention(ctx context.Context, _ *struct{}) (*retentionListOutput, error) {
	rules, err := s.o.Upkeep.RetentionRules(ctx)
	if err != nil {
		return nil, err
	}
	offer, err := s.retentionOffer(ctx, rules)
	if err != nil {
		return nil, err
	}
	return &retentionListOutput{Body: RetentionList{Rules: rules, Offer: offer}}, nil
}

// retentionOffer proposes to keep sensitive documents for a short time only, from
// when the first one has come until a rule names its type or the owner declines.
func (s *Server) retentionOffer(ctx context.Context, rules []doc.RetentionRule) (*RetentionRequest, error) {
	types, err := s.o.Upkeep.SensitiveTypes(ctx)
	if err != nil || len(types) == 0 {
		return nil, err
	}
	var habits Preferences
	if s.o.Habits != nil {
		if habits, err = s.o.Habits.Preferences(ctx); err != nil {
			return nil, err
		}
	}
	types = slices.DeleteFunc(types, func(t doc.Type) bool {
		return slices.Contains(habits.KeptTypes, t) || slices.ContainsFunc(rules, func(r doc.RetentionRule) bool { return slices.Contains(r.Types, t) })
	})
	if len(types) == 0 {
		return nil, nil
	}
	return &RetentionRequest{
		Name: "Sensitive documents", Enabled: true, Types: types, Since: doc.SinceReceived, Days: shortKeeping, Removes: doc.RemoveDocument,
		Statuses: []doc.Status{doc.StatusApproved, doc.StatusRejected, doc.StatusCompleted, doc.StatusCompletedWarn},
	}, nil
}

func (s *Server) createRetention(ctx context.Context, in *newRetentionInput) (*newRetentionOutput, error) {
	rule, err := s.o.Upkeep.PutRetentionRule(ctx, in.Body.rule(""))
	if err != nil {
		return nil, err
	}
	return &newRetentionOutput{Location: Prefix + "/retention/" + rule.ID, Body: rule}, nil
}

func (s *Server) updateRetention(ctx context.Context, in *retentionInput) (*retentionOutput, error) {
	rule, err := s.o.Upkeep.PutRetentionRule(ctx, in.Body.rule(in.ID))
	if err != nil {
		return nil, err
	}
	return &retentionOutput{Body: rule}, nil
}

func (s *Server) deleteRetention(ctx context.Context, in *RetentionPath) (*struct{}, error) {
	return nil, s.o.Upkeep.DeleteRetentionRule(ctx, in.ID)
}

// previewRetention shows what a rule would remove now, be it kept or not.
func (s *Server) previewRetention(ctx context.Context, in *newRetentionInput) (*retentionPreviewOutput, error) {
	p, err := s.o.Upkeep.Due(ctx, in.Body.rule(""), mostDue)
	if err != nil {
		return nil, err
	}
	return &retentionPreviewOutput{Body: p}, nil
}

func (s *Server) runRetention(ctx context.Context, in *retentionRunInput) (*retentionRunOutput, error) {
	run, err := s.o.Upkeep.RunRetention(ctx, in.Rule)
	if err != nil {
		return nil, err
	}
	return &retentionRunOutput{Body: run}, nil
}
