package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"

	"deskclerk/backend/extract"
)

const format = "fields-1" // changes when weights mean something else

// write makes the two embedded files from weights learned on everything and the
// observations of cross-validation.
func (c *curriculum) write(v *validation, weights extract.Weights) error {
	m := &extract.Model{
		About: fmt.Sprintf("Made by `make train`: conditional logit drawn towards rules.json (%g, names %g, sums %g), papers weighted by "+
			"1/sqrt of their group's. The figures are of %d-fold cross-validation grouped by merchant or supplier, wrong labels left out.",
			c.o.pull, c.o.pullText, c.o.pullSums, c.o.folds),
		Fields: fieldsOf(weights),
	}
	by := v.by(func(x observation) string { return x.field })
	for field, f := range m.Fields {
		if obs := clean(by[field]); len(obs) > 0 {
			t := tally(obs)
			n := float64(t.n)
			f.Documents, f.Groups = t.n, t.groups
			f.Right, f.Close, f.Accepted = rounded(float64(t.right)/n), rounded(float64(t.close)/n), rounded(float64(t.accepted)/n)
			m.Fields[field] = f
		}
	}
	data, err := json.Marshal(weights)
	if err != nil {
		return err
	}
	m.Version = fmt.Sprintf("%s-%x", format, sha256.Sum256(data))[:len(format)+9]
	if err := save(filepath.Join(c.o.to, "model.json"), m); err != nil {
		return err
	}
	return save(filepath.Join(c.o.to, "calibration.json"), c.calibration(v, m.Version))
}

// calibration of the observations, with thresholds for every target.
func (c *curriculum) calibration(v *validation, version string) *extract.Calibration {
	obs := found(v.fields)
	curves := calibrate(obs, c.o)
	k := &extract.Calibration{
		Model:  version,
		About:  "Made by `make train`: logistic curves over what grouped cross-validation chose, each field's drawn towards the one of all fields; thresholds from probabilities of curves that never saw the paper's group. Fields marked as drawn have no real cases.",
		Fields: map[string]extract.Curve{"default": written(curves.common.Bias, curves.common.Weights)},
	}
	cases, drawn := map[string]int{}, map[string]bool{}
	for _, x := range obs {
		cases[x.field]++
		drawn[x.field] = x.paper.drawn
	}
	few := pooled(obs)
	for field, curve := range curves.fields {
		w := written(curve.Bias, curve.Weights)
		w.Cases, w.Pooled, w.Drawn = cases[field], few[field], drawn[field]
		k.Fields[field] = w
	}
	last := map[string]float64{}
	for _, target := range targets() {
		for field, confidence := range thresholds(obs, target, c.o) {
			w := k.Fields[field]
			confidence = math.Ceil(confidence*1000) / 1000
			if l, ok := last[field]; ok {
				confidence = min(confidence, l)
			}
			last[field] = confidence
			w.Thresholds = append(w.Thresholds, extract.Threshold{Target: target, Confidence: confidence})
			k.Fields[field] = w
		}
	}
	return k
}

func written(bias float64, weights []float64) extract.Curve {
	c := extract.Curve{Bias: rounded(bias), Weights: map[string]float64{}}
	for i, name := range extract.Inputs() {
		if w := rounded(weights[i]); w != 0 {
			c.Weights[name] = w
		}
	}
	return c
}

func rounded(x float64) float64 { return math.Round(x*1000) / 1000 }

// save writes one line a field.
func save(path string, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(b.Bytes(), &parts); err != nil {
		return err
	}
	out, err := lines(parts)
	if err != nil {
		return err
	}
	return os.WriteFile(path, out, 0o644)
}

// lines puts each member, and each field or type, on a line of its own.
func lines(parts map[string]json.RawMessage) ([]byte, error) {
	list := "fields"
	if _, ok := parts[list]; !ok {
		list = "weights"
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(parts[list], &fields); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString("{\n")
	for _, name := range sorted(parts) {
		if name != list {
			fmt.Fprintf(&b, " %q: %s,\n", name, parts[name])
		}
	}
	fmt.Fprintf(&b, " %q: {\n", list)
	names := sorted(fields)
	for i, name := range names {
		comma := ","
		if i == len(names)-1 {
			comma = ""
		}
		fmt.Fprintf(&b, "  %q: %s%s\n", name, fields[name], comma)
	}
	b.WriteString(" }\n}\n")
	return b.Bytes(), nil
}
