package extract

import (
	_ "embed"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"sync"

	"deskclerk/backend/doc"
)

// Features are a candidate's named properties, mostly from 0 to 1; an absent
// one is 0. Scorers read them by name, so that hand-made rules and a trained
// model are interchangeable.
type Features map[string]float64

// Candidate is one possible value of one field, with what speaks for and
// against it.
type Candidate struct {
	Value      string // normalised as the contract wants it
	Raw        string // as printed
	Page       int    // 1-based
	Box        doc.Box
	Confidence float64 // lowest word confidence of its words, 0 to 1
	Repeats    int     // how often the value occurs in the document, at least 1
	Features   Features
	Score      float64    // of the scorer; higher is better, 0 is as good as nothing
	Origin     doc.Origin // empty: extracted
	cents      int64      // of money
	testimony  *testimony // of a date, nil elsewhere: its words alone do not tell it
}

// Key is the same for candidates whose values are the same by the contract.
func (c *Candidate) Key() string {
	if strings.HasPrefix(c.Value, "-") {
		return "-" + compact(c.Value)
	}
	return compact(c.Value)
}

// Scorer gives a candidate of a field, named "type.field", its score. The score
// is comparable within one field of one document; a value under 0 means that
// none is better than this one.
type Scorer interface {
	Score(field string, f Features) float64
	Name() string
}

//go:embed rules.json
var rulesFile []byte

// weight is one feature's part in a linear score.
type weight struct {
	feature string
	value   float64
}

// linear scores by a weighted sum of features.
type linear struct {
	name   string
	fields map[string][]weight
}

// Weights are the parts of a linear score: for each field its features' weights;
// "bias" is added as is.
type Weights map[string]map[string]float64

// RuleWeights are the hand-made weights: the start of training, and what scores
// a field that was never trained.
func RuleWeights() Weights {
	var w Weights
	if err := json.Unmarshal(rulesFile, &w); err != nil {
		panic(err)
	}
	maps.Copy(w, sumRules())
	return w
}

// rules returns the hand-made scorer.
var rules = sync.OnceValue(func() Scorer { return NewScorer("rules-1", RuleWeights()) })

// NewScorer scores by weights.
func NewScorer(name string, w Weights) Scorer {
	s := &linear{name: name, fields: map[string][]weight{}}
	for field, ws := range w {
		for f, v := range ws {
			s.fields[field] = append(s.fields[field], weight{f, v})
		}
		slices.SortFunc(s.fields[field], func(a, b weight) int { return strings.Compare(a.feature, b.feature) })
	}
	return s
}

// Name of the model.
func (s *linear) Name() string { return s.name }

// Score is the weighted sum; a field without weights scores 0.
func (s *linear) Score(field string, f Features) float64 {
	sum := 0.0
	for _, w := range s.fields[field] {
		if w.feature == "bias" {
			sum += w.value
		} else {
			sum += w.value * f[w.feature]
		}
	}
	return sum
}

// rank scores the candidates of a field and puts the best first; the order of
// equals is the page's.
func rank(s Scorer, field string, cs []Candidate) []Candidate {
	for i := range cs {
		cs[i].Score = s.Score(field, cs[i].Features)
	}
	if r, ok := s.(*recorder); ok {
		r.seen[field] = copied(cs)
	}
	slices.SortStableFunc(cs, func(a, b Candidate) int { return compare(b.Score, a.Score) })
	return cs
}

// distinct keeps the best of the candidates with the same value and counts the
// others as repeats.
func distinct(cs []Candidate) []Candidate {
	seen := map[string]int{}
	var out []Candidate
	for _, c := range cs {
		key := c.Key()
		if i, ok := seen[key]; ok {
			out[i].Repeats += max(1, c.Repeats)
			continue
		}
		c.Repeats = max(1, c.Repeats)
		seen[key] = len(out)
		out = append(out, c)
	}
	return out
}
