package extract

import (
	_ "embed"
	"encoding/json"
	"math"
	"sync"
)

//go:embed calibration.json
var calibrationFile []byte

// calibration turns scores into probabilities. It is fitted on the development
// packs by the calibration test and embedded.
type calibration struct {
	About  string           `json:"about"` // how it was made
	Fields map[string]curve `json:"fields"`
}

// curve is a logistic function of the six inputs and the threshold under which
// a field is shown to a person.
type curve struct {
	Bias      float64         `json:"bias"`
	Weights   [inputs]float64 `json:"weights"`
	Threshold float64         `json:"threshold"`
}

const inputs = 6

// calibrated returns the embedded calibration.
var calibrated = sync.OnceValue(func() *calibration {
	c := &calibration{}
	if err := json.Unmarshal(calibrationFile, c); err != nil {
		panic(err)
	}
	return c
})

// inputsOf a choice: margin, score, equation or agreement, repeats, the reading
// of its words, the reading of the document. All lie between 0 and about 1.
func (c *choice) inputsOf(mean float64) [inputs]float64 {
	b := &c.list[0]
	return [inputs]float64{
		squash(c.margin / 3),
		squash(b.Score / 6),
		c.proof,
		math.Min(1, math.Log2(float64(max(1, b.Repeats)))/2),
		b.Confidence,
		mean,
	}
}

// squash maps any number to −1…1.
func squash(x float64) float64 { return math.Tanh(x) }

// unproved is the threshold of a field without a curve of its own: no measure
// says how often it is wrong, so a person always looks.
const unproved = 1

// probability that the choice is right, with the threshold of its field.
func (k *calibration) probability(field string, in [inputs]float64) (p, threshold float64) {
	c, ok := k.Fields[field]
	if !ok {
		c = k.Fields["default"]
		c.Threshold = unproved
	}
	z := c.Bias
	for i, w := range c.Weights {
		z += w * in[i]
	}
	p = 1 / (1 + math.Exp(-z))
	return math.Min(0.999, math.Max(0.001, p)), c.Threshold
}
