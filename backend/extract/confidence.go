package extract

import (
	_ "embed"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
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
	return []string{"margin", "odds", "score", "proof", "repeats", "confidence", "page", "agree", "undisputed", "witnesses"}
}

// inputs of a choice.
func (d *evidence) inputs(c *choice) map[string]float64 {
	b := &c.list[0]
	agree, undisputed := d.agreement(b)
	seconds := d.seconds(b)
	if b.Features["only_other"] > 0 { // what the words of its place say is about another value
		agree, undisputed, seconds = b.Features["agreement"], 1-b.Features["agreement"], 0
	}
	return map[string]float64{
		"margin":     squash(c.margin / 3),
		"odds":       squash(c.odds / 4),
		"score":      squash(b.Score / 6),
		"proof":      c.proof,
		"repeats":    math.Min(1, math.Log2(float64(max(1, b.Repeats)))/2),
		"confidence": b.Confidence,
		"page":       d.l.meanReading(),
		"agree":      agree,
		"undisputed": undisputed,
		"witnesses":  seconds / (seconds + 1),
	}
}

// seconds is how many readings, beside the first, gave a candidate's figures and
// letters: the mean over its words.
func (d *evidence) seconds(c *Candidate) float64 {
	var sum, letters float64
	for i := range d.l.tokens {
		t := &d.l.tokens[i]
		if t.page == c.Page && within(t.Box.CenterX(), t.Box.CenterY(), c) {
			n, m := countLetters(t.Text)
			sum += float64(n+m) * float64(max(1, t.Agree)-1)
			letters += float64(n + m)
		}
	}
	if letters == 0 {
		return 0
	}
	return sum / letters
}

// squash maps any number to −1…1.
func squash(x float64) float64 { return math.Tanh(x) }

// agreement says what the readings of a candidate's ink make of each other:
// the share that gave its words, 0 where the page was read once, and how little
// weight a reading with other letters or digits has, 1 where there is none.
func (d *evidence) agreement(c *Candidate) (agree, undisputed float64) {
	var sum, letters float64
	undisputed = 1
	for i := range d.l.tokens {
		t := &d.l.tokens[i]
		if t.page != c.Page || t.Passes < 2 || !within(t.Box.CenterX(), t.Box.CenterY(), c) {
			continue
		}
		n, m := countLetters(t.Text)
		sum += float64(n+m) * float64(t.Agree) / float64(t.Passes)
		letters += float64(n + m)
		for _, r := range t.Readings {
			if other := alike(r.Text, m > 0); other != "" && other != alike(t.Text, m > 0) {
				undisputed = min(undisputed, 1-float64(max(1, r.Agree))/float64(t.Passes)*r.Confidence)
			}
		}
	}
	if letters > 0 {
		agree = sum / letters
	}
	return agree, max(0, undisputed)
}

func within(x, y float64, c *Candidate) bool {
	return x >= c.Box.Left && x <= c.Box.Right && y >= c.Box.Top && y <= c.Box.Bottom
}

// alike reduces a reading to what matters: digits where the word has any, else
// its letters.
func alike(s string, digits bool) string {
	if !digits {
		return compact(s)
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
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
	ts := k.curve(field).Thresholds
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
