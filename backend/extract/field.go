package extract

import (
	"unicode/utf8"

	"deskclerk/backend/doc"
)

const otherCandidates = 4 // that a field keeps beside its value

// fields makes the contract's fields of a type from the choices.
func (d *evidence) fields(t doc.Type, chosen map[string]choice, p doc.Policy) map[string]doc.Field {
	out := map[string]doc.Field{}
	for _, s := range t.Spec().Fields {
		c := chosen[s.Name]
		out[s.Name] = d.field(string(t)+"."+s.Name, s, c, p)
	}
	return out
}

// field of one choice. What was not found keeps its candidates: a person may
// want one of them.
func (d *evidence) field(name string, s doc.FieldSpec, c choice, policy doc.Policy) doc.Field {
	f := doc.Field{Origin: doc.OriginExtracted, Reasons: []string{}, Candidates: []doc.Candidate{}}
	rest := c.list
	if c.found {
		b := c.list[0]
		rest = c.list[1:]
		in := d.inputs(&c)
		p := min(calibrated().probability(name, in), c.ceiling(s.Kind, in))
		threshold := policy.Threshold(name, func(target float64) float64 { return calibrated().threshold(name, target) })
		f.Value, f.Raw, f.Confidence, f.Page = &b.Value, b.Raw, p, b.Page
		if !b.Box.Empty() {
			f.Box = &b.Box
		}
		if b.Origin != "" {
			f.Origin = b.Origin
		}
		if p < threshold {
			f.Flagged, f.Reasons = true, append(f.Reasons, doc.ReasonLowConfidence)
		}
		if policy.AlwaysVerify(name) {
			f.Flagged, f.Reasons = true, append(f.Reasons, doc.ReasonAlwaysVerify)
		}
	} else if s.Required {
		f.Flagged, f.Reasons = true, append(f.Reasons, doc.ReasonMissing)
	}
	f.Candidates = others(rest, f.Confidence, c)
	return f
}

// others lists the next best; they share what probability the value leaves, by
// the softmax of their scores.
func others(rest []Candidate, used float64, c choice) []doc.Candidate {
	out := []doc.Candidate{}
	n := min(otherCandidates, len(rest))
	if n == 0 {
		return out
	}
	left, sum := (1-used)*0.8, 0.0
	if !c.found {
		left = 0.3
	}
	for _, r := range rest[:n] {
		sum += exp(r.Score - rest[0].Score)
	}
	for _, r := range rest[:n] {
		k := doc.Candidate{Value: r.Value, Raw: r.Raw, Page: r.Page, Confidence: left * exp(r.Score-rest[0].Score) / sum}
		if box := r.Box; !box.Empty() {
			k.Box = &box
		}
		out = append(out, k)
	}
	return out
}

// meanReading is the mean word confidence of all pages; see doc.MeanConfidence.
func (l *layout) meanReading() float64 {
	var sum, n float64
	for i := range l.tokens {
		k := float64(utf8.RuneCountInString(l.tokens[i].Text))
		sum, n = sum+l.tokens[i].Confidence*k, n+k
	}
	return sum / max(1, n)
}
