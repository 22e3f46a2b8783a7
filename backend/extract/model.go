package extract

import (
	_ "embed"
	"encoding/json"
	"maps"
	"sync"
)

//go:embed model.json
var modelFile []byte

// Model is what `make train` learned: weights that replace the hand-made ones of
// the fields it could learn, with the figures of that training.
type Model struct {
	Version string                  `json:"version"` // a name and a hash of the weights
	About   string                  `json:"about"`
	Fields  map[string]TrainedField `json:"fields"` // "type.field", "type.<type>" and "<type>.sums"
}

// TrainedField is one field's weights and the figures of cross-validation:
// shares from 0 to 1 of the documents that have the field.
type TrainedField struct {
	Weights   map[string]float64 `json:"weights"`
	Documents int                `json:"documents,omitempty"`
	Groups    int                `json:"groups,omitempty"` // merchants or suppliers
	Right     float64            `json:"right,omitempty"`
	Close     float64            `json:"close,omitempty"`
	Accepted  float64            `json:"accepted,omitempty"` // at one wrong in a hundred
}

// trained returns the embedded model.
var trained = sync.OnceValue(func() *Model {
	m := &Model{}
	if err := json.Unmarshal(modelFile, m); err != nil {
		panic(err)
	}
	return m
})

// learned returns the embedded model as a scorer; what was never trained is
// scored by the rules.
var learned = sync.OnceValue(func() Scorer { return trained().Scorer() })

// Scorer of the model.
func (m *Model) Scorer() Scorer {
	w := RuleWeights()
	for field, t := range m.Fields {
		all := maps.Clone(w[field]) // a feature newer than the training keeps its hand-made weight
		if all == nil {
			all = map[string]float64{}
		}
		maps.Copy(all, t.Weights)
		w[field] = all
	}
	return NewScorer(m.Version, w)
}
