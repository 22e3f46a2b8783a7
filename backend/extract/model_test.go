package extract

import (
	"math"
	"slices"
	"strings"
	"testing"

	"deskclerk/backend/doc"
)

func TestModelAndCalibrationBelongTogether(t *testing.T) {
	m, k := trained(), calibrated()
	if m.Version == "" || k.Model != m.Version {
		t.Errorf("the model is %q, the calibration is fitted to %q", m.Version, k.Model)
	}
	if m.About == "" || k.About == "" {
		t.Error("a file does not say how it was made")
	}
	if u := Understand(nil, Options{}); u.Model != m.Version {
		t.Errorf("results name the model %q", u.Model)
	}
}

func TestModelKnowsTheFieldsItWeighs(t *testing.T) {
	rules := RuleWeights()
	for field, f := range trained().Fields {
		if rules[field] == nil {
			t.Errorf("%s has no hand-made weights that training could begin with", field)
		}
		for feature, w := range f.Weights {
			if w < -20 || w > 20 {
				t.Errorf("%s: %s weighs %g", field, feature, w)
			}
		}
	}
}

func TestCalibrationIsComplete(t *testing.T) {
	k := calibrated()
	if _, ok := k.Fields["default"]; !ok {
		t.Error("there is no default curve")
	}
	for name, c := range k.Fields {
		if name != "default" {
			kind, field, _ := strings.Cut(name, ".")
			if !slices.ContainsFunc(doc.Type(kind).Spec().Fields, func(s doc.FieldSpec) bool { return s.Name == field }) {
				t.Errorf("%s is no field", name)
			}
		}
		for input, w := range c.Weights {
			if !slices.Contains(Inputs(), input) {
				t.Errorf("%s: there is no input %q", name, input)
			}
			if w < 0 {
				t.Errorf("%s: %s speaks against the value", name, input)
			}
		}
		last := Threshold{0, 1}
		for _, s := range c.Thresholds {
			if s.Target <= last.Target || s.Confidence > last.Confidence || s.Confidence < 0 {
				t.Errorf("%s: threshold %v after %v", name, s, last)
			}
			last = s
		}
	}
}

func TestThresholdsFollowTheTarget(t *testing.T) {
	k := &Calibration{Fields: map[string]Curve{
		"receipt.total": {Thresholds: []Threshold{{0.01, 0.9}, {0.05, 0.7}}},
		"default":       {Bias: 1},
	}}
	for _, x := range []struct{ target, want float64 }{{0.01, 0.9}, {0.03, 0.8}, {0.05, 0.7}, {0.2, 0.7}, {0.005, 0.95}, {0, 1}} {
		if got := k.threshold("receipt.total", x.target); got < x.want-1e-9 || got > x.want+1e-9 {
			t.Errorf("target %g: threshold %g, want %g", x.target, got, x.want)
		}
	}
	if got := k.threshold("receipt.merchant", 0.5); got != 1 {
		t.Errorf("a field that was never measured may be accepted over %g", got)
	}
}

func TestReadingsThatAgreeAndDisagreeAreSeen(t *testing.T) {
	word := func(passes, agree int, others ...doc.Reading) *evidence {
		page := doc.Page{PageInfo: doc.PageInfo{Number: 1, Width: 1000, Height: 1000}, Words: []doc.Word{{
			Text: "12.50", Box: doc.Box{Left: 0.1, Top: 0.1, Right: 0.2, Bottom: 0.12}, Confidence: 0.9,
			Passes: passes, Agree: agree, Readings: others,
		}}}
		return gather(newLayout([]doc.Page{page}))
	}
	c := &Candidate{Value: "12.50", Page: 1, Box: doc.Box{Left: 0.1, Top: 0.1, Right: 0.2, Bottom: 0.12}}
	for _, x := range []struct {
		name              string
		d                 *evidence
		agree, undisputed float64
	}{
		{"one reading: the engine's own confidence", word(0, 0), 0.95, 1},
		{"three that agree", word(3, 3), 0.975, 1},
		{"another separator is no other amount", word(2, 1, doc.Reading{Text: "12,50", Confidence: 0.8, Agree: 1}), 2.9 / 3, 1},
		{"another amount", word(2, 1, doc.Reading{Text: "72.50", Confidence: 0.8, Agree: 1}), 1.9 / 2.8, 0.6},
		{"what is no figure says nothing", word(2, 1, doc.Reading{Text: "oe", Confidence: 0.8, Agree: 1}), 0.95, 1},
	} {
		heard := x.d.heard(c)
		if math.Abs(heard.agree-x.agree) > 1e-9 || math.Abs(heard.undisputed-x.undisputed) > 1e-9 {
			t.Errorf("%s: agree %g, undisputed %g; want %g, %g", x.name, heard.agree, heard.undisputed, x.agree, x.undisputed)
		}
	}
}
