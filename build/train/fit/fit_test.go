package fit_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"deskclerk/build/train/fit"
)

// drawn makes cases of some options with two features each, one of which is
// right by the odds of known weights.
func drawn(n int, truth []float64) []fit.Case {
	r := rand.New(rand.NewPCG(1, 2))
	var out []fit.Case
	for range n {
		k := fit.Case{Weight: 1, Options: []fit.Option{{}}}
		sum, es := 1.0, []float64{1}
		for j := range 5 {
			k.Parts = append(k.Parts, []fit.Term{{0, r.Float64()}, {1, r.Float64()}, {2, 1}})
			k.Options = append(k.Options, fit.Option{Parts: []int{j}})
			e := math.Exp(fit.Dot(truth, k.Parts[j]))
			es, sum = append(es, e), sum+e
		}
		at, i := r.Float64()*sum, 0
		for ; i < len(es)-1 && at > es[i]; i++ {
			at -= es[i]
		}
		k.Options[i].Right = true
		out = append(out, k)
	}
	return out
}

func TestWeightsAreFoundAgainFromChoices(t *testing.T) {
	truth := []float64{2, -1, -0.5}
	c := fit.Choice{Prior: make([]float64, 3), Pull: []float64{.01, .01, .01}}
	w, err := c.Fit(drawn(8000, truth))
	if err != nil {
		t.Fatal(err)
	}
	for i := range truth {
		if math.Abs(w[i]-truth[i]) > 0.2 {
			t.Errorf("weight %d is %.2f, made with %.2f", i, w[i], truth[i])
		}
	}
}

func TestFewChoicesLeaveThePriorNearlyAsItIs(t *testing.T) {
	prior := []float64{1, 1, 1}
	c := fit.Choice{Prior: prior, Pull: []float64{50, 50, 50}}
	w, err := c.Fit(drawn(5, []float64{-3, 3, 0}))
	if err != nil {
		t.Fatal(err)
	}
	for i := range w {
		if math.Abs(w[i]-prior[i]) > 0.15 {
			t.Errorf("weight %d moved from %.2f to %.2f", i, prior[i], w[i])
		}
	}
}

func TestACaseWithoutARightOptionTeachesNothing(t *testing.T) {
	c := fit.Choice{Prior: []float64{0.5}, Pull: []float64{0.1}}
	k := fit.Case{Weight: 1, Parts: [][]fit.Term{{{0, 1}}}, Options: []fit.Option{{}, {Parts: []int{0}}}}
	w, err := c.Fit([]fit.Case{k})
	if err != nil {
		t.Fatal(err)
	}
	if w[0] != 0.5 {
		t.Errorf("weight moved to %v", w[0])
	}
}

func TestACurveGivesBackTheSharesItWasMadeFrom(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	truth := fit.Curve{Bias: -1, Weights: []float64{3, 0.5}}
	var points []fit.Point
	for range 5000 {
		x := []float64{r.Float64(), r.Float64()}
		points = append(points, fit.Point{X: x, Right: r.Float64() < truth.At(x), Weight: 1})
	}
	c := fit.Logistic(points, fit.Curve{Weights: make([]float64, 2)}, fit.Draw{Bias: 1e-3, Weights: 1e-3})
	for _, x := range [][]float64{{0, 0}, {.5, .5}, {1, 1}} {
		if math.Abs(c.At(x)-truth.At(x)) > 0.03 {
			t.Errorf("at %v: %.3f, made with %.3f", x, c.At(x), truth.At(x))
		}
	}
}

func TestAnInputThatSpeaksAgainstIsLeftOut(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var points []fit.Point
	for range 500 {
		x := []float64{r.Float64(), r.Float64()}
		points = append(points, fit.Point{X: x, Right: r.Float64() < x[0]*(1-x[1]), Weight: 1})
	}
	c := fit.Logistic(points, fit.Curve{Weights: make([]float64, 2)}, fit.Draw{Bias: .01, Weights: .01})
	if c.Weights[1] != 0 || c.Weights[0] <= 0 {
		t.Errorf("weights %v", c.Weights)
	}
}
