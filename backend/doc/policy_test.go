package doc

import (
	"slices"
	"strings"
	"testing"
)

func TestThePolicyOfAFieldOutranksTheGeneralOne(t *testing.T) {
	half := func(target float64) float64 { return 1 - target/2 }
	p := Policy{
		Target:     0.02,
		Targets:    map[string]float64{"receipt.total": 0.004, "receipt.date": 0.1},
		Thresholds: map[string]float64{"receipt.date": 0.8},
	}
	for field, want := range map[string]float64{"receipt.total": 0.998, "receipt.date": 0.8, "receipt.time": 0.99} {
		if got := p.Threshold(field, half); got != want {
			t.Errorf("%s: %v, want %v", field, got, want)
		}
	}
	if got := (Policy{}).Threshold("receipt.total", half); got != 1-DefaultTarget/2 {
		t.Errorf("without a policy the threshold is %v", got)
	}
}

func TestAPolicyThatMakesNoSenseIsNamed(t *testing.T) {
	tests := map[string]Policy{
		"receipt.totl":  {Thresholds: map[string]float64{"receipt.totl": 0.9}},
		"total":         {Targets: map[string]float64{"total": 0.1}},
		"invoice.iban":  {Targets: map[string]float64{"invoice.iban": 1.1}},
		"receipt.moods": {Always: []string{"receipt.moods"}},
		"1.5":           {Target: 1.5},
	}
	for name, p := range tests {
		if err := p.Validate(); CodeOf(err) != CodeInvalid || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	ok := Policy{Target: 0.01, Always: []string{"invoice.iban"}, Thresholds: map[string]float64{"receipt.total": 1}}
	if err := ok.Validate(); err != nil {
		t.Error(err)
	}
}

func TestFieldsThatAreNotNeededStayEmpty(t *testing.T) {
	value := "A-17"
	doubtful := Field{Value: &value, Raw: value, Confidence: 0.4, Flagged: true, Reasons: []string{ReasonLowConfidence}, Page: 1, Origin: OriginExtracted}
	u := Understanding{
		Type:   Classification{Name: TypeReceipt, Confidence: 1},
		Fields: map[string]Field{"receipt_number": doubtful, "merchant": doubtful},
		Issues: []Issue{{Rule: "a", Fields: []string{"receipt_number"}}, {Rule: "b", Fields: []string{"receipt_number", "total"}}, {Rule: "c"}},
	}
	policy := Policy{Unneeded: []string{"receipt.receipt_number", "invoice.iban"}}
	if err := policy.Validate(); err != nil {
		t.Fatal(err)
	}
	got := policy.Omit(u)
	if f := got.Fields["receipt_number"]; f.Value != nil || f.Flagged || len(f.Candidates) > 0 || f.Origin != OriginExtracted {
		t.Errorf("it is %+v", f)
	}
	if !got.Fields["merchant"].Flagged || u.Fields["receipt_number"].Value == nil {
		t.Error("another field, or what was given, has changed")
	}
	var left []string
	for _, i := range got.Issues {
		left = append(left, i.Rule)
	}
	if !slices.Equal(left, []string{"b", "c"}) || len(u.Issues) != 3 {
		t.Errorf("the issues left are %v", left)
	}
	for name, want := range map[string]Code{"receipt.total": CodeInvalid, "receipt.colour": CodeInvalid, "receipt.time": ""} {
		if err := (Policy{Unneeded: []string{name}}).Validate(); CodeOf(err) != want && (err != nil || want != "") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
