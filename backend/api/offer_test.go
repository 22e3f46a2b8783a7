package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"testing"

	"deskclerk/backend/api"
	"deskclerk/backend/doc"
)

// keeping is an upkeep with some rules and some types of sensitive documents.
type keeping struct {
	api.Upkeep

	rules []doc.RetentionRule
	types []doc.Type
}

func (k *keeping) RetentionRules(context.Context) ([]doc.RetentionRule, error) { return k.rules, nil }

func (k *keeping) SensitiveTypes(context.Context) ([]doc.Type, error) {
	return slices.Clone(k.types), nil
}

func TestAShortTimeIsProposedForSensitiveDocumentsThatNobodyThoughtOf(t *testing.T) {
	kept, habits := &keeping{rules: []doc.RetentionRule{}}, &shelfOfHabits{kept: api.DefaultPreferences()}
	s := open(t, func(o *api.Options) { o.Upkeep, o.Habits = kept, habits })
	offer := func() *api.RetentionRequest {
		a := s.do(s.request(http.MethodGet, "/api/v1/retention", nil))
		var list api.RetentionList
		if err := json.Unmarshal(a.body, &list); err != nil || a.status != http.StatusOK {
			t.Fatalf("%d %s, %v", a.status, a.body, err)
		}
		return list.Offer
	}
	if o := offer(); o != nil {
		t.Errorf("proposed without a document: %+v", o)
	}
	kept.types = []doc.Type{doc.TypeIdentity, "payslip"}
	o := offer()
	if o == nil || !slices.Equal(o.Types, kept.types) || !o.Enabled || o.Days > 90 {
		t.Fatalf("proposed %+v", o)
	}
	rule := doc.RetentionRule{Name: o.Name, Types: o.Types, Statuses: o.Statuses, Since: o.Since, Days: o.Days, Removes: o.Removes}
	if err := rule.Validate(); err != nil {
		t.Errorf("what is proposed cannot be kept: %v", err)
	}
	rule.Types = []doc.Type{doc.TypeIdentity}
	kept.rules = []doc.RetentionRule{rule}
	if o := offer(); o == nil || !slices.Equal(o.Types, []doc.Type{"payslip"}) {
		t.Errorf("with a rule for one type: %+v", o)
	}
	habits.kept.KeptTypes = []doc.Type{"payslip"}
	if o := offer(); o != nil {
		t.Errorf("asked again of who declined: %+v", o)
	}
}
