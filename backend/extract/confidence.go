package extract

import (
	_ "embed"
	"encoding/json"
	"math"
	"slices"
	"sync"
)

//go:embed calibration.json
var calibrationFile []byte

// Calibration turns choices into probabilities. `make train` fits it and writes
// calibration.json.
type Calibration struct {
	Model  string           `json:"model"` // version of the model it is fitted to
	About  string           `json:"about"` // how it was made
	Fields map[string]Curve `json:"fields"`
}

// Curve is a logistic function of named inputs, with the confidence under which
// a field is shown to a person, for several targets.
type Curve struct {
	Bias       float64            `json:"bias"`
	Weights    map[string]float64 `json:"weights"` // by input; see Inputs
	Thresholds []Threshold        `json:"thresholds"`
	Pooled     bool               `json:"pooled,omitempty"` // too few cases of its own: thresholds of all fields together
	Drawn      bool               `json:"drawn,omitempty"`  // its cases are drawn papers: no real one has a label
	Cases      int                `json:"cases"`
}

// Threshold is the confidence over which at most the share Target of the values
// is wrong.
type Threshold struct {
	Target     float64 `json:"target"`
	Confidence float64 `json:"confidence"`
}

// calibrated returns the embedded calibration.
var calibrated = sync.OnceValue(func() *Calibration {
	c := &Calibration{}
	if err := json.Unmarshal(calibrationFile, c); err != nil {
		panic(err)
	}
	return c
})

// Inputs are the names of what confidence is judged by. All lie between 0 and
// about 1, and a higher one never speaks against a value.
func Inputs() []string {
	return []string{"margin", "odds", "score", "proof", "plain", "repeats", "confidence", "page", "agree", "undisputed", "sound"}
}

// inputs of a choice, and the witnesses that its ceiling asks for.
func (d *evidence) inputs(c *choice) map[string]float64 {
	b := &c.list[0]
	heard := d.heard(b)
	odds := squash(c.odds / 4)
	return map[string]float64{
		"margin":     squash(c.margin / 3),
		"odds":       odds,
		"score":      squash(b.Score / 6),
		"proof":      c.proof,
		"plain":      plain(b.Features, c.proof),
		"repeats":    math.Min(1, math.Log2(float64(max(1, b.Repeats)))/2),
		"confidence": b.Confidence,
		"page":       d.l.meanReading(),
		"agree":      heard.agree,
		"undisputed": heard.undisputed,
		"witnesses":  heard.witnesses,
		// A value is right when it was both read and chosen rightly: great odds
		// must not make up for ink that every reading sees in another way.
		"sound": heard.agree * heard.undisputed * max(0, odds),
	}
}

// plain is 1 for a value that stands there as printed, unopposed; less the more
// it was guessed, mended or computed, or the more other values speak against it.
func plain(f Features, proof float64) float64 {
	return 1 - min(1, max(
		f["only_other"], f["only_reshaped"], f["computed"], f["repaired_by_sum"], f["guessed"], f["torn_year"],
		f["twin"], f["disputed"], f["contested"], f["outranked"], f["strange_year"]/2, f["repaired"]/2, -proof/2,
	))
}

// squash maps any number to −1…1.
func squash(x float64) float64 { return math.Tanh(x) }

// heard is what the readings of a candidate's ink make of it.
func (d *evidence) heard(c *Candidate) testimony {
	if c.testimony != nil {
		return *c.testimony
	}
	if a, other := c.Features["agreement"], c.Features["only_other"] > 0; other { // its words are about another value
		return testimony{agree: a, undisputed: 1 - a, witnesses: a}
	}
	out := testimony{undisputed: 1, witnesses: 1}
	letters := 0.0
	for i := range d.l.tokens {
		t := &d.l.tokens[i]
		if t.page != c.Page || !within(t.Box.CenterX(), t.Box.CenterY(), c) {
			continue
		}
		n, m := countLetters(t.Text)
		out.add(d.l.borneOut(i), float64(n+m))
		letters += float64(n + m)
	}
	out.agree /= max(1, letters)
	return out
}

func within(x, y float64, c *Candidate) bool {
	return x >= c.Box.Left && x <= c.Box.Right && y >= c.Box.Top && y <= c.Box.Bottom
}

// probability that the choice is right. A field without a curve takes the one of
// all fields together.
func (k *Calibration) probability(field string, in map[string]float64) float64 {
	c := k.curve(field)
	z := c.Bias
	for _, name := range Inputs() { // in order: sums of floats depend on it
		z += c.Weights[name] * in[name]
	}
	p := 1 / (1 + math.Exp(-z))
	return math.Min(0.999, math.Max(0.001, p))
}

func (k *Calibration) curve(field string) Curve {
	if c, ok := k.Fields[field]; ok {
		return c
	}
	c := k.Fields["default"]
	c.Thresholds = nil
	return c
}

// unproved is the threshold of a field without measured ones: nothing says how
// often it is wrong, so a person always looks.
const unproved = 1

// threshold of the field for a target: the measured one of the next stricter
// target, moved towards that of the next looser one.
func (k *Calibration) threshold(field string, target float64) float64 {
	return k.curve(field).threshold(target)
}

// threshold of the curve for a target.
func (c Curve) threshold(target float64) float64 {
	ts := c.Thresholds
	if len(ts) == 0 || target <= 0 {
		return unproved
	}
	i, found := slices.BinarySearchFunc(ts, target, func(t Threshold, x float64) int { return compare(t.Target, x) })
	switch {
	case found:
		return ts[i].Confidence
	case i == 0: // stricter than was measured: the doubt that is borne shrinks with the target
		return 1 - (1-ts[0].Confidence)*target/ts[0].Target
	case i == len(ts):
		return ts[i-1].Confidence
	}
	a, b := ts[i-1], ts[i]
	return a.Confidence + (b.Confidence-a.Confidence)*(target-a.Target)/(b.Target-a.Target)
}
