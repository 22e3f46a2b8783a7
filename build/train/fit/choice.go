// Package fit is the mathematics of training: conditional logit over the
// options of a case, and logistic curves for probabilities. Both are convex but
// for hidden parts, deterministic, and drawn towards what is known beforehand.
package fit

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/optimize"
)

// Term is one feature of something that can be chosen: the index of its weight
// and its value.
type Term struct {
	Weight int
	Value  float64
}

// Option is one way to decide a case. Its score is the sum of its parts' scores
// and of its own terms; one without either is "nothing", with the score 0.
type Option struct {
	Parts []int // of Case.Parts
	Terms []Term
	Right bool
}

// Case is one document's decision. When no option is right it teaches nothing.
type Case struct {
	Parts   [][]Term
	Options []Option
	Weight  float64
}

// Choice is a conditional logit: the probability of an option is its share of
// the exponentials of all scores. The loss of a case is −log of what its right
// options have together (McFadden 1974; several right ones: a latent class).
type Choice struct {
	Prior []float64 // where the weights are drawn to
	Pull  []float64 // how strongly each is: Pull/2 · (w − prior)²
}

// Fit gives the weights that minimise the weighted loss and the pull, beginning
// at the prior.
func (c Choice) Fit(cases []Case) ([]float64, error) {
	problem := optimize.Problem{
		Func: func(w []float64) float64 { return c.loss(w, cases, nil) },
		Grad: func(grad, w []float64) { c.loss(w, cases, grad) },
	}
	settings := &optimize.Settings{GradientThreshold: 1e-4, MajorIterations: 200, Converger: &optimize.FunctionConverge{Relative: 1e-7, Iterations: 5}}
	r, err := optimize.Minimize(problem, c.Prior, settings, &optimize.LBFGS{})
	if r == nil || len(r.X) == 0 {
		return nil, fmt.Errorf("fit: %w", err)
	}
	return r.X, nil // a line search that cannot go on has arrived
}

// loss of the weights; grad is filled when it is given.
func (c Choice) loss(w []float64, cases []Case, grad []float64) float64 {
	sum := 0.0
	for i := range w {
		d := w[i] - c.Prior[i]
		sum += c.Pull[i] / 2 * d * d
		if grad != nil {
			grad[i] = c.Pull[i] * d
		}
	}
	for i := range cases {
		sum += cases[i].loss(w, grad)
	}
	return sum
}

func (k *Case) loss(w, grad []float64) float64 {
	scores := k.scores(w)
	all, right := math.Inf(-1), math.Inf(-1)
	for i, s := range scores {
		all = logAdd(all, s)
		if k.Options[i].Right {
			right = logAdd(right, s)
		}
	}
	if math.IsInf(right, -1) {
		return 0
	}
	if grad != nil {
		k.descend(scores, all, right, grad)
	}
	return k.Weight * (all - right)
}

// descend adds the gradient: what each option has beyond what it should have.
func (k *Case) descend(scores []float64, all, right float64, grad []float64) {
	parts := make([]float64, len(k.Parts))
	for i, s := range scores {
		p := math.Exp(s - all)
		if k.Options[i].Right {
			p -= math.Exp(s - right)
		}
		p *= k.Weight
		for _, j := range k.Options[i].Parts {
			parts[j] += p
		}
		for _, t := range k.Options[i].Terms {
			grad[t.Weight] += p * t.Value
		}
	}
	for j, p := range parts {
		for _, t := range k.Parts[j] {
			grad[t.Weight] += p * t.Value
		}
	}
}

// scores of all options.
func (k *Case) scores(w []float64) []float64 {
	parts := make([]float64, len(k.Parts))
	for j := range k.Parts {
		parts[j] = Dot(w, k.Parts[j])
	}
	out := make([]float64, len(k.Options))
	for i := range k.Options {
		s := Dot(w, k.Options[i].Terms)
		for _, j := range k.Options[i].Parts {
			s += parts[j]
		}
		out[i] = s
	}
	return out
}

// Dot is the weighted sum of the terms.
func Dot(w []float64, terms []Term) float64 {
	s := 0.0
	for _, t := range terms {
		s += w[t.Weight] * t.Value
	}
	return s
}

// logAdd is log(eᵃ + eᵇ) without overflow.
func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if math.IsInf(b, -1) {
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}
