package extract

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"math"
	"slices"
	"sync"

	"deskclerk/backend/doc"
)

//go:embed types.json
var typesFile []byte

// TypeModel tells the type of a document from the whole of it: a multinomial
// logit whose scores are divided by a temperature, which makes its shares
// calibrated probabilities (Guo et al. 2017). `make train` fits it and writes
// types.json.
type TypeModel struct {
	Version     string      `json:"version"` // a name and a hash of the weights
	About       string      `json:"about"`
	Documents   int         `json:"documents"` // of truth packs, told by weights that never saw their group
	Groups      int         `json:"groups"`
	Right       float64     `json:"right"`       // share of them whose type was told rightly
	Temperature float64     `json:"temperature"` // over 0
	Thresholds  []Threshold `json:"thresholds"`  // of the type's probability; see ThresholdFor
	Weights     Weights     `json:"weights"`     // of each type's features
}

// typesTold returns the embedded model.
var typesTold = sync.OnceValue(func() *TypeModel {
	m := &TypeModel{}
	if err := json.Unmarshal(typesFile, m); err != nil {
		panic(err)
	}
	return m
})

// ToldTypes are the types that the model tells apart; others are for forms that
// people define.
func ToldTypes() []doc.Type {
	return []doc.Type{doc.TypeReceipt, doc.TypeInvoice, doc.TypeStatement, doc.TypeIdentity, doc.TypeOther}
}

// Tell gives every type with its probability, the likeliest first.
func (m *TypeModel) Tell(f Features) []doc.TypeChance {
	names := make([]string, 0, len(f))
	for name := range f {
		names = append(names, name)
	}
	slices.Sort(names) // sums of floats depend on the order
	out := make([]doc.TypeChance, len(ToldTypes()))
	most := math.Inf(-1)
	for i, t := range ToldTypes() {
		w := m.Weights[string(t)]
		s := w["bias"]
		for _, name := range names {
			s += w[name] * f[name]
		}
		out[i] = doc.TypeChance{Name: t, Confidence: s / m.Temperature}
		most = max(most, out[i].Confidence)
	}
	sum := 0.0
	for i := range out {
		out[i].Confidence = math.Exp(out[i].Confidence - most)
		sum += out[i].Confidence
	}
	for i := range out {
		out[i].Confidence = min(mostTypeSure, out[i].Confidence/sum)
	}
	slices.SortStableFunc(out, func(a, b doc.TypeChance) int { return cmp.Compare(b.Confidence, a.Confidence) })
	return out
}

// mostTypeSure bounds what any number of signs can make sure.
const mostTypeSure = 0.999

// typeField is the type's name where policies name fields.
const typeField = "type"

// leastChance of a type that is named beside the likeliest one.
const (
	leastChance = 0.02
	mostChances = 3
)

// classified is the likeliest type. One that may be wrong more often than the
// policy bears is doubtful, and so is what is hardly likelier than not, however
// seldom that was wrong: it says what else it may be.
func classified(m *TypeModel, chances []doc.TypeChance, p doc.Policy) doc.Classification {
	c := doc.Classification{Name: chances[0].Name, Confidence: chances[0].Confidence}
	limit := p.Threshold(typeField, func(target float64) float64 { return max(fairType, Curve{Thresholds: m.Thresholds}.threshold(target)) })
	if c.Confidence >= limit {
		return c
	}
	c.Flagged = true
	for i, o := range chances[1:] {
		if i == 0 || o.Confidence >= leastChance && i < mostChances {
			c.Alternatives = append(c.Alternatives, o)
		}
	}
	return c
}
